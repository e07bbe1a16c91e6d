package chat

import (
	"bytes"
	"context"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/internal/desk"
)

// room is where a desk keeps one conversation. All but the desk is of the room's lock.
type room struct {
	*desk.Room
	desk *Desk

	conv   *Conversation // nil until it is read
	drafts map[Member]*Draft
	tried  map[Member]string // the id under which a draft as it is was sent, without an answer
	gate   *Gate
	outbox map[Member]*outbox
	typed  map[Member]time.Time
	turns  map[Member]chan struct{} // of attaching
	asking bool                     // the bot
}

func (d *Desk) moveIn(place *desk.Room) desk.Tenant {
	return &room{
		Room: place, desk: d, drafts: map[Member]*Draft{}, tried: map[Member]string{}, gate: NewGate(d.cfg.Guard),
		outbox: map[Member]*outbox{}, typed: map[Member]time.Time{}, turns: map[Member]chan struct{}{},
	}
}

// with lets do work on a conversation that is up to date, alone. What it steps becomes durable there.
func (d *Desk) with(ctx context.Context, id contact.ID, do func(*room) error) error {
	return d.rooms.With(ctx, id, d.alone(do))
}

// fulfil is with, and waits until routing has done what the conversation then wants.
func (d *Desk) fulfil(ctx context.Context, id contact.ID, do func(*room) error) error {
	return d.rooms.Fulfil(ctx, id, d.alone(do))
}

// alone has do work in a room under the rules of now.
func (d *Desk) alone(do func(*room) error) func(desk.Tenant) error {
	return func(t desk.Tenant) error {
		r := t.(*room)
		r.conv.Configure(d.book.Load().conversation())
		return do(r)
	}
}

// step has the conversation decide a command, makes what happens durable, and sees to what follows from it.
func (r *room) step(ctx context.Context, cmd Command) error {
	return r.stepAt(ctx, r.desk.cfg.Now(), cmd)
}

func (r *room) stepAt(ctx context.Context, now time.Time, cmd Command) error {
	entries, err := r.conv.Step(now, cmd)
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
	r.happened(entries)
	return nil
}

// happened sees to what follows from entries that are durable.
func (r *room) happened(entries []Entry) {
	for _, e := range entries {
		switch p := e.Payload.(type) {
		case Opened:
			r.box(Customer)
		case Joined:
			r.box(p.Party.Member)
			if !p.Party.Role.Supervises() {
				r.Record()
			}
		case Reconnected: // perhaps to another node
			r.box(p.Party.Member).hurry()
		case Left, Transferred, CustomerLeft:
			r.dropDrafts()
		case Ended:
			r.Record()
			r.dropDrafts()
		}
	}
}
