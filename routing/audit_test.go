package routing

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/acdkit/acdkit/contact"
)

// audit replays a log on a floor of its own and checks each event against the state it meets, so that
// what a step does in between is seen too.
type audit struct {
	f     *Floor
	open  map[contact.ID]bool // contacts that came and are not closed
	grace map[*agent]bool     // have more in hand than a profile set since allows
	past  []Event             // of the step, before the one under way
}

func newAudit(f *Floor) *audit {
	w := &audit{f: f, open: map[contact.ID]bool{}, grace: map[*agent]bool{}}
	for id, c := range f.items {
		if c.State() != contact.Closed {
			w.open[id] = true
		}
	}
	return w
}

// step replays the events of one step and checks what they lead to.
func (w *audit) step(events []Event) error {
	if err := w.replay(events); err != nil {
		return err
	}
	return w.atRest()
}

// replay replays the events of one step, each checked against the state that it meets.
func (w *audit) replay(events []Event) error {
	w.past = nil
	for i, ev := range events {
		if err := w.envelope(i, ev); err != nil {
			return err
		}
		if err := w.meets(ev, events[i+1:]); err != nil {
			return fmt.Errorf("%w, on %#v", err, ev.Payload)
		}
		w.f.Apply(ev)
		if err := w.f.Err(); err != nil {
			return err
		}
		w.past = append(w.past, ev)
		w.shrunk(ev)
	}
	return nil
}

