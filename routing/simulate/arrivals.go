package simulate

// source is where one type's customers come from on one day.
type source struct {
	streams
	kind   *kind
	factor float64 // on all rates
	at     float64 // of the last arrival
	count  int     // arrivals so far, of a record
}

// expect plans the first arrival of each type.
func (d *day) expect() {
	factor := 1.0
	if d.busyness > 0 {
		factor = gammaOf(d.busyness, uniform(d.seed, forBusyness, 0, 0))
	}
	d.sources = d.sources[:0]
	for i := range d.kinds {
		d.sources = append(d.sources, source{streams: newStreams(d.seed, i), kind: &d.kinds[i], factor: factor})
		d.expectNext(int32(i))
	}
}

// expectNext plans the next arrival of a type, if there is one before the end of the day.
func (d *day) expectNext(kind int32) {
	if at, ok := d.sources[kind].next(d.center); ok {
		d.agenda.add(plan{at: at, what: arrives, who: kind})
	}
}

// next returns the time of the next arrival.
func (s *source) next(c *center) (at int64, ok bool) {
	if s.kind.at == nil {
		return s.poisson(c)
	}
	if s.count == len(s.kind.at) {
		return 0, false
	}
	s.count++
	return s.kind.at[s.count-1], true
}

// poisson draws the next arrival of a Poisson process whose rate is constant in each period: an exponential
// amount of what is expected is used up, period by period.
func (s *source) poisson(c *center) (at int64, ok bool) {
	amount := s.arrivals.ExpFloat64()
	for p := int(s.at / float64(c.period)); p < c.periods; p++ {
		rate := s.kind.rates[p] * s.factor
		end := float64(c.period) * float64(p+1)
		if rate*(end-s.at) > amount {
			s.at += amount / rate
			return min(int64(s.at), c.horizon-1), true
		}
		amount -= rate * (end - s.at)
		s.at = end
	}
	return 0, false
}

// customer draws what chance decides about a customer who arrives.
func (s *source) customer(now int64, c *center) customer {
	p := min(int(now/c.period), c.periods-1)
	return customer{
		patience: s.kind.patience.draw(s.patience, p),
		service:  s.kind.service.draw(s.service, p),
		wrapUp:   s.kind.wrapUp.draw(s.wrapUp, p),
	}
}
