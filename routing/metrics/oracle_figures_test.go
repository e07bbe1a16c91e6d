package metrics_test

import (
	"reflect"
	"slices"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/routing/metrics"
)

// waits are what was recorded in distributions.
type waits struct{ answers, abandons, handles []time.Duration }

// queue works out the figures of a queue, without distributions.
func (o *oracle) queue(id contact.QueueID, s stretch) (f metrics.QueueFigures, w waits) {
	for _, v := range o.visits {
		if v.queue == id {
			o.visit(&f, &w, v, s)
		}
	}
	for _, m := range o.moves {
		if m.queue == id && o.happened(m.at, s) {
			f.TransfersOut++
		}
	}
	f.MaxLength = o.most(id, s)
	f.Offers = o.offersIn(s, func(of offer) bool { return of.queue == id })
	f.Handling, w.handles = o.handlingIn(s, func(l stay) bool { return l.queue == id })
	return f, w
}

func (o *oracle) visit(f *metrics.QueueFigures, w *waits, v visit, s stretch) {
	if o.happened(v.in, s) {
		f.Entered++
		switch v.how {
		case "overflow":
			f.MovedIn++
		case "transfer":
			f.TransfersIn++
		}
	}
	f.WaitingTime.AddTime(o.within(v.in, v.out, s))
	wait, target, short := o.at(v.out).Sub(v.began), o.target(v.queue), o.cfg.ShortAbandon
	switch {
	case !o.happened(v.out, s):
		if o.stands(v.in, v.out, s) {
			f.LongestWait = max(f.LongestWait, s.to.Sub(v.began))
		}
		return
	case v.end == "answered":
		f.Answered++
		f.AnswerTime.AddTime(wait)
		f.AnsweredInTarget += one(wait <= target)
		w.answers = append(w.answers, wait)
	case v.end == "abandoned":
		f.Abandoned++
		f.AbandonTime.AddTime(wait)
		f.AbandonedInTarget += one(wait <= target)
		f.AbandonedShort += one(wait < short)
		w.abandons = append(w.abandons, wait)
	case v.end == "dropped":
		f.Dropped++
	case v.end == "moved":
		f.MovedOut++
	}
	f.LongestWait = max(f.LongestWait, wait)
}

