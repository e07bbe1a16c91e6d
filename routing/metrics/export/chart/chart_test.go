package chart_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/acdkit/acdkit/routing/metrics"
	"github.com/acdkit/acdkit/routing/metrics/export/chart"
)

func TestTry(t *testing.T) {
	q := metrics.QueueReport{ID: "help", Name: "고객 <b>지원</b> & help"}
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	for i := range 18 {
		if i == 7 {
			continue
		}
		f := metrics.QueueFigures{Answered: 40 + i*3%17, AnsweredInTarget: 30 + i%5, Abandoned: i % 4, AnswerTime: time.Duration(600+10*i) * time.Second}
		for k := range f.Answered {
			f.Answers.Record(time.Duration(k) * time.Second)
		}
		q.Intervals = append(q.Intervals, metrics.Interval[metrics.QueueFigures]{Start: at.Add(time.Duration(i) * 30 * time.Minute), End: at.Add(time.Duration(i+1) * 30 * time.Minute), Figures: f})
	}
	svg, err := chart.SVG(&q, chart.Options{Interval: 30 * time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	_ = os.WriteFile(filepath.Join(t.TempDir(), "try.svg"), svg, 0o644)
}
