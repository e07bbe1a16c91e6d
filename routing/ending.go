package routing

import (
	"slices"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/wrapup"
)

// The commands that end an agent's work on a contact.
type (
	// End ends a contact, and with it its conference (K5). Its owner's wrap-up opens (W3).
	End struct {
		Agent   contact.AgentID `json:"agent"`
		Contact contact.ID      `json:"contact"`
	}
	// WrapUp submits the reasons of an agent's open wrap-up (W3).
	WrapUp struct {
		Agent   contact.AgentID   `json:"agent"`
		Contact contact.ID        `json:"contact"`
		Reasons []wrapup.ReasonID `json:"reasons,omitempty"`
	}
	// CancelTimer stops the timer of a wrap-up, if its queue's policy lets agents do that (D7).
	CancelTimer struct {
		Agent   contact.AgentID `json:"agent"`
		Contact contact.ID      `json:"contact"`
	}
)

// The events of a wrap-up.
type (
	// WrapUpStarted says that an agent owes wrap-up reasons, by At plus Timeout if that is not zero.
	WrapUpStarted struct {
		Contact contact.ID      `json:"contact" cbor:"1,keyasint"`
		Agent   contact.AgentID `json:"agent" cbor:"2,keyasint"`
		Timeout time.Duration   `json:"timeout_ns,omitempty" cbor:"3,keyasint,omitempty"`
		Queue   contact.QueueID `json:"queue" cbor:"4,keyasint"` // whose reasons and rules hold
	}
	// WrapUpTimerCancelled says that a wrap-up has no deadline any more.
	WrapUpTimerCancelled struct {
		Contact contact.ID      `json:"contact" cbor:"1,keyasint"`
		Agent   contact.AgentID `json:"agent" cbor:"2,keyasint"`
	}
	// WrapUpDropped says that a contact came back to an agent who still owed its wrap-up: one wrap-up at
	// the end covers both.
	WrapUpDropped struct {
		Contact contact.ID      `json:"contact" cbor:"1,keyasint"`
		Agent   contact.AgentID `json:"agent" cbor:"2,keyasint"`
	}
	// WrapUpDone says which reasons an agent gave, or the timer for the agent.
	WrapUpDone struct {
		Contact contact.ID        `json:"contact" cbor:"1,keyasint"`
		Agent   contact.AgentID   `json:"agent" cbor:"2,keyasint"`
		Reasons []wrapup.ReasonID `json:"reasons,omitempty" cbor:"3,keyasint,omitempty"`
		Auto    bool              `json:"auto,omitempty" cbor:"4,keyasint,omitempty"`
	}
)

func (c End) step(f *Floor) error {
	a, it, err := f.owned(c.Agent, c.Contact)
	if err != nil {
		return err
	}
	if it.offer.agent != nil {
		f.endOffer(it, Withdrawn)
	}
	if it.guest != nil {
		f.emit(GuestLeft{Contact: c.Contact, Agent: it.guest.ID()})
	}
	reason := contact.AgentEnded
	if it.CustomerLeft() {
		reason = contact.CustomerLeft
	}
	f.sendAway(it)
	f.emit(ContactEnded{Contact: c.Contact, Agent: c.Agent, Reason: reason})
	f.startWrapUp(a, it, it.queue)
	return nil
}

// startWrapUp opens an agent's wrap-up by the rules of the queue that the agent served the contact in.
func (f *Floor) startWrapUp(a *agent, c *item, q *queue) {
	f.emit(WrapUpStarted{Contact: c.ID(), Agent: a.ID(), Queue: q.cfg.ID, Timeout: q.cfg.WrapUp.After})
}

func (c WrapUp) step(f *Floor) error {
	a, it, err := f.owing(c.Agent, c.Contact)
	if err != nil {
		return err
	}
	q := it.wrapOf(a).queue.cfg
	if err := f.reasons.Check(q.WrapUp, it.Channel(), q.ID, c.Reasons); err != nil {
		return &Error{Code: ErrSelection, Cause: err}
	}
	f.wrapDone(it, a, slices.Clone(c.Reasons), false)
	return nil
}

