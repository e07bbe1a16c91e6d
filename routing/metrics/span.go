package metrics

import "time"

// span is an interval of time in Unix nanoseconds, its end not included.
type span struct{ start, end int64 }

// spanAt returns the interval that a time falls into.
func (c *Config) spanAt(at int64) span {
	year, month, day := time.Unix(0, at).In(c.Zone).Date()
	midnight, next := c.dayBegins(year, month, day), c.dayBegins(year, month, day+1)
	length := int64(c.Interval)
	passed := at - midnight
	if passed < 0 { // a date that the clock went back to
		passed -= length - 1
	}
	start := midnight + passed/length*length
	switch {
	case next <= at: // likewise
		return span{start, start + length}
	case c.Interval >= oneDay:
		return span{min(midnight, at), next}
	}
	return span{start, min(start+length, next)}
}

// dayBegins returns the first moment of a date: not 0:00 where the clock is put forward then.
func (c *Config) dayBegins(year int, month time.Month, day int) int64 {
	t := time.Date(year, month, day, 0, 0, 0, 0, c.Zone)
	if t.Day() != time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Day() { // the evening before, where there is no 0:00
		_, t = t.ZoneBounds()
	}
	return t.UnixNano()
}

// Interval is the figures of one interval of time.
type Interval[F any] struct {
	Start   time.Time `json:"start"` // in Config.Zone
	End     time.Time `json:"end"`   // not included; of the interval that runs, the time of the report
	Figures F         `json:"figures"`
}

// figures are QueueFigures or AgentFigures.
type figures[F any] interface {
	*F
	add(*F)
	idle() bool
}

// series is the figures of one queue or agent: of the interval that runs, of those before, and of them all.
type series[F any, P figures[F]] struct {
	now   F
	total F // now not included
	past  []past[F]
}

type past[F any] struct {
	span
	figures F
}

// close begins a new interval. What is older than keep intervals is not kept apart any more; keep 0 keeps nothing.
func (s *series[F, P]) close(of span, keep int) {
	now := s.now
	if P(&now).idle() {
		return
	}
	P(&s.total).add(&now)
	var none F
	s.now = none
	if keep == 0 {
		return
	}
	if len(s.past) >= keep {
		copy(s.past, s.past[1:])
		s.past = s.past[:len(s.past)-1]
	}
	s.past = append(s.past, past[F]{of, now})
}

// sum returns all figures so far.
func (s *series[F, P]) sum() (all F) {
	P(&all).add(&s.total)
	P(&all).add(&s.now)
	return all
}

// intervals returns the figures of each interval in which something happened, the one that runs included, from a time
// on.
func (s *series[F, P]) intervals(since int64, running span, zone *time.Location) []Interval[F] {
	n := len(s.past)
	if !P(&s.now).idle() {
		n++
	}
	var all []Interval[F]
	add := func(of span, f *F) {
		if of.start >= since && !P(f).idle() {
			if all == nil {
				all = make([]Interval[F], 0, n)
			}
			all = append(all, Interval[F]{Start: time.Unix(0, of.start).In(zone), End: time.Unix(0, of.end).In(zone)})
			P(&all[len(all)-1].Figures).add(f)
		}
	}
	for i := range s.past {
		add(s.past[i].span, &s.past[i].figures)
	}
	add(running, &s.now)
	return all
}
