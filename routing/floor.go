package routing

import (
	"cmp"
	"slices"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/wrapup"
)

// FloorConfig is what a Floor cannot know from its log.
type FloorConfig struct {
	// Strategies are the host's own, by the names that queues and agents use; they may replace shipped ones.
	Strategies map[string]Strategy
	// Zone finds the time zone of a queue's open hours; time.LoadLocation if nil.
	Zone func(name string) (*time.Location, error)
}

// Floor is the pure machine of one center: which agents and contacts there are, and who works on
// what. It has no clock, no I/O, no goroutine and no lock: not safe for concurrent use. Center is the
// shell that makes it durable and shared.
type Floor struct {
	strategies map[string]Strategy
	zone       func(string) (*time.Location, error)
	match      matcher

	settings Settings
	now      int64 // of the last event, in Unix nanoseconds
	offers   uint64
	arrivals uint64
	hired    uint64 // agents ever set

	agents   map[contact.AgentID]*agent
	queues   map[contact.QueueID]*queue
	profiles map[contact.ProfileID]*contact.Profile
	codes    map[string]IdleCode
	skills   map[string]int32 // numbers, not part of the snapshot
	names    []string         // of skills, by number
	reasons  wrapup.Catalog

	staff  []*agent // in the order they were set
	lines  []*queue // in the order they were set
	items  map[contact.ID]*item
	row    row         // of all items, by arrival
	closed fifo[*item] // the last KeepClosed
	spare  []*item     // forgotten, for contacts to come
	timers timers
	watch  map[contact.ID][]Watcher // supervisors on contacts
	done   window                   // ids of commands

	lastAgent *agent // found by the last look-up: events are about few
	lastItem  *item

	// Of the step under way.
	out     []Event
	at      time.Time
	command string
	feed    []*agent // may have room for more
	place   []*item  // need an agent
	damage  error
}

// NewFloor returns an empty floor.
func NewFloor(cfg FloorConfig) *Floor {
	f := &Floor{
		strategies: strategies(cfg.Strategies),
		zone:       cfg.Zone,
		settings:   Settings{}.withDefaults(),
		agents:     make(map[contact.AgentID]*agent),
		queues:     make(map[contact.QueueID]*queue),
		profiles:   make(map[contact.ProfileID]*contact.Profile),
		codes:      make(map[string]IdleCode),
		skills:     make(map[string]int32),
		items:      make(map[contact.ID]*item),
		watch:      make(map[contact.ID][]Watcher),
	}
	if f.zone == nil {
		f.zone = time.LoadLocation
	}
	f.match = newIndex(f)
	return f
}

// Step decides a command at a time and returns what happens; the slice is good until the next Step.
// A time before the last event's counts as the last event's. A refused command returns an *Error and
// changes nothing. A command wrapped in Once whose id was applied before returns no events and no
// error (I8).
func (f *Floor) Step(now time.Time, cmd Command) ([]Event, error) {
	if f.damage != nil {
		return nil, f.damage
	}
	id := ""
	if once, ok := cmd.(Once); ok {
		id, cmd = once.ID, once.Command
		if err := checkID(id); err != nil {
			return nil, refusal(once, err)
		}
		if f.done.has(id) {
			return nil, nil
		}
	}
	if _, nested := cmd.(Once); nested || cmd == nil {
		return nil, &Error{Code: ErrInvalidCommand}
	}
	f.out = f.out[:0]
	f.at = time.Unix(0, max(now.UnixNano(), f.now)).UTC()
	f.command = id
	if err := cmd.step(f); err != nil {
		return nil, refusal(cmd, err)
	}
	f.settle()
	if len(f.out) == 0 && id != "" {
		f.emit(Acknowledged{})
	}
	return f.out, f.damage
}

// refusal completes what a command's step returned with the identities involved.
func refusal(cmd Command, err error) error {
	e, ok := err.(*Error)
	if !ok {
		code, isCode := err.(Code)
		if !isCode {
			return err
		}
		e = &Error{Code: code}
	}
	about := cmd.about()
	e.Command = CommandName(cmd)
	e.Agent = cmp.Or(e.Agent, about.Agent)
	e.Contact = cmp.Or(e.Contact, about.Contact)
	e.Queue = cmp.Or(e.Queue, about.Queue)
	if e.Code == ErrInvalidID { // an id that is no id is a stranger's text
		e.Agent, e.Contact, e.Queue = "", "", ""
	}
	return e
}

// Apply replays one event. It takes the path that Step took when the event was new, so that the same
// events give the same state, byte for byte. It cannot fail; events that do not fit the state, which
// no Step ever emitted, leave it alone and are reported by Err.
func (f *Floor) Apply(ev Event) {
	f.at, f.command = ev.At, ev.Command
	f.apply(&ev)
	f.rest()
}

// Err reports the first event that did not fit the state; nil for every log that a Floor wrote.
func (f *Floor) Err() error { return f.damage }

// Now returns the time of the last event.
func (f *Floor) Now() time.Time { return time.Unix(0, f.now).UTC() }