// atRest checks the state between steps.
func (w *audit) atRest() error {
	for _, check := range []func() error{func() error { return checkFloor(w.f) }, w.accounted, w.fits} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

// envelope: time never runs back, and a command's id is on the first event of its step (I8).
func (w *audit) envelope(i int, ev Event) error {
	switch {
	case ev.At.Before(w.f.Now()) || ev.At.Location() != time.UTC:
		return broken("I9", "%v after %v", ev.At, w.f.Now())
	case i > 0 && ev.Command != "":
		return broken("I8", "a command id on a later event")
	case ev.Command != "" && w.f.done.has(ev.Command):
		return broken("I8", "the command %s is applied twice", ev.Command)
	}
	return nil
}

// meets checks an event against the state that it meets and the rest of its step.
func (w *audit) meets(ev Event, rest []Event) error {
	switch p := ev.Payload.(type) {
	case ContactQueued:
		return w.arrives(p)
	case OfferMade:
		return w.isOffered(p)
	case OfferAccepted:
		return w.isAccepted(ev.At, p)
	case OfferEnded:
		return w.isPassed(ev.At, p)
	case AgentStateSet:
		return w.changes(p)
	case ContactTransferred:
		return w.isSentOn(p, rest)
	case CustomerHeld:
		return w.isHeld(p.Agent, p.Contact, false)
	case CustomerRetrieved:
		return w.isHeld(p.Agent, p.Contact, true)
	case ContactEnded:
		return w.ends(p, rest)
	case WrapUpStarted:
		return w.wrapsUp(p)
	case WrapUpDone:
		return w.wrapped(ev.At, p)
	case ContactClosed:
		return w.closes(p)
	}
	return nil
}

func (w *audit) arrives(p ContactQueued) error {
	if w.open[p.Contact] || w.f.items[p.Contact] != nil {
		return broken("I6", "two contacts of one id")
	}
	if q := w.f.queues[p.Queue]; q == nil || q.cfg.Channel != p.Channel || q.cfg.Max > 0 && q.waiting >= q.cfg.Max {
		return broken("R6", "the queue does not take it")
	}
	w.open[p.Contact] = true
	return nil
}

// isOffered: to an agent who is Available, permitted and has room (I7), of a contact that has no other
// offer (I1), with a deadline (I2).
func (w *audit) isOffered(p OfferMade) error {
	a, c := w.f.agents[p.Agent], w.f.items[p.Contact]
	_, leaving := a.Next()
	back := p.Kind == FromReturn && c.wrapOf(a) != nil // takes up the unit that its wrap-up holds
	switch {
	case c.offer.agent != nil:
		return broken("I1", "there is a live offer")
	case p.Offer != w.f.offers+1:
		return broken("I1", "offers are counted wrong")
	case p.Timeout <= 0:
		return broken("I2", "no deadline")
	case p.Queue != c.queue.cfg.ID:
		return broken("O1", "another queue's")
	case a.State() != contact.Available || leaving:
		return broken("I7", "%s is %v", a.ID(), a.State())
	case a.profile.Capacity[c.Channel()] == 0 && !back:
		return broken("I7", "%s may not take it", a.ID())
	case !back && !roomFor(a, c.Channel()):
		return broken("I7", "%s has no room", a.ID())
	case p.Kind == ToConference:
		return w.isInvited(a, c)
	case c.State() != contact.Queued || !c.waiting || c.owner != nil:
		return broken("I1", "it is not there to be offered")
	case p.Kind == FromQueue:
		return cmp.Or(w.isDue(a, c), w.isBest(a, c))
	}
	return nil
}

func (w *audit) isInvited(a *agent, c *item) error {
	if c.State() != contact.Active || c.Guest() != contact.NoGuest || c.owner == a || c.CustomerLeft() || c.Channel() == contact.Email {
		return broken("K2", "no conference is possible")
	}
	return nil
}

// isDue: no contact of the queue that is ahead in line waits on though the agent could take it (I5).
func (w *audit) isDue(a *agent, c *item) error {
	if !canTakeNow(w.f, a, c) {
		return broken("I7", "%s cannot take it", a.ID())
	}
	for _, o := range w.f.items {
		if o != c && o.waiting && o.queue == c.queue && w.ahead(o, c) && canTakeNow(w.f, a, o) {
			return broken("I5", "%s came before", o.ID())
		}
	}
	return nil
}

// ahead works out which of two contacts is first in line: one point of priority is worth one Ageing of
// waiting (R4).
func (w *audit) ahead(o, c *item) bool {
	place := func(c *item) int64 {
		rank := int64(c.queue.cfg.Priority)
		if c.priority >= 0 {
			rank = int64(c.priority)
		}
		return c.entered - rank*int64(w.f.settings.Ageing)
	}
	return cmp.Or(cmp.Compare(place(o), place(c)), cmp.Compare(o.seq, c.seq)) < 0
}

// isBest: nobody has a better claim to the contact: its last agent (R5), an agent of a better tier or
// rank (R2); and whoever just missed it comes last (R7).
func (w *audit) isBest(a *agent, c *item) error {
	if last := c.lastAgent; last != nil && last != c.avoid && canTakeNow(w.f, last, c) {
		if last != a {
			return broken("R5", "%s had it last", last.ID())
		}
		return nil
	}
	for _, b := range w.f.staff {
		switch {
		case b == a || b == c.avoid || !canTakeNow(w.f, b, c):
		case a == c.avoid:
			return broken("R7", "%s just missed it, and %s could take it", a.ID(), b.ID())
		case better(w.f, b, a, c):
			return broken("R2", "%s comes before %s", b.ID(), a.ID())
		}
	}
	return nil
}

// better reports whether an agent comes before another for a contact.
func better(f *Floor, a, b *agent, c *item) bool {
	x, y := claim(f, a, c), claim(f, b, c)
	rank := c.queue.chooses.Rank
	return cmp.Or(
		cmp.Compare(x.Tier, y.Tier), cmp.Compare(rank(x), rank(y)),
		cmp.Compare(a.since, b.since), cmp.Compare(a.seq, b.seq),
	) < 0
}

// claim works out what a strategy is told of an agent.
func claim(f *Floor, a *agent, c *item) Candidate {
	order := slices.IndexFunc(a.cfg.Queues, func(s Serves) bool { return s.Queue == c.queue.cfg.ID })
	_, in := a.in(c.queue)
	claim := Candidate{
		Agent: a.ID(), Queue: c.queue.cfg.ID, Order: order, Tier: max(a.cfg.Queues[order].Tier, 1),
		Load: a.load.Total(), Capacity: int(a.profile.Capacity[c.Channel()]), LastOffer: in.lastOffer,
	}
	needs := needed(f, c)
	for _, s := range a.cfg.Skills {
		if needs[s.Name] > 0 {
			claim.Level += s.Level
		}
	}
	return claim
}

// isAccepted: by the agent it was offered to, before its deadline (I3).
func (w *audit) isAccepted(at time.Time, p OfferAccepted) error {
	c := w.f.items[p.Contact]
	switch {
	case c.offer.agent == nil || c.offer.agent.ID() != p.Agent || c.offer.id != p.Offer || c.offer.kind != p.Kind:
		return broken("I1", "no such offer")
	case at.UnixNano() >= c.offer.deadline:
		return broken("I3", "accepted after its deadline")
	case p.Kind != ToConference && c.owner != nil:
		return broken("I1", "it has an owner")
	}
	return nil
}

// isPassed: an offer is missed from its deadline on, and declined only before it and where its queue
// allows that (I3, O3).
func (w *audit) isPassed(at time.Time, p OfferEnded) error {
	c := w.f.items[p.Contact]
	switch {
	case c.offer.agent == nil || c.offer.agent.ID() != p.Agent || c.offer.id != p.Offer || c.offer.kind != p.Kind:
		return broken("I1", "no such offer")
	case p.Cause == Missed && at.UnixNano() < c.offer.deadline:
		return broken("I3", "missed before its deadline")
	case p.Cause == Declined && (at.UnixNano() >= c.offer.deadline || !c.queue.cfg.Decline):
		return broken("O3", "declined")
	}
	return nil
}

// changes: RONA comes from a missed offer only (S4), and an agent who is about to leave Available has no
// offers any more.
func (w *audit) changes(p AgentStateSet) error {
	missed := slices.ContainsFunc(w.past, func(ev Event) bool {
		o, ok := ev.Payload.(OfferEnded)
		return ok && o.Agent == p.Agent && o.Cause == Missed
	})
	if p.State == contact.RONA && (!missed || p.By != "") {
		return broken("S4", "RONA without a missed offer")
	}
	return nil
}

// isSentOn: by its owner, without a guest and with its customer (D2, K8); the owner's wrap-up starts at
// once (X4).
func (w *audit) isSentOn(p ContactTransferred, rest []Event) error {
	c := w.f.items[p.Contact]
	if c.owner == nil || c.owner.ID() != p.Agent || c.Guest() != contact.NoGuest || c.CustomerLeft() {
		return broken("X1", "it cannot be sent on")
	}
	if (p.Queue == "") == (p.To == "") {
		return broken("X1", "sent to nowhere, or to two places")
	}
	return startsWrapUp(c, rest)
}

// isHeld: by its owner, with its customer on the line, on hold or not (R13).
func (w *audit) isHeld(agent contact.AgentID, id contact.ID, held bool) error {
	c := w.f.items[id]
	realTime := c.Channel() == contact.Chat || c.Channel() == contact.Voice
	if c.owner == nil || c.owner.ID() != agent || c.CustomerLeft() || !realTime || c.OnHold() != held {
		return broken("R13", "it cannot be held, or retrieved")
	}
	return nil
}

// ends: nobody is left on it, and its owner's wrap-up starts (W4, K5).
func (w *audit) ends(p ContactEnded, rest []Event) error {
	c := w.f.items[p.Contact]
	switch {
	case c.offer.agent != nil || c.guest != nil:
		return broken("K5", "it ends with somebody on it")
	case c.owner == nil:
		return w.dropped(c, p.Reason)
	}
	return startsWrapUp(c, rest)
}

// startsWrapUp: the next event starts the owner's wrap-up, by the rules of the queue it was served in.
func startsWrapUp(c *item, rest []Event) error {
	if len(rest) > 0 {
		p, ok := rest[0].Payload.(WrapUpStarted)
		if ok && p.Contact == c.ID() && p.Agent == c.owner.ID() && p.Queue == c.queue.cfg.ID {
			return nil
		}
	}
	return broken("W4", "no wrap-up of %s starts", c.owner.ID())
}

// wrapsUp: only who was the owner until just now wraps up (K7).
func (w *audit) wrapsUp(p WrapUpStarted) error {
	switch last := w.past[len(w.past)-1].Payload.(type) {
	case ContactTransferred:
		if last.Contact == p.Contact && last.Agent == p.Agent {
			return nil
		}
	case ContactEnded:
		if last.Contact == p.Contact {
			return nil
		}
	}
	return broken("K7", "who was not the owner wraps up")
}

func (w *audit) wrapped(at time.Time, p WrapUpDone) error {
	o := w.f.items[p.Contact].wrapOf(w.f.agents[p.Agent])
	if o == nil {
		return broken("W3", "nothing to wrap up")
	}
	if p.Auto && (o.Deadline.IsZero() || at.Before(o.Deadline)) {
		return broken("D7", "wrapped up before its time")
	}
	return nil
}

// closes: nobody has it, and no wrap-up is owed (I6).
func (w *audit) closes(p ContactClosed) error {
	c := w.f.items[p.Contact]
	if c.owner != nil || c.offer.agent != nil || c.guest != nil || len(c.wraps) > 0 {
		return broken("I6", "closed while somebody has it")
	}
	delete(w.open, p.Contact)
	if c.State() != contact.Queued {
		return nil
	}
	return w.dropped(c, p.Reason)
}

// dropped: a contact that nobody owns is over because its customer gave up, or after a missed direct
// transfer whose queue says so (I10, D1).
func (w *audit) dropped(c *item, reason contact.Reason) error {
	missed := slices.ContainsFunc(w.past, func(ev Event) bool {
		o, ok := ev.Payload.(OfferEnded)
		return ok && o.Contact == c.ID() && o.Kind == FromTransfer && o.Cause != Withdrawn
	})
	switch {
	case reason == contact.Abandoned:
		return nil
	case reason == contact.TransferMissed && missed && c.queue.cfg.Miss.Action == Drop:
		return nil
	}
	return broken("I10", "%s is lost", c.ID())
}

// shrunk notes the agents whom a changed profile leaves with more in hand than it allows: they keep it.
func (w *audit) shrunk(ev Event) {
	switch ev.Payload.(type) {
	case ProfileSet, AgentSet:
		for _, a := range w.f.staff {
			if overfull(a) {
				w.grace[a] = true
			}
		}
	}
}

// fits: nobody has more in hand than the profile allows (I4).
func (w *audit) fits() error {
	for _, a := range w.f.staff {
		switch over := overfull(a); {
		case !over:
			delete(w.grace, a)
		case !w.grace[a]:
			return broken("I4", "%s has %v in hand", a.ID(), a.load)
		}
	}
	return nil
}

// accounted: every contact that came is open, or closed with a reason (I6).
func (w *audit) accounted() error {
	open := 0
	for id, c := range w.f.items {
		if c.State() != contact.Closed {
			open++
			if !w.open[id] {
				return broken("I6", "%s came from nowhere", id)
			}
		}
	}
	if open != len(w.open) {
		return broken("I6", "%d contacts are open, want %d", open, len(w.open))
	}
	return nil
}
