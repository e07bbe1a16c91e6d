package chat

import (
	"bytes"
	"context"
	"errors"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/routing"
)

// room is where a desk keeps one conversation.
type room struct {
	desk *Desk
	id   contact.ID

	// Of the desk's lock.
	mail  []letter // what the center did and the conversation does not know yet
	stale bool     // the mail is not all: match with where the center stands

	// Of the room's own lock.
	lock       chan struct{}
	conv       *Conversation   // nil until it is read
	version    journal.Version // of its stream
	routed     journal.Version // of the center: what came up to there is no news
	news       bool            // that the customer's history does not have
	recording  bool            // somebody brings it there
	drafts     map[Member]*Draft
	tried      map[Member]string // the id under which a draft as it is was sent, without an answer
	gate       *Gate
	outbox     map[Member]*outbox
	typed      map[Member]time.Time
	turns      map[Member]chan struct{} // of attaching
	alarm      *time.Timer
	asking     bool          // the bot
	doing      uint64        // what is wanted of routing since that entry is being done
	changed    chan struct{} // closed at the next entry
	gone       bool          // there is another room for the conversation, or none
	recovering bool          // somebody reads it anew
}

// letter is one event of the center, with its version.
type letter struct {
	version journal.Version
	event   routing.Event
}

func newRoom(d *Desk, id contact.ID) *room {
	return &room{
		desk: d, id: id, stale: true, lock: make(chan struct{}, 1), drafts: map[Member]*Draft{}, tried: map[Member]string{},
		gate: NewGate(d.cfg.Guard), outbox: map[Member]*outbox{}, typed: map[Member]time.Time{},
		turns: map[Member]chan struct{}{}, changed: make(chan struct{}),
	}
}

// with lets do work on a conversation that is up to date, alone. What it steps becomes durable there.
func (d *Desk) with(ctx context.Context, id contact.ID, do func(*room) error) error {
	if !d.starts() {
		return &Error{Code: ErrClosed, Contact: id}
	}
	defer d.work.Done()
	if err := d.caughtUp(ctx); err != nil {
		return err
	}
	r, err := d.enter(ctx, id)
	if err != nil {
		return err
	}
	defer func() { <-r.lock }()
	defer r.leave()
	if err := r.ready(ctx); err != nil {
		return err
	}
	return do(r)
}

// enter returns the conversation's room, locked.
func (d *Desk) enter(ctx context.Context, id contact.ID) (*room, error) {
	for {
		r := d.room(id)
		select {
		case r.lock <- struct{}{}:
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-d.ctx.Done():
			return nil, &Error{Code: ErrClosed, Contact: id}
		}
		if !r.gone {
			return r, nil
		}
		<-r.lock
	}
}

// ready reads the conversation if it is not there, and brings it to where the center stands.
func (r *room) ready(ctx context.Context) error {
	if r.conv == nil {
		if err := r.read(ctx); err != nil {
			return err
		}
	}
	r.conv.Configure(r.desk.book.Load().conversation())
	r.desk.mu.Lock()
	mail, stale := r.mail, r.stale
	r.mail, r.stale = nil, false
	r.desk.mu.Unlock()
	err := r.catchUp(ctx, mail, stale)
	if err != nil { // nothing of it is lost: the next one matches
		r.desk.mu.Lock()
		r.stale = true
		r.desk.mu.Unlock()
	}
	return err
}

// read replays the conversation's stream.
func (r *room) read(ctx context.Context) error {
	c := New(r.desk.book.Load().conversation())
	version := journal.Version(0)
	for rec, err := range journal.Replay(ctx, r.desk.cfg.Journal, r.stream(), 0) {
		if err != nil {
			return r.unavailable(err)
		}
		entries, err := DecodeEntries(rec.Data, c.Len())
		if err != nil {
			return about(err, "", "")
		}
		for _, e := range entries {
			c.Apply(e)
		}
		version = rec.Version
	}
	if err := c.Err(); err != nil {
		return err
	}
	r.conv, r.version = c, version
	r.wake() // there may be what was appended without an answer
	r.news = r.news || c.Len() > 0 && c.Phase() != Over
	r.desk.mu.Lock()
	r.stale = true
	r.desk.mu.Unlock()
	if c.Len() > 0 && c.Phase() != Over {
		return r.step(ctx, Resume{})
	}
	return nil
}

