package routing

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/wrapup"
)

// snapshot is a floor's state without what can be derived: load, lines, indexes and timers. Lists are
// in the order of their numbers, so that equal states give equal bytes.
type snapshot struct {
	Settings Settings          `cbor:"1,keyasint"`
	Now      int64             `cbor:"2,keyasint"`
	Offers   uint64            `cbor:"3,keyasint"`
	Arrivals uint64            `cbor:"4,keyasint"`
	Hired    uint64            `cbor:"5,keyasint"`
	Profiles []contact.Profile `cbor:"6,keyasint"`
	Codes    []IdleCode        `cbor:"7,keyasint"`
	Reasons  []wrapup.Reason   `cbor:"8,keyasint"`
	Queues   []savedQueue      `cbor:"9,keyasint"`
	Agents   []savedAgent      `cbor:"10,keyasint"`
	Contacts []savedContact    `cbor:"11,keyasint"`
	Closed   []contact.ID      `cbor:"12,keyasint"` // the order in which they were
	Commands []string          `cbor:"13,keyasint"`
}

type savedQueue struct {
	Config    Queue `cbor:"1,keyasint"`
	Seq       int   `cbor:"2,keyasint"`
	BusySince int64 `cbor:"3,keyasint,omitempty"`
	Pace      int64 `cbor:"4,keyasint,omitempty"`
}

type savedAgent struct {
	Config     Agent          `cbor:"1,keyasint"`
	Seq        uint64         `cbor:"2,keyasint"`
	Now        contact.Stand  `cbor:"3,keyasint"`
	Next       *contact.Stand `cbor:"4,keyasint,omitempty"`
	Changed    int64          `cbor:"5,keyasint"`
	Since      int64          `cbor:"6,keyasint"`
	LastOffers []uint64       `cbor:"7,keyasint,omitempty"` // by the agent's queues
}

type savedContact struct {
	ID           contact.ID         `cbor:"1,keyasint"`
	Seq          uint64             `cbor:"2,keyasint"`
	Channel      contact.Channel    `cbor:"3,keyasint"`
	Customer     contact.CustomerID `cbor:"4,keyasint,omitempty"`
	State        contact.State      `cbor:"5,keyasint,omitempty"`
	Guest        contact.GuestState `cbor:"6,keyasint,omitempty"`
	Reason       contact.Reason     `cbor:"7,keyasint,omitempty"`
	CustomerLeft bool               `cbor:"8,keyasint,omitempty"`
	Queue        contact.QueueID    `cbor:"9,keyasint"`
	Skills       []Skill            `cbor:"10,keyasint,omitempty"`
	Priority     int16              `cbor:"11,keyasint"`
	Step         int16              `cbor:"12,keyasint,omitempty"`
	Entered      int64              `cbor:"13,keyasint"`
	Queued       int64              `cbor:"14,keyasint"`
	Received     int64              `cbor:"15,keyasint"`
	HoldUntil    int64              `cbor:"16,keyasint,omitempty"`
	Overflown    int64              `cbor:"17,keyasint,omitempty"`
	LastAgent    contact.AgentID    `cbor:"18,keyasint,omitempty"`
	Avoid        contact.AgentID    `cbor:"19,keyasint,omitempty"`
	Offer        *savedOffer        `cbor:"20,keyasint,omitempty"`
	Owner        contact.AgentID    `cbor:"21,keyasint,omitempty"`
	GuestAgent   contact.AgentID    `cbor:"22,keyasint,omitempty"`
	Wraps        []savedWrap        `cbor:"23,keyasint,omitempty"`
	Filed        []Filed            `cbor:"24,keyasint,omitempty"`
	Watchers     []Watcher          `cbor:"25,keyasint,omitempty"`
	OnHold       bool               `cbor:"26,keyasint,omitempty"` // the customer; HoldUntil is another hold
}

type savedOffer struct {
	ID       uint64          `cbor:"1,keyasint"`
	Agent    contact.AgentID `cbor:"2,keyasint"`
	By       contact.AgentID `cbor:"3,keyasint,omitempty"`
	Kind     OfferKind       `cbor:"4,keyasint,omitempty"`
	Made     int64           `cbor:"5,keyasint"`
	Deadline int64           `cbor:"6,keyasint"`
}

type savedWrap struct {
	Agent    contact.AgentID `cbor:"1,keyasint"`
	Started  int64           `cbor:"2,keyasint"`
	Deadline int64           `cbor:"3,keyasint,omitempty"`
	Queue    contact.QueueID `cbor:"4,keyasint"`
}

// Snapshot writes the whole state, behind one byte for the version of the encoding. Equal states give
// equal bytes.
func (f *Floor) Snapshot() ([]byte, error) {
	var data bytes.Buffer
	data.WriteByte(encodingVersion)
	s := f.save()
	if err := encoding.MarshalToBuffer(&s, &data); err != nil {
		return nil, fmt.Errorf("routing: snapshot: %w", err)
	}
	return data.Bytes(), nil
}

