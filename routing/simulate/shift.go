package simulate

import (
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
)

// beginPeriod brings agents to work and sends agents home, as the period's shifts say.
func (d *day) beginPeriod(p int) error {
	for t := range d.teams {
		if err := d.staff(&d.teams[t], inPeriod(d.teams[t].agents, p)); err != nil {
			return err
		}
	}
	if p+1 < d.periods {
		d.agenda.add(plan{at: int64(p+1) * d.period, what: periodBegins, who: int32(p + 1)})
	}
	return nil
}

// staff puts that many agents of a team on shift. Those who have nothing in hand go first; the others finish
// what they have, and are offered nothing more.
func (d *day) staff(t *team, want int) error {
	have := 0
	for who := t.first; who < t.next; who++ {
		if d.agents[who].onShift {
			have++
		}
	}
	for who := t.first; who < t.next && have < want; who++ {
		if !d.agents[who].onShift {
			if err := d.callIn(who); err != nil {
				return err
			}
			have++
		}
	}
	for _, working := range []bool{false, true} {
		for who := t.next - 1; who >= t.first && have > want; who-- {
			if a := &d.agents[who]; a.onShift && len(a.work) > 0 == working {
				if err := d.sendHome(who); err != nil {
					return err
				}
				have--
			}
		}
	}
	return nil
}

func (d *day) callIn(who int32) error {
	a, id := &d.agents[who], d.seats[who].id
	if !a.signedIn {
		if err := d.do(routing.SignIn{Agent: id}); err != nil {
			return err
		}
		a.signedIn = true
	}
	a.onShift, a.inRONA = true, false
	if !a.onDuty {
		a.onDuty, a.dutySince = true, d.now
	}
	return d.do(routing.SetState{Agent: id, State: contact.Available})
}

func (d *day) sendHome(who int32) error {
	a, id := &d.agents[who], d.seats[who].id
	a.onShift = false
	if len(a.work) == 0 {
		d.leaveDuty(a)
	}
	if len(a.work) == 0 || a.inRONA {
		a.inRONA = false
		return d.do(routing.SetState{Agent: id, State: contact.Idle})
	}
	return d.do(routing.SetNextState{Agent: id, State: contact.Idle})
}

func (d *day) leaveDuty(a *agent) {
	if a.onDuty {
		a.onDuty = false
		d.tally.teams[a.team].duty += float64(d.within(d.now) - d.within(a.dutySince))
	}
}

// goHome counts an agent's time at the end of the day.
func (d *day) goHome(a *agent) {
	d.stopBusy(a)
	d.leaveDuty(a)
}

// within returns a time, or the end of the last period if that is earlier: occupancy counts up to there.
func (d *day) within(at int64) int64 { return min(at, d.horizon) }
