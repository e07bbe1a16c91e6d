package routing

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/acdkit/acdkit/contact"
)

// OfferKind is why a contact is offered to an agent.
type OfferKind uint8

// The kinds of offers.
const (
	FromQueue    OfferKind = iota // routing chose the agent
	FromTransfer                  // its owner transferred it directly (X1)
	FromReturn                    // it came back to the agent who transferred it (D1)
	FromReassign                  // a supervisor chose the agent (R9)
	ToConference                  // the agent is asked to join as guest (K2)
)

// Cause is why an offer ended without an acceptance.
type Cause uint8

// The causes of an offer's end.
const (
	Missed    Cause = iota // its deadline passed: the agent falls into RONA (O4)
	Declined               // the agent declined it, where that is allowed (O3)
	Withdrawn              // the agent's state changed (D9, S7), or the contact went away
)

// The agent's commands about an offer.
type (
	// Accept takes an offered contact, or joins a conference. It is refused from the offer's deadline
	// on, even before the Tick that expires it (I3).
	Accept struct {
		Agent   contact.AgentID `json:"agent"`
		Contact contact.ID      `json:"contact"`
	}
	// Decline passes on an offer, if its queue lets agents decline (O3).
	Decline struct {
		Agent   contact.AgentID `json:"agent"`
		Contact contact.ID      `json:"contact"`
	}
)

// The events of an offer.
type (
	// OfferMade says that a contact is offered to an agent until At plus Timeout (O1, O2).
	OfferMade struct {
		Offer   uint64          `json:"offer" cbor:"1,keyasint"` // counts up over the center
		Contact contact.ID      `json:"contact" cbor:"2,keyasint"`
		Agent   contact.AgentID `json:"agent" cbor:"3,keyasint"`
		Queue   contact.QueueID `json:"queue" cbor:"4,keyasint"`
		Kind    OfferKind       `json:"kind" cbor:"5,keyasint,omitempty"`
		By      contact.AgentID `json:"by,omitempty" cbor:"6,keyasint,omitempty"` // who transferred, reassigned or asked
		Timeout time.Duration   `json:"timeout_ns" cbor:"7,keyasint"`
	}
	// OfferAccepted says that the agent owns the contact, or joined its conference.
	OfferAccepted struct {
		Offer   uint64          `json:"offer" cbor:"1,keyasint"`
		Contact contact.ID      `json:"contact" cbor:"2,keyasint"`
		Agent   contact.AgentID `json:"agent" cbor:"3,keyasint"`
		Kind    OfferKind       `json:"kind" cbor:"4,keyasint,omitempty"`
	}
	// OfferEnded says that an offer ended without an acceptance: the contact is back in its queue, in
	// the place that its age gives it (O4), or the conference is not going to be (D2).
	OfferEnded struct {
		Offer   uint64          `json:"offer" cbor:"1,keyasint"`
		Contact contact.ID      `json:"contact" cbor:"2,keyasint"`
		Agent   contact.AgentID `json:"agent" cbor:"3,keyasint"`
		Kind    OfferKind       `json:"kind" cbor:"4,keyasint,omitempty"`
		Cause   Cause           `json:"cause" cbor:"5,keyasint,omitempty"`
	}
	// OffersExtended says that every running deadline of an agent moves: after a pause of the center
	// nobody is punished for it.
	OffersExtended struct {
		By time.Duration `json:"by_ns" cbor:"1,keyasint"`
	}
)

func (c Accept) step(f *Floor) error {
	it, err := f.offerOf(c.Agent, c.Contact)
	if err != nil {
		return err
	}
	if it.wrapOf(it.offer.agent) != nil && it.offer.kind != ToConference {
		f.emit(WrapUpDropped{Contact: c.Contact, Agent: c.Agent})
	}
	if f.watcher(it, c.Agent) >= 0 { // who takes part does not watch
		f.emit(SupervisorLeft{Contact: c.Contact, Supervisor: c.Agent})
	}
	f.emit(OfferAccepted{Offer: it.offer.id, Contact: c.Contact, Agent: c.Agent, Kind: it.offer.kind})
	return nil
}

func (c Decline) step(f *Floor) error {
	it, err := f.offerOf(c.Agent, c.Contact)
	if err != nil {
		return err
	}
	if !it.queue.cfg.Decline {
		return ErrDeclineOff
	}
	f.pass(it, Declined)
	return nil
}

// offerOf returns the contact that is offered to the agent now.
func (f *Floor) offerOf(agent contact.AgentID, id contact.ID) (*item, error) {
	a, c := f.agent(agent), f.item(id)
	switch {
	case a == nil:
		return nil, ErrUnknownAgent
	case c == nil:
		return nil, ErrUnknownContact
	case c.offer.agent != a:
		return nil, ErrNoOffer
	case f.at.UnixNano() >= c.offer.deadline:
		return nil, ErrExpired
	}
	return c, nil
}

func (f *Floor) endOffer(c *item, cause Cause) {
	o := &c.offer
	f.emit(OfferEnded{Offer: o.id, Contact: c.ID(), Agent: o.agent.ID(), Kind: o.kind, Cause: cause})
}

