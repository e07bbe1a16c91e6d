package desk_test

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/internal/desk"
	"github.com/acdkit/acdkit/internal/wire"
	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/wrapup"
)

var (
	errUnavailable = errors.New("unavailable")
	errDamaged     = errors.New("damaged")
	errClosed      = errors.New("closed")
	errInvalidID   = errors.New("invalid id")
	errNotOpen     = errors.New("not open")
	errNotMember   = errors.New("not a member")
	errStillOpen   = errors.New("still open")
)

var failures = desk.Errors{
	New:         func(code error, _ contact.ID, cause error) error { return errors.Join(code, cause) },
	Unavailable: errUnavailable, Damaged: errDamaged, Closed: errClosed, InvalidID: errInvalidID, NotOpen: errNotOpen,
	NotMember: errNotMember, StillOpen: errStillOpen,
}

// site is a center with a desk of counters.
type site struct {
	*desk.Desk
	t       testing.TB
	center  *routing.Center
	memory  *journal.Memory // what is stored
	queue   contact.QueueID // that counters want
	shy     bool            // begins nothing by itself
	failing atomic.Int32    // times that following fails
	lame    atomic.Bool     // ticks do nothing
	resumed atomic.Int32
	moved   atomic.Int32 // tenants who moved in
}

// bubble runs a test in virtual time.
func bubble(t *testing.T, test func(t *testing.T)) { t.Helper(); synctest.Test(t, test) }

// setup is what a center has: one agent.
var setup = []routing.Command{
	routing.SetProfile{Profile: contact.Profile{ID: "p", Capacity: contact.Load{contact.Email: 100, contact.Chat: 100}}},
	routing.SetReason{Reason: wrapup.Reason{ID: "done", Name: "Done"}},
	routing.SetQueue{Queue: routing.Queue{ID: "mails", Channel: contact.Email}},
	routing.SetQueue{Queue: routing.Queue{ID: "chats", Channel: contact.Chat}},
	routing.SetAgent{Agent: routing.Agent{ID: "kim", Name: "Kim", Profile: "p", Queues: []routing.Serves{{Queue: "mails"}, {Queue: "chats"}}}},
}

// openCenter opens a center with one agent, who is available.
func openCenter(t testing.TB, j journal.Journal) *routing.Center {
	t.Helper()
	c := openNode(t, j, nil)
	signIn(t, c)
	return c
}

type forward func(context.Context, routing.Command) (journal.Version, error)

// openNode opens a center, one of several if it has others to forward commands to.
func openNode(t testing.TB, j journal.Journal, to forward) *routing.Center {
	t.Helper()
	c, err := routing.Open(t.Context(), routing.Config{Journal: j, Logger: slog.New(slog.DiscardHandler), Setup: setup, Forward: to})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close(context.Background()) })
	return c
}

// signIn makes kim available, if she is not since before a restart.
func signIn(t testing.TB, c *routing.Center) {
	t.Helper()
	if c.SignIn(t.Context(), "kim") != nil {
		return
	}
	if err := c.SetState(t.Context(), "kim", contact.Available, ""); err != nil {
		t.Fatal(err)
	}
}

// open opens a site on an empty journal.
func open(t testing.TB) *site { m := &journal.Memory{}; return openOn(t, m, m) }

// openOn opens a site; the desk, and only that, goes through a journal before it.
func openOn(t testing.TB, memory *journal.Memory, before journal.Journal) *site {
	t.Helper()
	return openBoth(t, memory, memory, before)
}

// openBoth opens a site whose center and desk have different journals before the same memory.
func openBoth(t testing.TB, memory *journal.Memory, center, before journal.Journal) *site {
	t.Helper()
	s := &site{t: t, center: openCenter(t, center), memory: memory, queue: "mails"}
	s.reopen(before)
	return s
}

// reopen opens another desk on the site's center.
func (s *site) reopen(j journal.Journal) {
	s.t.Helper()
	d := s.newDesk(j)
	s.t.Cleanup(func() { d.Close(context.Background()) })
	s.Desk = d
}

func (s *site) newDesk(j journal.Journal) *desk.Desk {
	s.t.Helper()
	d := desk.New(desk.Config{
		Channel: contact.Email, Center: s.center, Journal: j, Errors: failures,
		Tenant: func(r *desk.Room) desk.Tenant {
			s.moved.Add(1)
			return &tenant{Room: r, s: s}
		},
		Now: time.Now, NewID: contact.NewID, Logger: slog.New(slog.DiscardHandler),
	})
	s.ok(d.Open(s.t.Context()))
	return d
}

func (s *site) ok(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *site) is(err, want error) {
	s.t.Helper()
	if !errors.Is(err, want) {
		s.t.Errorf("error is %v, want %v", err, want)
	}
}

// try does something in a contact's room.
func (s *site) try(id contact.ID, do func(*tenant) error) error {
	return s.With(s.t.Context(), id, func(t desk.Tenant) error { return do(t.(*tenant)) })
}

func (s *site) tryBegin(id contact.ID) error {
	return s.Fulfil(s.t.Context(), id, func(t desk.Tenant) error {
		if t.Stage() != desk.Empty {
			return nil
		}
		return t.(*tenant).begin(s.t.Context(), "cust")
	})
}

func (s *site) tryCount(id contact.ID, what string) error {
	return s.try(id, func(n *tenant) error { return n.count(s.t.Context(), what) })
}

// serve begins a counter that kim has.
func (s *site) serve(id contact.ID) {
	s.t.Helper()
	s.ok(s.tryBegin(id))
	s.ok(s.center.Accept(s.t.Context(), "kim", id))
}

func (s *site) count(id contact.ID, what string) {
	s.t.Helper()
	s.ok(s.tryCount(id, what))
}

func (s *site) end(id contact.ID) {
	s.t.Helper()
	s.ok(s.center.End(s.t.Context(), "kim", id))
}

// remind sets a counter's alarm.
func (s *site) remind(id contact.ID, after time.Duration) {
	s.t.Helper()
	s.ok(s.try(id, func(n *tenant) error { return n.step(s.t.Context(), stamp("remind", time.Now().Add(after))) }))
}

// work has a job done beside a counter, until the function that it returns is called.
func (s *site) work(id contact.ID) (done func()) {
	s.t.Helper()
	end := make(chan struct{})
	s.ok(s.try(id, func(n *tenant) error {
		n.job = func() { <-end }
		return nil
	}))
	return func() { close(end) }
}

// tenant returns who is in a contact's room.
func (s *site) tenant(id contact.ID) (n *tenant) {
	s.t.Helper()
	s.ok(s.try(id, func(there *tenant) error {
		n = there
		return nil
	}))
	return n
}

// reads compares what a contact's log has with what it should.
func (s *site) reads(id contact.ID, want string) {
	s.t.Helper()
	var got []string
	s.ok(s.try(id, func(n *tenant) error {
		got = slices.Clone(n.c.log)
		return nil
	}))
	if got := strings.Join(got, " "); got != want {
		s.t.Errorf("%s reads %q, want %q", id, got, want)
	}
}

// stored returns what a contact's stream has, without a desk.
func (s *site) stored(id contact.ID) string {
	var words []string
	for rec := range s.memory.Read(s.t.Context(), "email/"+string(id), 0) {
		_, data := wire.Followed(rec.Data)
		for word := range strings.SplitSeq(string(data), "\n") {
			if name, _, _ := strings.Cut(word, " "); name != "count" {
				word = name
			}
			words = append(words, word)
		}
	}
	return strings.Join(words, " ")
}

// wait lets everything happen that happens by itself within a time.
func wait(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}
