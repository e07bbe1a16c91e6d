package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing/metrics"
	"github.com/acdkit/acdkit/routing/metrics/export/chart"
)

// drawCharts writes a chart for each queue in which something happened.
func drawCharts(stdout io.Writer, r *metrics.Report, o options) error {
	for i := range r.Queues {
		q := &r.Queues[i]
		if len(q.Intervals) == 0 {
			continue
		}
		svg, err := chart.SVG(q, chart.Options{Level: o.level, Interval: o.cfg.Interval})
		if err != nil {
			return err
		}
		name := filepath.Join(o.out, fmt.Sprintf("report-%d-%s.svg", i+1, plain(q.ID)))
		if err := os.WriteFile(name, svg, 0o644); err != nil {
			return err
		}
		fmt.Fprintln(stdout, name)
	}
	return nil
}

// plain returns an id as part of a file name on any system.
func plain(id contact.QueueID) string {
	name := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '.', r == '-':
			return r
		}
		return '_'
	}, string(id))
	return name[:min(len(name), 100)]
}
