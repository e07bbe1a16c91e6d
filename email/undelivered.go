package email

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/email/auto"
	"github.com/acdkit/acdkit/email/message"
)

// comeBack files a mail that has not arrived as a bounce, the way a mail system would have sent one: in the thread that it
// left from, or in a new contact if that is over, so that somebody sees it. It is from the desk itself to those who did not
// get the mail, so that an answer to it goes to them.
func (d *Desk) comeBack(ctx context.Context, id contact.ID, mail Sent, refused []Refusal, left []string) error {
	box := ""
	if err := d.with(ctx, id, func(r *room) error { box = r.thread.Opened().Mailbox; return nil }); err != nil {
		return err
	}
	mailbox := d.mailbox(box)
	l := Letter{
		ID: "failed." + mail.ID, Subject: mail.Subject,
		From: []message.Address{mailbox.Address}, Date: d.cfg.Now().UTC(), InReplyTo: []string{mail.ID}, Text: report(refused, left),
	}
	missing := slices.Clone(left)
	for _, refusal := range refused {
		missing = append(missing, refusal.Addr)
	}
	for _, addr := range missing {
		l.To = append(l.To, message.Address{Addr: addr})
	}
	sum := sha256.Sum256([]byte(l.ID))
	p := &arrival{mailbox: &mailbox, at: l.Date, about: []string{mail.ID}, null: true}
	p.received = Received{Letter: l, Digest: hex.EncodeToString(sum[:16]), Class: auto.Bounce, Reason: auto.ReturnedMail, Failed: true}
	_, err := d.file(ctx, p)
	return err
}

// report lists who has not got a mail, and why.
func report(refused []Refusal, left []string) string {
	var b strings.Builder
	for _, r := range refused {
		fmt.Fprintf(&b, "%s: %d %s\n", r.Addr, r.Code, r.Status)
	}
	for _, addr := range left {
		fmt.Fprintf(&b, "%s: -\n", addr)
	}
	return b.String()
}
