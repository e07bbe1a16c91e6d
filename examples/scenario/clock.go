package main

import (
	"errors"
	"time"
)

var clockCommands = []command{
	{name: "at", usage: "HH:MM:SS", parse: parseAt},
	{name: "advance", usage: "DURATION", parse: parseAdvance},
}

func parseAt(in *args) act {
	var clock time.Time
	in.value("the time", func(text string) (err error) {
		if clock, err = time.Parse(time.TimeOnly, text); err != nil {
			return errors.New("not a time such as 09:00:00")
		}
		return nil
	})
	return func(s *scene) (*result, error) {
		y, m, d := s.now.Date()
		to := time.Date(y, m, d, clock.Hour(), clock.Minute(), clock.Second(), clock.Nanosecond(), time.UTC)
		if to.Before(s.now) {
			return nil, malformed("at: it is %s already; time does not run backwards", stamp(s.now))
		}
		return nil, s.move(to)
	}
}

func parseAdvance(in *args) act {
	var by time.Duration
	in.value("the duration", duration(&by))
	if by < 0 {
		in.fail("time does not run backwards")
	}
	return func(s *scene) (*result, error) { return nil, s.move(s.now.Add(by)) }
}

// stamp prints the virtual time: of the first day only the time, of other days the day as well.
func stamp(t time.Time) string {
	if since := t.Sub(opening); since >= 0 && since < 24*time.Hour {
		return t.Format("15:04:05.999999999")
	}
	return t.Format("Mon 2 Jan 15:04:05.999999999")
}
