package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/routing/metrics"
	"github.com/acdkit/acdkit/routing/metrics/export/chart"
	"github.com/acdkit/acdkit/routing/simulate"
)

// watcher keeps of the days what is to be drawn or written.
type watcher struct {
	days  []*metrics.Metrics // to draw
	first []routing.Event    // the events of the first day
	every time.Duration
}

// drawnDays is how many days a chart is the mean of, at most.
const drawnDays = 20

// watch has a scenario tell what a watcher wants to know.
func watch(s *simulate.Scenario, o options) *watcher {
	w := &watcher{every: interval(s)}
	if o.svg != "" {
		for range min(s.Days, drawnDays) {
			w.days = append(w.days, metrics.New(metrics.Config{Target: target(s), Interval: w.every, Keep: 10_000}))
		}
	}
	if o.svg != "" || o.log != "" {
		s.Observe = func(day int) func([]routing.Event) { return w.observe(day, o.log != "") }
	}
	return w
}

// target is the target of the service level, as metrics has it.
func target(s *simulate.Scenario) time.Duration {
	if s.TargetSeconds == 0 {
		return -1 // only those who did not wait
	}
	return time.Duration(s.TargetSeconds * float64(time.Second))
}

// interval is what a chart is divided into: periods, if they are of a size to be seen.
func interval(s *simulate.Scenario) time.Duration {
	if period := time.Duration(s.PeriodMinutes * float64(time.Minute)); period >= time.Minute && period <= time.Hour {
		return period
	}
	return metrics.DefaultInterval
}

// observe returns what is told a day's events; nil if nobody wants to know them.
func (w *watcher) observe(day int, log bool) func([]routing.Event) {
	log = log && day == 0
	if day >= len(w.days) && !log {
		return nil
	}
	return func(events []routing.Event) {
		if log {
			w.first = append(w.first, events...)
		}
		if day < len(w.days) {
			for _, ev := range events {
				w.days[day].Apply(ev)
			}
		}
	}
}

// write writes the files that are wanted.
func (w *watcher) write(s *simulate.Scenario, o options) error {
	if o.log != "" {
		if err := w.writeLog(o.log); err != nil {
			return err
		}
	}
	if o.svg == "" {
		return nil
	}
	svg, err := w.draw(o)
	if err != nil {
		return err
	}
	return os.WriteFile(o.svg, svg, 0o644)
}

func (w *watcher) writeLog(name string) error {
	file, err := os.Create(name)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(file)
	enc := json.NewEncoder(out)
	for i := range w.first {
		if err := enc.Encode(w.first[i]); err != nil {
			file.Close()
			return err
		}
	}
	return cmp.Or(out.Flush(), file.Close())
}

// draw draws all queues together, as the mean of the days.
func (w *watcher) draw(o options) ([]byte, error) {
	var all metrics.QueueReport
	for _, day := range w.days {
		r := day.Report(time.Time{})
		all.Add(&r.All)
	}
	title := fmt.Sprintf("%s, mean of %d days", cmp.Or(o.scenario, "the shipped scenario"), len(w.days))
	return chart.SVG(&all, chart.Options{Title: title, Days: len(w.days), Interval: w.every})
}
