package routing

import (
	"slices"

	"github.com/acdkit/acdkit/contact"
)

// matcher finds the agent for a contact and the contact for an agent.
type matcher interface {
	enter(*item)                     // the contact is in line
	leave(*item)                     // it no longer is
	touch(*agent)                    // the agent's state, load or history changed
	pick(c *item, not *agent) *agent // the best agent for a contact, but for one
	take(*agent) *item               // the best contact for an agent
	ahead(*item) int                 // how many of its queue are before a contact
	agentSet(*agent)                 // the agent's configuration changed
	agentGone(*agent)
	held(*agent) []*item  // the contacts that wait for the agent alone, in line
	drain(*queue) []*item // the queue's configuration changed: takes its contacts out of line, in order
}

// index is the matcher that scales: contacts of one queue that need the same skills form a class, and
// each class keeps its contacts in line and its free agents by rank. Choosing looks at the heads of
// classes only, so that a choice costs the number of an agent's classes times the logarithm of what
// they hold, however many agents and contacts there are.
type index struct {
	f       *Floor
	classes map[string]*class
	ring    []*class // all classes, for the hand that looks for unused ones
	hand    int
	members int      // of all classes
	agents  []*agent // by number
	stamps  stamps
	touched []*agent
	fresh   []*item // entered, but not in a line yet: most contacts leave at once
	inLine  int     // contacts in all lines
	scratch []need
	key     []byte
}

// slot is what the index keeps with an agent.
type slot struct {
	member  []member
	own     []*class // of contacts held for the agent (R5)
	touched bool
}

// member is an agent's membership in a class. What is asked most often needs no look at the class.
type member struct {
	class   *class
	order   int32 // of the class's queue, among the agent's
	level   int32 // sum of the agent's levels in the skills that the class needs
	base    int32 // and in those that the queue needs
	channel contact.Channel
}

// line is what the index keeps with a queue.
type line struct {
	classes []*class
	base    []*class // of contacts that bring no skills, by relaxation step
}

func newIndex(f *Floor) *index {
	return &index{f: f, classes: make(map[string]*class), agents: make([]*agent, 1), stamps: make(stamps, 1)}
}

func (x *index) enter(c *item) {
	k := x.classOf(c)
	k.used = true
	c.class = k
	if len(x.fresh) >= freshAtMost {
		x.line()
	}
	x.fresh = append(x.fresh, c)
}

const freshAtMost = 8

// line puts the contacts that entered into their lines.
func (x *index) line() {
	for _, c := range x.fresh {
		c.class.add(place{c.key, c.seq, c})
	}
	x.inLine += len(x.fresh)
	x.fresh = x.fresh[:0]
}

func (x *index) leave(c *item) {
	k := c.class
	c.class = nil
	if i := slices.Index(x.fresh, c); i >= 0 {
		x.fresh = without(x.fresh, i)
	} else {
		k.remove(place{c.key, c.seq, c})
		x.inLine--
	}
	if k.only != nil {
		x.line()
		if k.waiting.Len() == 0 {
			x.drop(k)
		}
	}
}

func (x *index) touch(a *agent) {
	if !a.slot.touched {
		a.slot.touched = true
		x.touched = append(x.touched, a)
	}
}

// flush files the touched agents by their present ranks.
func (x *index) flush() {
	for _, a := range x.touched {
		a.slot.touched = false
		x.stamps[a.seq]++
		x.offerUp(a, a.slot.member)
	}
	x.touched = x.touched[:0]
}

// offerUp files an agent as free in those of the classes that it has room for.
func (x *index) offerUp(a *agent, members []member) {
	if a.State() != contact.Available {
		return
	}
	for _, m := range members {
		if a.canTake(m.channel) {
			m.class.free.push(x.entry(a, m), x.stamps, m.class.members)
		}
	}
}

func (x *index) entry(a *agent, m member) freeAgent {
	s := &a.serves[m.order]
	return freeAgent{
		agent: uint32(a.seq), stamp: x.stamps[a.seq], tier: int32(s.tier), since: a.since,
		rank: s.queue.chooses.Rank(candidate(a, s, m.order, m.level)),
	}
}

// candidate describes an agent beside the contacts of a queue it serves.
func candidate(a *agent, s *serving, order, level int32) Candidate {
	return Candidate{
		Agent: a.ID(), Queue: s.queue.cfg.ID, Order: int(order), Tier: s.tier, Level: int(level), Load: a.load.Total(),
		Capacity: int(a.profile.Capacity[s.queue.cfg.Channel]), LastOffer: s.lastOffer,
	}
}

func (x *index) pick(c *item, not *agent) *agent {
	x.flush()
	except := uint32(0)
	if not != nil {
		except = uint32(not.seq)
	}
	return x.agents[c.class.free.best(x.stamps, except)]
}

func (x *index) take(a *agent) *item {
	x.line()
	if x.inLine == 0 {
		return nil
	}
	var best place
	var bestRank int64
	for _, m := range a.slot.member {
		if !a.canTake(m.channel) || m.class.head.c == nil {
			continue
		}
		head := m.class.head
		rank := a.takes.Rank(candidate(a, &a.serves[m.order], m.order, m.base))
		if best.c == nil || rank < bestRank || rank == bestRank && comesFirst(head, best) {
			best, bestRank = head, rank
		}
	}
	return best.c
}

