package desk

import (
	"time"

	"github.com/acdkit/acdkit/contact"
)

// atLeast is how long an alarm waits: a machine that its Tick does not help keeps nobody busy.
const atLeast = 10 * time.Millisecond

// setAlarm sets the alarm for the machine's next deadline.
func (r *Room) setAlarm() {
	d := r.desk
	if due, waits := r.tenant.Deadline(); waits {
		r.alarm = time.AfterFunc(max(atLeast, due.Sub(d.cfg.Now())), func() { d.Go(func() { d.tick(r.ID) }) })
	}
}

// tick has a machine do what is due.
func (d *Desk) tick(id contact.ID) {
	err := d.with(d.ctx, id, func(r *Room) error { return r.tenant.Tick(d.ctx) })
	if d.passes(err) {
		sleep(d.ctx, time.Second)
		d.visit(id)
	}
}
