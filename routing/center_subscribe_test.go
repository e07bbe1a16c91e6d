package routing_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/routing"
)

// subscriber keeps what a subscription yields.
type subscriber struct {
	mu      sync.Mutex
	batches []routing.Batch
	err     error
	done    chan struct{}
}

// subscribe begins a subscription; pause, if any, is called after each batch.
func (s *site) subscribe(ctx context.Context, after journal.Version, pause ...func()) *subscriber {
	sub := &subscriber{done: make(chan struct{})}
	s.t.Cleanup(func() { <-sub.done })
	go func() {
		defer close(sub.done)
		for b, err := range s.Subscribe(ctx, after) {
			sub.note(b, err)
			for _, p := range pause {
				p()
			}
		}
	}()
	return sub
}

func (s *subscriber) over() bool {
	select {
	case <-s.done:
		return true
	default:
		return false
	}
}

func (s *subscriber) note(b routing.Batch, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err = err; err == nil {
		s.batches = append(s.batches, b)
	}
}

// sees returns what has been yielded; the subscription must go on.
func (s *subscriber) sees(t *testing.T) []routing.Batch {
	t.Helper()
	synctest.Wait()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.over() {
		t.Fatalf("the subscription ended with %v", s.err)
	}
	return slices.Clone(s.batches)
}

// ended returns what was yielded, and the error at the end.
func (s *subscriber) ended(t *testing.T) ([]routing.Batch, error) {
	t.Helper()
	synctest.Wait()
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.over() || s.err == nil {
		t.Fatalf("the subscription should have ended with an error; ended %t, %v", s.over(), s.err)
	}
	return s.batches, s.err
}

// isLog checks that batches are the log from after a version on, without gaps.
func isLog(t *testing.T, j journal.Journal, after journal.Version, batches []routing.Batch) {
	t.Helper()
	records := siteRecords(t, j)
	if len(batches) != len(records)-int(after) {
		t.Errorf("after %d: %d batches, want %d", after, len(batches), len(records)-int(after))
		return
	}
	for i, b := range batches {
		rec := records[int(after)+i]
		if want := eventsOf(t, []journal.Record{rec}); b.Version != rec.Version || !slices.EqualFunc(b.Events, want, sameEvent) {
			t.Errorf("batch %d is not record %d of the log", b.Version, rec.Version)
		}
	}
}

func sameEvent(a, b routing.Event) bool {
	return a.At.Equal(b.At) && a.Command == b.Command && routing.Describe(a) == routing.Describe(b)
}

// TestCenterSubscribe: whenever they begin and however slow they are, subscribers see the whole log.
func TestCenterSubscribe(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openSite(t, siteConfig(new(journal.Memory)))
		subs := map[*subscriber]journal.Version{s.subscribe(t.Context(), 0): 0}
		slow := s.subscribe(t.Context(), 0, func() { time.Sleep(time.Minute) })
		subs[slow] = 0
		ahead := s.Version() + 5
		subs[s.subscribe(t.Context(), ahead)] = ahead
		s.staff("a0", "a1")
		begin := time.Now()
		for n := range 50 {
			s.do(routing.Enqueue{Contact: siteContact(n), Queue: "mail"})
			if n%10 == 0 {
				middle := s.Version() / 2
				subs[s.subscribe(t.Context(), middle)] = middle
			}
		}
		if passed := time.Since(begin); passed > 0 {
			t.Errorf("a slow subscriber held up the commands for %v", passed)
		}
		if n := len(slow.sees(t)); n > 2 {
			t.Errorf("the slow subscriber is at %d already", n)
		}
		time.Sleep(time.Hour)
		for sub, after := range subs {
			isLog(t, s.cfg.Journal, after, sub.sees(t))
		}
	})
}

