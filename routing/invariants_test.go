package routing

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/acdkit/acdkit/contact"
)

// checkFloor works out from the contacts of a floor at rest which rule of requirements.md, section I,
// it breaks, and returns the first. It uses nothing of the machine but its data: who can take what,
// what is in whose hand and what waits for when are worked out anew.
func checkFloor(f *Floor) error {
	for _, check := range []func(*Floor) error{
		checkRest, checkContacts, checkHands, checkAgents, checkTimers, checkQueues, checkMatched, checkSpare, checkRow,
	} {
		if err := check(f); err != nil {
			return err
		}
	}
	return nil
}

// broken is a broken rule.
func broken(rule string, format string, args ...any) error {
	return fmt.Errorf("%s: %s", rule, fmt.Sprintf(format, args...))
}

// checkRow: the contacts are in a row by arrival, forwards and backwards.
func checkRow(f *Floor) error {
	n, last := 0, (*item)(nil)
	for c := range f.row.all() {
		if f.items[c.ID()] != c || c.prev != last || last != nil && c.seq <= last.seq {
			return broken("I6", "contact %s is out of its row", c.ID())
		}
		n, last = n+1, c
	}
	if n != len(f.items) || f.row.last != last {
		return broken("I6", "%d contacts are in the row, want %d", n, len(f.items))
	}
	return nil
}

// checkRest: between steps nothing is left to settle.
func checkRest(f *Floor) error {
	switch {
	case f.damage != nil:
		return f.damage
	case len(f.feed) > 0:
		return broken("I5", "agents are left to feed")
	case len(f.place) > 0:
		return broken("I5", "contacts are left to place")
	}
	return nil
}

// checkContacts: each contact is in exactly one state, and has what belongs to it (I1, I6).
func checkContacts(f *Floor) error {
	for _, c := range f.items {
		if err := cmp.Or(checkContact(f, c), checkWatch(f, c)); err != nil {
			return fmt.Errorf("%w (contact %s, %v)", err, c.ID(), c.State())
		}
	}
	return nil
}

// checkWatch: who takes part in a contact does not watch it as well (R9).
func checkWatch(f *Floor, c *item) error {
	for _, w := range f.watch[c.ID()] {
		for _, a := range []*agent{c.owner, c.guest} {
			if a != nil && a.ID() == w.Supervisor {
				return broken("R9", "%s watches and takes part", w.Supervisor)
			}
		}
	}
	return nil
}

func checkContact(f *Floor, c *item) error {
	// What a contact of each state has: a place in line, an offer of its own, an owner, wrap-ups owed.
	type shape struct{ line, offer, owner, wraps bool }
	requested := c.offer.agent != nil && c.offer.kind == ToConference
	has := shape{c.waiting, c.offer.agent != nil && !requested, c.owner != nil, len(c.wraps) > 0}
	want, known := map[contact.State]shape{
		contact.Queued:  {line: true, wraps: has.wraps},
		contact.Offered: {offer: true, wraps: has.wraps},
		contact.Active:  {owner: true, wraps: has.wraps},
		contact.WrapUp:  {wraps: true},
		contact.Closed:  {},
	}[c.State()]
	switch {
	case !known:
		return broken("I6", "is in no state")
	case has != want:
		return broken("I6", "has %+v, want %+v", has, want)
	case requested != (c.Guest() == contact.Invited), (c.guest != nil) != (c.Guest() == contact.Joined):
		return broken("I6", "has a guest's place that is %v", c.Guest())
	case c.Guest() != contact.NoGuest && c.State() != contact.Active:
		return broken("I6", "has a guest and no owner")
	case c.guest != nil && c.guest == c.owner:
		return broken("K1", "has its owner for a guest")
	case c.CustomerLeft() && (c.State() < contact.Active || requested):
		return broken("K8", "lives on without its customer")
	case c.OnHold() && (c.State() != contact.Active || c.owner == nil || c.CustomerLeft() || !c.Channel().RealTime()):
		return broken("R13", "has nobody on the line to hold")
	case (c.watched || len(f.watch[c.ID()]) > 0) && c.owner == nil:
		return broken("R9", "is watched and owned by nobody")
	case c.State() >= contact.WrapUp && c.Reason() == contact.NotEnded:
		return broken("I6", "has ended without a reason")
	case (c.State() == contact.Closed) != slices.Contains(f.closed.list(), c):
		return broken("I6", "is kept among the wrong ones")
	case c.waiting && c.holdUntil != 0 && (c.lastAgent == nil || c.lastAgent.State() != contact.Available):
		return broken("R5", "is held for nobody who could come")
	}
	return checkWraps(f, c)
}

