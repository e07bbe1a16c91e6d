package simulate

import (
	"context"
	"strconv"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
)

// day is one day of a center: a Floor, those who use it, and what they are going to do. Only one goroutine works
// on a day; its memory is used again for the next.
type day struct {
	*center
	floor     *routing.Floor
	agenda    agenda
	now       int64 // nanoseconds since midnight
	seed      uint64
	sources   []source
	customers []customer
	ids       []contact.ID // of customers, by number
	agents    []agent
	offers    []offer // made by the last step
	waiting   int     // customers in line
	live      int     // customers who are not gone
	tally     tally
	observe   func([]routing.Event)

	// The commands, kept so that giving one allocates nothing.
	enqueue routing.Enqueue
	abandon routing.Abandon
	accept  routing.Accept
	end     routing.End
	wrapUp  routing.WrapUp
}

// offer is a contact offered to an agent.
type offer struct{ customer, agent int32 }

// maxDrain is how long after its end a day still serves what waits: agents who miss every offer never would.
const maxDrain = int64(maxMinutes * time.Minute)

// newDay returns a day with room for whoever comes.
func newDay(c *center) *day {
	return &day{center: c, customers: make([]customer, 0, c.crowd), ids: make([]contact.ID, 0, c.crowd)}
}

// run simulates the day of that seed.
func (d *day) run(ctx context.Context, seed uint64) error {
	if err := d.open(ctx, seed); err != nil {
		return err
	}
	for n := 0; d.advance(); n++ {
		if n%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if err := d.step(); err != nil {
			return err
		}
	}
	d.close()
	return nil
}

// open makes the center and plans the day.
func (d *day) open(ctx context.Context, seed uint64) error {
	d.floor = routing.NewFloor(routing.FloorConfig{Strategies: d.strategies})
	d.seed, d.now, d.waiting, d.live = seed, 0, 0, 0
	d.agenda.clear()
	d.customers, d.offers = d.customers[:0], d.offers[:0]
	d.tally.clear(d.center)
	for n, cmd := range d.setup {
		if n%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if err := d.do(cmd); err != nil {
			return err
		}
	}
	d.hire()
	d.expect()
	d.agenda.add(plan{at: 0, what: periodBegins})
	return nil
}

// advance moves the time to what comes next; false at the end of the day.
func (d *day) advance() bool {
	at, due := d.next()
	switch {
	case !due || at >= d.horizon && (!d.drain || d.live == 0) || at > d.horizon+maxDrain:
		return false
	}
	d.now = at
	return true
}

// next returns when something is planned, or the Floor is due.
func (d *day) next() (at int64, due bool) {
	if len(d.agenda.plans) > 0 {
		at, due = d.agenda.plans[0].at, true
	}
	if deadline, waits := d.floor.Deadline(); waits {
		if t := int64(deadline.Sub(midnight)); !due || t < at {
			at, due = t, true
		}
	}
	return at, due
}

// step does what is due now: the Floor's deadlines first, for an offer is over at its deadline.
func (d *day) step() error {
	if deadline, waits := d.floor.Deadline(); waits && int64(deadline.Sub(midnight)) <= d.now {
		if err := d.do(routing.Tick{}); err != nil {
			return err
		}
		return d.answerOffers()
	}
	p := d.agenda.next()
	var err error
	switch p.what {
	case periodBegins:
		err = d.beginPeriod(int(p.who))
	case arrives:
		err = d.arrive(p.who)
	case leavesBot:
		err = d.leaveBot(p.who)
	case givesUp:
		err = d.giveUp(p.who)
	case answers:
		err = d.answer(p.who, p.generation)
	case finishes:
		err = d.finish(p.who, p.generation)
	case returns:
		err = d.comeBack(p.who, p.generation)
	}
	if err != nil {
		return err
	}
	return d.answerOffers()
}

// do gives the Floor a command, and takes note of what happens.
func (d *day) do(cmd routing.Command) error {
	events, err := d.give(cmd)
	if err == nil {
		d.tell(events)
	}
	return err
}

// give is do without telling who observes the day.
func (d *day) give(cmd routing.Command) ([]routing.Event, error) {
	events, err := d.floor.Step(midnight.Add(time.Duration(d.now)), cmd)
	if err != nil {
		return nil, err
	}
	for i := range events {
		d.note(events[i].Payload)
	}
	return events, nil
}

func (d *day) tell(events []routing.Event) {
	if d.observe != nil && len(events) > 0 {
		d.observe(events)
	}
}

func (d *day) note(p routing.Payload) {
	switch p := p.(type) {
	case routing.OfferMade:
		d.offered(number(p.Contact), d.numbers[p.Agent])
	case routing.OfferEnded:
		d.offerEnded(number(p.Contact), p.Cause)
	case routing.AgentStateSet:
		if p.State == contact.RONA {
			d.fall(d.numbers[p.Agent])
		}
	}
}

// id returns the contact id of a customer.
func (d *day) id(customer int32) contact.ID {
	for len(d.ids) <= int(customer) {
		d.ids = append(d.ids, contact.ID(strconv.Itoa(len(d.ids)+1)))
	}
	return d.ids[customer]
}

// number returns the customer of a contact id.
func number(id contact.ID) int32 {
	n := int32(0)
	for _, digit := range []byte(id) {
		n = 10*n + int32(digit-'0')
	}
	return n - 1
}

// close counts what the end of the day leaves.
func (d *day) close() {
	if d.now < d.horizon {
		d.now = d.horizon
	}
	for i := range d.customers {
		if c := &d.customers[i]; c.stage == inLine || c.stage == isOffered {
			d.tally.kinds[c.kind].unserved++
		}
	}
	for i := range d.agents {
		d.goHome(&d.agents[i])
	}
}
