package proof

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/acdkit/acdkit/routing"
)

// step is what one command did: its events, from the one that bears its id on.
type step struct {
	place  int // of the first event, counted from 1
	times  int // how often the id is there
	events []routing.Event
}

// steps returns what each command id did. Events of a shell's own steps may follow those of a command.
func steps(log Log) map[string]*step {
	all := make(map[string]*step)
	var last *step
	for n, ev := range log.Events {
		if ev.Command != "" {
			last = all[ev.Command]
			if last == nil {
				last = &step{place: n + 1}
				all[ev.Command] = last
			}
			last.times++
		}
		if last != nil {
			last.events = append(last.events, ev)
		}
	}
	return all
}

// Compare holds a center's history against its log. The operations of other centers are left out.
func Compare(history []Operation, log Log) Findings {
	var f Findings
	done := steps(log)
	for _, id := range slices.SortedFunc(maps.Keys(done), func(a, b string) int { return cmp.Compare(done[a].place, done[b].place) }) {
		if n := done[id].times; n > 1 {
			f.note(&f.Duplicated, "%s: command %s was done %d times", log.Center, id, n)
		}
	}
	var ordered []Operation
	for _, op := range history {
		if op.Center != log.Center {
			continue
		}
		if op.ID == "" {
			f.effect(op, log)
			continue
		}
		s := done[op.ID]
		switch {
		case op.Outcome == Acknowledged && s == nil:
			f.note(&f.Lost, "lost: %v", op)
		case op.Outcome == Acknowledged && !slices.ContainsFunc(s.events, func(ev routing.Event) bool { return isEffect(op.Command, ev.Payload) }):
			f.note(&f.Lost, "without its effect: %v", op)
		case op.Outcome == Refused && s != nil:
			f.note(&f.Disordered, "refused, and done: %v", op)
		case s != nil:
			ordered = append(ordered, op)
		}
	}
	f.order(ordered, done)
	return f
}

// effect looks for what a command whose id is not known did.
func (f *Findings) effect(op Operation, log Log) {
	there := slices.ContainsFunc(log.Events, func(ev routing.Event) bool { return isEffect(op.Command, ev.Payload) })
	switch {
	case op.Outcome == Acknowledged && !there:
		f.note(&f.Lost, "lost: %v", op)
	case op.Outcome == Refused && there:
		f.note(&f.Disordered, "refused, and done: %v", op)
	}
}

// order checks that a command which was called after another had its answer is behind it in the log.
func (f *Findings) order(ops []Operation, done map[string]*step) {
	returns := slices.Clone(ops)
	returns = slices.DeleteFunc(returns, func(op Operation) bool { return op.Outcome == Open })
	slices.SortFunc(returns, func(a, b Operation) int { return cmp.Compare(a.Return, b.Return) })
	slices.SortFunc(ops, func(a, b Operation) int { return cmp.Compare(a.Call, b.Call) })
	var last Operation // of those that have returned, the one farthest back in the log
	place, next := 0, 0
	for _, op := range ops {
		for ; next < len(returns) && returns[next].Return < op.Call; next++ {
			if at := done[returns[next].ID].place; at > place {
				place, last = at, returns[next]
			}
		}
		if at := done[op.ID].place; at < place {
			f.note(&f.Disordered, "out of order: event %d: %v\n\tcalled after event %d: %v", at, op, place, last)
		}
	}
}

// isEffect reports whether an event is what a command was for.
func isEffect(cmd routing.Command, p routing.Payload) bool {
	switch c := cmd.(type) {
	case routing.Enqueue:
		q, is := p.(routing.ContactQueued)
		return is && q.Contact == c.Contact
	case routing.Accept:
		o, is := p.(routing.OfferAccepted)
		return is && o.Contact == c.Contact && o.Agent == c.Agent
	case routing.Decline:
		o, is := p.(routing.OfferEnded)
		return is && o.Contact == c.Contact && o.Agent == c.Agent && o.Cause == routing.Declined
	case routing.TransferToQueue:
		t, is := p.(routing.ContactTransferred)
		return is && t.Contact == c.Contact && t.Agent == c.Agent && t.Queue == c.Queue
	case routing.TransferToAgent:
		t, is := p.(routing.ContactTransferred)
		return is && t.Contact == c.Contact && t.Agent == c.Agent && t.To == c.To
	case routing.End:
		e, is := p.(routing.ContactEnded)
		return is && e.Contact == c.Contact && e.Agent == c.Agent
	case routing.WrapUp:
		w, is := p.(routing.WrapUpDone)
		return is && w.Contact == c.Contact && w.Agent == c.Agent && slices.Equal(w.Reasons, c.Reasons)
	case routing.Abandon:
		return isAbandoned(c, p)
	}
	return true // of the others some change nothing, and what they did is not for clients to know
}

func isAbandoned(c routing.Abandon, p routing.Payload) bool {
	switch p := p.(type) {
	case routing.CustomerLeft:
		return p.Contact == c.Contact
	case routing.ContactEnded:
		return p.Contact == c.Contact
	case routing.ContactClosed:
		return p.Contact == c.Contact
	}
	return false
}

// Answered returns how long after a moment the first command that was called after it was acknowledged, among those of a
// center; false if none was.
func Answered(history []Operation, center string, after time.Duration) (time.Duration, bool) {
	first, found := time.Duration(0), false
	for _, op := range history {
		if op.Center == center && op.Outcome == Acknowledged && op.Call >= after && (!found || op.Return < first) {
			first, found = op.Return, true
		}
	}
	return first - after, found
}
