package routing

import (
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/wrapup"
)

// RestoreFloor returns a floor as a snapshot describes it. What it cannot read whole is a
// *DamageError.
func RestoreFloor(cfg FloorConfig, data []byte) (*Floor, error) {
	if len(data) == 0 || data[0] != encodingVersion {
		return nil, &DamageError{Cause: errUnknownEncoding}
	}
	if f := restoreHot(cfg, data[1:]); f != nil {
		return f, nil
	}
	var s snapshot
	if err := decoding.Unmarshal(data[1:], &s); err != nil {
		return nil, &DamageError{Cause: err}
	}
	f := NewFloor(cfg)
	if err := f.load(&s); err != nil {
		return nil, &DamageError{At: f.Now(), Cause: err}
	}
	return f, nil
}

// restoreHot restores contacts as they are read, without reflection. It returns nil if anything is odd or
// unsound: that is the decoder's to judge.
func restoreHot(cfg FloorConfig, data []byte) *Floor {
	r, f, s := reader{data: data, known: newTexts(len(data) / 128)}, NewFloor(cfg), snapshot{}
	ready := false
	for m := r.fields(); m.next(&r); {
		if m.key != 11 {
			r.field(&s, m.key)
			continue
		}
		n := r.list()
		if r.odd || f.loadSetup(&s) != nil {
			return nil
		}
		ready = true
		f.items = make(map[contact.ID]*item, min(n, len(r.data)/contactSize))
		var c savedContact
		for range n {
			if readContact(&r, &c); r.odd || f.loadContact(&c) != nil {
				return nil
			}
		}
	}
	if !ready || r.odd || len(r.data) > 0 || f.loadRest(&s) != nil {
		return nil
	}
	return f
}

// contactSize is about the least number of bytes that a contact with ids of usual length has in a snapshot.
const contactSize = 64

func (f *Floor) load(s *snapshot) error {
	if err := f.loadSetup(s); err != nil {
		return err
	}
	f.items = make(map[contact.ID]*item, len(s.Contacts))
	for i := range s.Contacts {
		if err := f.loadContact(&s.Contacts[i]); err != nil {
			return err
		}
	}
	return f.loadRest(s)
}

// loadSetup loads what contacts refer to.
func (f *Floor) loadSetup(s *snapshot) error {
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
	for _, q := range s.Queues {
		f.loadQueue(q)
	}
	f.agents = make(map[contact.AgentID]*agent, len(s.Agents))
	for i := range s.Agents {
		if err := f.loadAgent(&s.Agents[i]); err != nil {
			return err
		}
	}
	return nil
}

// loadRest loads what refers to contacts.
func (f *Floor) loadRest(s *snapshot) error {
	for _, id := range s.Closed {
		if f.items[id] == nil {
			return ErrUnknownContact
		}
		f.closed.push(f.items[id])
	}
	if !f.soundClosed() {
		return errUnsound
	}
	for _, id := range s.Commands {
		f.done.add(id, f.settings.KeepCommands)
	}
	for i, q := range s.Queues { // lining up has begun them anew
		f.lines[i].busySince, f.lines[i].pace = q.BusySince, q.Pace
	}
	for i := range s.Agents {
		f.staff[i].since = s.Agents[i].Since
	}
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

func (f *Floor) loadAgent(s *savedAgent) error {
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

func (f *Floor) loadContact(s *savedContact) error {
	q := f.queues[s.Queue]
	if q == nil || q.cfg.Channel != s.Channel || !s.sound() {
		return errUnsound
	}
	if last := f.row.last; s.Seq > f.arrivals || s.Seq == 0 || last != nil && s.Seq <= last.seq {
		return errUnsound
	}
	c := &item{
		Contact: *contact.Restore(s.ID, s.Channel, s.Customer, s.State, s.Guest, s.Reason, s.CustomerLeft, s.OnHold),
		seq:     s.Seq, queue: q, needs: f.number(s.Skills), priority: s.Priority, step: s.Step,
		entered: s.Entered, queued: s.Queued, received: s.Received, holdUntil: s.HoldUntil, overflown: s.Overflown,
		lastAgent: f.agent(s.LastAgent), avoid: f.agent(s.Avoid), filed: s.Filed, watched: len(s.Watchers) > 0,
	}
	known := len(f.items)
	if f.items[s.ID] = c; len(f.items) == known {
		return errUnsound
	}
	f.row.push(c)
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
	f.rest()
	return nil
}

// loadHands puts a contact back into the hands that have it.
func (f *Floor) loadHands(c *item, s *savedContact) error {
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
		if a := f.agent(hand.id); a != nil {
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
		c.offer = offer{id: o.ID, agent: a, by: f.agent(o.By), made: o.Made, deadline: o.Deadline, kind: o.Kind}
		f.give(a, c, offered)
	}
	return nil
}
