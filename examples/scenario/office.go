package main

import (
	"bytes"
	"cmp"
	"context"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/attachment"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/email"
	"github.com/acdkit/acdkit/email/message"
	tokens "github.com/acdkit/acdkit/email/token"
	"github.com/acdkit/acdkit/routing"
)

// office is where a scene has its mail: what a desk keeps, which is opened on it for as long as it has something to do, and
// the threads, read from there.
type office struct {
	archive  *archive
	blobs    *vault
	threads  map[contact.ID]*email.Thread
	settings email.Settings
	server   server
	sent     []posted           // all mails that were sent, in order: the outbox
	boxes    map[boxKey]openBox // compose boxes
	written  int                // mails of customers
	begun    int                // contacts begun by mail: they are m1, m2 and so on
	files    int                // that were ever staged
	records  int                // of the archive
}

// posted is the place of a mail that was sent.
type posted struct {
	contact contact.ID
	seq     uint64
	id      string
}

func newOffice() office {
	return office{
		archive: newArchive(), blobs: newVault(), threads: make(map[contact.ID]*email.Thread),
		settings: email.Settings{Files: attachment.EmailRules()}, server: newServer(), boxes: make(map[boxKey]openBox),
	}
}

// copy returns an office as a restart would find it: everything is read from the logs.
func (o office) copy() (office, error) {
	c := o
	var err error
	if c.archive, err = o.archive.copy(); err != nil {
		return c, err
	}
	if c.blobs, err = o.blobs.copy(); err != nil {
		return c, err
	}
	c.threads = make(map[contact.ID]*email.Thread)
	for id := range o.threads {
		if c.threads[id], err = c.archive.thread(id); err != nil {
			return c, err
		}
	}
	c.server, c.sent, c.boxes = o.server.copy(), slices.Clone(o.sent), maps.Clone(o.boxes)
	return c, nil
}

func threadStream(id contact.ID) string { return contact.Email.String() + "/" + string(id) }

// thread reads a thread from its log.
func (a *archive) thread(id contact.ID) (*email.Thread, error) {
	t := email.NewThread()
	for rec, err := range journal.Replay(context.Background(), a.Memory, threadStream(id), 0) {
		if err != nil {
			return nil, err
		}
		entries, err := email.DecodeEntries(rec.Data, t.Len())
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			t.Apply(e)
		}
	}
	return t, t.Err()
}

// thread returns the thread of a contact.
func (s *scene) thread(id contact.ID) (*email.Thread, error) {
	if t := s.office.threads[id]; t != nil {
		return t, nil
	}
	return nil, &email.Error{Code: email.ErrNotOpen, Contact: id}
}

// keep applies entries to their thread, and notes mails that are sent. Those that follow an event are not shown.
func (s *scene) keep(id contact.ID, entries []email.Entry) []happening {
	t := s.office.threads[id]
	if t == nil {
		t = email.NewThread()
		s.office.threads[id] = t
	}
	var list []happening
	for _, e := range entries {
		t.Apply(e)
		shown := true
		switch p := e.Payload.(type) {
		case email.Sent:
			s.office.sent = append(s.office.sent, posted{id, e.Seq, p.ID})
		case email.Queued, email.Joined, email.Left, email.Transferred, email.Ended:
			shown = false
		}
		list = append(list, happening{letter: &letter{id, e}, shown: shown})
	}
	return list
}

// followMail tells the thread of the contact, if it has one, what the floor has decided.
func (s *scene) followMail(ev routing.Event) error {
	id := ev.Contact()
	t := s.office.threads[id]
	if t == nil {
		return nil
	}
	return s.stepThread(id, email.Follow{Events: []routing.Event{ev}, Names: names{s.floor}})
}

// stepThread steps a thread without a desk, and writes down what happens.
func (s *scene) stepThread(id contact.ID, cmd email.Command) error {
	a := s.office.archive
	t, err := a.thread(id) // the one in hand follows
	if err != nil {
		return err
	}
	entries, err := t.Step(s.now, cmd)
	if err != nil || len(entries) == 0 {
		return err
	}
	var data bytes.Buffer
	if err := email.AppendEntries(&data, entries); err != nil {
		return err
	}
	s.office.records++
	rec := journal.NewRecord("r"+strconv.Itoa(s.office.records), data.Bytes())
	if _, err := a.Append(context.Background(), threadStream(id), a.last(threadStream(id)), rec); err != nil {
		return err
	}
	s.happened = append(s.happened, s.keep(id, entries)...)
	return nil
}

// settleMail does what threads want of the floor. What the floor refuses is tried again after the next line: a mail stays
// if its queue does not take it for now.
func (s *scene) settleMail() error {
	for _, id := range slices.Sorted(maps.Keys(s.office.threads)) {
		e := s.office.threads[id].Errand()
		if e.Want == email.Nothing {
			continue
		}
		if err := s.do(e.Command); err != nil && refused(err) == nil {
			return err
		}
	}
	return nil
}

// mailDeadline returns when a mail is to be tried again.
func (s *scene) mailDeadline() (due time.Time, waits bool) {
	for id := range s.leaving() {
		if t, known := s.office.server.tries[id]; known && (!waits || t.due.Before(due)) {
			due, waits = t.due, true
		}
	}
	return due, waits
}

// leaving yields the ids of the mails that are on their way.
func (s *scene) leaving() map[string]email.Sent {
	list := make(map[string]email.Sent)
	for _, t := range s.office.threads {
		for _, seq := range t.Leaving() {
			e, _ := t.At(seq)
			if sent, ok := e.Payload.(email.Sent); ok {
				list[sent.ID] = sent
			}
		}
	}
	return list
}

// tickMail tries the mails that are due, one after another.
func (s *scene) tickMail() error {
	for _, id := range slices.Sorted(maps.Keys(s.leaving())) {
		if t, known := s.office.server.tries[id]; known && !t.due.After(s.now) {
			if err := s.withDesk(id, func(context.Context, *email.Desk) error { return nil }); err != nil {
				return err
			}
		}
	}
	return nil
}

// keys sign ids and addresses, the same in every scenario.
func keys() (*tokens.Keys, error) {
	key, err := tokens.NewKey(1, bytes.Repeat([]byte("scenario"), 4))
	if err != nil {
		return nil, err
	}
	return tokens.NewKeys(key)
}

// Customer implements contact.Customers.
func (s *scene) Customer(_ context.Context, id contact.CustomerID) (contact.Customer, error) {
	if c, known := s.customers[id]; known {
		return c, nil
	}
	return contact.Customer{}, contact.ErrNoCustomer
}

// identify returns whose an address is: a customer's who is known with it, or an id made of it.
func (s *scene) identify(ctx context.Context, a message.Address) (contact.CustomerID, error) {
	for _, id := range slices.Sorted(maps.Keys(s.customers)) {
		known := message.Address{Addr: s.customers[id].Email}
		if known.Addr != "" && known.Key() == a.Key() {
			return id, nil
		}
	}
	return email.AddressID(ctx, a)
}

// meet notes the customer of a contact that a mail has begun, for what is shown of offers.
func (s *scene) meet(id contact.ID) {
	o := s.office.threads[id].Opened()
	if o.Customer == "" {
		return
	}
	who := s.known(contact.Customer{ID: o.Customer})
	who.Name = cmp.Or(who.Name, o.Name)
	if e, _ := s.office.threads[id].At(2); who.Email == "" {
		if r, ok := e.Payload.(email.Received); ok && len(r.From) > 0 {
			who.Email = r.From[0].Addr
		}
	}
	s.customers[o.Customer] = who
}
