package chart_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/acdkit/acdkit/routing/metrics"
	"github.com/acdkit/acdkit/routing/metrics/export/chart"
)

var nine = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// queue returns a day of half hours, all alike, without the one at 12:30.
func queue(answered int) *metrics.QueueReport {
	q := &metrics.QueueReport{ID: "help", Name: "고객 <b>지원</b> & help"}
	for i := range 18 {
		if i == 7 {
			continue
		}
		f := metrics.QueueFigures{
			Answered: answered, AnsweredInTarget: answered * 3 / 4, Abandoned: answered / 10,
			AnswerTime: metrics.SumOf(time.Duration(answered) * 12 * time.Second),
		}
		for range answered {
			f.Answers.Record(30 * time.Second)
		}
		start := nine.Add(time.Duration(i) * 30 * time.Minute)
		q.Intervals = append(q.Intervals, metrics.Interval[metrics.QueueFigures]{Start: start, End: start.Add(10 * time.Minute), Figures: f})
	}
	return q
}

func draw(t *testing.T, q *metrics.QueueReport, o chart.Options) []byte {
	t.Helper()
	svg, err := chart.SVG(q, o)
	if err != nil {
		t.Fatal(err)
	}
	return svg
}

// texts returns the texts of a drawing, which must be well-formed and have nothing in it but drawing.
func texts(t *testing.T, svg []byte) (all []string) {
	t.Helper()
	allowed := []string{"svg", "path", "text", "circle", "g", "title", "defs", "clipPath", "rect"}
	inText := false
	for in := xml.NewDecoder(bytes.NewReader(svg)); ; {
		token, err := in.Token()
		switch token := token.(type) {
		case xml.StartElement:
			inText = token.Name.Local == "text"
			if !slices.Contains(allowed, token.Name.Local) {
				t.Errorf("the drawing has a %s", token.Name.Local)
			}
		case xml.CharData:
			if inText {
				all = append(all, string(token))
			}
		case xml.EndElement:
			inText = false
		}
		if err == io.EOF {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestSVG(t *testing.T) {
	q := queue(40)
	got := texts(t, draw(t, q, chart.Options{Interval: 30 * time.Minute}))
	for _, want := range []string{
		q.Name, "in target", "answered later", "abandoned", "service level", "speed of answer", "90 % within",
		"service level, %, of-answered", "09:00", "17:30",
	} {
		if !slices.Contains(got, want) {
			t.Errorf("no %q among %q", want, got)
		}
	}
}

// TestDays: the counts of several days are drawn per day, on the same scale as those of one.
func TestDays(t *testing.T) {
	one := draw(t, queue(40), chart.Options{Title: "x"})
	ten := draw(t, queue(400), chart.Options{Title: "x", Days: 10})
	if !bytes.Equal(one, ten) {
		t.Error("ten days of ten times as much are not drawn like one")
	}
}

// TestGaps: intervals in which nothing happened take their room.
func TestGaps(t *testing.T) {
	q := queue(40)
	q.Intervals = append(q.Intervals[:2], q.Intervals[len(q.Intervals)-1])
	axis := func(o chart.Options) (times []string) {
		for _, text := range texts(t, draw(t, q, o)) {
			if strings.HasSuffix(text, ":00") || strings.HasSuffix(text, ":30") {
				times = append(times, text)
			}
		}
		return times
	}
	if got := axis(chart.Options{}); slices.Contains(got, "12:00") {
		t.Errorf("times %q without an interval to fill with", got)
	}
	if got := axis(chart.Options{Interval: 30 * time.Minute}); !slices.Contains(got, "12:00") || !slices.Contains(got, "17:30") {
		t.Errorf("times %q, want those between", got)
	}
}

func TestNothing(t *testing.T) {
	if _, err := chart.SVG(&metrics.QueueReport{}, chart.Options{}); !errors.Is(err, chart.ErrNothing) {
		t.Errorf("error %v, want %v", err, chart.ErrNothing)
	}
	far := queue(1)
	far.Intervals[len(far.Intervals)-1].Start = nine.AddDate(200, 0, 0)
	if svg := draw(t, far, chart.Options{Interval: time.Second}); len(svg) > 4<<20 {
		t.Errorf("a gap of two hundred years is drawn with %d bytes", len(svg))
	}
}