// owing returns the agent and the contact that the agent owes wrap-up reasons for.
func (f *Floor) owing(agent contact.AgentID, id contact.ID) (*agent, *item, error) {
	a, c := f.agent(agent), f.item(id)
	switch {
	case a == nil:
		return nil, nil, ErrUnknownAgent
	case c == nil:
		return nil, nil, ErrUnknownContact
	case c.wrapOf(a) == nil:
		return nil, nil, ErrNoWrapUp
	}
	return a, c, nil
}

func (f *Floor) wrapDone(c *item, a *agent, reasons []wrapup.ReasonID, auto bool) {
	f.emit(WrapUpDone{Contact: c.ID(), Agent: a.ID(), Reasons: reasons, Auto: auto})
	if c.State() == contact.WrapUp && len(c.wraps) == 0 {
		f.emit(ContactClosed{Contact: c.ID(), Reason: c.Reason()})
	}
}

func (c CancelTimer) step(f *Floor) error {
	a, it, err := f.owing(c.Agent, c.Contact)
	if err != nil {
		return err
	}
	if w := *it.wrapOf(a); w.CancelTimer(w.queue.cfg.WrapUp) != nil {
		return ErrTimer
	}
	f.emit(WrapUpTimerCancelled{Contact: c.Contact, Agent: c.Agent})
	return nil
}

func (p WrapUpStarted) apply(f *Floor) bool {
	a, c, q := f.agent(p.Agent), f.item(p.Contact), f.queues[p.Queue]
	if a == nil || c == nil || q == nil || c.wrapOf(a) != nil || c.State() != contact.Queued && c.State() != contact.WrapUp {
		return false
	}
	w, err := wrapup.Start(wrapup.Policy{Min: wrapup.NoMinimum, After: p.Timeout}, wrapup.Owner, f.at)
	if err != nil {
		return false
	}
	q.wraps++
	c.wraps = append(c.wraps, wrap{agent: a, queue: q, WrapUp: w})
	f.give(a, c, wrapping)
	f.retime(c)
	return true
}

func (p WrapUpTimerCancelled) apply(f *Floor) bool {
	a, c := f.agent(p.Agent), f.item(p.Contact)
	if a == nil || c == nil || c.wrapOf(a) == nil {
		return false
	}
	c.wrapOf(a).Deadline = time.Time{}
	f.retime(c)
	return true
}

func (p WrapUpDropped) apply(f *Floor) bool {
	a, c := f.agent(p.Agent), f.item(p.Contact)
	if a == nil || c == nil || !f.unwrap(c, a) {
		return false
	}
	f.retime(c)
	return true
}

func (p WrapUpDone) apply(f *Floor) bool {
	a, c := f.agent(p.Agent), f.item(p.Contact)
	if a == nil || c == nil || !f.unwrap(c, a) {
		return false
	}
	c.filed = append(c.filed, Filed{Agent: p.Agent, Reasons: p.Reasons})
	f.retime(c)
	return true
}

// unwrap ends an agent's open wrap-up, if there is one.
func (f *Floor) unwrap(c *item, a *agent) bool {
	i := slices.IndexFunc(c.wraps, func(w wrap) bool { return w.agent == a })
	if i < 0 {
		return false
	}
	c.wraps[i].queue.wraps--
	c.wraps = without(c.wraps, i)
	f.free(a, c, wrapping)
	return true
}

func (c End) about() Error         { return Error{Agent: c.Agent, Contact: c.Contact} }
func (c WrapUp) about() Error      { return Error{Agent: c.Agent, Contact: c.Contact} }
func (c CancelTimer) about() Error { return Error{Agent: c.Agent, Contact: c.Contact} }
