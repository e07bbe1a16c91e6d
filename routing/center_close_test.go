package routing_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/routing"
	"golang.org/x/sync/errgroup"
)

// gate is a journal whose appends wait while it is shut, or until their context ends.
type gate struct {
	*journal.Memory
	open chan struct{} // closed when it is not shut
}

func (g *gate) Append(ctx context.Context, stream string, after journal.Version, rec journal.Record) (journal.Version, error) {
	select {
	case <-g.open:
		return g.Memory.Append(ctx, stream, after, rec)
	case <-ctx.Done():
		return 0, &journal.Error{Op: journal.OpAppend, Stream: stream, Version: after, RecordID: rec.ID, Err: ctx.Err()}
	}
}

// openGate opens a center and shuts its journal.
func openGate(t *testing.T) (*site, *gate) {
	t.Helper()
	g := &gate{Memory: new(journal.Memory), open: make(chan struct{})}
	close(g.open)
	cfg := siteConfig(g)
	cfg.MaxBatch = 256
	s := openSite(t, cfg)
	s.staff("a0")
	synctest.Wait()
	g.open = make(chan struct{})
	return s, g
}

// enqueueMany sends commands from many goroutines and returns when they wait.
func (s *site) enqueueMany(ctx context.Context, n int) (*errgroup.Group, []error) {
	group, answers := new(errgroup.Group), make([]error, n)
	for i := range answers {
		group.Go(func() error {
			answers[i] = s.Do(ctx, routing.Enqueue{Contact: siteContact(i), Queue: "chat"})
			return nil
		})
	}
	synctest.Wait()
	return group, answers
}

// TestCenterClose: commands that wait are done, further ones refused.
func TestCenterClose(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, g := openGate(t)
		group, answers := s.enqueueMany(t.Context(), 3000) // more than one batch and the queue hold
		closed := make(chan error)
		go func() { closed <- s.Close(t.Context()) }()
		synctest.Wait()
		refused(t, "Do after Close", s.Do(t.Context(), nil), routing.ErrClosed)
		close(g.open)
		if err := <-closed; err != nil {
			t.Errorf("Close failed: %v", err)
		}
		group.Wait()
		done := 0
		for _, err := range answers {
			if err == nil {
				done++
			} else if !errors.Is(err, routing.ErrClosed) {
				t.Errorf("a command that waited at Close: %v", err)
			}
		}
		if in := len(payloads[routing.ContactQueued](s.agrees())); in != done || done < 1024 {
			t.Errorf("%d commands done, %d in the log", done, in)
		}
		refused(t, "Do", s.Do(t.Context(), routing.SignIn{Agent: "a1"}), routing.ErrClosed)
		if err := s.Close(t.Context()); err != nil {
			t.Errorf("the second Close failed: %v", err)
		}
	})
}

// TestCenterCloseCutShort: a journal that hangs does not keep a center from closing.
func TestCenterCloseCutShort(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, g := openGate(t)
		group, answers := s.enqueueMany(t.Context(), 10)
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		begin := time.Now()
		if err := s.Close(ctx); !errors.Is(err, context.DeadlineExceeded) || time.Since(begin) != 5*time.Second {
			t.Errorf("Close returned %v after %v", err, time.Since(begin))
		}
		group.Wait()
		for _, err := range answers {
			if !errors.Is(err, routing.ErrUnavailable) && !errors.Is(err, routing.ErrClosed) {
				t.Errorf("a command that was cut short: %v", err)
			}
		}
		close(g.open)
		if in := len(payloads[routing.ContactQueued](eventsOf(t, siteRecords(t, g.Memory)))); in != 0 {
			t.Errorf("%d contacts in the log", in)
		}
	})
}

// TestCenterDoCancelled: who no longer waits learns nothing; the command is done all the same, once.
func TestCenterDoCancelled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, g := openGate(t)
		ctx, cancel := context.WithCancel(t.Context())
		group, answers := s.enqueueMany(ctx, 10)
		cancel()
		group.Wait()
		for _, err := range answers {
			if !errors.Is(err, context.Canceled) {
				t.Errorf("a cancelled command: %v", err)
			}
		}
		close(g.open)
		s.do(routing.SignIn{Agent: "a1"})
		if in := len(payloads[routing.ContactQueued](s.agrees())); in != 10 {
			t.Errorf("%d of 10 contacts in the log", in)
		}
		refused(t, "Enqueue", s.Do(t.Context(), routing.Enqueue{Contact: siteContact(0), Queue: "chat"}), routing.ErrDuplicate)
	})
}

// TestCenterDoCancelledBefore: a command whose context has ended is not even sent.
func TestCenterDoCancelledBefore(t *testing.T) {
	s := openSite(t, siteConfig(new(journal.Memory)))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for i := range 100 {
		if err := s.Do(ctx, routing.Enqueue{Contact: siteContact(i), Queue: "chat"}); !errors.Is(err, context.Canceled) {
			t.Fatalf("Do returned %v", err)
		}
	}
	s.do(routing.SignIn{Agent: "a0"})
	if in := len(payloads[routing.ContactQueued](s.agrees())); in != 0 {
		t.Errorf("%d contacts in the log", in)
	}
}
