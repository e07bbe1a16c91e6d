package simulate

import "encoding/json"

// Result is what came out, per day. Its JSON form has the means by name, and under "ci95" the half-widths by the
// same names.
type Result struct {
	Days int

	Arrivals  Estimate // contacts that came to the queues, or to the bot before them
	Contained Estimate // settled by the bot
	Blocked   Estimate // turned away
	Abandoned Estimate // gave up waiting
	Served    Estimate // answered by an agent
	Unserved  Estimate // waiting when the day ended
	InTarget  Estimate // served within the target
	Missed    Estimate // offers that ran out (RONA)

	ServiceLevel  Estimate            // InTarget over Served, 0 to 1; 0 if nobody is served
	AnswerMinutes Estimate            // mean wait of those served
	Occupancy     map[string]Estimate // by group: time with work in hand over time on duty, up to the end of the last period
	Types         map[string]TypeResult

	// ContactsPerSecond is how fast it went: for a caller who has a clock to fill in.
	ContactsPerSecond float64
}

// TypeResult is what came out for one type, in the terms of Result.
type TypeResult struct {
	Arrivals, Contained, Blocked, Abandoned, Served, Unserved, InTarget Estimate // contacts per day
	ServiceLevel                                                        Estimate // 0 to 1
	AnswerMinutes                                                       Estimate
}

func newResult(c *center, days []tally) Result {
	all := typeResult(days, (*tally).all)
	r := Result{
		Days:     len(days),
		Arrivals: all.Arrivals, Contained: all.Contained, Blocked: all.Blocked, Abandoned: all.Abandoned,
		Served: all.Served, Unserved: all.Unserved, InTarget: all.InTarget,
		Missed:       interval(perDay(days, func(t *tally) float64 { return float64(t.missed) })),
		ServiceLevel: all.ServiceLevel, AnswerMinutes: all.AnswerMinutes,
		Occupancy: make(map[string]Estimate), Types: make(map[string]TypeResult),
	}
	for i := range c.kinds {
		r.Types[c.kinds[i].id] = typeResult(days, func(t *tally) kindTally { return t.kinds[i] })
	}
	for i := range c.teams {
		r.Occupancy[c.teams[i].id] = ratio(
			perDay(days, func(t *tally) float64 { return t.teams[i].busy }),
			perDay(days, func(t *tally) float64 { return t.teams[i].duty }))
	}
	return r
}

// typeResult estimates what is counted for one type, or all.
func typeResult(days []tally, of func(*tally) kindTally) TypeResult {
	count := func(get func(kindTally) float64) []float64 {
		return perDay(days, func(t *tally) float64 { return get(of(t)) })
	}
	served := count(func(k kindTally) float64 { return float64(k.served) })
	inTarget := count(func(k kindTally) float64 { return float64(k.inTarget) })
	wait := count(func(k kindTally) float64 { return minutes(k.wait) })
	return TypeResult{
		Arrivals:     interval(count(func(k kindTally) float64 { return float64(k.arrivals) })),
		Contained:    interval(count(func(k kindTally) float64 { return float64(k.contained) })),
		Blocked:      interval(count(func(k kindTally) float64 { return float64(k.blocked) })),
		Abandoned:    interval(count(func(k kindTally) float64 { return float64(k.abandoned) })),
		Served:       interval(served),
		Unserved:     interval(count(func(k kindTally) float64 { return float64(k.unserved) })),
		InTarget:     interval(inTarget),
		ServiceLevel: ratio(inTarget, served), AnswerMinutes: ratio(wait, served),
	}
}

func perDay(days []tally, get func(*tally) float64) []float64 {
	values := make([]float64, len(days))
	for i := range days {
		values[i] = get(&days[i])
	}
	return values
}

// numbers is the JSON form of a result's means, or of their half-widths.
type numbers struct {
	Arrivals      float64            `json:"arrivals"`
	Contained     float64            `json:"contained"`
	Served        float64            `json:"served"`
	Abandoned     float64            `json:"abandoned"`
	Blocked       float64            `json:"blocked"`
	Unserved      float64            `json:"unserved"`
	Missed        float64            `json:"missed_offers"`
	ServiceLevel  float64            `json:"service_level"`
	AnswerMinutes float64            `json:"speed_of_answer_minutes"`
	Occupancy     map[string]float64 `json:"occupancy"`
	InTarget      float64            `json:"in_target"`
}

func (r *Result) numbers(of func(Estimate) float64) numbers {
	n := numbers{
		Arrivals: of(r.Arrivals), Contained: of(r.Contained), Served: of(r.Served), Abandoned: of(r.Abandoned),
		Blocked: of(r.Blocked), Unserved: of(r.Unserved), Missed: of(r.Missed),
		ServiceLevel: of(r.ServiceLevel), AnswerMinutes: of(r.AnswerMinutes),
		Occupancy: make(map[string]float64), InTarget: of(r.InTarget),
	}
	for id, e := range r.Occupancy {
		n.Occupancy[id] = of(e)
	}
	return n
}

// MarshalJSON writes the means, and under "ci95" the half-widths of their 95 % confidence intervals.
func (r Result) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Days int `json:"days"`
		numbers
		Half  numbers `json:"ci95"`
		Speed float64 `json:"contacts_per_second"`
	}{
		r.Days, r.numbers(func(e Estimate) float64 { return e.Mean }),
		r.numbers(func(e Estimate) float64 { return e.Half }), r.ContactsPerSecond,
	})
}
