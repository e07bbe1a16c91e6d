package desk

import "time"

// atLeast is how long an alarm waits: a machine that its Tick does not help keeps nobody busy.
const atLeast = 10 * time.Millisecond

// setAlarm sets the alarm for the machine's next deadline.
func (r *Room) setAlarm() {
	d := r.desk
	if due, waits := r.tenant.Deadline(); waits {
		r.alarm = time.AfterFunc(max(atLeast, due.Sub(d.cfg.Now())), func() { d.Go(func() { d.tick(r) }) })
	}
}

// tick has a machine do what is due, unless another node drives it by now.
func (d *Desk) tick(r *Room) {
	r.Lock()
	drives := r.Drives()
	r.Unlock()
	if !drives {
		return
	}
	err := d.with(d.ctx, r.ID, func(r *Room) error { return r.tenant.Tick(d.ctx) })
	if d.passes(err) {
		sleep(d.ctx, time.Second)
		d.visit(r.ID)
	}
}