func (r *room) stream() string { return "chat/" + string(r.id) }

// unavailable says that the journal has failed. A damaged one stays so.
func (r *room) unavailable(err error) error {
	code := ErrUnavailable
	if errors.Is(err, journal.ErrCorrupt) || errors.Is(err, journal.ErrTrimmed) {
		code = ErrDamaged
	}
	return &Error{Code: code, Contact: r.id, Cause: err}
}

// catchUp follows the mail, or matches the conversation with where the center stands.
func (r *room) catchUp(ctx context.Context, mail []letter, stale bool) error {
	if stale {
		return r.match(ctx)
	}
	for len(mail) > 0 {
		version := mail[0].version
		var events []routing.Event
		for len(mail) > 0 && mail[0].version == version { // what happened together is told together
			events = append(events, mail[0].event)
			mail = mail[1:]
		}
		if err := r.tell(ctx, version, events); err != nil {
			return err
		}
	}
	return nil
}

// tell has the conversation follow what happened together, unless it knows already.
func (r *room) tell(ctx context.Context, version journal.Version, events []routing.Event) error {
	switch {
	case version <= r.routed:
		return nil
	case r.conv.Len() == 0, r.conv.Phase() == Over: // it came to the center from elsewhere, or too late
		return r.match(ctx)
	}
	r.routed = version
	return r.step(ctx, Follow{Events: events, Names: names{r.desk.cfg.Center}})
}

// match brings the conversation to where the center stands, and opens one for a contact that came from elsewhere.
func (r *room) match(ctx context.Context) error {
	m := Match{Names: names{r.desk.cfg.Center}}
	at := journal.Version(0)
	err := r.desk.cfg.Center.ViewAt(func(f *routing.Floor, v journal.Version) {
		m.View, m.Known = f.Contact(r.id)
		at = v
	})
	if err != nil {
		return r.unavailable(err)
	}
	r.routed = max(r.routed, at)
	if r.conv.Len() == 0 {
		if !m.Known || m.View.Channel != contact.Chat || over(m.View.State) {
			return nil
		}
		start := Start{Contact: r.id, Customer: m.View.Customer, Queue: m.View.Queue, Plain: true}
		if err := r.open(ctx, start); err != nil {
			return err
		}
	}
	if v := m.View; r.conv.Phase() == Over && m.Known && v.Channel == contact.Chat && !over(v.State) && !v.CustomerLeft {
		r.desk.goes(func() { r.desk.abandon(r.id) })
	}
	return r.step(ctx, m)
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
	if err := r.append(ctx, entries); err != nil {
		r.forget()
		return err
	}
	r.wake()
	r.happened(entries)
	return nil
}

// wake has those look who wait for more.
func (r *room) wake() {
	close(r.changed)
	r.changed = make(chan struct{})
}

// append makes entries durable.
func (r *room) append(ctx context.Context, entries []Entry) error {
	var data bytes.Buffer
	if err := AppendEntries(&data, entries); err != nil {
		return err
	}
	rec := journal.NewRecord(r.desk.cfg.NewID(), data.Bytes())
	version, err := journal.Commit(ctx, r.desk.cfg.Journal, r.stream(), r.version, rec)
	if err != nil {
		return r.unavailable(err)
	}
	r.version = version
	return nil
}

// forget drops a conversation that is not what its log says. It is read anew when it is needed.
func (r *room) forget() {
	r.conv = nil
	r.gate.Close()
}
