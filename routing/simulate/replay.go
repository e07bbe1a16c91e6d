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

// Outcome says how a Replay went.
type Outcome struct {
	Commands int // given
	Refused  int // of them: by the Floor, because things went another way than recorded
}

// MoreAgents returns the commands by which more agents work just when an agent of the record did, for WhatIf.More.
// They have the agent's configuration, and the agent's id with +1, +2 and so on behind it.
func (r *Record) MoreAgents(like contact.AgentID, n int) []Timed {
	var more []Timed
	for i := range n {
		id := like + "+" + contact.AgentID(strconv.Itoa(i+1))
		for _, a := range r.acts {
			if cmd := another(a.command, like, id); cmd != nil && a.after.kind == never {
				more = append(more, Timed{time.Unix(0, a.at).UTC(), cmd})
			}
		}
	}
	return more
}

// Replay has the people of the record do again what they did, in a center that is different, and returns how that went;
// what came out is told to Observe. A replay that changes nothing gives the record's events again, one for one.
//
// Whoever is offered a contact answers it as it was answered; who has it then works on it as was worked on it. What the
// record does not tell is drawn from what it does: a contact that is answered though its customer had given up
// is handled as long as another of its queue; a customer who has to wait longer than the wait that was recorded
// has a patience drawn from the estimate for the queue. A transfer or conference that the center refuses, as its
// target is not free this time, becomes the contact's end.
//
// The error is the context's, or a *routing.DamageError if a host's own Strategy broke the Floor.
func (r *Record) Replay(ctx context.Context, w WhatIf) (Outcome, error) {
	floor, err := r.open()
	if err != nil {
		return Outcome{}, err
	}
	p := replay{Record: r, WhatIf: w, floor: floor, history: newHistory(), until: r.end + int64(w.Drain), late: lateOrder}
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
			return p.outcome, err
		}
	}
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
	at, tick := p.tickAt()
	if len(p.agenda.plans) > 0 {
		first := p.agenda.plans[0]
		_, resume := p.planned[first.who].command.(routing.Resume) // comes before what is due, for it moves that
		if !tick || first.at < at || first.at == at && resume {
			p.agenda.next()
			if first.at > p.until {
				return false, nil
			}
			return true, p.do(first.at, p.planned[first.who])
		}
	}
	if !tick || at > p.until {
		return false, nil
	}
	return true, p.step(at, routing.Tick{})
}

// tickAt returns when the Floor is next given a Tick: as late after what is due as in the record, if it was there, but
// not while nobody led the center.
func (p *replay) tickAt() (at int64, due bool) {
	deadline, waits := p.floor.Deadline()
	if !waits {
		return 0, false
	}
	at = max(deadline.UnixNano(), p.now) // a command may make something overdue
	i, _ := slices.BinarySearchFunc(p.pauses, at, func(out pause, at int64) int { return cmp.Compare(out.end, at) })
	if i < len(p.pauses) && at > p.pauses[i].start {
		at = p.pauses[i].end
	}
	if i, _ := slices.BinarySearch(p.ticks, at); i < len(p.ticks) && p.ticks[i]-at <= int64(time.Second) {
		at = p.ticks[i]
	}
	return at, true
}

// do gives the Floor a planned command, unless it has become pointless.
func (p *replay) do(at int64, a planned) error {
	if a.after.kind != never && !p.holds(a.after) {
		return nil
	}
	cmd := a.command
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
