package chat

import (
	"context"
	"iter"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/history"
	"github.com/acdkit/acdkit/internal/desk"
	"github.com/acdkit/acdkit/routing"
)

// A room is a desk.Tenant: the methods here are for the shell to call.

func (r *room) Stage() desk.Stage {
	switch {
	case r.conv == nil:
		return desk.Unread
	case r.conv.Len() == 0:
		return desk.Empty
	case r.conv.Phase() == Over:
		return desk.Over
	}
	return desk.Going
}

func (r *room) Read(records iter.Seq2[[]byte, error]) error {
	c := New(r.desk.book.Load().conversation())
	if err := c.replay(records); err != nil {
		return err
	}
	r.conv = c
	r.dropDrafts()
	return nil
}

// ReadOn has the gate forget what it has in mind: what members say on other nodes comes between.
func (r *room) ReadOn(records iter.Seq2[[]byte, error]) error {
	before := r.conv.Len()
	if err := r.conv.replay(records); err != nil {
		r.Forget()
		return err
	}
	if r.conv.Len() > before {
		r.gate.Close()
		r.happened(r.conv.entries[before:])
	}
	return nil
}

// replay applies records.
func (c *Conversation) replay(records iter.Seq2[[]byte, error]) error {
	for data, err := range records {
		if err != nil {
			return err
		}
		entries, err := DecodeEntries(data, c.Len())
		if err != nil {
			return err
		}
		for _, e := range entries {
			c.Apply(e)
		}
	}
	return c.Err()
}

func (r *room) Resume(ctx context.Context) error { return r.step(ctx, Resume{}) }

func (r *room) Forget() {
	r.conv = nil
	r.gate.Close()
}

func (r *room) Begin(ctx context.Context, v routing.ContactView) error {
	return r.open(ctx, Start{Contact: r.ID, Customer: v.Customer, Queue: v.Queue, Plain: true})
}

func (r *room) Follow(ctx context.Context, events []routing.Event) error {
	return r.step(ctx, Follow{Events: events, Names: r.desk.names()})
}

func (r *room) Match(ctx context.Context, v routing.ContactView, known bool) error {
	return r.step(ctx, Match{View: v, Known: known, Names: r.desk.names()})
}

func (d *Desk) names() Directory { return desk.Names{Center: d.cfg.Center} }

func (r *room) Routed() bool { return r.conv.routed }

func (r *room) Errand() desk.Errand {
	e := r.conv.Errand()
	return desk.Errand{Seq: e.Seq, Command: e.Command}
}

func (r *room) Refused(ctx context.Context, refusal error) error {
	cmd := r.conv.Errand().Refused(refusal)
	if cmd == nil {
		return nil
	}
	if err := r.step(ctx, cmd); err != nil {
		return err
	}
	return &Error{Code: ErrOver, Contact: r.ID, Cause: refusal}
}

func (r *room) Deadline() (time.Time, bool) { return r.conv.Deadline() }

func (r *room) Tick(ctx context.Context) error { return r.step(ctx, Tick{}) }

func (r *room) Entry() (contact.CustomerID, history.Entry) {
	c := r.conv
	agents := c.Served()
	e := history.Entry{
		Contact: r.ID, Channel: contact.Chat, Queue: c.Queue().Queue, QueueName: c.Queue().Name, Began: c.Began(),
		Agents: agents[:min(len(agents), history.MaxAgents)], Messages: c.Messages(),
	}
	if end, is := c.Ended(); is {
		e.Ended, e.Reason = c.last, end.Cause.reason()
	}
	return c.Opened().Customer, e
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

func (r *room) Left() {
	r.askBot()
	r.post()
}