// checkWraps: nobody owes two wrap-ups for one contact, nobody one for a contact in hand as its owner.
func checkWraps(f *Floor, c *item) error {
	for i := range c.wraps {
		a, q := c.wraps[i].agent, c.wraps[i].queue
		if f.queues[q.cfg.ID] != q {
			return broken("I2", "is to be wrapped up by the rules of a queue that is gone")
		}
		if slices.ContainsFunc(c.wraps[:i], func(w wrap) bool { return w.agent == a }) {
			return broken("W4", "is to be wrapped up twice by %s", a.ID())
		}
		if c.owner == a {
			return broken("W4", "is to be wrapped up by its owner")
		}
	}
	return nil
}

// hands works out from the contacts what each agent has in hand.
func hands(f *Floor) map[*agent]map[link]bool {
	all := map[*agent]map[link]bool{}
	give := func(a *agent, c *item, r role) {
		if a == nil {
			return
		}
		if all[a] == nil {
			all[a] = map[link]bool{}
		}
		all[a][link{item: c, role: r}] = true
	}
	for _, c := range f.items {
		give(c.offer.agent, c, offered)
		give(c.owner, c, owning)
		give(c.guest, c, visiting)
		for _, w := range c.wraps {
			give(w.agent, c, wrapping)
		}
	}
	return all
}

// checkHands: what agents have in hand, their load and their views are what their contacts say (I4).
func checkHands(f *Floor) error {
	all := hands(f)
	for a := range all {
		if f.agents[a.ID()] != a {
			return broken("I2", "%s has work and is gone", a.ID())
		}
	}
	for _, a := range f.staff {
		if err := checkHand(a, all[a]); err != nil {
			return fmt.Errorf("%w (agent %s, %v)", err, a.ID(), a.State())
		}
	}
	return nil
}

func checkHand(a *agent, hand map[link]bool) error {
	if len(a.work) != len(hand) {
		return broken("I4", "has %d in hand, want %d", len(a.work), len(hand))
	}
	var load contact.Load
	counted, offers, contacts := map[*item]bool{}, map[contact.ID]bool{}, map[contact.ID]bool{}
	for l := range hand {
		if !slices.Contains(a.work, l) {
			return broken("I4", "does not have %s in hand", l.item.ID())
		}
		if !counted[l.item] {
			load[l.item.Channel()]++
		}
		counted[l.item] = true
		if l.role == offered {
			offers[l.item.ID()] = true
		} else {
			contacts[l.item.ID()] = true
		}
	}
	view := a.view()
	switch {
	case a.load != load || view.Load != load:
		return broken("I4", "has load %v, want %v", a.load, load)
	case !slices.IsSortedFunc(a.work, func(x, y link) int { return int(x.item.seq) - int(y.item.seq) }):
		return broken("I4", "has work out of order")
	case !lists(view.Offers, offers) || !lists(view.Contacts, contacts):
		return broken("S8", "shows %v %v, want %v %v", view.Offers, view.Contacts, offers, contacts)
	}
	return nil
}

// lists reports whether a list holds exactly those ids, each once.
func lists(list []contact.ID, ids map[contact.ID]bool) bool {
	for _, id := range list {
		if !ids[id] {
			return false
		}
	}
	return len(list) == len(ids)
}

// checkAgents: an agent who is not Available has no offers (S5, S7, D9), one who is signed out no work
// (I2), and a next state waits for work only (R8).
func checkAgents(f *Floor) error {
	for _, a := range f.staff {
		pending := slices.ContainsFunc(a.work, func(l link) bool { return l.role == offered })
		next, asked := a.Next()
		switch {
		case pending && a.State() != contact.Available:
			return broken("S5", "%s has an offer and is %v", a.ID(), a.State())
		case len(a.work) > 0 && a.State() == contact.SignedOut:
			return broken("I2", "%s has work and is signed out", a.ID())
		case asked && !slices.ContainsFunc(a.work, func(l link) bool { return l.role != offered }):
			return broken("R8", "%s has no work to wait for before %v", a.ID(), next)
		case asked && (a.State() == contact.RONA || a.State() == contact.SignedOut):
			return broken("S6", "%s would leave %v by itself", a.ID(), a.State())
		case a.Code() != "" && a.State() != contact.Idle:
			return broken("S3", "%s has a code and is %v", a.ID(), a.State())
		}
	}
	return nil
}

// overfull reports whether an agent has more in hand than the profile allows.
func overfull(a *agent) bool {
	for ch := contact.Chat; ch.Valid(); ch++ {
		if a.load[ch] > a.profile.Capacity[ch] {
			return true
		}
	}
	switch a.profile.Blending {
	case contact.Exclusive:
		return a.load.Total() > 1
	case contact.BlendedRealTime:
		return a.load[contact.Chat] > 0 && a.load[contact.Voice] > 0
	}
	return false
}

