package main

import (
	"fmt"
	"io"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"github.com/acdkit/acdkit/routing/simulate"
)

// estimate prints a mean and its half-width, if it has one.
func estimate(e simulate.Estimate, format string) string {
	if e.Half == 0 {
		return fmt.Sprintf(format, e.Mean)
	}
	return fmt.Sprintf(format+" ± "+format, e.Mean, e.Half)
}

func percent(e simulate.Estimate) string {
	return estimate(simulate.Estimate{Mean: 100 * e.Mean, Half: 100 * e.Half}, "%.2f") + " %"
}

// render returns a table as text.
func render(header table.Row, rows []table.Row) string {
	t := table.NewWriter()
	t.SetStyle(table.StyleLight)
	t.Style().Options.DrawBorder = false
	t.Style().Options.SeparateColumns = false
	t.Style().Format.Header = text.FormatDefault
	t.AppendHeader(header)
	t.AppendRows(rows)
	return t.Render()
}

// printResult prints what came out, in the scenario's order.
func printResult(out io.Writer, s *simulate.Scenario, r *simulate.Result) error {
	header := table.Row{"per day", "arrivals", "by bot", "blocked", "abandoned", "served", "unserved", "in target", "service level", "speed of answer, s"}
	var rows []table.Row
	for i := range s.Types {
		rows = append(rows, typeRow(s.Types[i].ID, r.Types[s.Types[i].ID]))
	}
	if len(rows) > 1 {
		rows = append(rows, typeRow("all", simulate.TypeResult{
			Arrivals: r.Arrivals, Contained: r.Contained, Blocked: r.Blocked, Abandoned: r.Abandoned, Served: r.Served, Unserved: r.Unserved,
			InTarget: r.InTarget, ServiceLevel: r.ServiceLevel, AnswerMinutes: r.AnswerMinutes,
		}))
	}
	var groups []table.Row
	for i := range s.Groups {
		groups = append(groups, table.Row{s.Groups[i].ID, percent(r.Occupancy[s.Groups[i].ID])})
	}
	_, err := fmt.Fprintf(out, "days: %d, target: %g seconds; means per day ± half-width of the 95 %% confidence interval\n\n%s\n\n%s\n\n"+
		"offers missed (RONA): %s per day\n%.0f contacts simulated per second\n",
		r.Days, s.TargetSeconds, render(header, rows), render(table.Row{"group", "occupancy"}, groups),
		estimate(r.Missed, "%.1f"), r.ContactsPerSecond)
	return err
}

func typeRow(name string, t simulate.TypeResult) table.Row {
	seconds := simulate.Estimate{Mean: 60 * t.AnswerMinutes.Mean, Half: 60 * t.AnswerMinutes.Half}
	row := table.Row{name}
	for _, e := range []simulate.Estimate{t.Arrivals, t.Contained, t.Blocked, t.Abandoned, t.Served, t.Unserved, t.InTarget} {
		row = append(row, estimate(e, "%.1f"))
	}
	return append(row, percent(t.ServiceLevel), estimate(seconds, "%.2f"))
}

// printComparison prints strategies beside one another, and how they differ from the first.
func printComparison(out io.Writer, all []simulate.Comparison) error {
	var rows, differences []table.Row
	for i, c := range all {
		r := &c.Result
		rows = append(rows, table.Row{c.Name, percent(r.ServiceLevel), estimate(r.AnswerMinutes, "%.4f"), estimate(r.Abandoned, "%.1f"), estimate(r.Missed, "%.1f")})
		if d := &c.Difference; i > 0 {
			differences = append(differences, table.Row{
				c.Name, percent(d.ServiceLevel), estimate(d.AnswerMinutes, "%.4f"), estimate(d.Abandoned, "%.1f"), estimate(d.Missed, "%.1f"),
			})
		}
	}
	header := table.Row{"strategy", "service level", "speed of answer, min", "abandoned", "RONA"}
	_, err := fmt.Fprintf(out, "days: %d, the same customers for each; means per day ± half-width of the 95 %% confidence interval\n\n%s\n",
		all[0].Result.Days, render(header, rows))
	if err == nil && len(differences) > 0 {
		_, err = fmt.Fprintf(out, "\ndifference to %s\n\n%s\n", all[0].Name, render(header, differences))
	}
	return err
}
