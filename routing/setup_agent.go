package routing

import (
	"reflect"
	"slices"

	"github.com/acdkit/acdkit/contact"
)

func (c SetAgent) step(f *Floor) error {
	if err := c.validate(); err != nil {
		return err
	}
	set := c.Agent.withDefaults()
	if f.profiles[set.Profile] == nil {
		return ErrUnknownProfile
	}
	if _, known := f.strategies[set.Takes]; !known {
		return ErrUnknownStrategy
	}
	for _, s := range set.Queues {
		if f.queues[s.Queue] == nil {
			return &Error{Code: ErrUnknownQueue, Queue: s.Queue}
		}
	}
	if a := f.agent(set.ID); a == nil || !reflect.DeepEqual(a.cfg, set) {
		f.emit(AgentSet{set})
	}
	return nil
}

func (p AgentSet) apply(f *Floor) bool {
	if f.profiles[p.Agent.Profile] == nil || len(p.Agent.Queues) > MaxQueues || p.Agent.repeats() {
		return false
	}
	a := f.agent(p.Agent.ID)
	if a == nil {
		f.hired++
		a = &agent{Agent: *contact.NewAgent(p.Agent.ID), seq: f.hired, changed: f.now}
		f.agents[p.Agent.ID] = a
		f.staff = append(f.staff, a)
	}
	f.match.agentGone(a)
	f.employ(a, p.Agent)
	f.match.agentSet(a)
	f.touch(a)
	return true
}

// employ gives an agent the administrator's part, keeping what is remembered of each queue.
func (f *Floor) employ(a *agent, cfg Agent) {
	a.cfg = cfg
	a.profile = f.profiles[cfg.Profile]
	a.skills = f.number(cfg.Skills)
	a.takes = f.strategies[cfg.Takes]
	if a.takes == nil { // the host no longer has it
		a.takes = f.strategies[Oldest]
	}
	var serves []serving
	for _, s := range cfg.Queues {
		q := f.queues[s.Queue]
		if q == nil { // removed since
			continue
		}
		now := serving{queue: q, tier: max(s.Tier, 1)}
		if _, was := a.in(q); was != nil {
			now.lastOffer = was.lastOffer
		}
		serves = append(serves, now)
	}
	f.enlist(a, serves)
}

// enlist puts an agent on the staff of other queues than before.
func (f *Floor) enlist(a *agent, serves []serving) {
	f.dismiss(a)
	a.serves = serves
	for i := range serves {
		q := serves[i].queue
		serves[i].at = len(q.staff)
		q.staff = append(q.staff, a)
	}
}

// dismiss takes an agent off the staff of all queues; the last of a staff takes the place.
func (f *Floor) dismiss(a *agent) {
	for i := range a.serves {
		at, staff := a.serves[i].at, a.serves[i].queue.staff
		last := staff[len(staff)-1]
		_, moved := last.in(a.serves[i].queue)
		staff[at], moved.at = last, at
		staff[len(staff)-1] = nil
		a.serves[i].queue.staff = staff[:len(staff)-1]
	}
	a.serves = nil
}

func (c RemoveAgent) step(f *Floor) error {
	a := f.agent(c.Agent)
	switch {
	case a == nil:
		return ErrUnknownAgent
	case a.State() != contact.SignedOut:
		return ErrInUse
	}
	f.emit(AgentRemoved(c))
	return nil
}

func (p AgentRemoved) apply(f *Floor) bool {
	a := f.agent(p.Agent)
	if a == nil || len(a.work) > 0 || a.State() != contact.SignedOut {
		return false
	}
	f.match.agentGone(a)
	for c := range f.row.all() {
		if c.lastAgent == a {
			c.lastAgent = nil
		}
		if c.avoid == a {
			c.avoid = nil
		}
		if c.offer.by == a {
			c.offer.by = nil
		}
	}
	f.dismiss(a)
	delete(f.agents, p.Agent)
	f.lastAgent = nil
	f.staff = slices.DeleteFunc(f.staff, func(o *agent) bool { return o == a })
	return true
}