// TestCenterSubscribeEnds: by its context, by breaking off, and by Close when all was delivered.
func TestCenterSubscribeEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openSite(t, siteConfig(new(journal.Memory)))
		ctx, cancel := context.WithCancel(t.Context())
		cancelled := s.subscribe(ctx, 0)
		subs := make(map[*subscriber]journal.Version)
		for range 10 { // at their first batch when the center is closed
			subs[s.subscribe(t.Context(), 0, func() { time.Sleep(time.Second) })] = 0
		}
		cancelled.sees(t)
		s.staff("a0")
		for b, err := range s.Subscribe(t.Context(), 0) {
			if b.Version != 1 || err != nil {
				t.Errorf("the first batch is %d, %v", b.Version, err)
			}
			break
		}
		cancelled.sees(t)
		cancel()
		if _, err := cancelled.ended(t); !errors.Is(err, context.Canceled) {
			t.Errorf("after cancelling: %v", err)
		}
		s.close()
		subs[s.subscribe(t.Context(), 1)] = 1
		time.Sleep(time.Minute)
		for sub, after := range subs {
			batches, err := sub.ended(t)
			refused(t, "after Close the subscription", err, routing.ErrClosed)
			isLog(t, s.cfg.Journal, after, batches)
		}
	})
}

// TestCenterSubscribeTrimmed: who asks for what is cut is told so, and can go on from the version.
func TestCenterSubscribeTrimmed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openSite(t, siteConfig(new(journal.Memory)))
		slow := s.subscribe(t.Context(), 0, func() { time.Sleep(time.Second) })
		slow.sees(t)
		for n := range 3 {
			s.do(routing.Enqueue{Contact: siteContact(n), Queue: "mail"})
			if err := s.Snapshot(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.Trim(t.Context()); err != nil {
			t.Fatal(err)
		}
		_, err := s.subscribe(t.Context(), 0).ended(t)
		if !errors.Is(err, journal.ErrTrimmed) {
			t.Errorf("from the beginning: %v", err)
		}
		next := s.subscribe(t.Context(), s.Version())
		s.staff("a0")
		if n := len(next.sees(t)); n != 2 {
			t.Errorf("from the version on %d batches were yielded, want 2", n)
		}
		time.Sleep(time.Minute)
		if _, err := slow.ended(t); !errors.Is(err, journal.ErrTrimmed) {
			t.Errorf("who was too slow: %v", err)
		}
	})
}

// TestCenterSubscribeOtherLeader: what another node appended is seen once this one has read it, and
// never before View shows it.
func TestCenterSubscribeOtherLeader(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := new(journal.Memory)
		one, two := openSite(t, siteConfig(j)), openSite(t, siteConfig(j))
		sub := one.subscribe(t.Context(), 0)
		seen := len(sub.sees(t))
		two.do(routing.Enqueue{Contact: "c1", Queue: "mail"})
		for _, s := range []*subscriber{sub, one.subscribe(t.Context(), 0)} {
			if n := len(s.sees(t)); n != seen || one.Version() == two.Version() {
				t.Errorf("%d batches were yielded before the node knew of them", n-seen)
			}
		}
		if err := insist(one.Center, routing.Once{ID: "1", Command: routing.Enqueue{Contact: "c2", Queue: "mail"}}); err != nil {
			t.Fatal(err)
		}
		isLog(t, j, 0, sub.sees(t))
	})
}

// TestCenterSubscribeFails: a journal that cannot be read ends a subscription; it can begin again there.
func TestCenterSubscribeFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := newFaults(new(journal.Memory))
		s := openSite(t, siteConfig(j))
		sub := s.subscribe(t.Context(), 0)
		sub.sees(t)
		j.follow(failAt(j.Calls(journal.OpAppend)+1, 0))
		s.do(routing.Enqueue{Contact: "c1", Queue: "mail"})
		batches, err := sub.ended(t)
		if err == nil {
			t.Error("nothing told that the log cannot be read")
		}
		j.follow(noFaults)
		last := batches[len(batches)-1].Version
		isLog(t, j, last, s.subscribe(t.Context(), last).sees(t))
	})
}
