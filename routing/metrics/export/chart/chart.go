package chart

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"time"

	"github.com/go-analyze/charts"

	"github.com/acdkit/acdkit/routing/metrics"
)

// Options say how a chart is drawn. Zero fields take the defaults named beside them.
type Options struct {
	Title         string
	Width, Height int           // 1000 by 640
	Level         metrics.Level // form of the service level; metrics.OfAnswered
	Days          int           // that the figures are of: counts are drawn per day; 1
	Interval      time.Duration // of the report, so that intervals in which nothing happened are drawn; only the others if 0
}

// ErrNothing says that there is no interval to draw.
var ErrNothing = errors.New("chart: no intervals")

// SVG draws a queue's intervals: above, how many contacts were answered within the target, answered later and abandoned,
// with the service level; below, the speed of answer and the wait that nine of ten answered contacts did not
// exceed. The text is the caller's to embed: it has no scripts and loads nothing.
func SVG(q *metrics.QueueReport, o Options) ([]byte, error) {
	if len(q.Intervals) == 0 {
		return nil, ErrNothing
	}
	o = o.withDefaults(q)
	rows := fill(q.Intervals, o.Interval)
	above, below := counts(rows, o), waits(rows)
	middle := o.Height * 11 / 20
	above.Box = charts.NewBox(0, 0, o.Width, middle)
	below.Box = charts.NewBox(0, middle, o.Width, o.Height)
	above.Children = []charts.ChartOption{below}
	p, err := charts.Render(above)
	if err != nil {
		return nil, fmt.Errorf("chart: %w", err)
	}
	return p.Bytes()
}

func (o Options) withDefaults(q *metrics.QueueReport) Options {
	if o.Title == "" {
		o.Title = q.Name
	}
	if o.Title == "" {
		o.Title = string(q.ID)
	}
	if o.Width <= 0 {
		o.Width = 1000
	}
	if o.Height <= 0 {
		o.Height = 640
	}
	o.Days = max(o.Days, 1)
	return o
}

type interval = metrics.Interval[metrics.QueueFigures]

// fill puts in the intervals in which nothing happened.
func fill(given []interval, every time.Duration) []interval {
	if every <= 0 {
		return given
	}
	var all []interval
	for _, row := range given {
		row.End = row.Start.Add(every) // the one that runs is drawn whole
		for n := len(all); n > 0 && n < maxFilled && all[n-1].End.Before(row.Start); n = len(all) {
			all = append(all, interval{Start: all[n-1].End, End: all[n-1].End.Add(every)})
		}
		all = append(all, row)
	}
	return all
}

// maxFilled is how many intervals a chart is filled up to: more could not be seen.
const maxFilled = 2000

// counts is the upper part.
func counts(rows []interval, o Options) charts.ChartOption {
	bar := func(name string, of func(*metrics.QueueFigures) int) charts.GenericSeries {
		return charts.GenericSeries{Type: charts.ChartTypeBar, Name: name, Values: each(rows, func(f *metrics.QueueFigures) float64 {
			return float64(of(f)) / float64(o.Days)
		})}
	}
	level := each(rows, func(f *metrics.QueueFigures) float64 { return 100 * f.ServiceLevel(o.Level) })
	opt := base(rows, []charts.Color{green, amber, red, blue}, charts.GenericSeriesList{
		bar("in target", func(f *metrics.QueueFigures) int { return f.AnsweredInTarget }),
		bar("answered later", func(f *metrics.QueueFigures) int { return f.Answered - f.AnsweredInTarget }),
		bar("abandoned", func(f *metrics.QueueFigures) int { return f.Abandoned }),
		{Type: charts.ChartTypeLine, Name: "service level", Values: level, YAxisIndex: 1},
	})
	opt.OutputFormat, opt.Width, opt.Height = charts.ChartOutputSVG, o.Width, o.Height
	opt.Title = charts.TitleOption{Text: o.Title}
	opt.StackSeries, opt.FillArea = new(true), new(false)
	opt.YAxis = []charts.YAxisOption{
		upTo("contacts", highest(opt.SeriesList[:3])),
		{Title: "service level, %, " + o.Level.String(), Min: new(0.0), Max: new(100.0), Unit: 20},
	}
	return opt
}

// waits is the lower part.
func waits(rows []interval) charts.ChartOption {
	line := func(name string, of func(*metrics.QueueFigures) time.Duration) charts.GenericSeries {
		return charts.GenericSeries{Type: charts.ChartTypeLine, Name: name, Values: each(rows, func(f *metrics.QueueFigures) float64 {
			if f.Answered == 0 {
				return math.NaN()
			}
			return of(f).Seconds()
		})}
	}
	opt := base(rows, []charts.Color{blue, grey}, charts.GenericSeriesList{
		line("speed of answer", (*metrics.QueueFigures).SpeedOfAnswer),
		line("90 % within", func(f *metrics.QueueFigures) time.Duration { return f.Answers.Percentile(90) }),
	})
	opt.YAxis = []charts.YAxisOption{upTo("seconds", max(highest(opt.SeriesList[:1]), highest(opt.SeriesList[1:])))}
	opt.Padding = charts.NewBox(20, 20, 20+rightAxis, 20)
	return opt
}

var (
	green = charts.ColorFromHex("#5aa469")
	amber = charts.ColorFromHex("#e9b44c")
	red   = charts.ColorFromHex("#d1495b")
	blue  = charts.ColorFromHex("#2e5eaa")
	grey  = charts.ColorFromHex("#8d99ae")
)

// highest returns the greatest value of series, stacked on one another.
func highest(series charts.GenericSeriesList) (most float64) {
	for i := range series[0].Values {
		sum := 0.0
		for k := range series {
			if v := series[k].Values[i]; v != charts.GetNullValue() {
				sum += v
			}
		}
		most = max(most, sum)
	}
	return most
}

// upTo returns an axis from 0 to a value or a little more, in five steps of a round number.
func upTo(title string, most float64) charts.YAxisOption {
	step := 1.0
	for most > 5*step {
		switch first := strconv.FormatFloat(step, 'e', 0, 64)[0]; first {
		case '2':
			step *= 2.5
		default:
			step *= 2
		}
	}
	return charts.YAxisOption{Title: title, Min: new(0.0), Max: new(5 * step), Unit: step}
}

// rightAxis is the width of the upper part's second axis, which the lower part leaves free.
const rightAxis = 60

// base is what both parts have in common.
func base(rows []interval, colors []charts.Color, series charts.GenericSeriesList) charts.ChartOption {
	names, labels := make([]string, len(series)), make([]string, len(rows))
	for i := range series {
		names[i] = series[i].Name
	}
	for i := range rows {
		labels[i] = rows[i].Start.Format("15:04")
	}
	return charts.ChartOption{
		SeriesList: series, XAxis: charts.XAxisOption{Labels: labels, Unit: float64(1 + len(rows)/13), BoundaryGap: new(true)},
		Legend: charts.LegendOption{SeriesNames: names, Offset: charts.OffsetStr{Left: "35%"}},
		Theme:  charts.GetTheme(charts.ThemeLight).WithSeriesColors(colors), Symbol: charts.Symbol{Shape: charts.SymbolNone},
	}
}

// each returns a number of each interval; a number that is none is left out of the drawing.
func each(rows []interval, of func(*metrics.QueueFigures) float64) []float64 {
	values := make([]float64, len(rows))
	for i := range rows {
		if values[i] = of(&rows[i].Figures); math.IsNaN(values[i]) {
			values[i] = charts.GetNullValue()
		}
	}
	return values
}
