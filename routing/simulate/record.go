package simulate

import (
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
)

// Record is what happened in a center, taken apart into what people did and when, and what the center made of it: so
// that the same people can do the same in a center with other agents, strategies or rules (see Replay).
//
// What is timed from what: an agent's answer from the offer, the end of a conversation, its transfers and conferences
// from the acceptance, the wrap-up from its start, a customer's giving up from the arrival, an agent's return from
// RONA from falling into it. Arrivals, shifts, breaks and configuration keep their time on the clock.
//
// Nothing changes a Record once it is made: it is safe for concurrent use, several Replays at once included.
type Record struct {
	cfg    RecordConfig
	acts   []act              // in order
	follow map[moment][]int32 // acts, by what they are timed from
	known  map[moment]int64   // moments; above 0: how long it lasted when something else cut it off
	ticks  []expiry
	pauses []pause
	habits habits
	end    int64
}

// RecordConfig is what a center had before the first event of a record.
type RecordConfig struct {
	Floor    routing.FloorConfig
	Snapshot []byte // of the Floor; none if the log is there from its beginning
}

// NewRecord takes a log apart. The events must be all that a center's Floor emitted, from the beginning or the
// snapshot on; whether they are shows in a Replay without changes, which gives them again. The error is the snapshot's.
func NewRecord(cfg RecordConfig, events []routing.Event) (*Record, error) {
	r := &Record{cfg: cfg, follow: make(map[moment][]int32), known: make(map[moment]int64), habits: newHabits()}
	floor, err := r.open()
	if err != nil {
		return nil, err
	}
	in := &reader{history: newHistory()}
	in.begin(floor)
	for i := range events {
		r.add(in, &events[i], events[i+1:])
	}
	r.cutOff(in.history)
	return r, nil
}

// open returns the Floor as it was before the first event.
func (r *Record) open() (*routing.Floor, error) {
	if len(r.cfg.Snapshot) == 0 {
		return routing.NewFloor(r.cfg.Floor), nil
	}
	return routing.RestoreFloor(r.cfg.Floor, r.cfg.Snapshot)
}

// add takes one event apart.
func (r *Record) add(in *reader, ev *routing.Event, behind []routing.Event) {
	r.end = max(r.end, ev.At.UnixNano())
	if a, did := in.read(ev, behind); did {
		r.keep(a)
	}
	r.note(in.history, ev, behind)
	if p, is := in.see(ev); is {
		r.known[p.moment] = 0
	}
}

// keep keeps an act. What is timed from before the record has its time on the clock.
func (r *Record) keep(a act) {
	if a.after.n == 0 {
		a.after = point{}
	} else {
		r.follow[a.after.moment] = append(r.follow[a.after.moment], int32(len(r.acts)))
	}
	r.acts = append(r.acts, a)
}

// note takes note of what the clock did, and of how people use to do what they do.
func (r *Record) note(h *history, ev *routing.Event, behind []routing.Event) {
	at := ev.At.UnixNano()
	switch p := ev.Payload.(type) {
	case routing.OffersExtended:
		r.pauses = append(r.pauses, pause{at - int64(p.By), at})
	case routing.ContactStays, routing.ContactRelaxed:
		r.expired(at)
	case routing.ContactMoved:
		if h.course(p.Contact).passed != at { // or else a transfer that was not accepted goes there
			r.expired(at)
		}
	case routing.HoldEnded:
		if released(h.course(p.Contact).held, ev.At, behind) {
			r.ticks = append(r.ticks, expiry{at: at})
		} else {
			r.expired(at)
		}
	case routing.OfferEnded:
		r.noteOffer(h.course(p.Contact).offer, p.Cause, at)
	case routing.OfferAccepted:
		c := h.course(p.Contact)
		r.habits.answer(at - c.offer.at)
		if p.Kind != routing.ToConference {
			r.habits.patience(c.queue).saw(at-c.waits.at, false)
			r.cut(c.waits, at)
		}
	case routing.AgentStateSet:
		if fell := h.standing(p.Agent).fell; fell.n > 0 {
			r.habits.stays = append(r.habits.stays, at-fell.at)
		}
	default:
		r.noteEnd(h, ev, at)
	}
}

func (r *Record) noteOffer(offer point, cause routing.Cause, at int64) {
	switch cause {
	case routing.Missed:
		r.expired(at)
	case routing.Withdrawn:
		r.cut(offer, at)
	}
}

// noteEnd takes note of how long people take to finish.
func (r *Record) noteEnd(h *history, ev *routing.Event, at int64) {
	switch p := ev.Payload.(type) {
	case routing.ContactTransferred:
		r.habits.handle(h.course(p.Contact).leg, at)
	case routing.ContactEnded:
		r.noteOver(h.course(p.Contact), p.Reason, at)
	case routing.ContactClosed:
		r.noteOver(h.course(p.Contact), p.Reason, at)
	case routing.WrapUpDropped:
		r.cut(h.course(p.Contact).wrapOf(p.Agent), at)
	case routing.WrapUpDone:
		if p.Auto {
			r.expired(at)
		} else {
			r.habits.wrapUp(h.course(p.Contact).wrapOf(p.Agent), at, p.Reasons)
		}
	}
}

func (r *Record) noteOver(c *course, reason contact.Reason, at int64) {
	r.habits.handle(c.leg, at)
	if c.waits.n > 0 {
		r.habits.patience(c.queue).saw(at-c.waits.at, reason == contact.Abandoned)
	}
}

// cut notes that something else ended what a moment had begun, before anybody did.
func (r *Record) cut(p point, at int64) {
	if p.n > 0 {
		r.known[p.moment] = max(1, at-p.at)
	}
}

// cutOff cuts what is not over when the record ends.
func (r *Record) cutOff(h *history) {
	for _, c := range h.courses {
		for _, p := range append([]point{c.waits, c.offer, c.leg}, c.wraps...) {
			r.cut(p, r.end)
		}
		if c.waits.n > 0 {
			r.habits.patience(c.queue).saw(r.end-c.waits.at, false)
		}
	}
	for _, a := range h.standings {
		r.cut(a.fell, r.end)
	}
	r.habits.settle()
}

// ArrivalsIn returns when a log has contacts come into a queue, in minutes since a time: for Type.ArrivalsAt, to
// simulate other agents on a recorded day's arrivals. Contacts that come by overflow or transfer do not count.
func ArrivalsIn(events []routing.Event, queue contact.QueueID, since time.Time) (minutes []float64) {
	for i := range events {
		if p, came := events[i].Payload.(routing.ContactQueued); came && p.Queue == queue && !events[i].At.Before(since) {
			minutes = append(minutes, events[i].At.Sub(since).Minutes())
		}
	}
	return minutes
}
