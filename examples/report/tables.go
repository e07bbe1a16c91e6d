package main

import (
	"fmt"
	"io"
	"math"
	"strings"
	"time"
	"unicode"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"github.com/acdkit/acdkit/routing/metrics"
)

// printTables prints the figures of queues, channels, agents and intervals.
func printTables(out io.Writer, r *metrics.Report, o options) error {
	p := printer{out: out, report: r, options: o}
	p.line("%s to %s", r.From.Format(time.DateTime), r.To.Format(time.DateTime))
	p.line("service level: %s, within %s; short abandons: before %s", o.level, o.cfg.Target, max(o.cfg.ShortAbandon, 0))
	p.queues()
	p.agents()
	for i := range r.Queues {
		p.intervals(&r.Queues[i])
	}
	if len(r.Queues) > 1 {
		p.intervals(&r.All)
	}
	return p.err
}

// printer prints; the first error stays.
type printer struct {
	out    io.Writer
	report *metrics.Report
	options
	err error
}

func (p *printer) line(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.out, format+"\n", args...)
	}
}

func (p *printer) table(title string, t table.Writer) {
	t.SetStyle(table.StyleLight)
	t.Style().Options.DrawBorder = false
	t.Style().Options.SeparateColumns = false
	t.Style().Format.Header = text.FormatDefault
	p.line("\n%s\n%s", title, t.Render())
}

func (p *printer) queues() {
	flow, work := table.NewWriter(), table.NewWriter()
	flow.AppendHeader(table.Row{
		"queue", "channel", "entered", "answered", "abandoned", "abandonment", "service level", "speed of answer", "90 %",
		"longest wait", "max length", "waiting now",
	})
	work.AppendHeader(table.Row{
		"queue", "channel", "offers", "RONA", "answer rate", "transfers in", "out", "moved out", "handled", "AHT", "talk", "hold", "wrap-up",
	})
	add := func(name string, q *metrics.QueueReport) {
		f := &q.Total
		flow.AppendRow(table.Row{
			name, channel(q), f.Entered, f.Answered, f.Abandoned, percent(f.Abandonment()), percent(f.ServiceLevel(p.level)),
			span(f.SpeedOfAnswer()), span(f.Answers.Percentile(90)), span(f.LongestWait), f.MaxLength, q.Now.Length,
		})
		h := &f.Handling
		work.AppendRow(table.Row{
			name, channel(q), f.Offers.Made, f.Offers.Missed, percent(f.Offers.AnswerRate()), f.TransfersIn, f.TransfersOut, f.MovedOut, h.Handled,
			span(h.AverageTime()), span(h.AverageTalk()), span(h.AverageHold()), span(h.AverageWrapUp()),
		})
	}
	for i := range p.report.Queues {
		add(name(&p.report.Queues[i]), &p.report.Queues[i])
	}
	for _, t := range []table.Writer{flow, work} {
		t.AppendSeparator()
	}
	for i := range p.report.Channels {
		add("all", &p.report.Channels[i])
	}
	if len(p.report.Channels) > 1 {
		add("all", &p.report.All)
	}
	p.table("Contacts", flow)
	p.table("Work on contacts", work)
}

func (p *printer) agents() {
	t := table.NewWriter()
	t.AppendHeader(table.Row{
		"agent", "signed in", "available", "idle", "RONA", "occupancy", "at once", "handled", "AHT", "talk", "hold", "wrap-up",
		"offers", "missed", "transfers",
	})
	add := func(name string, f *metrics.AgentFigures) {
		h := &f.Handling
		t.AppendRow(table.Row{
			name, span(f.SignedIn()), span(f.Available), span(f.Idle), span(f.RONA), percent(f.Occupancy()), number(f.Concurrency()),
			h.Handled, span(h.AverageTime()), span(h.AverageTalk()), span(h.AverageHold()), span(h.AverageWrapUp()),
			f.Offers.Made, f.Offers.Missed, f.Transfers,
		})
	}
	for i := range p.report.Agents {
		a := &p.report.Agents[i]
		add(label(string(a.ID), a.Name), &a.Total)
	}
	t.AppendSeparator()
	add("all", &p.report.Staff.Total)
	p.table("Agents", t)
}

func (p *printer) intervals(q *metrics.QueueReport) {
	t := table.NewWriter()
	t.AppendHeader(table.Row{
		"from", "entered", "answered", "abandoned", "service level", "speed of answer", "90 %", "longest wait", "mean length", "max",
		"RONA", "AHT", "handled",
	})
	for i := range q.Intervals {
		row := &q.Intervals[i]
		f := &row.Figures
		t.AppendRow(table.Row{
			row.Start.Format("02 Jan 15:04"), f.Entered, f.Answered, f.Abandoned, percent(f.ServiceLevel(p.level)), span(f.SpeedOfAnswer()),
			span(f.Answers.Percentile(90)), span(f.LongestWait), number(f.AverageLength(row.End.Sub(row.Start))), f.MaxLength,
			f.Offers.Missed, span(f.Handling.AverageTime()), f.Handling.Handled,
		})
	}
	title := "All queues"
	if q.ID != "" {
		title = "Queue " + name(q)
	}
	if len(q.Intervals) > 0 {
		p.table(title+", by interval", t)
	}
}

func name(q *metrics.QueueReport) string { return label(string(q.ID), q.Name) }

func channel(q *metrics.QueueReport) string {
	if !q.Channel.Valid() {
		return ""
	}
	return q.Channel.String()
}

// label returns an id with its name, without what would not print or would steer the terminal.
func label(id, name string) string {
	if name != "" && name != id {
		id += " " + name
	}
	return strings.Map(func(r rune) rune {
		if r == ' ' || unicode.IsPrint(r) {
			return r
		}
		return '?'
	}, id)
}

func percent(share float64) string {
	if math.IsNaN(share) {
		return "-"
	}
	return fmt.Sprintf("%.1f %%", 100*share)
}

func number(n float64) string {
	if math.IsNaN(n) {
		return "-"
	}
	return fmt.Sprintf("%.2f", n)
}

// span prints a time, or a sum of times, as seconds, minutes or hours.
func span(of interface{ Seconds() float64 }) string {
	exact := of.Seconds()
	switch seconds := int64(exact); {
	case exact == 0:
		return "0"
	case seconds < 10:
		return fmt.Sprintf("%.1fs", exact)
	case seconds < 3600:
		return fmt.Sprintf("%d:%02d", seconds/60, seconds%60)
	default:
		return fmt.Sprintf("%d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60)
	}
}
