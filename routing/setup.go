package routing

import (
	"cmp"
	"reflect"
	"slices"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/wrapup"
)

// The administrator's commands. Each sets one thing whole; setting what is set already does nothing,
// so that a host can send its whole configuration at every start.
type (
	// SetSettings sets the center's own rules.
	SetSettings struct{ Settings }
	// SetQueue makes or changes a queue. A queue's channel stays.
	SetQueue struct{ Queue }
	// SetProfile makes or changes a multimedia profile (S1).
	SetProfile struct{ contact.Profile }
	// SetAgent makes or changes an agent. Profile and queues must be there.
	SetAgent struct{ Agent }
	// SetReason makes or changes a wrap-up reason.
	SetReason struct{ wrapup.Reason }
	// SetIdleCode makes or changes an idle code. As long as there is none, agents may use any (S3).
	SetIdleCode struct{ IdleCode }
	// RemoveQueue removes a queue that has no contacts and no open wrap-ups.
	RemoveQueue struct {
		Queue contact.QueueID `json:"queue"`
	}
	// RemoveAgent removes an agent who is signed out.
	RemoveAgent struct {
		Agent contact.AgentID `json:"agent"`
	}
)

// IdleCode is an administrator's reason for being Idle (S3).
type IdleCode struct {
	ID       string `json:"id" cbor:"1,keyasint"`
	Name     string `json:"name,omitempty" cbor:"2,keyasint,omitempty"`
	Inactive bool   `json:"inactive,omitempty" cbor:"3,keyasint,omitempty"` // may not be chosen any more
}

// The administrator's events.
type (
	// SettingsSet says which rules the center has from now on.
	SettingsSet struct {
		Settings Settings `json:"settings" cbor:"1,keyasint"`
	}
	// QueueSet says what a queue is from now on, defaults filled in.
	QueueSet struct {
		Queue Queue `json:"queue" cbor:"1,keyasint"`
	}
	// ProfileSet says what a profile is from now on.
	ProfileSet struct {
		Profile contact.Profile `json:"profile" cbor:"1,keyasint"`
	}
	// AgentSet says what an agent is from now on, defaults filled in.
	AgentSet struct {
		Agent Agent `json:"agent" cbor:"1,keyasint"`
	}
	// ReasonSet says what a wrap-up reason is from now on.
	ReasonSet struct {
		Reason wrapup.Reason `json:"reason" cbor:"1,keyasint"`
	}
	// IdleCodeSet says what an idle code is from now on.
	IdleCodeSet struct {
		Code IdleCode `json:"code" cbor:"1,keyasint"`
	}
	// QueueRemoved says that a queue is gone.
	QueueRemoved struct {
		Queue contact.QueueID `json:"queue" cbor:"1,keyasint"`
	}
	// AgentRemoved says that an agent is gone.
	AgentRemoved struct {
		Agent contact.AgentID `json:"agent" cbor:"1,keyasint"`
	}
)

func (c SetSettings) step(f *Floor) error {
	if err := c.validate(); err != nil {
		return err
	}
	if set := c.Settings.withDefaults(); set != f.settings {
		f.emit(SettingsSet{set})
	}
	return nil
}

func (p SettingsSet) apply(f *Floor) bool {
	f.settings = p.Settings.withDefaults()
	f.done.resize(f.settings.KeepCommands)
	f.forget()
	for _, q := range f.lines {
		f.rebuild(q)
	}
	return true
}

func (c SetQueue) step(f *Floor) error {
	if err := c.validate(); err != nil {
		return err
	}
	set := c.Queue.withDefaults()
	if _, known := f.strategies[set.Strategy]; !known {
		return ErrUnknownStrategy
	}
	if _, err := f.zone(set.Hours.Zone); err != nil {
		return ErrInvalidHours
	}
	for _, id := range []contact.QueueID{set.ID, set.Overflow.Queue, set.Miss.Queue} {
		if o := f.queues[id]; o != nil && o.cfg.Channel != set.Channel {
			return ErrInvalidChannel
		}
	}
	if q := f.queues[set.ID]; q == nil || !reflect.DeepEqual(q.cfg, set) {
		f.emit(QueueSet{set})
	}
	return nil
}

func (p QueueSet) apply(f *Floor) bool {
	q := f.queues[p.Queue.ID]
	if q == nil {
		q = &queue{seq: len(f.lines)}
		if n := len(f.lines); n > 0 {
			q.seq = f.lines[n-1].seq + 1
		}
		f.queues[p.Queue.ID] = q
		f.lines = append(f.lines, q)
	}
	f.configure(q, p.Queue)
	f.rebuild(q)
	return true
}

// configure gives a queue its administrator's part.
func (f *Floor) configure(q *queue, cfg Queue) {
	q.cfg, q.zone = cfg, time.UTC
	if zone, err := f.zone(cfg.Hours.Zone); err == nil {
		q.zone = zone
	}
	q.chooses = f.strategies[cfg.Strategy]
	if q.chooses == nil { // the host no longer has it
		q.chooses = f.strategies[LongestIdle]
	}
	q.needs = f.number(cfg.Skills)
	q.relax = nil
	for _, r := range cfg.Relax {
		q.relax = append(q.relax, need{f.skillNumber(r.Skill), int32(r.Level)})
	}
}

