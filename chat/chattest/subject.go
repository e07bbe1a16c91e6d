package chattest

import (
	"context"
	"testing"
	"time"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact"
)

// subject is a transport under test.
type subject struct {
	Harness
	t   testing.TB
	ctx context.Context
}

// recipient is one member of one contact.
type recipient struct {
	contact contact.ID
	to      chat.Member
}

// line is the way to one recipient: what was delivered there, so what is to arrive. It is for one goroutine at a time.
type line struct {
	*subject
	recipient
	seq   uint64 // of the last entry
	tries []try
	next  int             // the try that may arrive next
	signs []chat.Delivery // of typing, that may arrive
}

// try is one call of Deliver.
type try struct {
	chat.Delivery
	taken   bool // by the transport: it must arrive
	arrived bool
}

func (s *subject) line(id contact.ID, to chat.Member) *line {
	l := &line{subject: s, recipient: recipient{id, to}}
	if s.Connect != nil {
		s.Connect(id, to)
	}
	return l
}

// began is when the entries of the cases begin.
var began = time.Date(2026, time.March, 1, 23, 59, 58, 999_999_000, time.UTC)

// following returns the delivery that comes next on the line. Numbers of entries that are for others are missing.
func (l *line) following(p chat.Payload) chat.Delivery {
	prev := l.seq
	l.seq += 1 + prev%3
	at := began.Add(time.Duration(l.seq))
	return chat.Delivery{Contact: l.contact, To: l.to, Prev: prev, Entry: chat.Entry{Seq: l.seq, At: at, Payload: p}}
}

// said returns a message that says for whom it is.
func (l *line) said(text string) chat.Said {
	from := chat.Party{Member: chat.AgentMember("kim"), Role: chat.RoleAgent, Name: "김하나"}
	return chat.Said{ID: "m", From: from, Text: text + " for " + string(l.to) + " of " + string(l.contact)}
}

// try delivers once, and notes it.
func (l *line) try(ctx context.Context, d chat.Delivery) error {
	err := l.Transport.Deliver(ctx, d)
	l.tries = append(l.tries, try{Delivery: d, taken: err == nil})
	return err
}

// persistence is how often the suite delivers something before it gives up. A transport may fail now and then.
const persistence = 20

// bring delivers until the transport takes it, as a Desk does.
func (l *line) bring(d chat.Delivery) error {
	err := l.try(l.ctx, d)
	for n := 1; err != nil && n < persistence && l.ctx.Err() == nil; n++ {
		err = l.try(l.ctx, d)
	}
	return err
}

// send brings the next entry, and returns its delivery.
func (l *line) send(p chat.Payload) chat.Delivery {
	l.t.Helper()
	d := l.following(p)
	l.again(d)
	return d
}

// again brings a delivery that may have come before.
func (l *line) again(d chat.Delivery) {
	l.t.Helper()
	if err := l.bring(d); err != nil {
		l.t.Fatalf("Deliver(%s) failed %d times: %v", d.ID(), persistence, err)
	}
}

// cut makes the recipient unreachable, and back reachable.
func (l *line) cut()  { l.Cut(l.contact, l.to) }
func (l *line) back() { l.Connect(l.contact, l.to) }

// soon is when the context of a Deliver ends that cannot succeed, and when it is taken for waiting.
const soon = 20 * time.Millisecond

// within calls f with a context that ends soon, and expects f to return then.
func (s *subject) within(what string, f func(ctx context.Context) error) error {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.ctx, soon)
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- f(ctx) }()
	select {
	case err := <-done:
		return err
	case <-s.ctx.Done():
		s.t.Fatalf("%s does not return when its context ends", what)
		return nil
	}
}
