package email

import (
	"bytes"
	"context"
	"errors"
	"iter"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/attachment/blob"
	"github.com/acdkit/acdkit/contact/history"
	"github.com/acdkit/acdkit/internal/desk"
	"github.com/acdkit/acdkit/routing"
)

// room is where a desk keeps one thread. All but the desk is of the room's lock.
type room struct {
	*desk.Room
	desk   *Desk
	thread *Thread // nil until it is read

	posting  bool              // somebody sends what leaves
	tries    map[uint64]*tries // of mails on their way
	hurry    chan struct{}     // cuts a pause of who sends short
	settling bool              // somebody takes the contact off the agenda
}

func (d *Desk) moveIn(place *desk.Room) desk.Tenant {
	return &room{Room: place, desk: d, tries: map[uint64]*tries{}, hurry: make(chan struct{}, 1)}
}

// with lets do work on a thread that is up to date, alone. What it steps becomes durable there.
func (d *Desk) with(ctx context.Context, id contact.ID, do func(*room) error) error {
	return d.rooms.With(ctx, id, func(t desk.Tenant) error { return do(t.(*room)) })
}

// fulfil lets do work, as with does, and does then what the thread wants of routing.
func (d *Desk) fulfil(ctx context.Context, id contact.ID, do func(*room) error) error {
	return d.rooms.Fulfil(ctx, id, func(t desk.Tenant) error { return do(t.(*room)) })
}

// step has the thread decide a command, makes what happens durable, and sees to what follows from it.
func (r *room) step(ctx context.Context, cmd Command) error {
	return r.stepAt(ctx, r.desk.cfg.Now(), cmd)
}

func (r *room) stepAt(ctx context.Context, now time.Time, cmd Command) error {
	entries, err := r.thread.Step(now, cmd)
	if err != nil || len(entries) == 0 {
		return err
	}
	var data bytes.Buffer
	if err := AppendEntries(&data, entries); err != nil {
		r.Forget()
		return err
	}
	if err := r.Append(ctx, data.Bytes()); err != nil {
		return err
	}
	for _, e := range entries {
		r.happened(e)
	}
	r.sweep()
	return nil
}

// sweep deletes staged files that nobody needs any more, if it can. What stays goes with the contact.
func (r *room) sweep() {
	d := r.desk
	for _, file := range r.thread.unneeded {
		d.rooms.Go(func() {
			if err := d.cfg.Blobs.Delete(d.rooms.Context(), blob.Key{Owner: string(r.ID), ID: file}); err != nil {
				d.cfg.Logger.Warn("email: a staged file was not deleted", "contact", r.ID, "err", err)
			}
		})
	}
	r.thread.unneeded = nil
}

// happened sees to what follows from an entry that is durable.
func (r *room) happened(e Entry) {
	switch p := e.Payload.(type) {
	case Received, Sent:
		r.Record()
	case Joined:
		if !p.Party.Supervises {
			r.Record()
		}
	case Ended:
		r.Record()
	}
}

func (r *room) Stage() desk.Stage {
	switch {
	case r.thread == nil:
		return desk.Unread
	case r.thread.Len() == 0:
		return desk.Empty
	case r.thread.Phase() == Over:
		return desk.Over
	}
	return desk.Going
}

func (r *room) Read(records iter.Seq2[[]byte, error]) error {
	t := NewThread()
	if err := t.replay(r.ID, records); err != nil {
		return err
	}
	r.thread = t
	return nil
}

func (r *room) ReadOn(records iter.Seq2[[]byte, error]) error {
	before := r.thread.Len()
	if err := r.thread.replay(r.ID, records); err != nil {
		r.Forget()
		return err
	}
	for _, e := range r.thread.entries[before:] {
		r.happened(e)
	}
	return nil
}

