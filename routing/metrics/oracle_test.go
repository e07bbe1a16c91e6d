package metrics_test

import (
	"reflect"
	"slices"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/routing/metrics"
)

// oracle works figures out from a whole log, by looking at all of it again and again: a second implementation of what
// the doc comments of the figures say.
type oracle struct {
	cfg    metrics.Config
	log    []routing.Event
	about  []contact.ID // of each event
	until  time.Time    // of the report
	visits []visit
	legs   []stay
	guests []stay
	offers []offer
	moves  []transfer
	states []stand
	queues map[contact.QueueID]contact.Channel
	agents []contact.AgentID
}

// visit is a contact's waiting in one queue. Places are those of events in the log, len(log) if it is not over.
type visit struct {
	queue    contact.QueueID
	began    time.Time // to wait, maybe elsewhere
	in, out  int
	how, end string // arrival, overflow or transfer; answered, abandoned, moved or dropped
	direct   bool   // the wait began with a transfer to an agent, or a supervisor's
}

// stay is a contact's being in an agent's hand.
type stay struct {
	contact         int // place of its ContactQueued
	agent           contact.AgentID
	queue           contact.QueueID
	from, over, end int // accepted, wrap-up began, wrap-up done
	holds           [][2]int
}

type offer struct {
	queue     contact.QueueID
	agent     contact.AgentID
	kind      routing.OfferKind
	made, end int
	outcome   string // accepted, missed, declined or withdrawn
}

type transfer struct {
	queue contact.QueueID
	agent contact.AgentID
	at    int
}

type stand struct {
	agent    contact.AgentID
	state    contact.AgentState
	from, to int
}

func newOracle(cfg metrics.Config, log []routing.Event, until time.Time) *oracle {
	o := &oracle{cfg: cfg, log: log, until: until, queues: make(map[contact.QueueID]contact.Channel)}
	for _, ev := range log {
		o.about = append(o.about, about(ev.Payload))
	}
	for i, ev := range log {
		switch p := ev.Payload.(type) {
		case routing.QueueSet:
			o.queues[p.Queue.ID] = p.Queue.Channel
		case routing.AgentSet:
			if !slices.Contains(o.agents, p.Agent.ID) {
				o.agents = append(o.agents, p.Agent.ID)
			}
		case routing.AgentStateSet:
			o.stand(i, p)
		case routing.ContactQueued:
			o.follow(i, p)
		}
	}
	return o
}

// stand notes an agent's state and when the next one begins.
func (o *oracle) stand(i int, p routing.AgentStateSet) {
	s := stand{agent: p.Agent, state: p.State, from: i, to: len(o.log)}
	for k := i + 1; k < len(o.log); k++ {
		if next, ok := o.log[k].Payload.(routing.AgentStateSet); ok && next.Agent == p.Agent {
			s.to = k
			break
		}
	}
	o.states = append(o.states, s)
}

// life is what happens to one contact, in order: places of events.
func (o *oracle) life(i int, id contact.ID) (places []int) {
	for k := i + 1; k < len(o.log); k++ {
		if o.about[k] != id {
			continue
		}
		places = append(places, k)
		if _, over := o.log[k].Payload.(routing.ContactClosed); over {
			break
		}
	}
	return places
}

// about returns the contact that an event is about.
func about(p routing.Payload) contact.ID {
	if p == nil {
		return ""
	}
	f := reflect.ValueOf(p).FieldByName("Contact")
	if !f.IsValid() {
		return ""
	}
	return contact.ID(f.String())
}

// follow notes what becomes of a contact, in several passes over its life.
func (o *oracle) follow(i int, p routing.ContactQueued) {
	life := o.life(i, p.Contact)
	visits := o.visitsOf(i, p, life)
	queueAt := func(k int) (id contact.QueueID) {
		for _, v := range visits {
			if v.in <= k {
				id = v.queue
			}
		}
		return id
	}
	o.visits = append(o.visits, visits...)
	for n, k := range life {
		switch p := o.log[k].Payload.(type) {
		case routing.OfferMade:
			o.offers = append(o.offers, o.offerOf(k, p, life[n+1:]))
		case routing.OfferAccepted:
			s := o.stayOf(k, p, life[n+1:])
			s.contact, s.queue = i, queueAt(k)
			if p.Kind == routing.ToConference {
				o.guests = append(o.guests, s)
			} else {
				o.legs = append(o.legs, s)
			}
		case routing.ContactTransferred:
			o.moves = append(o.moves, transfer{queueAt(k - 1), p.Agent, k})
		}
	}
}

