package email

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/attachment/blob"
	"github.com/acdkit/acdkit/contact/history"
	"github.com/acdkit/acdkit/email/auto"
	"github.com/acdkit/acdkit/pci"
)

// Taken is what became of a mail that came in.
type Taken struct {
	Contact   contact.ID  `json:"contact"`
	Entry     uint64      `json:"entry"`               // its place in the contact's thread
	New       bool        `json:"new,omitempty"`       // a contact that it began
	Duplicate bool        `json:"duplicate,omitempty"` // it had been taken before
	Outcome   pci.Outcome `json:"outcome"`
}

// Accepts reports whether mail for an address is taken. It implements Receiver.
func (d *Desk) Accepts(addr string) bool { return d.book.Load().mailbox(addr) != nil }

// Receive takes a mail, as Take does. It implements Receiver.
func (d *Desk) Receive(ctx context.Context, in Incoming) error {
	_, err := d.Take(ctx, in)
	return err
}

// Take takes a mail that has come in: files that the rules refuse are dropped, the Guard redacts the rest, and the
// mail goes to the contact that it belongs to, or begins one, which routing puts into the mailbox's queue. When it returns
// without an error, the mail is durable. The error is the context's, or an *Error: ErrNoMailbox, ErrTooLarge, or
// ErrUnavailable, after which the same mail can be taken again without being taken twice.
func (d *Desk) Take(ctx context.Context, in Incoming) (Taken, error) {
	b := d.book.Load()
	if len(in.Raw) > b.MaxMail {
		return Taken{}, &Error{Code: ErrTooLarge, Count: len(in.Raw), Limit: b.MaxMail}
	}
	if in.Received.IsZero() {
		in.Received = d.cfg.Now()
	}
	select {
	case d.examine <- struct{}{}:
	case <-ctx.Done():
		return Taken{}, ctx.Err()
	case <-d.rooms.Context().Done():
		return Taken{}, &Error{Code: ErrClosed}
	}
	p, err := d.inspect(ctx, b, in)
	<-d.examine
	if err != nil {
		return Taken{}, err
	}
	return d.file(ctx, p)
}

// file brings a mail to its contact. Where that ends meanwhile, another one is found.
func (d *Desk) file(ctx context.Context, p *arrival) (Taken, error) {
	for {
		at, err := d.place(ctx, p)
		if err != nil {
			return Taken{}, err
		}
		taken, err := d.deposit(ctx, p, at)
		if errors.Is(err, ErrOver) {
			continue
		}
		if err != nil {
			return Taken{}, err
		}
		if err := d.refer(ctx, p, at.contact); err != nil {
			return Taken{}, err
		}
		return taken, d.answerItself(ctx, p, taken)
	}
}

// deposit puts a mail into the thread of its contact, and begins that if need be.
func (d *Desk) deposit(ctx context.Context, p *arrival, at placed) (Taken, error) {
	taken := Taken{Contact: at.contact, Outcome: p.outcome}
	if len(p.audit) > 0 {
		d.cfg.Audit(Audited{Contact: at.contact, Audit: p.audit})
	}
	opened, err := d.opened(ctx, p, at)
	if err != nil {
		return taken, err
	}
	durable := false
	err = d.fulfil(ctx, at.contact, func(r *room) (err error) {
		defer func() { durable = err == nil }()
		taken = Taken{Contact: at.contact, Outcome: p.outcome}
		if taken.Entry = r.thread.Digest(p.received.Digest); taken.Entry > 0 {
			taken.Duplicate = true
			return nil
		}
		if r.thread.Len() > 0 && r.thread.Phase() == Over && !p.received.attaches() {
			return &Error{Code: ErrOver, Contact: at.contact}
		}
		if taken.New = r.thread.Len() == 0; taken.New {
			err = r.begin(ctx, opened, p)
		} else {
			err = r.receive(ctx, p)
		}
		if err == nil {
			taken.Entry = r.thread.Digest(p.received.Digest)
		}
		return err
	})
	if durable { // if routing does not take it now, it will: the agenda has it
		return taken, nil
	}
	return taken, err
}

// begin begins a thread with its first mail. The customer's history has it before anything is stored, so that an
// erasure finds it, and the agenda before it wants an agent.
func (r *room) begin(ctx context.Context, o Opened, p *arrival) error {
	began, err := r.List(ctx, o.Customer, history.Entry{
		Queue: o.Queue, QueueName: o.QueueName, Subject: p.received.Subject,
	})
	if err != nil {
		return err
	}
	if err := r.desk.agenda.put(ctx, r.ID, false); err != nil {
		return r.Failed(err)
	}
	if err := r.keep(ctx, p); err != nil {
		return err
	}
	return r.stepAt(ctx, began, Open{Opened: o, First: p.received})
}

// receive adds a mail to a thread.
func (r *room) receive(ctx context.Context, p *arrival) error {
	for _, id := range p.about {
		p.received.About = max(p.received.About, r.thread.MessageID(id))
	}
	if err := r.keep(ctx, p); err != nil {
		return err
	}
	return r.step(ctx, Receive{p.received})
}

// blobName names a mail by all its bytes. Copies that came another way have the same digest and are not the same blob.
func blobName(way string, raw []byte) string {
	sum := sha256.Sum256(raw)
	return way + "-" + hex.EncodeToString(sum[:16])
}

// keep stores a mail as the Guard has let it through.
func (r *room) keep(ctx context.Context, p *arrival) error {
	if p.received.Blob == "" {
		return nil
	}
	key := blob.Key{Owner: string(r.ID), ID: p.received.Blob}
	if _, err := r.desk.cfg.Blobs.Put(ctx, key, bytes.NewReader(p.raw)); err != nil {
		return r.Failed(err)
	}
	return nil
}

// opened is how the thread of a contact begins, if it has to.
func (d *Desk) opened(ctx context.Context, p *arrival, at placed) (Opened, error) {
	sender := p.sender()
	q, _, _ := d.rooms.Queue(ctx, at.contact, p.mailbox.Queue) // mail is taken though there is none now
	o := Opened{
		Contact: at.contact, Mailbox: p.mailbox.Address.Addr, Queue: p.mailbox.Queue,
		QueueName: q.Name, Name: oneLine(sender.Name), Continues: at.continues, Stranger: at.stranger,
		LastAgent: at.lastAgent, Received: p.at.UTC().Truncate(time.Millisecond),
	}
	if at.customer != "" && p.received.Class != auto.Person { // a machine wrote about it
		o.Customer, o.Name = at.customer, at.name
		return o, nil
	}
	customer, err := d.cfg.Identify(ctx, sender)
	if err != nil {
		return o, &Error{Code: ErrUnavailable, Contact: at.contact, Cause: err}
	}
	o.Customer = customer
	if customer == "" || d.cfg.Customers == nil {
		return o, nil
	}
	switch c, err := d.cfg.Customers.Customer(ctx, customer); {
	case err == nil:
		o.Name = oneLine(d.cfg.Guard.Text(pci.Place{Lane: inbound, Field: pci.Header}, c.Name).Text)
	case !errors.Is(err, contact.ErrNoCustomer):
		return o, &Error{Code: ErrUnavailable, Contact: at.contact, Cause: err}
	}
	return o, nil
}