// stands reports whether what goes on between two places goes on at the end of a span.
func (o *oracle) stands(from, to int, s stretch) bool {
	if s.last {
		return to == len(o.log)
	}
	return o.at(from).Before(s.to) && !o.at(to).Before(s.to)
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (o *oracle) target(id contact.QueueID) time.Duration {
	if t, own := o.cfg.Targets[id]; own {
		return t
	}
	return o.cfg.Target
}

// most counts who waits when a span begins, and after each of its events.
func (o *oracle) most(id contact.QueueID, s stretch) (most int) {
	for k := -1; k < len(o.log); k++ {
		before := k < 0 || o.at(k).Before(s.from)
		begins := before && (k+1 == len(o.log) || !o.at(k+1).Before(s.from))
		if !begins && !o.happened(max(k, 0), s) {
			continue
		}
		n := 0
		for _, v := range o.visits {
			n += one(v.queue == id && v.in <= k && k < v.out)
		}
		most = max(most, n)
	}
	return most
}

func (o *oracle) offersIn(s stretch, of func(offer) bool) (f metrics.Offers) {
	for _, x := range o.offers {
		if !of(x) {
			continue
		}
		if o.happened(x.made, s) {
			f.Made++
			f.Conferences += one(x.kind == routing.ToConference)
		}
		if o.happened(x.end, s) {
			f.Accepted += one(x.outcome == "accepted")
			f.Missed += one(x.outcome == "missed")
			f.Declined += one(x.outcome == "declined")
			f.Withdrawn += one(x.outcome == "withdrawn")
		}
	}
	return f
}

func (o *oracle) handlingIn(s stretch, of func(stay) bool) (f metrics.Handling, times []time.Duration) {
	for _, l := range o.legs {
		if !of(l) || !o.happened(l.end, s) {
			continue
		}
		hold := time.Duration(0)
		for _, h := range l.holds {
			hold += o.at(min(h[1], l.over)).Sub(o.at(h[0]))
		}
		f.Handled++
		f.Hold.AddTime(hold)
		f.Talk.AddTime(o.at(l.over).Sub(o.at(l.from)) - hold)
		f.WrapUp.AddTime(o.at(l.end).Sub(o.at(l.over)))
		times = append(times, o.at(l.end).Sub(o.at(l.from)))
	}
	return f, times
}

// agent works out the figures of an agent.
func (o *oracle) agent(id contact.AgentID, s stretch) (f metrics.AgentFigures) {
	for _, m := range o.moves {
		f.Transfers += one(m.agent == id && o.happened(m.at, s))
	}
	f.Offers = o.offersIn(s, func(of offer) bool { return of.agent == id })
	f.Handling, _ = o.handlingIn(s, func(l stay) bool { return l.agent == id })
	hand := slices.Concat(o.legs, o.guests)
	hand = slices.DeleteFunc(hand, func(l stay) bool { return l.agent != id || o.within(l.from, l.end, s) == 0 })
	cuts := []time.Time{s.from, s.to}
	for _, l := range hand {
		cuts = append(cuts, o.at(l.from), o.at(l.end))
	}
	for _, st := range o.states {
		if st.agent == id {
			cuts = append(cuts, o.at(st.from), o.at(st.to))
		}
	}
	slices.SortFunc(cuts, time.Time.Compare)
	for i := range len(cuts) - 1 {
		if from, to := cuts[i], cuts[i+1]; from.Before(to) && !from.Before(s.from) && !to.After(s.to) {
			o.piece(&f, id, hand, from, to)
		}
	}
	return f
}

// piece counts a piece of time in which nothing changes for an agent.
func (o *oracle) piece(f *metrics.AgentFigures, id contact.AgentID, hand []stay, from, to time.Time) {
	passed := to.Sub(from)
	covers := func(a, b int) bool { return !o.at(a).After(from) && !o.at(b).Before(to) }
	state := contact.SignedOut
	for _, s := range o.states {
		if s.agent == id && covers(s.from, s.to) {
			state = s.state
		}
	}
	contacts := map[int]bool{}
	for _, l := range hand {
		if covers(l.from, l.end) {
			contacts[l.contact] = true
		}
	}
	switch state {
	case contact.Available:
		f.Available.AddTime(passed)
	case contact.Idle:
		f.Idle.AddTime(passed)
	case contact.RONA:
		f.RONA.AddTime(passed)
	}
	for range contacts {
		f.InHand.AddTime(passed)
	}
	if len(contacts) > 0 {
		f.Busy.AddTime(passed)
	} else if state == contact.Available {
		f.Free.AddTime(passed)
	}
}

// plus adds all numbers of one struct to another's, whatever they are called; fields that are named take the maximum.
func plus[F any](sum *F, more F, greatest ...string) {
	addFields(reflect.ValueOf(sum).Elem(), reflect.ValueOf(more), greatest)
}

func addFields(sum, more reflect.Value, greatest []string) {
	for i := range sum.NumField() {
		switch f := sum.Field(i); {
		case f.Type() == reflect.TypeFor[metrics.Distribution]():
		case f.Type() == reflect.TypeFor[metrics.Sum]():
			f.Addr().Interface().(*metrics.Sum).Add(more.Field(i).Interface().(metrics.Sum))
		case f.Kind() == reflect.Struct:
			addFields(f, more.Field(i), greatest)
		case slices.Contains(greatest, sum.Type().Field(i).Name):
			f.SetInt(max(f.Int(), more.Field(i).Int()))
		default:
			f.SetInt(f.Int() + more.Field(i).Int())
		}
	}
}

// idleQueue and idleAgent report whether figures say that nothing happened.
func idleQueue(f metrics.QueueFigures) bool {
	f.LongestWait, f.MaxLength = 0, 0
	return reflect.ValueOf(f).IsZero()
}

func idleAgent(f metrics.AgentFigures) bool { return f == metrics.AgentFigures{} }

// percentile returns the value that p percent do not exceed.
func percentile(sorted []time.Duration, p float64) time.Duration {
	rank := int(p/100*float64(len(sorted)) + 0.5)
	return sorted[min(max(rank, 1), len(sorted))-1]
}