// replay applies records.
func (t *Thread) replay(id contact.ID, records iter.Seq2[[]byte, error]) error {
	for data, err := range records {
		if err != nil {
			return err
		}
		entries, err := DecodeEntries(data, t.Len())
		if err != nil {
			return &Error{Code: ErrDamaged, Contact: id, Cause: err}
		}
		for _, e := range entries {
			t.Apply(e)
		}
	}
	t.unneeded = nil // was deleted when it came to that
	return t.Err()
}

func (r *room) Resume(context.Context) error { return nil }

func (r *room) Forget() { r.thread = nil }

// Begin leaves a contact that came to the center without a mail alone: there is nothing to read or to answer.
func (r *room) Begin(context.Context, routing.ContactView) error { return nil }

func (r *room) Follow(ctx context.Context, events []routing.Event) error {
	return r.step(ctx, Follow{Events: events, Names: r.desk.names()})
}

func (r *room) Match(ctx context.Context, v routing.ContactView, known bool) error {
	return r.step(ctx, Match{View: v, Known: known, Names: r.desk.names()})
}

func (d *Desk) names() Directory { return desk.Names{Center: d.cfg.Center} }

func (r *room) Routed() bool { return r.thread.Errand().Want != WantAgent }

func (r *room) Errand() desk.Errand {
	e := r.thread.Errand()
	return desk.Errand{Seq: e.Seq, Command: e.Command}
}

// Refused keeps a mail whose queue does not take it for now, or is not there: it is tried again, for mail does not get lost. A
// contact that routing has already, or has ended otherwise, is matched.
func (r *room) Refused(_ context.Context, refusal error) error {
	if r.thread.Errand().Want != WantAgent || errors.Is(refusal, routing.ErrDuplicate) {
		return nil
	}
	return &Error{Code: ErrUnavailable, Contact: r.ID, Cause: refusal}
}

// Left sends what is to leave, and takes a contact that has nothing left to do off the agenda. The node that leads does that.
func (r *room) Left() {
	if !r.desk.rooms.Leads() {
		return
	}
	if r.thread.Errand().Want == Nothing { // the contact's end comes first, so that one thing happens after another
		r.post()
	}
	r.settle()
}

// settled reports whether the thread wants nothing and no mail is on its way. If other nodes may be about to write, it has
// to be over, too: then nothing more will be wanted.
func (r *room) settled() bool {
	t := r.thread
	return t.Errand().Want == Nothing && len(t.Leaving()) == 0 && (t.Phase() == Over || !r.desk.cfg.Center.Shared())
}

// settle takes the contact off the agenda once it is settled.
func (r *room) settle() {
	if r.settling || !r.settled() || !r.desk.agenda.has(r.ID) {
		return
	}
	r.settling = true
	r.Go(func() {
		d := r.desk
		var err error
		d.rooms.Retry(func() bool {
			err = d.with(d.rooms.Context(), r.ID, func(r *room) error {
				if !r.settled() {
					return nil
				}
				return r.strike(d.rooms.Context())
			})
			return !errors.Is(err, ErrUnavailable)
		})
		if err != nil && d.rooms.Context().Err() == nil { // it is looked at once more when a desk opens
			d.cfg.Logger.Warn("email: the agenda has a contact too many", "contact", r.ID, "err", err)
		}
		r.Lock()
		defer r.Unlock()
		r.settling = false
	})
}

func (r *room) Deadline() (time.Time, bool) { return time.Time{}, false }

func (r *room) Tick(context.Context) error { return nil }

func (r *room) Entry() (contact.CustomerID, history.Entry) {
	t := r.thread
	agents := t.Served()
	e := history.Entry{
		Contact: r.ID, Channel: contact.Email, Queue: t.Queue().Queue, QueueName: t.Queue().Name, Subject: t.Subject(),
		Began: t.Began(), Agents: agents[:min(len(agents), history.MaxAgents)], Messages: t.Mails(),
	}
	if end, over := t.Ended(); over {
		e.Ended, e.Reason = t.endedAt, end.Reason
	}
	return t.Opened().Customer, e
}