func (x *index) ahead(c *item) int {
	x.line()
	n := 0
	for _, k := range c.queue.index.classes {
		n += k.before(place{c.key, c.seq, nil})
	}
	return n
}

func (x *index) agentSet(a *agent) {
	for int(a.seq) >= len(x.agents) {
		x.agents, x.stamps = append(x.agents, nil), append(x.stamps, 0)
	}
	x.agents[a.seq] = a
	for i := range a.serves {
		for _, k := range a.serves[i].queue.index.classes {
			x.join(a, k)
		}
	}
	x.touch(a)
}

func (x *index) agentGone(a *agent) {
	if int(a.seq) >= len(x.agents) {
		return // new
	}
	for _, m := range a.slot.member {
		m.class.members--
		x.members--
	}
	a.slot.member = nil
	x.agents[a.seq] = nil
	x.stamps[a.seq]++
}

// join makes an agent a member of a class that admits it.
func (x *index) join(a *agent, k *class) bool {
	order, admitted := k.admits(a)
	if !admitted {
		return false
	}
	a.slot.member = append(a.slot.member, member{
		class: k, order: int32(order), channel: k.queue.cfg.Channel,
		level: totalLevel(a.skills, k.needs), base: totalLevel(a.skills, k.queue.needs),
	})
	k.members++
	x.members++
	return true
}

func (x *index) held(a *agent) []*item {
	var held []*item
	x.line()
	for _, k := range a.slot.own {
		k.waiting.Scan(func(p place) bool {
			held = append(held, p.c)
			return true
		})
	}
	slices.SortFunc(held, inLine)
	return held
}

func (x *index) drain(q *queue) []*item {
	x.line()
	var waiting []*item
	for _, k := range slices.Clone(q.index.classes) {
		k.waiting.Scan(func(p place) bool {
			p.c.class = nil
			x.inLine--
			waiting = append(waiting, p.c)
			return true
		})
		x.drop(k)
	}
	q.index.base = make([]*class, len(q.relax)+1)
	slices.SortFunc(waiting, inLine)
	return waiting
}

// inLine compares two contacts' places in line.
func inLine(a, b *item) int {
	if a.before(b) {
		return -1
	}
	return 1
}

// classOf returns the class of a contact as it waits now.
func (x *index) classOf(c *item) *class {
	base := c.holdUntil == 0 && len(c.needs) == 0
	step := c.steps()
	if base && c.queue.index.base[step] != nil {
		return c.queue.index.base[step]
	}
	x.scratch = x.f.needsOf(c, x.scratch[:0])
	var only *agent
	if c.holdUntil != 0 {
		only = c.lastAgent
	}
	k := x.classFor(c.queue, x.scratch, only)
	if base {
		c.queue.index.base[step] = k
	}
	return k
}

// classFor returns the class of those needs, made if there is none yet.
func (x *index) classFor(q *queue, needs []need, only *agent) *class {
	x.key = appendKey(x.key[:0], q, needs, only)
	if k := x.classes[string(x.key)]; k != nil {
		return k
	}
	k := &class{key: string(x.key), queue: q, needs: slices.Clone(needs), only: only, waiting: newLine()}
	x.makeRoom()
	x.classes[k.key] = k
	x.ring = append(x.ring, k)
	q.index.classes = append(q.index.classes, k)
	if only != nil {
		only.slot.own = append(only.slot.own, k)
	}
	x.populate(k)
	return k
}

// populate finds a new class's members: once per class, in time proportional to the queue's staff.
func (x *index) populate(k *class) {
	staff := k.queue.staff
	if k.only != nil {
		staff = []*agent{k.only}
	}
	for _, a := range staff {
		if x.join(a, k) && !a.slot.touched {
			x.offerUp(a, a.slot.member[len(a.slot.member)-1:])
		}
	}
}

// Classes without contacts are kept for the next contact that needs the same, within a budget of
// memberships and classes: contacts that bring ever new skills cost bounded memory.
const (
	membersPerAgent = 16
	membersAtLeast  = 65536
)

// makeRoom drops classes without contacts that were not used since the hand last came by, until the
// budget holds or all have been looked at twice.
func (x *index) makeRoom() {
	x.line()
	budget := max(membersAtLeast, membersPerAgent*len(x.f.staff))
	for looks := 2 * len(x.ring); looks > 0 && x.members+len(x.ring) > budget && len(x.ring) > 0; looks-- {
		x.hand %= len(x.ring)
		switch k := x.ring[x.hand]; {
		case k.used:
			k.used = false
			x.hand++
		case k.waiting.Len() > 0:
			x.hand++
		default:
			x.drop(k)
		}
	}
}

// drop removes a class from everything that knows it.
func (x *index) drop(k *class) {
	is := func(o *class) bool { return o == k }
	delete(x.classes, k.key)
	x.ring = slices.DeleteFunc(x.ring, is)
	q := k.queue
	q.index.classes = slices.DeleteFunc(q.index.classes, is)
	if i := slices.Index(q.index.base, k); i >= 0 {
		q.index.base[i] = nil
	}
	staff := q.staff
	if k.only != nil {
		staff = []*agent{k.only}
		k.only.slot.own = slices.DeleteFunc(k.only.slot.own, is)
	}
	for _, a := range staff {
		if i := slices.IndexFunc(a.slot.member, func(m member) bool { return m.class == k }); i >= 0 {
			a.slot.member = slices.Delete(a.slot.member, i, i+1)
			x.members--
		}
	}
}
