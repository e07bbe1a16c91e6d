package chat

import (
	"errors"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/attachment/blob"
	"github.com/acdkit/acdkit/contact/history"
)

// happened sees to what follows from entries that are durable.
func (r *room) happened(entries []Entry) {
	for _, e := range entries {
		switch p := e.Payload.(type) {
		case Opened:
			r.box(Customer)
		case Joined:
			r.box(p.Party.Member)
			r.news = r.news || !p.Party.Role.Supervises()
		case Left, Transferred, CustomerLeft:
			r.dropDrafts()
		case Ended:
			r.news = true
			r.dropDrafts()
		}
	}
}

// dropDrafts throws away what those who are not there any more had not sent.
func (r *room) dropDrafts() {
	for m, draft := range r.drafts {
		role, there := r.conv.Role(m)
		if there && refusal(role, CanSay, r.conv.Phase()) != ErrCustomerLeft {
			continue
		}
		delete(r.drafts, m)
		delete(r.tried, m)
		for _, f := range draft.Files {
			r.discard(f.ID)
		}
	}
}

// discard deletes the content of a file that was staged, unless it was sent: a member need not know that yet.
func (r *room) discard(file string) {
	if r.conv.files[file] == 0 {
		r.desk.discard(r.id, file)
	}
}

// discard deletes the content of a file that was never sent, if it can. What stays goes with the contact.
func (d *Desk) discard(id contact.ID, file string) {
	d.goes(func() {
		if err := d.cfg.Blobs.Delete(d.ctx, blob.Key{Owner: string(id), ID: file}); err != nil {
			d.cfg.Logger.Warn("chat: a staged file was not deleted", "contact", id, "err", err)
		}
	})
}

// leave has everything go on that goes on by itself, when somebody leaves the room.
func (r *room) leave() {
	if r.alarm != nil {
		r.alarm.Stop()
		r.alarm = nil
	}
	d := r.desk
	switch {
	case r.conv == nil:
		d.recover(r)
		return
	case r.conv.Len() == 0:
		r.evict()
		return
	}
	if due, waits := r.conv.Deadline(); waits {
		r.alarm = time.AfterFunc(max(0, due.Sub(d.cfg.Now())), func() { d.goes(func() { d.tick(r.id) }) })
	}
	if e := r.conv.Errand(); e.Want != Nothing && r.doing != e.Seq {
		r.doing = e.Seq
		d.goes(func() { d.pursue(r.id) })
	}
	if r.news && !r.recording {
		r.record()
	}
	r.askBot()
	r.post()
	if r.conv.Phase() == Over {
		r.evict()
	}
}

// recover reads a conversation that was forgotten anew, so that what goes on by itself goes on.
func (d *Desk) recover(r *room) {
	if r.recovering {
		return
	}
	r.recovering = true
	d.goes(func() {
		for again := true; again; {
			read := d.visit(r.id)
			r.lock <- struct{}{}
			again = read && r.conv == nil && !r.gone // it was forgotten once more
			r.recovering = again
			<-r.lock
		}
	})
}

// tick has a conversation do what is due.
func (d *Desk) tick(id contact.ID) {
	err := d.with(d.ctx, id, func(r *room) error { return r.step(d.ctx, Tick{}) })
	if errors.Is(err, ErrUnavailable) {
		sleep(d.ctx, time.Second)
		d.visit(id)
	}
}

// evict forgets a conversation that is over, and a place where there is none, once nobody needs them. It comes back
// from its log.
func (r *room) evict() {
	if r.recording {
		return
	}
	for _, o := range r.outbox {
		if o.busy {
			return
		}
	}
	r.desk.mu.Lock()
	defer r.desk.mu.Unlock()
	if len(r.mail) == 0 && r.desk.rooms[r.id] == r {
		r.gate.Close()
		delete(r.desk.rooms, r.id)
		r.gone = true
	}
}

// record brings the customer's history up to date, until it is. The room stays meanwhile, so that an erasure finds it.
func (r *room) record() {
	if r.conv.Opened().Customer == "" {
		r.news = false
		return
	}
	r.recording = true
	r.desk.goes(func() { r.desk.retry(r.recorded) })
}

// recorded puts the conversation into the customer's history, and reports whether it is there, or never will be.
func (r *room) recorded() bool {
	r.lock <- struct{}{}
	defer func() { <-r.lock }()
	if r.conv == nil || r.gone {
		r.recording = false
		return true
	}
	d := r.desk
	err := d.history.Put(d.ctx, r.conv.Opened().Customer, r.entry())
	if err != nil && !errors.Is(err, history.ErrInvalid) && !errors.Is(err, history.ErrMismatch) && !errors.Is(err, contact.ErrNoCustomer) {
		return false
	}
	r.news, r.recording = false, false
	if r.conv.Phase() == Over {
		r.evict()
	}
	return true
}

// entry is the conversation in the customer's history.
func (r *room) entry() history.Entry {
	c := r.conv
	agents := c.Served()
	e := history.Entry{
		Contact: r.id, Channel: contact.Chat, Queue: c.Queue().Queue, QueueName: c.Queue().Name, Began: c.Began(),
		Agents: agents[:min(len(agents), history.MaxAgents)], Messages: c.Messages(),
	}
	if end, is := c.Ended(); is {
		e.Ended, e.Reason = c.last, end.Cause.reason()
	}
	return e
}

// reason is a cause in the words of contacts.
func (c Cause) reason() contact.Reason {
	switch c {
	case AgentEnded:
		return contact.AgentEnded
	case LeftByCustomer:
		return contact.CustomerLeft
	case TransferMissed:
		return contact.TransferMissed
	}
	return contact.Abandoned
}
