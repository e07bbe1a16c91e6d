package chat

import (
	"context"
	"errors"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/history"
	"github.com/acdkit/acdkit/routing"
)

// A Start is a customer who begins a chat.
type Start struct {
	Contact  contact.ID         // a new id; a fresh one if empty. Begin with the same one again is the same chat
	Customer contact.CustomerID // "" if not known
	Name     string             // the customer's display name; that of the Customers port if empty
	Queue    contact.QueueID
	Language string // BCP 47, "" if not known
	Plain    bool   // without the bot
}

// Begin opens a conversation. The bot answers first, if there is one; otherwise the contact goes into its queue at
// once. The error is an *Error; if routing refuses the contact (the queue is full or closed, or there is none), the
// conversation is over and the error's cause is routing's.
func (d *Desk) Begin(ctx context.Context, s Start) (contact.ID, error) {
	if s.Contact == "" {
		s.Contact = contact.ID(d.cfg.NewID())
	}
	if !validID(string(s.Contact)) {
		return s.Contact, &Error{Code: ErrInvalidID}
	}
	return s.Contact, d.fulfil(ctx, s.Contact, func(r *room) error {
		if r.conv.Len() == 0 {
			if err := r.checkQueue(ctx, s.Queue); err != nil {
				return err
			}
			if err := r.open(ctx, s); err != nil {
				return err
			}
		}
		if o := r.conv.Opened(); o.Customer != s.Customer || o.Queue != s.Queue {
			return &Error{Code: ErrExists, Contact: s.Contact}
		}
		return nil
	})
}

// checkQueue refuses a queue that is not there, or not for chats.
func (r *room) checkQueue(ctx context.Context, id contact.QueueID) error {
	q, _, err := r.desk.rooms.Queue(ctx, r.ID, id)
	if err == nil && q.Channel != contact.Chat {
		err = &Error{Code: ErrInvalidQueue, Contact: r.ID, Member: Customer}
	}
	return err
}

// open begins the room's conversation. The customer's history has it before anything is stored, so that an erasure
// finds it.
func (r *room) open(ctx context.Context, s Start) error {
	d, book := r.desk, r.desk.book.Load()
	o := Opened{
		Contact: s.Contact, Customer: s.Customer, Name: s.Name, Queue: s.Queue, Language: s.Language, Timers: book.Timers,
	}
	if d.cfg.Bot != nil && !s.Plain {
		o.Bot = book.BotLabel
	}
	o.QueueName = d.names().QueueName(s.Queue)
	if o.Name == "" && s.Customer != "" && d.cfg.Customers != nil {
		switch c, err := d.cfg.Customers.Customer(ctx, s.Customer); {
		case err == nil:
			o.Name = onLine(c.Name)
		case !errors.Is(err, contact.ErrNoCustomer):
			return r.Failed(err)
		}
	}
	o.Name, o.Language = d.cfg.Guard.Text(place(Customer), o.Name).Text, d.cfg.Guard.Text(place(Customer), o.Language).Text
	if err := o.check(); err != nil { // before the history has what never begins
		return r.conv.refused(err)
	}
	began, err := r.List(ctx, o.Customer, history.Entry{Queue: o.Queue, QueueName: o.QueueName})
	if err != nil {
		return err
	}
	return r.stepAt(ctx, began, Open{o})
}

// AskAgent is the customer's wish for a person instead of the bot. The error is as that of Begin.
func (d *Desk) AskAgent(ctx context.Context, id contact.ID) error {
	return d.fulfil(ctx, id, func(r *room) error { return r.step(ctx, AskAgent{Asked}) })
}

// Leave is the customer's leaving (K4, W1).
func (d *Desk) Leave(ctx context.Context, id contact.ID) error {
	over := false
	err := d.with(ctx, id, func(r *room) error {
		err := r.step(ctx, Leave{})
		over = err == nil && r.conv.Phase() == Over
		return err
	})
	if err != nil || over {
		return err
	}
	if err := d.cfg.Center.Abandon(ctx, id); err != nil && !errors.Is(err, routing.ErrOver) && !errors.Is(err, routing.ErrCustomerLeft) {
		return &Error{Code: ErrUnavailable, Contact: id, Member: Customer, Action: CanLeave, Cause: err}
	}
	return d.with(ctx, id, func(*room) error { return nil })
}

// Disconnected says that a member's connection is lost: the staff is shown it, and for the customer and the guest of a
// conference Timers.Grace begins.
func (d *Desk) Disconnected(ctx context.Context, who Member, id contact.ID) error {
	return d.with(ctx, id, func(r *room) error { return r.step(ctx, Connect{Member: who, Lost: true}) })
}

// Connected says that a member can be reached, again or for the first time: what waits for the member is delivered
// at once. Whose connection was lost is back.
func (d *Desk) Connected(ctx context.Context, who Member, id contact.ID) error {
	return d.with(ctx, id, func(r *room) error {
		if err := r.conv.May(who, CanRead); err != nil {
			return err
		}
		if o := r.outbox[who]; o != nil {
			o.hurry()
		}
		return r.step(ctx, Connect{Member: who})
	})
}
