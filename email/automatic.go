package email

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"time"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/email/auto"
	"github.com/acdkit/acdkit/email/compose"
	"github.com/acdkit/acdkit/email/document"
	"github.com/acdkit/acdkit/email/message"
	"github.com/acdkit/acdkit/email/reply"
)

// answerItself answers a mail automatically, once: with the mailbox's acknowledgement, if it began a contact, and with
// what the Guard did to it (P3). Mail that nobody wrote is not answered, and nobody gets more than a few such mails a
// day (I13).
func (d *Desk) answerItself(ctx context.Context, p *arrival, taken Taken) error {
	b := d.book.Load()
	ack := d.mailbox(p.mailbox.Address.Addr).Acknowledge
	var notices []string
	if !b.Automatic.Untold {
		for _, n := range p.received.Told {
			if text := n.Text(p.mailbox.Language); !slices.Contains(notices, text) {
				notices = append(notices, text)
			}
		}
	}
	if !p.answerable || ack.Body.Blank() && len(notices) == 0 {
		return nil
	}
	allowed := new(bool) // counted, once
	return d.with(ctx, taken.Contact, func(r *room) error {
		o := r.thread.Opened()
		if taken.Entry != firstMail || o.Continues != "" && !o.Stranger { // a conversation that goes on needs none
			ack = document.Template{}
		}
		if ack.Body.Blank() && len(notices) == 0 || r.thread.Phase() == Over {
			return nil
		}
		for _, e := range r.thread.entries {
			if s, ok := e.Payload.(Sent); ok && s.Agent == "" && s.Answers == taken.Entry {
				return nil
			}
		}
		return r.answerItself(ctx, taken.Entry, p.returnPath(), allowed, ack, notices)
	})
}

func (r *room) answerItself(ctx context.Context, seq uint64, to message.Address, allowed *bool, ack document.Template, notices []string) error {
	d, t := r.desk, r.thread
	o, original, _ := t.original(seq)
	if to.Addr == "" || d.book.Load().reply.Has(to) { // there is nobody to be told
		return nil
	}
	if !*allowed {
		var err error
		if *allowed, err = d.allowed(ctx, to); err != nil || !*allowed {
			return err
		}
	}
	box := d.mailbox(t.Opened().Mailbox)
	parent, references := reply.Threading(o)
	m := compose.Mail{
		Date: d.cfg.Now(), From: box.Address, To: []message.Address{to}, Subject: reply.Subject(original.Subject), References: references,
		ID: d.cfg.Keys.MessageID(r.ID, t.Len()+1, domainOf(box.Address)), Extra: d.book.Load().mark.Automatic(), SMTPUTF8: true,
	}
	if parent != "" {
		m.InReplyTo = []string{parent}
	}
	m.Text = automaticText(ack.Fill(r.values("", seq)).Text(), notices)
	s := Sent{Answers: seq, Rcpt: []string{to.Addr}}
	checked, err := r.pack(ctx, "", m, &s)
	defer r.audit("", checked.Audit)
	if err != nil {
		if errors.Is(err, ErrUnavailable) {
			return err
		}
		d.cfg.Logger.Warn("email: an automatic mail was not sent", "contact", r.ID, "err", err)
		return nil
	}
	return r.step(ctx, SendAutomatic{s})
}

// allowed reports whether an address may get one more automatic mail today, and counts it.
func (d *Desk) allowed(ctx context.Context, a message.Address) (bool, error) {
	sum := sha256.Sum256([]byte("automatic:" + a.Key()))
	stream := "automatic/" + hex.EncodeToString(sum[:16])
	now, limit := d.cfg.Now(), auto.Allowance{Most: d.book.Load().Automatic.PerDay, Within: 24 * time.Hour}
	for {
		var times []time.Time
		version := journal.Version(0)
		for rec, err := range journal.Replay(ctx, d.cfg.Journal, stream, 0) {
			if err != nil {
				return false, unavailable(err)
			}
			var at time.Time
			if err := at.UnmarshalBinary(rec.Data); err != nil {
				return false, &Error{Code: ErrDamaged, Cause: err}
			}
			times, version = append(times, at), rec.Version
		}
		if _, ok := limit.Take(now, times); !ok {
			return false, nil
		}
		data, err := now.UTC().MarshalBinary()
		if err != nil {
			return false, &Error{Code: ErrInvalidCommand, Cause: err}
		}
		_, err = journal.Commit(ctx, d.cfg.Journal, stream, version, journal.NewRecord(d.cfg.NewID(), data))
		if !errors.Is(err, journal.ErrConflict) {
			if err != nil {
				err = unavailable(err)
			}
			return err == nil, err
		}
	}
}
