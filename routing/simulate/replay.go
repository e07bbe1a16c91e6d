package simulate

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strconv"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
)

// WhatIf is what is different in a Replay. The zero value changes nothing.
type WhatIf struct {
	// Edit, if not nil, returns what is given to the Floor in place of a recorded command: another strategy, a shorter
	// offer. nil: nothing.
	Edit func(routing.Command) routing.Command
	// More is commands beside the recorded ones, such as those of MoreAgents.
	More []Timed
	// Drain is how long the replay goes on after the record's end.
	Drain time.Duration
	// How long an agent takes for what the record shows nobody do. DefaultReturn, DefaultHandle, none.
	Return time.Duration // from RONA to Available
	Handle time.Duration // a contact
	WrapUp time.Duration

	// Seed is of the random numbers for what the record does not tell, such as how long a conversation takes that was
	// not had.
	Seed uint64
	// Observe, if not nil, is given the events, step by step, in order; the slice is good during the call only.
	Observe func([]routing.Event)
}

// Timed is a command with its time.
type Timed struct {
	At      time.Time
	Command routing.Command
}

// Defaults of WhatIf.
const (
	DefaultReturn = time.Minute
	DefaultHandle = 5 * time.Minute
)

// Outcome says how a Replay went.
type Outcome struct {
	Commands int // given
	Refused  int // of them: by the Floor, because things went another way than recorded
	Open     int // contacts that are not closed at its end
}

// MoreAgents returns the commands by which more agents work just when an agent of the record did, for WhatIf.More.
// They have the agent's configuration, and the agent's id with +1, +2 and so on behind it. The error is a *routing.Error
// of code routing.ErrUnknownAgent if the record does not show how the agent was set up and came to work: one that begins
// with a snapshot may not.
func (r *Record) MoreAgents(like contact.AgentID, n int) ([]Timed, error) {
	if !r.shows(like) {
		return nil, &routing.Error{Code: routing.ErrUnknownAgent, Agent: like}
	}
	var more []Timed
	for i := range n {
		id := like + "+" + contact.AgentID(strconv.Itoa(i+1))
		for _, a := range r.acts {
			if cmd := another(a.command, like, id); cmd != nil && a.after.kind == never {
				more = append(more, Timed{time.Unix(0, a.at).UTC(), cmd})
			}
		}
	}
	return more, nil
}

// shows reports whether a record has an agent set up and come to work.
func (r *Record) shows(id contact.AgentID) bool {
	set := false
	for _, a := range r.acts {
		switch cmd := a.command.(type) {
		case routing.SetAgent:
			set = set || cmd.ID == id
		case routing.SignIn:
			if set && cmd.Agent == id {
				return true
			}
		}
	}
	return false
}

// Replay has the people of the record do again what they did, in a center that is different, and returns how that went;
// what came out is told to Observe. A replay that changes nothing gives the record's events again, one for one, if they
// are a Center's, or those of a shell that ticks no later than a second after what is due.
//
// Whoever is offered a contact answers it as it was answered; who has it then works on it as was worked on it. What the
// record does not tell is drawn from what it does: a contact that is answered though its customer had given up
// is handled as long as another of its queue, or of any queue; a customer who has to wait longer than the wait that was
// recorded has a patience drawn from the estimate for the queue. A transfer that the center refuses, as its target is
// not free this time, becomes the contact's end; a conference that is refused does not happen; who cannot sign out for
// having work becomes Idle after it.
//
// The error is the context's, or a *routing.DamageError if a host's own Strategy broke the Floor.
func (r *Record) Replay(ctx context.Context, w WhatIf) (Outcome, error) {
	floor, err := r.open()
	if err != nil {
		return Outcome{}, err
	}
	p := replay{Record: r, WhatIf: w.withDefaults(), floor: floor, history: newHistory(), until: r.end + int64(w.Drain), late: lateOrder}
	p.begin(floor)
	for i := range r.acts {
		if a := &r.acts[i]; a.after.kind == never {
			p.plan(a.at, uint32(i), a.command, point{})
		}
	}
	for _, more := range w.More {
		p.planLate(more.At.UnixNano(), more.Command, point{})
	}
	for n := 0; ; n++ {
		if n%1024 == 0 && ctx.Err() != nil {
			return p.outcome, ctx.Err()
		}
		if more, err := p.next(); err != nil || !more {
			p.outcome.Open = open(p.floor)
			return p.outcome, err
		}
	}
}

func (w WhatIf) withDefaults() WhatIf {
	if w.Return <= 0 {
		w.Return = DefaultReturn
	}
	if w.Handle <= 0 {
		w.Handle = DefaultHandle
	}
	return w
}

// open counts the contacts that are not closed.
func open(f *routing.Floor) (n int) {
	for v := range f.Queues() {
		n += v.Contacts
	}
	return n
}