func (o *oracle) visitsOf(i int, p routing.ContactQueued, life []int) []visit {
	all := []visit{{queue: p.Queue, began: o.log[i].At.Add(-p.Age), in: i, out: len(o.log), how: "arrival"}}
	for _, k := range life {
		last := &all[len(all)-1]
		end := func(how string) {
			if last.end == "" {
				last.out, last.end = k, how
			}
		}
		switch p := o.log[k].Payload.(type) {
		case routing.OfferAccepted:
			if p.Kind != routing.ToConference {
				end("answered")
			}
		case routing.ContactMoved:
			end("moved")
			all = append(all, visit{queue: p.Queue, began: last.began, in: k, out: len(o.log), how: "overflow", direct: last.direct})
		case routing.ContactTransferred:
			to := p.Queue
			if to == "" {
				to = last.queue
			}
			all = append(all, visit{queue: to, began: o.log[k].At, in: k, out: len(o.log), how: "transfer", direct: p.To != ""})
		case routing.ContactEnded:
			end(endOf(p.Reason))
		case routing.ContactClosed:
			end(endOf(p.Reason))
		}
	}
	return all
}

func endOf(reason contact.Reason) string {
	if reason == contact.TransferMissed {
		return "dropped"
	}
	return "abandoned"
}

func (o *oracle) offerOf(k int, p routing.OfferMade, rest []int) offer {
	made := offer{queue: p.Queue, agent: p.Agent, kind: p.Kind, made: k, end: len(o.log)}
	for _, k := range rest {
		switch end := o.log[k].Payload.(type) {
		case routing.OfferAccepted:
			made.outcome = "accepted"
		case routing.OfferEnded:
			made.outcome = end.Cause.String()
		default:
			continue
		}
		made.end = k
		break
	}
	return made
}

// stayOf notes when the conversation of an agent, or a guest, ends, its holds, and when the wrap-up ends.
func (o *oracle) stayOf(k int, p routing.OfferAccepted, rest []int) stay {
	none := len(o.log)
	s := stay{agent: p.Agent, from: k, over: none, end: none}
	for _, k := range rest {
		switch e := o.log[k].Payload.(type) {
		case routing.GuestLeft:
			if p.Kind == routing.ToConference && e.Agent == p.Agent {
				s.over, s.end = k, k
				return s
			}
		case routing.WrapUpStarted:
			if p.Kind != routing.ToConference && e.Agent == p.Agent {
				s.over = k
			}
		case routing.WrapUpDone:
			if s.over < none && e.Agent == p.Agent {
				s.end = k
				return s
			}
		case routing.WrapUpDropped:
			if s.over < none && e.Agent == p.Agent {
				s.end = k
				return s
			}
		case routing.CustomerHeld:
			if e.Agent == p.Agent {
				s.holds = append(s.holds, [2]int{k, none})
			}
		}
		s.unhold(o.log[k].Payload, k)
	}
	return s
}

// unhold ends a hold, if it is one of the events that CustomerHeld lists.
func (s *stay) unhold(p routing.Payload, k int) {
	switch p.(type) {
	case routing.CustomerRetrieved, routing.CustomerLeft, routing.ContactTransferred, routing.ContactEnded:
		if n := len(s.holds) - 1; n >= 0 {
			s.holds[n][1] = min(s.holds[n][1], k)
		}
	}
}

// at returns the time of a place in the log, that of the report if it is not there.
func (o *oracle) at(place int) time.Time {
	if place >= len(o.log) {
		return o.until
	}
	return o.log[place].At
}

// stretch is a span of time: of the events before its end, or all if it is the last.
type stretch struct {
	from, to time.Time
	last     bool
}

func (s stretch) has(t time.Time) bool { return !t.Before(s.from) && (s.last || t.Before(s.to)) }

// happened reports whether what is at a place in the log happened within a span.
func (o *oracle) happened(place int, s stretch) bool { return place < len(o.log) && s.has(o.at(place)) }

// within returns how much of the time between two places is within a span.
func (o *oracle) within(from, to int, s stretch) time.Duration {
	a, b := o.at(from), o.at(to)
	if a.Before(s.from) {
		a = s.from
	}
	if b.After(s.to) {
		b = s.to
	}
	return max(0, b.Sub(a))
}

// whole is all time.
func (o *oracle) whole() stretch { return stretch{o.log[0].At, o.until, true} }

// stretches are the intervals from the first event to the report, of a length that a day is a multiple of.
func (o *oracle) stretches() (all []stretch) {
	for from := o.log[0].At.Truncate(o.cfg.Interval); !from.After(o.until); from = from.Add(o.cfg.Interval) {
		s := stretch{from: from, to: from.Add(o.cfg.Interval)}
		if !s.to.After(o.until) {
			all = append(all, s)
			continue
		}
		return append(all, stretch{from, o.until, true})
	}
	return all
}
