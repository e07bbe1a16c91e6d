package simulate

import (
	"errors"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
)

// customer is one contact, with all that chance decides about it: drawn at the arrival, so that it does not
// depend on what becomes of the contact.
type customer struct {
	begun      int64 // came to the queue
	patience   int64 // 0: does not give up
	service    int64
	wrapUp     int64
	generation uint32 // of the present offer
	offers     int32
	agent      int32 // whom it is offered to, or who serves it
	kind       int32
	stage      stage
	contained  bool
}

// stage is where a customer is.
type stage uint8

const (
	withBot stage = iota
	inLine
	isOffered
	isServed
	isGone
)

// arrive brings the next customer of a type.
func (d *day) arrive(kind int32) error {
	k, src := &d.kinds[kind], &d.sources[kind]
	if len(d.customers) >= MaxArrivals {
		return bad("busyness_gamma", "gives a day more than 50 million arrivals")
	}
	i := int32(len(d.customers))
	d.customers = append(d.customers, src.customer(d.now, d.center))
	c := &d.customers[i]
	c.kind = kind
	d.live++
	d.tally.kinds[kind].arrivals++
	d.expectNext(kind)
	if k.contain == 0 && k.bot == 0 {
		return d.join(i)
	}
	stay := src.bot.ExpFloat64() * k.bot
	c.contained = src.bot.Float64() < k.contain
	d.agenda.add(plan{at: d.now + int64(stay), what: leavesBot, who: i})
	return nil
}

func (d *day) leaveBot(i int32) error {
	c := &d.customers[i]
	if c.contained {
		d.tally.kinds[c.kind].contained++
		d.gone(c)
		return nil
	}
	return d.join(i)
}

// join brings a customer into the queue, unless there is no room: then it is as if the customer had not been there.
func (d *day) join(i int32) error {
	c := &d.customers[i]
	full := d.waiting >= d.capacity
	c.begun, c.stage = d.now, inLine
	d.waiting++
	d.enqueue = routing.Enqueue{Contact: d.id(i), Queue: contact.QueueID(d.kinds[c.kind].id)}
	events, err := d.give(&d.enqueue)
	switch {
	case errors.Is(err, routing.ErrQueueFull), errors.Is(err, routing.ErrQueueClosed):
		d.block(c)
		return nil
	case err != nil:
		return err
	case full && c.stage == inLine:
		d.abandon = routing.Abandon{Contact: d.id(i)}
		_, err := d.give(&d.abandon)
		d.block(c)
		return err
	}
	d.tell(events)
	err = d.answerOffers()
	d.wait(i)
	return err
}

// block turns a customer away.
func (d *day) block(c *customer) {
	d.leaveLine(c)
	d.tally.kinds[c.kind].blocked++
	d.gone(c)
}

// wait plans the giving up of a customer whom nobody answered at once.
func (d *day) wait(i int32) {
	if c := &d.customers[i]; c.patience > 0 && (c.stage == inLine || c.stage == isOffered) {
		d.agenda.add(plan{at: d.now + c.patience, what: givesUp, who: i})
	}
}

// giveUp loses a customer who still waits.
func (d *day) giveUp(i int32) error {
	c := &d.customers[i]
	if c.stage != inLine && c.stage != isOffered {
		return nil
	}
	d.tally.kinds[c.kind].abandoned++
	return d.leave(i)
}

// leave takes a waiting customer out of the center.
func (d *day) leave(i int32) error {
	d.abandon = routing.Abandon{Contact: d.id(i)}
	if err := d.do(&d.abandon); err != nil {
		return err
	}
	d.leaveLine(&d.customers[i])
	d.gone(&d.customers[i])
	return nil
}

func (d *day) leaveLine(c *customer) {
	if c.stage == inLine {
		d.waiting--
	}
}

func (d *day) gone(c *customer) {
	c.stage = isGone
	d.live--
}

// offered takes note of an offer; what the agent does follows in answerOffers.
func (d *day) offered(i, agent int32) {
	c := &d.customers[i]
	d.leaveLine(c)
	c.stage, c.agent = isOffered, agent
	c.generation++
	c.offers++
	d.offers = append(d.offers, offer{i, agent})
}

// offerEnded brings a customer back into the line.
func (d *day) offerEnded(i int32, cause routing.Cause) {
	c := &d.customers[i]
	if c.stage == isOffered {
		c.stage = inLine
		c.generation++
		d.waiting++
	}
	if cause == routing.Missed {
		d.tally.missed++
	}
}
