package routing

import (
	"slices"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/wrapup"
)

// agent is one agent's state: the administrator's part, the state machine, and the work in hand.
type agent struct {
	contact.Agent
	seq     uint64
	changed int64 // when the state last changed
	since   int64 // when the agent became Available, or was last given or rid of work
	load    contact.Load
	feeding bool
	yielded uint64 // before which offer the agent let another take first
	profile *contact.Profile
	takes   Strategy
	serves  []serving
	work    []link // by arrival of the contact
	slot    slot   // the index's
	skills  []need
	cfg     Agent
}

// serving is an agent's place in one queue.
type serving struct {
	queue     *queue
	tier      int
	lastOffer uint64
	at        int // place among the queue's staff
}

// role is what a contact is to an agent who has it in hand.
type role uint8

const (
	offered  role = iota // an offer, or a conference request
	owning               // the conversation
	visiting             // a conference as its guest
	wrapping             // the wrap-up
)

// link is one contact in an agent's hand.
type link struct {
	item *item
	role role
}

// working reports whether the agent has more in hand than offers.
func (a *agent) working() bool {
	return slices.ContainsFunc(a.work, func(l link) bool { return l.role != offered })
}

// takesMore reports whether the agent may be offered contacts at all, room provided.
func (a *agent) takesMore() bool {
	_, leaving := a.Next()
	return !leaving && a.State() == contact.Available
}

func (a *agent) canTake(ch contact.Channel) bool {
	return a.takesMore() && a.profile.Fit(&a.load, ch) == contact.Fits
}

// hasRoom reports whether the agent can take a contact of any channel.
func (a *agent) hasRoom() bool {
	if !a.takesMore() {
		return false
	}
	for ch := contact.Chat; ch.Valid(); ch++ {
		if a.profile.Fit(&a.load, ch) == contact.Fits {
			return true
		}
	}
	return false
}

// in returns the agent's place in a queue, or nil.
func (a *agent) in(q *queue) (order int, s *serving) {
	for i := range a.serves {
		if a.serves[i].queue == q {
			return i, &a.serves[i]
		}
	}
	return 0, nil
}

// queue is one queue's state.
type queue struct {
	cfg     Queue
	seq     int
	chooses Strategy
	zone    *time.Location
	needs   []need
	relax   []need   // of cfg.Relax, step by step
	waiting int      // contacts in line
	wraps   int      // open wrap-ups of contacts served in this queue
	live    int      // contacts of this queue that are not closed
	staff   []*agent // who serve it, in no order

	// Of the estimate of waiting times (R12).
	busySince int64 // since when contacts have been waiting without a pause, 0 if none wait
	pace      int64 // smoothed nanoseconds between two contacts leaving the line while it is never empty

	index line // the index's
}

// item is one contact's state.
type item struct {
	contact.Contact
	prev      *item
	next      *item  // by arrival
	seq       uint64 // order of arrival
	queue     *queue
	needs     []need // that the contact brought
	entered   int64  // its age counts from here
	queued    int64  // in this queue since
	received  int64  // when its mail was received, or entered
	key       int64  // place in line: entered, less what its priority is worth
	overflown int64  // when its overflow was last tried in vain, 0 if never
	holdUntil int64  // waits for lastAgent alone until then, 0 if not (R5)
	lastAgent *agent
	avoid     *agent // who missed or passed on it last (R7)

	offer offer
	owner *agent
	guest *agent
	wraps []wrap
	filed []Filed

	class    *class // the index's
	due      int64  // its next deadline
	timer    int32  // its place among the timers plus one
	priority int16  // that the contact brought, or -1
	step     int16  // of the queue's relaxations, how many are done
	waiting  bool   // in line
	placing  bool
	watched  bool // by supervisors: the floor knows whom
}

// offer is a contact's live offer or conference request; none if agent is nil.
type offer struct {
	id       uint64
	agent    *agent
	by       *agent // who transferred it directly
	made     int64
	deadline int64
	kind     OfferKind
}

// wrap is one agent's open wrap-up.
type wrap struct {
	agent *agent
	queue *queue // that the agent served the contact in: its reasons and rules hold
	wrapup.WrapUp
}

// Filed are the wrap-up reasons that an agent has given for a contact.
type Filed struct {
	Agent   contact.AgentID   `json:"agent" cbor:"1,keyasint"`
	Reasons []wrapup.ReasonID `json:"reasons,omitempty" cbor:"2,keyasint,omitempty"`
}

// before reports whether c is ahead of o in line: by rank, then age, then arrival.
func (c *item) before(o *item) bool {
	if c.key != o.key {
		return c.key < o.key
	}
	return c.seq < o.seq
}

// rank returns the contact's priority, its own or its queue's (R4).
func (c *item) rank() int {
	if c.priority >= 0 {
		return int(c.priority)
	}
	return c.queue.cfg.Priority
}

// steps returns how many of its queue's relaxations a contact has waited through.
func (c *item) steps() int { return min(int(c.step), len(c.queue.relax)) }

func (c *item) wrapOf(a *agent) *wrap {
	for i := range c.wraps {
		if c.wraps[i].agent == a {
			return &c.wraps[i]
		}
	}
	return nil
}

func (c *item) over() bool { return c.State() == contact.WrapUp || c.State() == contact.Closed }
