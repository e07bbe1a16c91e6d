package desk

import (
	"time"
)

// sweep looks for rooms that nobody uses, now and then.
func (d *Desk) sweep() {
	for d.ctx.Err() == nil {
		sleep(d.ctx, max(d.cfg.Idle/2, time.Second))
		d.mu.Lock()
		rooms := make([]*Room, 0, len(d.rooms))
		for _, r := range d.rooms {
			rooms = append(rooms, r)
		}
		d.mu.Unlock()
		for _, r := range rooms {
			r.rest()
		}
	}
}

// rest has a room that nobody uses forget its machine. What has to go on stays: the alarm, who wait for more, the mail, and
// the watch of the stream; the machine comes back from there. A room of a contact that this node does not drive is given up,
// and those who wait look again.
func (r *Room) rest() {
	select {
	case r.lock <- struct{}{}:
	default: // somebody does
		return
	}
	defer r.Unlock()
	if r.gone || r.work > 0 || r.recovering || r.desk.cfg.Now().Sub(r.used) < r.desk.cfg.Idle {
		return
	}
	if r.Drives() {
		if r.tenant.Stage() == Going && r.tenant.Errand().Seq == 0 {
			r.tenant.Forget()
		}
		return
	}
	r.desk.mu.Lock()
	defer r.desk.mu.Unlock()
	r.vacate()
	r.wake()
}
