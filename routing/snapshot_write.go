package routing

import (
	"fmt"
	"slices"
	"strings"

	"github.com/acdkit/acdkit/contact"
)

// Snapshot writes the whole state, behind one byte for the version of the encoding. Equal states give
// equal bytes.
func (f *Floor) Snapshot() ([]byte, error) { return f.snapshot(nil) }

// snapshot is Snapshot in the memory of one that is not needed any more.
func (f *Floor) snapshot(old []byte) ([]byte, error) {
	w := writer{data: slices.Grow(old[:0], f.imageSize())}
	w.data = append(w.data, encodingVersion)
	w.head(cborMap, snapshotFields)
	s := f.saveSetup()
	for i, v := range []any{s.Settings, s.Now, s.Offers, s.Arrivals, s.Hired, s.Profiles, s.Codes, s.Reasons, s.Queues} {
		w.head(cborUint, uint64(i+1))
		if err := w.value(v); err != nil {
			return nil, fmt.Errorf("routing: snapshot: %w", err)
		}
	}
	f.writeAgents(&w)
	f.writeContacts(&w)
	w.head(cborUint, 12)
	w.list(f.closed.len())
	for _, c := range f.closed.list() {
		w.text(string(c.ID()))
	}
	w.head(cborUint, 13)
	w.list(len(f.done.ids))
	for _, id := range f.done.list() {
		w.text(id)
	}
	return w.data, nil
}

// imageSize is about how many bytes a snapshot has, with ids of 36 bytes.
func (f *Floor) imageSize() int { return 4096 + 256*len(f.staff) + 160*len(f.items) }

// saveSetup returns the snapshot's first fields, up to the queues.
func (f *Floor) saveSetup() snapshot {
	s := snapshot{
		Settings: f.settings, Now: f.now, Offers: f.offers, Arrivals: f.arrivals, Hired: f.hired,
		Reasons: slices.Collect(f.reasons.All()),
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
	return s
}

func (f *Floor) writeAgents(w *writer) {
	w.head(cborUint, 10)
	w.list(len(f.staff))
	var s savedAgent
	for _, a := range f.staff {
		a.save(&s)
		w.agent(&s)
	}
}

// writeContacts writes all contacts by arrival.
func (f *Floor) writeContacts(w *writer) {
	w.head(cborUint, 11)
	w.list(len(f.items))
	var s savedContact
	for c := range f.row.all() {
		f.saveContact(&s, c)
		w.contact(&s)
	}
}

// save fills s, whose lists are used again.
func (a *agent) save(s *savedAgent) {
	*s = savedAgent{
		Config: a.cfg, Seq: a.seq, Changed: a.changed, Since: a.since, LastOffers: s.LastOffers[:0],
		Now: contact.Stand{State: a.State(), Code: a.Code()},
	}
	if next, asked := a.Next(); asked {
		s.Next = &next
	}
	for i := range a.serves {
		s.LastOffers = append(s.LastOffers, a.serves[i].lastOffer)
	}
}

// saveContact fills s, whose lists are used again.
func (f *Floor) saveContact(s *savedContact, c *item) {
	*s = savedContact{
		ID: c.ID(), Seq: c.seq, Channel: c.Channel(), Customer: c.Customer(), State: c.State(),
		Guest: c.Guest(), Reason: c.Reason(), CustomerLeft: c.CustomerLeft(), Queue: c.queue.cfg.ID,
		Skills: f.skillsOf(s.Skills[:0], c.needs), Priority: c.priority, Step: c.step, Entered: c.entered, Queued: c.queued,
		Received: c.received, HoldUntil: c.holdUntil, Overflown: c.overflown, LastAgent: idOf(c.lastAgent),
		Avoid: idOf(c.avoid), Owner: idOf(c.owner), GuestAgent: idOf(c.guest), Filed: c.filed, OnHold: c.OnHold(),
		Wraps: s.Wraps[:0],
	}
	if c.watched {
		s.Watchers = f.watch[c.ID()]
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
}

// skillsOf appends needs by name: the floor's numbers for skills depend on its past.
func (f *Floor) skillsOf(skills []Skill, needs []need) []Skill {
	for _, n := range needs {
		skills = append(skills, Skill{Name: f.names[n.skill], Level: int(n.level)})
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

// sortedKeys returns a map's keys in order.
func sortedKeys[K ~string, V any](m map[K]V) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