// rebuild puts a queue's contacts in line anew and lets its agents take again.
func (f *Floor) rebuild(q *queue) {
	waiting := f.match.drain(q)
	q.waiting = 0
	for _, c := range waiting {
		f.lineUp(c)
	}
	for _, a := range q.bySeniority() {
		f.touch(a)
	}
}

func (c SetProfile) step(f *Floor) error {
	if checkID(string(c.ID)) != nil {
		return ErrInvalidID
	}
	if c.Blending > contact.Exclusive || c.Capacity[0] != 0 {
		return ErrInvalidProfile
	}
	if p := f.profiles[c.ID]; p == nil || *p != c.Profile {
		f.emit(ProfileSet{c.Profile})
	}
	return nil
}

func (p ProfileSet) apply(f *Floor) bool {
	f.profiles[p.Profile.ID] = &p.Profile
	for _, a := range f.staff {
		if a.cfg.Profile == p.Profile.ID {
			f.match.agentGone(a)
			a.profile = f.profiles[p.Profile.ID]
			f.match.agentSet(a)
			f.touch(a)
		}
	}
	return true
}

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
	if f.profiles[p.Agent.Profile] == nil {
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

// number replaces skill names by the floor's numbers for them, sorted.
func (f *Floor) number(skills []Skill) []need {
	if len(skills) == 0 {
		return nil
	}
	needs := make([]need, len(skills))
	for i, s := range skills {
		needs[i] = need{f.skillNumber(s.Name), int32(s.Level)}
	}
	slices.SortFunc(needs, compareNeeds)
	return needs
}

func (f *Floor) skillNumber(name string) int32 {
	n, known := f.skills[name]
	if !known {
		n = int32(len(f.names))
		f.skills[name] = n
		f.names = append(f.names, name)
	}
	return n
}

func (c SetReason) step(f *Floor) error {
	if c.Validate() != nil {
		return ErrInvalidReason
	}
	if r, known := f.reasons.Get(c.ID); !known || r != c.Reason {
		f.emit(ReasonSet{c.Reason})
	}
	return nil
}

func (p ReasonSet) apply(f *Floor) bool { return f.reasons.Set(p.Reason) == nil }

func (c SetIdleCode) step(f *Floor) error {
	if checkCode(c.ID) != nil || c.ID == "" {
		return ErrInvalidID
	}
	if checkName(c.Name) != nil {
		return ErrInvalidName
	}
	if code, known := f.codes[c.ID]; !known || code != c.IdleCode {
		f.emit(IdleCodeSet{c.IdleCode})
	}
	return nil
}

func (p IdleCodeSet) apply(f *Floor) bool {
	f.codes[p.Code.ID] = p.Code
	return true
}

func (c RemoveQueue) step(f *Floor) error {
	q := f.queues[c.Queue]
	switch {
	case q == nil:
		return ErrUnknownQueue
	case q.live > 0 || q.wraps > 0:
		return ErrInUse
	}
	f.emit(QueueRemoved(c))
	return nil
}

func (p QueueRemoved) apply(f *Floor) bool {
	q := f.queues[p.Queue]
	if q == nil || q.live > 0 || q.wraps > 0 {
		return false
	}
	for _, a := range q.bySeniority() {
		f.match.agentGone(a)
		f.enlist(a, slices.DeleteFunc(slices.Clone(a.serves), func(s serving) bool { return s.queue == q }))
		a.cfg.Queues = own(slices.DeleteFunc(slices.Clone(a.cfg.Queues), func(s Serves) bool { return s.Queue == p.Queue }))
		f.match.agentSet(a)
	}
	f.match.drain(q)
	f.closed = slices.DeleteFunc(f.closed, func(c *item) bool {
		if c.queue == q {
			delete(f.items, c.ID())
		}
		return c.queue == q
	})
	f.lastItem = nil
	delete(f.queues, p.Queue)
	f.lines = slices.DeleteFunc(f.lines, func(o *queue) bool { return o == q })
	return true
}

// bySeniority returns the queue's staff in the order they were first set: what a step does must not
// depend on how the list came about.
func (q *queue) bySeniority() []*agent {
	return slices.SortedFunc(slices.Values(q.staff), func(a, b *agent) int { return cmp.Compare(a.seq, b.seq) })
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
	if a == nil || len(a.work) > 0 {
		return false
	}
	f.match.agentGone(a)
	for _, c := range f.items {
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

func (c SetSettings) about() Error { return Error{} }
func (c SetQueue) about() Error    { return Error{Queue: c.ID} }
func (c SetProfile) about() Error  { return Error{} }
func (c SetAgent) about() Error    { return Error{Agent: c.ID} }
func (c SetReason) about() Error   { return Error{} }
func (c SetIdleCode) about() Error { return Error{} }
func (c RemoveQueue) about() Error { return Error{Queue: c.Queue} }
func (c RemoveAgent) about() Error { return Error{Agent: c.Agent} }