// Deadline returns when the floor next needs a Tick, if anything waits for a time (I2).
func (f *Floor) Deadline() (time.Time, bool) {
	if len(f.timers) == 0 {
		return time.Time{}, false
	}
	return time.Unix(0, f.timers[0].due).UTC(), true
}

// agent returns the agent of that id, or nil.
func (f *Floor) agent(id contact.AgentID) *agent {
	if f.lastAgent == nil || f.lastAgent.ID() != id {
		if id == "" {
			return nil
		}
		a := f.agents[id]
		if a == nil {
			return nil
		}
		f.lastAgent = a
	}
	return f.lastAgent
}

// item returns the contact of that id, or nil.
func (f *Floor) item(id contact.ID) *item {
	if f.lastItem == nil || f.lastItem.ID() != id {
		c := f.items[id]
		if c == nil {
			return nil
		}
		f.lastItem = c
	}
	return f.lastItem
}

// emit makes something happen: it becomes part of the log and of the state at once.
func (f *Floor) emit(p Payload) {
	f.out = append(f.out, Event{})
	ev := &f.out[len(f.out)-1] // field by field: a literal is built elsewhere and copied, which stalls
	ev.At, ev.Payload = f.at, p
	if len(f.out) == 1 {
		ev.Command = f.command
	}
	f.apply(ev)
}

func (f *Floor) apply(ev *Event) {
	f.now = ev.At.UnixNano()
	if ev.Command != "" {
		f.done.add(ev.Command, f.settings.KeepCommands)
	}
	if (ev.Payload == nil || !ev.Payload.apply(f)) && f.damage == nil {
		f.damage = &DamageError{At: ev.At, Event: EventName(ev.Payload)}
	}
}

// settle matches contacts and agents until nothing is left to match: agents who may have become free
// take first, for what waits longest is theirs; then contacts that need an agent look for one, the
// first in line first (I5).
func (f *Floor) settle() {
	for {
		switch {
		case len(f.feed) > 0:
			f.feedAgent(f.nextHungry())
		case len(f.place) > 0:
			f.placeItem(f.nextUnplaced())
		default:
			return
		}
	}
}

func (f *Floor) nextHungry() *agent {
	a := f.feed[0]
	f.feed = without(f.feed, 0)
	a.feeding = false
	return a
}

func (f *Floor) nextUnplaced() *item {
	first := 0
	for i, c := range f.place {
		if c.before(f.place[first]) {
			first = i
		}
	}
	c := f.place[first]
	f.place = without(f.place, first)
	c.placing = false
	return c
}

// feedAgent applies the next state that the agent asked for (R8), or offers contacts while there is
// room.
func (f *Floor) feedAgent(a *agent) {
	if next, asked := a.Next(); asked && !a.working() {
		f.setState(a, next, "")
		return
	}
	for a.hasRoom() {
		c := f.match.take(a)
		if c == nil {
			return
		}
		to := a
		if len(f.feed) > 0 || c.placing || c.avoid == a { // or else nobody but a has just become able to take it
			to = f.agentFor(c)
		}
		if to != a && f.match.take(to) != c && a.yielded <= f.offers {
			f.yield(a, to)
			return
		}
		f.offerTo(c, to, FromQueue, "", c.queue.cfg.Offer)
	}
}

// yield lets an agent take first who has a better claim to what a would take, but is to be given
// something else before it. An agent yields once between two offers, for claims may form a circle.
func (f *Floor) yield(a, to *agent) {
	a.yielded = f.offers + 1
	f.feed = slices.DeleteFunc(f.feed, func(o *agent) bool { return o == to })
	f.feed = slices.Insert(f.feed, 0, to, a)
	a.feeding, to.feeding = true, true
}

// placeItem offers a waiting contact to the best agent for it.
func (f *Floor) placeItem(c *item) {
	if !c.waiting {
		return
	}
	if to := f.agentFor(c); to != nil {
		f.offerTo(c, to, FromQueue, "", c.queue.cfg.Offer)
	}
}

// agentFor returns the best agent for a waiting contact: its last agent (R5), whoever the strategy
// picks, or the one who just missed it if there is nobody else (R7); nil if nobody can take it.
func (f *Floor) agentFor(c *item) *agent {
	able := func(a *agent) bool { return a != nil && a.canTake(c.Channel()) && f.qualifies(a, c) }
	if c.lastAgent != c.avoid && able(c.lastAgent) {
		return c.lastAgent
	}
	if a := f.match.pick(c, c.avoid); a != nil || !able(c.avoid) {
		return a
	}
	return c.avoid
}

func (f *Floor) offerTo(c *item, a *agent, kind OfferKind, by contact.AgentID, timeout time.Duration) {
	f.lastItem, f.lastAgent = c, a
	f.emit(OfferMade{
		Offer: f.offers + 1, Contact: c.ID(), Agent: a.ID(), Queue: c.queue.cfg.ID,
		Kind: kind, By: by, Timeout: timeout,
	})
}