// pass ends an offer that its agent did not accept; a direct transfer then goes by its queue's rule (D1).
func (f *Floor) pass(c *item, cause Cause) {
	a, sender, kind := c.offer.agent, c.offer.by, c.offer.kind
	f.endOffer(c, cause)
	if cause == Missed {
		f.setState(a, contact.Stand{State: contact.RONA}, "")
	}
	if kind == FromTransfer {
		f.missTransfer(c, sender)
	}
}

// is reports whether it is that offer to that agent.
func (o *offer) is(id uint64, a *agent, kind OfferKind) bool {
	return o.id == id && o.agent == a && o.kind == kind
}

func (p OfferMade) apply(f *Floor) bool {
	a, c := f.agent(p.Agent), f.item(p.Contact)
	if a == nil || c == nil || c.offer.agent != nil || c.owner == a || p.Kind > ToConference {
		return false
	}
	if p.Kind == ToConference {
		if c.FireGuest(contact.Invite) != nil {
			return false
		}
	} else if c.Fire(contact.Offer, 0) != nil {
		return false
	}
	f.stepOut(c)
	f.offers = p.Offer
	c.offer = offer{
		id: p.Offer, agent: a, by: f.agent(p.By), kind: p.Kind,
		made: f.now, deadline: f.now + int64(p.Timeout),
	}
	if _, s := a.in(c.queue); s != nil && p.Kind == FromQueue {
		s.lastOffer = p.Offer
	}
	f.give(a, c, offered)
	f.retime(c)
	return true
}

func (p OfferAccepted) apply(f *Floor) bool {
	a, c := f.agent(p.Agent), f.item(p.Contact)
	if a == nil || c == nil || !c.offer.is(p.Offer, a, p.Kind) {
		return false
	}
	if p.Kind == ToConference {
		if c.FireGuest(contact.Join) != nil {
			return false
		}
		c.guest = a
		f.swap(a, c, visiting)
	} else {
		if c.wrapOf(a) != nil || c.Fire(contact.Accept, 0) != nil {
			return false
		}
		c.owner, c.avoid, c.holdUntil = a, nil, 0
		f.swap(a, c, owning)
	}
	c.offer = offer{}
	f.retime(c)
	return true
}

// swap turns an agent's offer into a role on the contact.
func (f *Floor) swap(a *agent, c *item, r role) {
	i := slices.Index(a.work, link{item: c, role: offered})
	a.work[i].role = r
	a.since = f.now
	f.touch(a)
}

func (p OfferEnded) apply(f *Floor) bool {
	a, c := f.agent(p.Agent), f.item(p.Contact)
	if a == nil || c == nil || !c.offer.is(p.Offer, a, p.Kind) {
		return false
	}
	c.offer = offer{}
	f.free(a, c, offered)
	if p.Kind == ToConference {
		f.retime(c)
		return c.FireGuest(contact.Leave) == nil
	}
	c.holdUntil = 0
	if p.Cause != Withdrawn {
		c.avoid = a
	}
	if c.Fire(contact.Return, 0) != nil {
		return false
	}
	f.lineUp(c)
	return true
}

func (p OffersExtended) apply(f *Floor) bool {
	for _, c := range f.timersNow() {
		if c.offer.agent != nil {
			c.offer.deadline += int64(p.By)
		}
		for i := range c.wraps {
			if w := &c.wraps[i]; !w.Deadline.IsZero() {
				w.Deadline = w.Deadline.Add(p.By)
			}
		}
		f.retime(c)
	}
	return true
}

// String returns queue, transfer, return, reassign or conference.
func (k OfferKind) String() string {
	return word(k, "queue", "transfer", "return", "reassign", "conference")
}

// MarshalText writes String.
func (k OfferKind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (k *OfferKind) UnmarshalText(text []byte) error { return parseWord(k, ToConference, text) }

// String returns missed, declined or withdrawn.
func (c Cause) String() string { return word(c, "missed", "declined", "withdrawn") }

// MarshalText writes String.
func (c Cause) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (c *Cause) UnmarshalText(text []byte) error { return parseWord(c, Withdrawn, text) }

// word returns the v-th name, or the bare number for a value that has none.
func word[T ~uint8](v T, names ...string) string {
	if int(v) < len(names) {
		return names[v]
	}
	return fmt.Sprint(uint8(v))
}

// errUnknownWord says that a text is the name of no value.
var errUnknownWord = errors.New("routing: no such word here")

// parseWord finds the value up to last that prints as text.
func parseWord[T interface {
	~uint8
	fmt.Stringer
}](v *T, last T, text []byte) error {
	for w := T(0); w <= last; w++ {
		if w.String() == string(text) {
			*v = w
			return nil
		}
	}
	return errUnknownWord
}

func (c Accept) about() Error  { return Error{Agent: c.Agent, Contact: c.Contact} }
func (c Decline) about() Error { return Error{Agent: c.Agent, Contact: c.Contact} }