// replay is a Replay on its way.
type replay struct {
	*Record
	WhatIf
	*history
	floor   *routing.Floor
	agenda  agenda
	planned []planned
	now     int64
	ticked  int    // of ticks, how many are done
	late    uint32 // order of the next act that is not recorded
	until   int64
	outcome Outcome
}

// planned is an act that is going to be done.
type planned struct {
	command routing.Command
	after   moment // holds, or else the act is pointless
	act     int32  // of the record; -1 if it is not recorded
}

// Acts at the same time are done in the record's order, and then the others.
const lateOrder = math.MaxUint32 / 2

func (p *replay) plan(at int64, order uint32, cmd routing.Command, after point) {
	act := int32(-1)
	if order < lateOrder {
		act = int32(order)
	}
	p.agenda.put(plan{at: at, order: order, who: int32(len(p.planned))})
	p.planned = append(p.planned, planned{cmd, after.moment, act})
}

func (p *replay) planLate(at int64, cmd routing.Command, after point) {
	p.late++
	p.plan(at, p.late, cmd, after)
}

// next does what comes next; false when there is nothing more.
func (p *replay) next() (more bool, err error) {
	at, last, due := p.tickAt()
	if len(p.agenda.plans) > 0 {
		first := p.agenda.plans[0]
		if !due || first.at < at || first.at == at && (last || p.resumes(first)) {
			p.agenda.next()
			if first.at > p.until {
				return false, nil
			}
			return true, p.do(first.at, p.planned[first.who])
		}
	}
	if !due || at >= p.until { // what the record has at its end is an act
		return false, nil
	}
	return true, p.step(at, routing.Tick{})
}

// resumes reports whether a plan moves what is due, and so comes before it.
func (p *replay) resumes(next plan) bool {
	_, resumes := p.planned[next.who].command.(routing.Resume)
	return resumes
}

// tickAt returns when the Floor is given a Tick for what is due next, and whether that comes last of what is done at
// that time: at once, but not while nobody led the center. If the record has a Tick shortly after, what is due is left
// to that one, which has its place among the acts; and what a command makes overdue waits for the next batch.
func (p *replay) tickAt() (at int64, last, due bool) {
	deadline, waits := p.floor.Deadline()
	if !waits {
		return 0, false, false
	}
	at = max(deadline.UnixNano(), p.now)
	i, _ := slices.BinarySearchFunc(p.pauses, at, func(out pause, at int64) int { return cmp.Compare(out.end, at) })
	if i < len(p.pauses) && at > p.pauses[i].start {
		at = p.pauses[i].end
	}
	to := p.ticks[p.ticked:]
	i, _ = slices.BinarySearchFunc(to, at, func(e expiry, at int64) int { return cmp.Compare(e.at, at) })
	for i < len(to) && !to[i].act && to[i].at <= p.now {
		i++
	}
	if i < len(to) && to[i].at-at <= int64(tickLate) {
		return to[i].at, true, true
	}
	return at, deadline.UnixNano() <= p.now, true
}

// tickLate is how late a shell may tick, by what a Center does: later, it resumes.
const tickLate = time.Second

// do gives the Floor a planned command, unless it has become pointless.
func (p *replay) do(at int64, a planned) error {
	if a.after.kind != never && !p.holds(a.after) {
		return nil
	}
	cmd := a.command
	if _, tick := cmd.(routing.Tick); tick && a.act >= 0 && p.acts[a.act].id == "" {
		for !p.ticks[p.ticked].act {
			p.ticked++
		}
		p.ticked++
		return p.step(at, cmd)
	}
	if p.Edit != nil {
		cmd = p.Edit(cmd)
	}
	if cmd == nil {
		return nil
	}
	if a.act >= 0 && p.acts[a.act].id != "" {
		cmd = routing.Once{ID: p.acts[a.act].id, Command: cmd}
	}
	err := p.step(at, cmd)
	if _, refused := err.(*routing.Error); !refused {
		return err
	}
	p.outcome.Refused++
	if other := instead(a.command); other != nil {
		p.planLate(at, other, point{moment: a.after})
	}
	return nil
}

// step gives the Floor a command, and takes note of what happens.
func (p *replay) step(at int64, cmd routing.Command) error {
	p.outcome.Commands++
	p.now = at
	events, err := p.floor.Step(time.Unix(0, at).UTC(), cmd)
	if err != nil {
		return err
	}
	for i := range events {
		if now, is := p.see(&events[i]); is {
			p.reached(now)
		}
	}
	if p.Observe != nil && len(events) > 0 {
		p.Observe(events)
	}
	return nil
}

// reached plans what people do after a moment: what they did in the record, and what they did not come to there.
func (p *replay) reached(now point) {
	for _, i := range p.follow[now.moment] {
		a := &p.acts[i]
		p.plan(now.at+a.at-a.after.at, uint32(i), by(now, a.command), now)
	}
	after, known := p.known[now.moment]
	if known && after == 0 {
		return
	}
	if cmd, took := p.usual(now, after); cmd != nil {
		p.planLate(now.at+after+max(took, 1), cmd, now)
	}
}