// checkTimers: whoever waits for a time is in the heap under that time, and nobody else is (I2).
func checkTimers(f *Floor) error {
	filed := 0
	for _, c := range f.items {
		due := dueOf(c)
		switch {
		case c.offer.agent != nil && c.offer.deadline <= c.offer.made:
			return broken("I2", "the offer of %s has no time", c.ID())
		case due == 0 && c.timer == 0:
			continue
		case due == 0 || c.timer == 0 || int(c.timer) > len(f.timers) || f.timers[c.timer-1] != c || c.due != due:
			return broken("I2", "%s is due at %d, filed in place %d at %d", c.ID(), due, c.timer, c.due)
		}
		filed++
	}
	if filed != len(f.timers) {
		return broken("I2", "%d timers for %d contacts", len(f.timers), filed)
	}
	for i := range f.timers {
		if i > 0 && f.timers.less(i, (i-1)/2) {
			return broken("I2", "timers are out of order at %d", i)
		}
	}
	return nil
}

// dueOf works out the earliest time that a contact waits for, 0 for none.
func dueOf(c *item) int64 {
	var times []int64
	if c.offer.agent != nil {
		times = append(times, c.offer.deadline)
	}
	for _, w := range c.wraps {
		if !w.Deadline.IsZero() {
			times = append(times, w.Deadline.UnixNano())
		}
	}
	if c.State() == contact.Queued {
		times = append(times, duesInLine(c)...)
	}
	if len(times) == 0 {
		return 0
	}
	return slices.Min(times)
}

func duesInLine(c *item) []int64 {
	var times []int64
	if c.holdUntil != 0 {
		times = append(times, c.holdUntil)
	}
	if relax := c.queue.cfg.Relax; int(c.step) < len(relax) {
		times = append(times, c.queued+int64(relax[c.step].After))
	}
	if over := c.queue.cfg.Overflow; over.After > 0 {
		times = append(times, max(c.queued, c.overflown)+int64(over.After))
	}
	return times
}

// checkQueues: a queue counts its contacts right.
func checkQueues(f *Floor) error {
	for _, q := range f.lines {
		waiting, live, wraps := 0, 0, 0
		for _, c := range f.items {
			for _, w := range c.wraps {
				if w.queue == q {
					wraps++
				}
			}
			if c.queue == q && c.State() != contact.Closed {
				live++
			}
			if c.queue == q && c.State() == contact.Queued {
				waiting++
			}
		}
		got, want := [3]int{q.waiting, q.live, q.wraps}, [3]int{waiting, live, wraps}
		if got != want || f.queues[q.cfg.ID] != q {
			return broken("I6", "queue %s counts %v waiting, open and to wrap up, want %v", q.cfg.ID, got, want)
		}
	}
	return nil
}

// checkMatched: no contact waits while an agent could take it (I5).
func checkMatched(f *Floor) error {
	for _, c := range f.items {
		if !c.waiting {
			continue
		}
		for _, a := range f.staff {
			if canTakeNow(f, a, c) {
				return broken("I5", "%s waits in %s, and %s could take it", c.ID(), c.queue.cfg.ID, a.ID())
			}
		}
	}
	return nil
}

// canTakeNow works out from the configuration and the work in hand whether an agent can take a contact
// that waits (S1, S2, S5, R1, R3, R5, R8).
func canTakeNow(f *Floor, a *agent, c *item) bool {
	_, leaving := a.Next()
	held := c.holdUntil != 0 && c.lastAgent != a
	return a.State() == contact.Available && !leaving && !held && serves(a, c) && skilled(f, a, c) && roomFor(a, c.Channel())
}

func serves(a *agent, c *item) bool {
	return slices.ContainsFunc(a.cfg.Queues, func(s Serves) bool { return s.Queue == c.queue.cfg.ID })
}

func skilled(f *Floor, a *agent, c *item) bool {
	for name, level := range needed(f, c) {
		if !slices.ContainsFunc(a.cfg.Skills, func(s Skill) bool { return s.Name == name && s.Level >= level }) {
			return false
		}
	}
	return true
}

// needed works out the skills that a contact needs now (R3).
func needed(f *Floor, c *item) map[string]int {
	levels := map[string]int{}
	for _, s := range c.queue.cfg.Skills {
		levels[s.Name] = s.Level
	}
	for _, s := range c.needs {
		levels[f.names[s.skill]] = int(s.level)
	}
	for i, r := range c.queue.cfg.Relax {
		if i < int(c.step) {
			levels[r.Skill] = min(levels[r.Skill], r.Level)
		}
	}
	for name, level := range levels {
		if level == 0 {
			delete(levels, name)
		}
	}
	return levels
}

// roomFor works out whether an agent's profile leaves room for one more contact of a channel (S1, R1).
func roomFor(a *agent, ch contact.Channel) bool {
	switch {
	case a.load[ch] >= a.profile.Capacity[ch]:
		return false
	case a.profile.Blending == contact.Exclusive:
		return a.load.Total() == 0
	case a.profile.Blending == contact.BlendedRealTime && ch == contact.Chat:
		return a.load[contact.Voice] == 0
	case a.profile.Blending == contact.BlendedRealTime && ch == contact.Voice:
		return a.load[contact.Chat] == 0
	}
	return true
}