func (f *Floor) save() snapshot {
	s := snapshot{
		Settings: f.settings, Now: f.now, Offers: f.offers, Arrivals: f.arrivals, Hired: f.hired,
		Reasons: slices.Collect(f.reasons.All()), Commands: f.done.list(),
	}
	for _, id := range sortedKeys(f.profiles) {
		s.Profiles = append(s.Profiles, *f.profiles[id])
	}
	for _, id := range sortedKeys(f.codes) {
		s.Codes = append(s.Codes, f.codes[id])
	}
	for _, q := range f.lines {
		s.Queues = append(s.Queues, savedQueue{Config: q.cfg, Seq: q.seq, BusySince: q.busySince, Pace: q.pace})
	}
	for _, a := range f.staff {
		s.Agents = append(s.Agents, a.save())
	}
	for _, c := range f.sorted() {
		s.Contacts = append(s.Contacts, f.saveContact(c))
	}
	for _, c := range f.closed.list() {
		s.Closed = append(s.Closed, c.ID())
	}
	return s
}

func (a *agent) save() savedAgent {
	s := savedAgent{
		Config: a.cfg, Seq: a.seq, Changed: a.changed, Since: a.since,
		Now: contact.Stand{State: a.State(), Code: a.Code()},
	}
	if next, asked := a.Next(); asked {
		s.Next = &next
	}
	for _, in := range a.serves {
		s.LastOffers = append(s.LastOffers, in.lastOffer)
	}
	return s
}

func (f *Floor) saveContact(c *item) savedContact {
	s := savedContact{
		ID: c.ID(), Seq: c.seq, Channel: c.Channel(), Customer: c.Customer(), State: c.State(),
		Guest: c.Guest(), Reason: c.Reason(), CustomerLeft: c.CustomerLeft(), Queue: c.queue.cfg.ID,
		Skills: f.skillsOf(c.needs), Priority: c.priority, Step: c.step, Entered: c.entered, Queued: c.queued,
		Received: c.received, HoldUntil: c.holdUntil, Overflown: c.overflown, LastAgent: idOf(c.lastAgent),
		Avoid: idOf(c.avoid), Owner: idOf(c.owner), GuestAgent: idOf(c.guest), Filed: c.filed, Watchers: f.watch[c.ID()],
		OnHold: c.OnHold(),
	}
	if o := &c.offer; o.agent != nil {
		s.Offer = &savedOffer{
			ID: o.id, Agent: o.agent.ID(), By: idOf(o.by), Kind: o.kind, Made: o.made, Deadline: o.deadline,
		}
	}
	for _, w := range c.wraps {
		saved := savedWrap{Agent: w.agent.ID(), Queue: w.queue.cfg.ID, Started: w.Started.UnixNano()}
		if !w.Deadline.IsZero() {
			saved.Deadline = w.Deadline.UnixNano()
		}
		s.Wraps = append(s.Wraps, saved)
	}
	return s
}

// skillsOf returns needs by name: the floor's numbers for skills depend on its past.
func (f *Floor) skillsOf(needs []need) []Skill {
	if len(needs) == 0 {
		return nil
	}
	skills := make([]Skill, len(needs))
	for i, n := range needs {
		skills[i] = Skill{Name: f.names[n.skill], Level: int(n.level)}
	}
	slices.SortFunc(skills, func(a, b Skill) int { return strings.Compare(a.Name, b.Name) })
	return skills
}

func idOf(a *agent) contact.AgentID {
	if a == nil {
		return ""
	}
	return a.ID()
}

// sorted returns all contacts by arrival.
func (f *Floor) sorted() []*item {
	all := make([]*item, 0, len(f.items))
	for _, c := range f.items {
		all = append(all, c)
	}
	slices.SortFunc(all, byArrival)
	return all
}

func byArrival(a, b *item) int {
	if a.seq < b.seq {
		return -1
	}
	return 1
}

// RestoreFloor returns a floor as a snapshot describes it. What it cannot read whole is a
// *DamageError.
func RestoreFloor(cfg FloorConfig, data []byte) (*Floor, error) {
	if len(data) == 0 || data[0] != encodingVersion {
		return nil, &DamageError{Cause: errUnknownEncoding}
	}
	var s snapshot
	if err := decoding.Unmarshal(data[1:], &s); err != nil {
		return nil, &DamageError{Cause: err}
	}
	f := NewFloor(cfg)
	if err := f.load(s); err != nil {
		return nil, &DamageError{At: f.Now(), Cause: err}
	}
	return f, nil
}

