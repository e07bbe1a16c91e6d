package routing

import (
	"cmp"
	"slices"
)

// scan is the dumb matcher: for every choice it looks at all agents, or at all contacts that wait, and
// sorts those that fit. It is what the index is measured against, by tests for what it chooses and by
// benchmarks for how fast. With the index it shares only the predicates of who can take what.
type scan struct {
	f    *Floor
	line []*item // all contacts that wait, in no order
}

// newScanFloor returns an empty floor that matches by scanning.
func newScanFloor(cfg FloorConfig) *Floor {
	f := NewFloor(cfg)
	f.match = &scan{f: f}
	return f
}

// restoreScanFloor is RestoreFloor for floors that match by scanning.
func restoreScanFloor(cfg FloorConfig, data []byte) (*Floor, error) {
	var s snapshot
	if err := decoding.Unmarshal(data[1:], &s); err != nil {
		return nil, err
	}
	f := newScanFloor(cfg)
	return f, f.load(&s)
}

func (s *scan) enter(c *item) { s.line = append(s.line, c) }

func (s *scan) leave(c *item) {
	last := len(s.line) - 1
	s.line[slices.Index(s.line, c)] = s.line[last]
	s.line = s.line[:last]
}

func (s *scan) touch(*agent)     {}
func (s *scan) agentSet(*agent)  {}
func (s *scan) agentGone(*agent) {}

// scanned is an agent or a contact that fits, with its rank by the strategy that chooses.
type scanned struct {
	agent *agent
	item  *item
	tier  int
	rank  int64
}

// pick sorts the agents who can take the contact: by tier, the queue's strategy, who is idle for
// longest, and who was set first.
func (s *scan) pick(c *item, not *agent) *agent {
	var able []scanned
	for _, a := range s.f.staff {
		if a != not && a.canTake(c.Channel()) && s.f.qualifies(a, c) {
			by := s.beside(a, c, s.f.needsOf(c, nil))
			able = append(able, scanned{agent: a, tier: by.Tier, rank: c.queue.chooses.Rank(by)})
		}
	}
	slices.SortFunc(able, func(x, y scanned) int {
		return cmp.Or(cmp.Compare(x.tier, y.tier), cmp.Compare(x.rank, y.rank),
			cmp.Compare(x.agent.since, y.agent.since), cmp.Compare(x.agent.seq, y.agent.seq))
	})
	if len(able) == 0 {
		return nil
	}
	return able[0].agent
}

// take sorts the contacts that the agent can take: by the agent's own rule, then by place in line.
func (s *scan) take(a *agent) *item {
	var able []scanned
	for _, c := range s.line {
		if a.canTake(c.Channel()) && s.f.qualifies(a, c) {
			able = append(able, scanned{item: c, rank: a.takes.Rank(s.beside(a, c, c.queue.needs))})
		}
	}
	slices.SortFunc(able, func(x, y scanned) int {
		return cmp.Or(cmp.Compare(x.rank, y.rank), scanOrder(x.item, y.item))
	})
	if len(able) == 0 {
		return nil
	}
	return able[0].item
}

// beside describes an agent beside a contact's queue, by those needs.
func (s *scan) beside(a *agent, c *item, needs []need) Candidate {
	order, in := a.in(c.queue)
	level := 0
	for _, n := range needs {
		level += int(levelOf(a.skills, n.skill))
	}
	return Candidate{
		Agent: a.ID(), Queue: c.queue.cfg.ID, Order: order, Tier: in.tier, Level: level, Load: a.load.Total(),
		Capacity: int(a.profile.Capacity[c.Channel()]), LastOffer: in.lastOffer,
	}
}

// scanOrder compares two places in line.
func scanOrder(c, o *item) int {
	return cmp.Or(cmp.Compare(c.key, o.key), cmp.Compare(c.seq, o.seq))
}

func (s *scan) ahead(c *item) int {
	return len(s.all(func(o *item) bool { return o.queue == c.queue && scanOrder(o, c) < 0 }))
}

func (s *scan) held(a *agent) []*item {
	return s.all(func(c *item) bool { return c.holdUntil != 0 && c.lastAgent == a })
}

func (s *scan) drain(q *queue) []*item {
	drained := s.all(func(c *item) bool { return c.queue == q })
	s.line = slices.DeleteFunc(s.line, func(c *item) bool { return c.queue == q })
	return drained
}

// all returns those contacts in line that are meant, in order.
func (s *scan) all(meant func(*item) bool) []*item {
	var all []*item
	for _, c := range s.line {
		if meant(c) {
			all = append(all, c)
		}
	}
	slices.SortFunc(all, scanOrder)
	return all
}
