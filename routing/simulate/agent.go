package simulate

import (
	"math"
	"slices"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
)

// agent is one agent at work. What the agent has in hand is measured on a clock of the agent's own, which runs
// slower the more there is: a time in hand ends when that clock says so.
type agent struct {
	work       []job // what ends first comes first
	clock      int64
	asOf       int64  // when clock was right
	generation uint32 // of the planned end of work[0]
	fell       uint32 // into RONA, how often
	team       int32
	onShift    bool
	signedIn   bool
	inRONA     bool
	onDuty     bool  // on shift, or finishing what is in hand
	busy       bool  // with something in hand
	dutySince  int64 // nanoseconds of the day
	busySince  int64
}

// job is one contact in an agent's hand.
type job struct {
	due      int64 // on the agent's clock
	customer int32
	wrapUp   bool
}

// hire makes the agents of a day, all at home.
func (d *day) hire() {
	if d.agents == nil {
		d.agents = make([]agent, len(d.seats))
	}
	for i := range d.agents {
		d.agents[i] = agent{work: d.agents[i].work[:0], team: d.seats[i].team}
	}
}

// answerOffers lets agents answer what the last step offered them.
func (d *day) answerOffers() error {
	for n := 0; n < len(d.offers); n++ { // answering may make more
		o := d.offers[n]
		c, t := &d.customers[o.customer], &d.teams[d.agents[o.agent].team]
		switch {
		case c.stage != isOffered || c.agent != o.agent:
		case t.miss > 0 && uniform(d.seed, forMisses, o.customer, c.offers) < t.miss:
		case t.answer > 0:
			d.agenda.add(plan{at: d.now + t.answer, what: answers, who: o.customer, generation: c.generation})
		default:
			if err := d.answer(o.customer, c.generation); err != nil {
				return err
			}
		}
	}
	d.offers = d.offers[:0]
	return nil
}

// answer accepts an offer, if it is still the same.
func (d *day) answer(i int32, generation uint32) error {
	c := &d.customers[i]
	if c.stage != isOffered || c.generation != generation {
		return nil
	}
	d.accept = routing.Accept{Agent: d.seats[c.agent].id, Contact: d.id(i)}
	if err := d.do(&d.accept); err != nil {
		return err
	}
	c.stage = isServed
	d.tally.kinds[c.kind].serve(d.now-c.begun, d.target)
	d.take(c.agent, job{due: c.service, customer: i})
	return nil
}

// take puts a job into an agent's hand; its due is what it takes.
func (d *day) take(who int32, j job) {
	a := &d.agents[who]
	if !a.busy {
		a.busy, a.busySince = true, d.now
	}
	d.windClock(a)
	j.due += a.clock
	at := len(a.work)
	for at > 0 && a.work[at-1].due > j.due {
		at--
	}
	a.work = slices.Insert(a.work, at, j)
	d.planFinish(who)
}

// finish ends what an agent has next: the conversation, and its wrap-up if that takes no time, or the wrap-up.
func (d *day) finish(who int32, generation uint32) error {
	a := &d.agents[who]
	if a.generation != generation {
		return nil
	}
	d.windClock(a)
	j := a.work[0]
	a.work = slices.Delete(a.work, 0, 1)
	c := &d.customers[j.customer]
	id, customer := d.seats[who].id, d.id(j.customer)
	if !j.wrapUp {
		d.end = routing.End{Agent: id, Contact: customer}
		if err := d.do(&d.end); err != nil {
			return err
		}
		if c.wrapUp > 0 {
			d.take(who, job{due: c.wrapUp, customer: j.customer, wrapUp: true})
			return nil
		}
	}
	d.gone(c)
	d.rest(a)
	d.planFinish(who)
	d.wrapUp = routing.WrapUp{Agent: id, Contact: customer}
	return d.do(&d.wrapUp)
}

// rest notes that an agent may have nothing in hand any more.
func (d *day) rest(a *agent) {
	if len(a.work) > 0 {
		return
	}
	d.stopBusy(a)
	if !a.onShift {
		d.leaveDuty(a)
	}
}

func (d *day) stopBusy(a *agent) {
	if a.busy {
		a.busy = false
		d.tally.teams[a.team].busy += float64(d.within(d.now) - d.within(a.busySince))
	}
}

// slowness is how much longer everything takes that the agent has in hand.
func (d *day) slowness(a *agent) float64 {
	return 1 + d.teams[a.team].slowdown*float64(max(len(a.work)-1, 0))
}

// windClock brings an agent's clock up to now.
func (d *day) windClock(a *agent) {
	a.clock += int64(float64(d.now-a.asOf) / d.slowness(a))
	a.asOf = d.now
}

// planFinish plans the end of what an agent has next.
func (d *day) planFinish(who int32) {
	a := &d.agents[who]
	a.generation++
	if len(a.work) == 0 {
		return
	}
	left := math.Ceil(float64(max(0, a.work[0].due-a.clock)) * d.slowness(a))
	d.agenda.add(plan{at: d.now + int64(left), what: finishes, who: who, generation: a.generation})
}

// fall plans the return of an agent whom the Floor put into RONA.
func (d *day) fall(who int32) {
	a := &d.agents[who]
	a.inRONA = true
	a.fell++
	stay := d.teams[a.team].rona * exponential(uniform(d.seed, forReturns, who, int32(a.fell)))
	stay = min(stay, float64(maxMinutes*time.Minute))
	d.agenda.add(plan{at: d.now + int64(stay), what: returns, who: who, generation: a.fell})
}

// comeBack brings an agent back from RONA.
func (d *day) comeBack(who int32, fell uint32) error {
	a := &d.agents[who]
	if !a.inRONA || a.fell != fell || !a.onShift {
		return nil
	}
	a.inRONA = false
	return d.do(routing.SetState{Agent: d.seats[who].id, State: contact.Available})
}
