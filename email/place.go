package email

import (
	"context"
	"iter"
	"slices"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/email/message"
)

// placed is the contact that a mail goes to.
type placed struct {
	contact   contact.ID
	continues contact.ID // whose mails it answers, if it is another one
	stranger  bool       // but its sender has no part in that
	lastAgent contact.AgentID
	customer  contact.CustomerID // of the contact that it continues
	name      string
}

// maxChain is how many contacts that continue one another are followed.
const maxChain = 1000

// place finds the contact that a mail belongs to: one that has the very mail already; or one that a signed token among
// its recipients, its In-Reply-To, or its References name, the newest first. Its sender must have part in that contact,
// or else it is a new one, linked and flagged: who knows an id joins nothing (I11). A subject decides nothing. Then the
// Message-ID is claimed for the contact, so that the mail is filed once.
func (d *Desk) place(ctx context.Context, p *arrival) (placed, error) {
	have, _, err := d.index.claims(ctx, p.received.ID)
	if err != nil {
		return placed{}, unavailable(err)
	}
	own := slices.DeleteFunc(have, func(c claim) bool { return c.Digest != p.received.Digest })
	at, err := d.find(ctx, p)
	if err != nil {
		return at, err
	}
	if n := len(own); n > 0 {
		known, over, err := d.filed(ctx, own[n-1].Contact, p.received.Digest)
		if err != nil || known || !over {
			at.contact = own[n-1].Contact
			return at, err
		}
	}
	if at.contact == "" {
		at.contact = d.cfg.NewContact()
	}
	if at.continues != "" && !at.stranger {
		if at.contact, err = d.successor(ctx, at); err != nil {
			return at, err
		}
	}
	settled, err := d.index.claim(ctx, p.received.ID, claim{at.contact, p.received.Digest})
	if err != nil {
		return at, unavailable(err)
	}
	if len(own) == 0 { // another node, or another goroutine, may have been faster
		at.contact = settled.Contact
	}
	return at, nil
}

// filed reports whether a contact has a mail, and whether it is over without it.
func (d *Desk) filed(ctx context.Context, id contact.ID, digest string) (known, over bool, err error) {
	err = d.with(ctx, id, func(r *room) error {
		known = r.thread.Digest(digest) > 0
		over = r.thread.Len() > 0 && r.thread.Phase() == Over
		return nil
	})
	return known, over, err
}

// maxNamed is how many contacts that a mail names are looked at.
const maxNamed = 100

// find finds the contact that a mail answers: the first that it names and its sender has part in, or else the first that
// it names. It is zero if there is none.
func (d *Desk) find(ctx context.Context, p *arrival) (best placed, err error) {
	n := 0
	for c, err := range d.named(ctx, p) {
		if err != nil {
			return best, unavailable(err)
		}
		at, found, err := d.join(ctx, p, c.contact)
		switch {
		case err != nil:
			return best, err
		case found && !at.stranger:
			return at, nil
		case found && best.continues == "" && !c.also: // who only answers to the same mail is not a stranger
			best = at
		}
		if n++; n == maxNamed {
			break
		}
	}
	return best, nil
}

// named is a contact that a mail names.
type named struct {
	contact contact.ID
	also    bool // it does not have the mail that is named: it only has another one that names it, too
}

// named yields the contacts that a mail names, the surest first.
func (d *Desk) named(ctx context.Context, p *arrival) iter.Seq2[named, error] {
	return func(yield func(named, error) bool) {
		for _, addr := range p.recipients {
			if id, ok := d.cfg.Keys.ReadAddress(addr); ok && !yield(named{contact: id}, nil) {
				return
			}
		}
		for _, ref := range p.references() {
			if id, _, ok := d.cfg.Keys.ReadMessageID(ref); ok {
				if !yield(named{contact: id}, nil) {
					return
				}
				continue
			}
			claims, _, err := d.index.claims(ctx, ref)
			if err != nil {
				yield(named{}, err)
				return
			}
			for _, c := range claims {
				if !yield(named{c.Contact, c.Digest == ""}, nil) {
					return
				}
			}
		}
	}
}

// join decides how a mail goes with a contact that it names, or with the last of those that continue it.
func (d *Desk) join(ctx context.Context, p *arrival, id contact.ID) (at placed, found bool, err error) {
	part := d.bounced(p, id)
	for range maxChain {
		next := contact.ID("")
		err := d.with(ctx, id, func(r *room) error {
			t := r.thread
			if t.Len() == 0 {
				return nil
			}
			found = true
			at = placed{contact: id, continues: id, lastAgent: last(t.Served()), customer: t.Opened().Customer, name: t.Opened().Name}
			part = part || p.from(t)
			switch {
			case !part:
				at = placed{continues: id, stranger: true}
			case t.Phase() != Over || p.received.attaches():
				at.continues = ""
			case t.Successor() != "": // it may not have begun
				next = t.Successor()
				at.contact = next
			default:
				at.contact = ""
			}
			return nil
		})
		if err != nil || next == "" {
			return at, found, err
		}
		id = next
	}
	return at, found, nil
}

// from reports whether all who wrote a mail have part in a thread. One of several is not enough: the others would have it then.
func (p *arrival) from(t *Thread) bool {
	return len(p.received.From) > 0 && !slices.ContainsFunc(p.received.From, func(a message.Address) bool { return !t.Takes(a) })
}

func last[T any](list []T) (t T) {
	if n := len(list); n > 0 {
		t = list[n-1]
	}
	return t
}

// successor returns the contact that continues another one, which is over.
func (d *Desk) successor(ctx context.Context, at placed) (contact.ID, error) {
	next := at.contact
	err := d.with(ctx, at.continues, func(r *room) error {
		if err := r.step(ctx, Continue{By: at.contact}); err != nil {
			return err
		}
		next = r.thread.Successor()
		return nil
	})
	return next, err
}

// refer notes for the ids that a mail refers to which contact has it: an answer to one of them, which was never here,
// is found then.
func (d *Desk) refer(ctx context.Context, p *arrival, id contact.ID) error {
	for _, ref := range p.references() {
		if _, _, own := d.cfg.Keys.ReadMessageID(ref); own {
			continue
		}
		if _, err := d.index.claim(ctx, ref, claim{Contact: id}); err != nil {
			return unavailable(err)
		}
	}
	return nil
}

func unavailable(err error) error {
	if code := codeOf(err); code != "" {
		return err
	}
	return &Error{Code: ErrUnavailable, Cause: err}
}

// bounced reports whether a mail is a bounce of one that the contact sent. Its sender is a machine.
func (d *Desk) bounced(p *arrival, id contact.ID) bool {
	return slices.ContainsFunc(p.about, func(ref string) bool {
		of, _, own := d.cfg.Keys.ReadMessageID(ref)
		return own && of == id
	})
}
