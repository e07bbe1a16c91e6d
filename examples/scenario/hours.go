package main

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/acdkit/acdkit/routing"
)

// hours reads open hours: "Mon-Fri 09:00-18:00, Sat 10:00-14:00".
func hours(to *[]routing.Opened) reader {
	return func(s string) error {
		for part := range strings.SplitSeq(s, ",") {
			spans, err := openedOn(strings.Fields(part))
			if err != nil {
				return err
			}
			*to = append(*to, spans...)
		}
		return nil
	}
}

var errHours = errors.New(`not hours such as "Mon-Fri 09:00-18:00"`)

// openedOn reads the days and the times of one part.
func openedOn(fields []string) ([]routing.Opened, error) {
	if len(fields) != 2 {
		return nil, errHours
	}
	first, last, ranged := strings.Cut(fields[0], "-")
	if !ranged {
		last = first
	}
	from, to, _ := strings.Cut(fields[1], "-")
	span := routing.Opened{From: minuteOf(from), To: minuteOf(to)}
	day, end := weekday(first), weekday(last)
	if day < 0 || end < 0 || span.From < 0 || span.To < 0 {
		return nil, errHours
	}
	return daily(span, day, end), nil
}

// daily repeats a span from one weekday to another, over the end of the week if need be.
func daily(span routing.Opened, day, last int) []routing.Opened {
	var spans []routing.Opened
	for ; ; day = (day + 1) % 7 {
		span.Day = time.Weekday(day)
		spans = append(spans, span)
		if day == last {
			return spans
		}
	}
}

// weekday returns the number of Sun, Mon, ... Sat, or -1.
func weekday(name string) int {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if d.String()[:3] == name {
			return int(d)
		}
	}
	return -1
}

// minuteOf returns the minutes since midnight of 00:00 to 24:00, or -1.
func minuteOf(clock string) int {
	if len(clock) != len("09:00") || clock[2] != ':' {
		return -1
	}
	h, errH := strconv.ParseUint(clock[:2], 10, 8)
	m, errM := strconv.ParseUint(clock[3:], 10, 8)
	if errH != nil || errM != nil || m >= 60 || h*60+m > 24*60 {
		return -1
	}
	return int(h*60 + m)
}
