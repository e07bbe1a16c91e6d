package routing_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/routing"
)

// silent is a journal that gives no answer to an append, as over a network that loses everything.
type silent struct {
	journal.Watcher
	on atomic.Bool
}

func (s *silent) Append(ctx context.Context, stream string, after journal.Version, rec journal.Record) (journal.Version, error) {
	if !s.on.Load() {
		return s.Watcher.Append(ctx, stream, after, rec)
	}
	<-ctx.Done()
	return 0, &journal.Error{Op: journal.OpAppend, Stream: stream, Version: after, RecordID: rec.ID, Err: journal.ErrUnknown, Cause: ctx.Err()}
}

// TestNodesJournalHangs: a leader whose journal gives no answer waits for it no longer than Patience, and leads no more.
func TestNodesJournalHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := &silent{Watcher: new(journal.Memory)}
		cfg := siteConfig(j)
		cfg.Patience = 3 * time.Second
		cfg.Forward = func(context.Context, routing.Command) (journal.Version, error) {
			return 0, &routing.Error{Code: routing.ErrNotLeading}
		}
		s := openSite(t, cfg)
		if err := s.Lead(t.Context()); err != nil {
			t.Fatal(err)
		}
		_, lost := s.Role()
		j.on.Store(true)
		began := time.Now()
		err := s.Do(t.Context(), routing.Enqueue{Contact: "c", Queue: "chat"})
		if took := time.Since(began); !errors.Is(err, routing.ErrUnavailable) || took > cfg.Patience {
			t.Errorf("Do returned %v after %v, want %v", err, took, routing.ErrUnavailable)
		}
		<-lost
		if took := time.Since(began); took > cfg.Patience {
			t.Errorf("the center led for %v, want no more than %v", took, cfg.Patience)
		}
	})
}

// mute is a journal whose next read gives no answer.
type mute struct {
	journal.Watcher
	next atomic.Bool
}

func (m *mute) Read(ctx context.Context, stream string, after journal.Version) iter.Seq2[journal.Record, error] {
	if !m.next.CompareAndSwap(true, false) {
		return m.Watcher.Read(ctx, stream, after)
	}
	return func(yield func(journal.Record, error) bool) {
		<-ctx.Done()
		yield(journal.Record{}, &journal.Error{Op: journal.OpRead, Stream: stream, Version: after, Err: ctx.Err()})
	}
}

// TestNodesReadHangs: a follower whose journal gives no answer to a read asks again, and can lead.
func TestNodesReadHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := &mute{Watcher: new(journal.Memory)}
		cfg := siteConfig(j)
		cfg.Patience = 3 * time.Second
		cfg.Forward = nobody
		s := openSite(t, cfg)
		time.Sleep(time.Second)
		j.next.Store(true)
		time.Sleep(time.Minute) // it looks now and then
		if j.next.Load() {
			t.Fatal("the follower did not read")
		}
		if err := s.Lead(t.Context()); err != nil {
			t.Errorf("Lead failed: %v", err)
		}
	})
}

func nobody(context.Context, routing.Command) (journal.Version, error) {
	return 0, &routing.Error{Code: routing.ErrNotLeading}
}

// disk is a journal that takes some time to make a record durable.
type disk struct {
	journal.Watcher
	takes time.Duration
}

func (d *disk) Append(ctx context.Context, stream string, after journal.Version, rec journal.Record) (journal.Version, error) {
	time.Sleep(d.takes)
	return d.Watcher.Append(ctx, stream, after, rec)
}

// TestNodesHandOverUnderLoad: a leader hands over though commands never cease to come. What was sent before is done, what comes
// later certainly not.
func TestNodesHandOverUnderLoad(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cfg := siteConfig(&disk{new(journal.Memory), 2 * time.Millisecond})
		cfg.Forward = nobody
		s := openSite(t, cfg)
		if err := s.Lead(t.Context()); err != nil {
			t.Fatal(err)
		}
		var group sync.WaitGroup
		var done atomic.Int64
		for n := range 64 {
			group.Go(func() {
				for k := 0; ; k++ {
					time.Sleep(time.Duration(1+(n*7+k*3)%20) * time.Millisecond)
					_, err := s.Serve(t.Context(), routing.Enqueue{Contact: contact.ID(fmt.Sprintf("%d-%d", n, k)), Queue: "chat"})
					if errors.Is(err, routing.ErrNotLeading) {
						return
					}
					if err != nil {
						t.Errorf("Serve failed: %v", err)
					}
					done.Add(1)
				}
			})
		}
		time.Sleep(100 * time.Millisecond)
		began := time.Now()
		if err := s.Follow(t.Context()); err != nil || time.Since(began) > 20*time.Millisecond {
			t.Errorf("Follow returned %v after %v", err, time.Since(began))
		}
		group.Wait()
		if err := s.View(func(f *routing.Floor) {
			got := int64(0)
			for range f.Contacts() {
				got++
			}
			if got != done.Load() {
				t.Errorf("there are %d contacts, want the %d that were acknowledged", got, done.Load())
			}
		}); err != nil {
			t.Error(err)
		}
	})
}

// TestNodesForgottenID: a command in doubt is not sent again when its id may have been forgotten.
func TestNodesForgottenID(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, others := range []int{0, 1, 20} {
			ns := openNodes(t, 2, new(journal.Memory))
			leader, far := ns.all[0], ns.all[1]
			leader.do(routing.SetSettings{Settings: routing.Settings{KeepCommands: 10}})
			ns.lost.Store(1)
			answer := make(chan error, 1)
			go func() { answer <- far.Do(t.Context(), routing.Enqueue{Contact: "mine", Queue: "chat"}) }()
			synctest.Wait() // the answer is lost, and it has not been sent again
			for n := range others {
				leader.do(routing.Enqueue{Contact: siteContact(n), Queue: "chat"})
			}
			switch err := <-answer; {
			case others < 10 && err != nil:
				t.Errorf("after %d others, Do returned %v", others, err)
			case others >= 10:
				refused(t, "Do", err, routing.ErrUnavailable)
			}
		}
	})
}
