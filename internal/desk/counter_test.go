package desk_test

import (
	"context"
	"errors"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/history"
	"github.com/acdkit/acdkit/internal/desk"
	"github.com/acdkit/acdkit/routing"
)

// counter is a machine: a log of words, some with a number behind.
type counter struct {
	log      []string
	customer contact.CustomerID
	began    time.Time
	ended    time.Time
	due      time.Time
	counts   int
	wants    uint64 // a queue, since that word
	taken    bool
}

func (c *counter) apply(word string) error {
	name, arg, _ := strings.Cut(word, " ")
	at := func() time.Time {
		n, _ := strconv.ParseInt(arg, 10, 64)
		return time.Unix(0, n).UTC()
	}
	c.log = append(c.log, name)
	switch name {
	case "customer":
		c.customer = contact.CustomerID(arg)
	case "began":
		c.began, c.wants = at(), uint64(len(c.log))
	case "queued":
		c.wants = 0
	case "taken":
		c.taken = true
	case "remind":
		c.due = at()
	case "reminded":
		c.due = time.Time{}
	case "over":
		c.ended, c.wants = at(), 0
	case "count":
		c.log[len(c.log)-1] = word
		c.counts++
	default:
		return errDamaged
	}
	return nil
}

// tenant has a counter in a room.
type tenant struct {
	*desk.Room
	s    *site
	c    *counter
	job  func() // for who leaves the room
	told []int  // how many events at a time
}

func stamp(name string, at time.Time) string {
	return name + " " + strconv.FormatInt(at.UnixNano(), 10)
}

// step appends words to the log, as one record.
func (n *tenant) step(ctx context.Context, words ...string) error {
	for _, w := range words {
		if err := n.c.apply(w); err != nil {
			return err
		}
		if strings.HasPrefix(w, "taken") || strings.HasPrefix(w, "over") {
			n.Record()
		}
	}
	return n.Append(ctx, []byte(strings.Join(words, "\n")))
}

// count counts something once.
func (n *tenant) count(ctx context.Context, id string) error {
	if slices.Contains(n.c.log, "count "+id) {
		return nil
	}
	return n.step(ctx, "count "+id)
}

// begin begins a counter of a customer.
func (n *tenant) begin(ctx context.Context, customer contact.CustomerID) error {
	began, err := n.List(ctx, customer, history.Entry{Queue: "mails", Subject: "One, two"})
	if err != nil {
		return err
	}
	return n.step(ctx, "customer "+string(customer), stamp("began", began))
}

func (n *tenant) Stage() desk.Stage {
	switch {
	case n.c == nil:
		return desk.Unread
	case len(n.c.log) == 0:
		return desk.Empty
	case !n.c.ended.IsZero():
		return desk.Over
	}
	return desk.Going
}

func (n *tenant) Read(records iter.Seq2[[]byte, error]) error {
	c := &counter{}
	for data, err := range records {
		if err != nil {
			return err
		}
		for word := range strings.SplitSeq(string(data), "\n") {
			if err := c.apply(word); err != nil {
				return err
			}
		}
	}
	n.c = c
	return nil
}

func (n *tenant) ReadOn(records iter.Seq2[[]byte, error]) error {
	for data, err := range records {
		for word := range strings.SplitSeq(string(data), "\n") {
			if err == nil {
				err = n.c.apply(word)
			}
		}
		if err != nil {
			n.c = nil
			return err
		}
	}
	return nil
}

func (n *tenant) Resume(context.Context) error {
	n.s.resumed.Add(1)
	return nil
}

func (n *tenant) Forget() { n.c = nil }

func (n *tenant) Begin(ctx context.Context, v routing.ContactView) error {
	if n.s.shy {
		return nil
	}
	return n.begin(ctx, v.Customer)
}

func (n *tenant) Follow(ctx context.Context, events []routing.Event) error {
	if n.s.failing.Add(-1) >= 0 {
		return errUnavailable
	}
	n.told = append(n.told, len(events))
	var words []string
	for _, ev := range events {
		switch ev.Payload.(type) {
		case routing.ContactQueued:
			if n.c.wants > 0 {
				words = append(words, "queued")
			}
		case routing.OfferAccepted:
			words = append(words, "taken")
		case routing.ContactEnded, routing.ContactClosed:
			words = append(words, stamp("over", ev.At))
		}
	}
	if len(words) == 0 {
		return nil
	}
	return n.step(ctx, words...)
}

func (n *tenant) Match(ctx context.Context, v routing.ContactView, known bool) error {
	var words []string
	switch {
	case n.Stage() == desk.Over || !known && n.c.wants > 0:
		return nil
	case !known:
		words = append(words, stamp("over", time.Now()))
	default:
		if n.c.wants > 0 {
			words = append(words, "queued")
		}
		if v.Owner != "" && !n.c.taken {
			words = append(words, "taken")
		}
		if v.State == contact.WrapUp || v.State == contact.Closed {
			words = append(words, stamp("over", time.Now()))
		}
	}
	if len(words) == 0 {
		return nil
	}
	return n.step(ctx, words...)
}

func (n *tenant) Routed() bool { return slices.Contains(n.c.log, "queued") }

func (n *tenant) Errand() desk.Errand {
	if n.c.wants == 0 {
		return desk.Errand{}
	}
	cmd := routing.Enqueue{Contact: n.ID, Queue: n.s.queue, Customer: n.c.customer}
	return desk.Errand{Seq: n.c.wants, Command: desk.Once(contact.Email, n.ID, n.c.wants, cmd)}
}

func (n *tenant) Refused(ctx context.Context, refusal error) error {
	if errors.Is(refusal, routing.ErrDuplicate) {
		return nil
	}
	return errors.Join(refusal, n.step(ctx, stamp("over", time.Now())))
}

func (n *tenant) Deadline() (time.Time, bool) {
	return n.c.due, !n.c.due.IsZero() && n.Stage() == desk.Going
}

func (n *tenant) Tick(ctx context.Context) error {
	if due, waits := n.Deadline(); !waits || due.After(time.Now()) || n.s.lame.Load() {
		return nil
	}
	return n.step(ctx, "reminded")
}

func (n *tenant) Entry() (contact.CustomerID, history.Entry) {
	e := history.Entry{
		Contact: n.ID, Channel: contact.Email, Queue: "mails", Subject: "One, two", Began: n.c.began, Ended: n.c.ended, Messages: n.c.counts,
	}
	if e.Over() {
		e.Reason = contact.AgentEnded
	}
	return n.c.customer, e
}

func (n *tenant) Left() {
	if n.job != nil {
		n.Go(n.job)
		n.job = nil
	}
}
