package simulate

import (
	"context"
	"math"
	"time"

	"github.com/acdkit/acdkit/routing"
)

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
			p.outcome.Open = notClosed(p.floor)
			return p.outcome, err
		}
	}
}

// notClosed counts the contacts that are not closed.
func notClosed(f *routing.Floor) (n int) {
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

// do gives the Floor a planned command, unless it has become pointless.
func (p *replay) do(at int64, a planned) error {
	if a.after.kind != never && !p.holds(a.after) {
		return nil
	}
	cmd := a.command
	if _, tick := cmd.(routing.Tick); tick && a.act >= 0 && p.acts[a.act].id == "" {
		return p.tick(at)
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