func (f *Floor) load(s snapshot) error {
	if err := s.check(); err != nil {
		return err
	}
	f.settings = s.Settings
	f.now, f.offers, f.arrivals, f.hired = s.Now, s.Offers, s.Arrivals, s.Hired
	for i := range s.Profiles {
		f.profiles[s.Profiles[i].ID] = &s.Profiles[i]
	}
	for _, code := range s.Codes {
		f.codes[code.ID] = code
	}
	for _, r := range s.Reasons {
		if err := f.reasons.Set(r); err != nil {
			return err
		}
	}
	for _, id := range s.Commands {
		f.done.add(id, f.settings.KeepCommands)
	}
	for _, q := range s.Queues {
		f.loadQueue(q)
	}
	for _, a := range s.Agents {
		if err := f.loadAgent(a); err != nil {
			return err
		}
	}
	for _, c := range s.Contacts {
		if err := f.loadContact(c); err != nil {
			return err
		}
	}
	for _, id := range s.Closed {
		if f.items[id] == nil {
			return ErrUnknownContact
		}
		f.closed.push(f.items[id])
	}
	for i, q := range s.Queues { // lining up has begun them anew
		f.lines[i].busySince, f.lines[i].pace = q.BusySince, q.Pace
	}
	for i, a := range s.Agents {
		f.staff[i].since = a.Since
	}
	f.rest()
	return nil
}

// rest forgets what a step would have to settle: a log ends settled.
func (f *Floor) rest() {
	for _, a := range f.feed {
		a.feeding = false
	}
	for _, c := range f.place {
		c.placing = false
	}
	f.feed, f.place = f.feed[:0], f.place[:0]
}

func (f *Floor) loadQueue(s savedQueue) {
	q := &queue{seq: s.Seq}
	f.queues[s.Config.ID] = q
	f.lines = append(f.lines, q)
	f.configure(q, s.Config)
	f.match.drain(q)
}

func (f *Floor) loadAgent(s savedAgent) error {
	if f.profiles[s.Config.Profile] == nil {
		return ErrUnknownProfile
	}
	a := &agent{Agent: *contact.RestoreAgent(s.Config.ID, s.Now, s.Next), seq: s.Seq, changed: s.Changed, since: s.Since}
	f.agents[s.Config.ID] = a
	f.staff = append(f.staff, a)
	f.employ(a, s.Config)
	if len(s.LastOffers) != len(a.serves) {
		return ErrUnknownQueue
	}
	for i, offer := range s.LastOffers {
		a.serves[i].lastOffer = offer
	}
	f.match.agentSet(a)
	return nil
}

func (f *Floor) loadContact(s savedContact) error {
	q := f.queues[s.Queue]
	if q == nil {
		return ErrUnknownQueue
	}
	c := &item{
		Contact: *contact.Restore(s.ID, s.Channel, s.Customer, s.State, s.Guest, s.Reason, s.CustomerLeft, s.OnHold),
		seq:     s.Seq, queue: q, needs: f.number(s.Skills), priority: s.Priority, step: s.Step,
		entered: s.Entered, queued: s.Queued, received: s.Received, holdUntil: s.HoldUntil, overflown: s.Overflown,
		lastAgent: f.agents[s.LastAgent], avoid: f.agents[s.Avoid], filed: s.Filed, watched: len(s.Watchers) > 0,
	}
	f.items[s.ID] = c
	if c.watched {
		f.watch[s.ID] = s.Watchers
	}
	if s.State != contact.Closed {
		q.live++
	}
	if err := f.loadHands(c, s); err != nil {
		return err
	}
	if s.State == contact.Queued {
		f.lineUp(c)
	}
	f.retime(c)
	return nil
}

// loadHands puts a contact back into the hands that have it.
func (f *Floor) loadHands(c *item, s savedContact) error {
	for _, w := range s.Wraps {
		a, q := f.agents[w.Agent], f.queues[w.Queue]
		switch {
		case a == nil:
			return ErrUnknownAgent
		case q == nil:
			return ErrUnknownQueue
		}
		q.wraps++
		saved := wrap{agent: a, queue: q, WrapUp: wrapup.WrapUp{State: wrapup.Open, Started: at(w.Started)}}
		if w.Deadline != 0 {
			saved.Deadline = at(w.Deadline)
		}
		c.wraps = append(c.wraps, saved)
		f.give(a, c, wrapping)
	}
	for _, hand := range []struct {
		id   contact.AgentID
		set  func(*agent)
		role role
	}{
		{s.Owner, func(a *agent) { c.owner = a }, owning},
		{s.GuestAgent, func(a *agent) { c.guest = a }, visiting},
	} {
		if a := f.agents[hand.id]; a != nil {
			hand.set(a)
			f.give(a, c, hand.role)
		} else if hand.id != "" {
			return ErrUnknownAgent
		}
	}
	if o := s.Offer; o != nil {
		a := f.agents[o.Agent]
		if a == nil {
			return ErrUnknownAgent
		}
		c.offer = offer{id: o.ID, agent: a, by: f.agents[o.By], made: o.Made, deadline: o.Deadline, kind: o.Kind}
		f.give(a, c, offered)
	}
	return nil
}

// sortedKeys returns a map's keys in order.
func sortedKeys[K ~string, V any](m map[K]V) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
