package jetstream_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/jetstream"
	"github.com/acdkit/acdkit/contact/journal/jetstream/natstest"
	"github.com/nats-io/nats.go"
)

// crowd is writers of several processes who append to the same streams while something goes wrong.
type crowd struct {
	t        *testing.T
	journals []*jetstream.Journal
	streams  []string
	acked    atomic.Int64
	ids      [][]string // by writer, what was acknowledged, in order
}

// run lets two writers, of different processes, append to each stream until fault returns, and checks what is there then.
func (c *crowd) run(fault func(ctx context.Context) error) {
	c.t.Helper()
	ctx, cancel := context.WithTimeout(c.t.Context(), 2*time.Minute)
	defer cancel()
	var stop atomic.Bool
	var wg sync.WaitGroup
	c.ids = make([][]string, 2*len(c.streams))
	for w := range c.ids {
		wg.Go(func() {
			for last, i := journal.Version(0), 0; !stop.Load() && ctx.Err() == nil; i++ {
				id := fmt.Sprintf("writer-%d-%d", w, i)
				var err error
				if last, err = c.store(ctx, w, last, id); err != nil {
					c.t.Errorf("writer %d: %v", w, err)
					return
				}
				c.ids[w] = append(c.ids[w], id)
				c.acked.Add(1)
			}
		})
	}
	if err := fault(ctx); err != nil {
		c.t.Error(err)
	}
	stop.Store(true)
	wg.Wait()
	c.check(ctx)
}

func (c *crowd) stream(w int) string { return c.streams[w%len(c.streams)] }

func (c *crowd) journal(w int) *jetstream.Journal {
	return c.journals[(w+w/len(c.streams))%len(c.journals)]
}

// store does what a caller's duties say until the record is in the stream: after a refusal it reads on, and tries again
// with the same id only if the record is not there.
func (c *crowd) store(ctx context.Context, w int, last journal.Version, id string) (journal.Version, error) {
	j, rec := c.journal(w), journal.NewRecord(id, []byte(id))
	for {
		version, err := journal.Commit(ctx, j, c.stream(w), last, rec)
		if err == nil {
			return version, nil
		}
		if ctx.Err() != nil {
			return 0, err
		}
		for found := false; ; {
			for rec, err := range journal.Replay(ctx, j, c.stream(w), last) {
				if errors.Is(err, journal.ErrCorrupt) || errors.Is(err, journal.ErrTrimmed) {
					return 0, err
				}
				if err != nil {
					break
				}
				last, found = rec.Version, found || rec.ID == id
			}
			if found {
				return last, nil
			}
			break
		}
	}
}

// progress waits until n more records are acknowledged.
func (c *crowd) progress(ctx context.Context, n int64) error {
	for want := c.acked.Load() + n; c.acked.Load() < want; {
		select {
		case <-ctx.Done():
			return fmt.Errorf("no progress: %w", ctx.Err())
		case <-time.After(time.Millisecond):
		}
	}
	return nil
}

// check expects everything that was acknowledged once, densely, and each writer's in its order, from every process's view.
func (c *crowd) check(ctx context.Context) {
	c.t.Helper()
	for i, stream := range c.streams {
		place := map[string]journal.Version{}
		for rec, err := range journal.Replay(ctx, c.journals[i%len(c.journals)], stream, 0) {
			if err != nil {
				c.t.Fatalf("%s: %v", stream, err)
			}
			if before, twice := place[rec.ID]; twice {
				c.t.Errorf("%s: record %s is at versions %d and %d", stream, rec.ID, before, rec.Version)
			}
			place[rec.ID] = rec.Version
		}
		total := 0
		for w := i; w < len(c.ids); w += len(c.streams) {
			last := journal.Version(0)
			for _, id := range c.ids[w] {
				if place[id] <= last {
					c.t.Errorf("%s: acknowledged record %s is missing or out of order", stream, id)
				}
				last = place[id]
			}
			total += len(c.ids[w])
		}
		if len(place) != total {
			c.t.Errorf("%s: %d records, want the %d that were acknowledged", stream, len(place), total)
		}
	}
	c.t.Logf("%d records acknowledged", c.acked.Load())
}

// newCrowd opens a journal for each connection.
func newCrowd(t *testing.T, name string, conns ...*nats.Conn) *crowd {
	c := &crowd{t: t}
	for _, nc := range conns {
		c.journals = append(c.journals, open(t, jetstream.Config{Conn: nc, Stream: name, Try: time.Second, Patience: 20 * time.Second}))
	}
	for i := range 4 {
		c.streams = append(c.streams, fmt.Sprintf("center/%d", i))
	}
	return c
}

// leader asks who leads a stream.
func leader(ctx context.Context, c *natstest.Cluster, js *nats.Conn, name string) (int, error) {
	for {
		who, err := leaderName(ctx, js, name)
		if err != nil && ctx.Err() != nil {
			return 0, err
		}
		for i := range c.Len() {
			if err == nil && c.Name(i) == who {
				return i, nil
			}
		}
	}
}

// TestFaults: whatever is done to servers and connections, everything acknowledged is there once and in order.
func TestFaults(t *testing.T) {
	c := natstest.NewConfig(t, natstest.Config{Servers: 3, Command: program(t)})
	conns := func(t *testing.T) []*nats.Conn {
		return []*nats.Conn{connect(t, c.URL()), connect(t, c.Server(1)), connect(t, c.Server(2))}
	}
	t.Run("LeaderKilled", func(t *testing.T) {
		admin, crowd := connect(t, c.URL()), newCrowd(t, "killed", conns(t)...)
		crowd.run(func(ctx context.Context) error { return overLeader(ctx, c, admin, crowd, "killed", c.Kill, c.Restart) })
	})
	t.Run("LeaderPaused", func(t *testing.T) {
		admin, crowd := connect(t, c.URL()), newCrowd(t, "paused", conns(t)...)
		crowd.run(func(ctx context.Context) error { return overLeader(ctx, c, admin, crowd, "paused", c.Pause, c.Resume) })
	})
	t.Run("LeaderStepsDown", func(t *testing.T) {
		admin, crowd := connect(t, c.URL()), newCrowd(t, "stepped", conns(t)...)
		crowd.run(func(ctx context.Context) error { return stepDowns(ctx, admin, crowd, "stepped", 20) })
	})
	t.Run("ConnectionsCut", func(t *testing.T) {
		var proxies []*proxy
		var cut []*nats.Conn
		for i := range c.Len() {
			p := newProxy(t, c.Server(i))
			proxies, cut = append(proxies, p), append(cut, connect(t, p.url(), nats.IgnoreDiscoveredServers()))
		}
		crowd := newCrowd(t, "cut", cut...)
		crowd.run(func(ctx context.Context) error { return cuts(ctx, crowd, proxies, 30) })
	})
}

// overLeader does something to the stream's leader in the middle of the appends, waits until they go on with another, and
// undoes it.
func overLeader(ctx context.Context, c *natstest.Cluster, admin *nats.Conn, crowd *crowd, name string, do, undo func(int) error) error {
	if err := crowd.progress(ctx, 100); err != nil {
		return err
	}
	i, err := leader(ctx, c, admin, name)
	if err != nil {
		return err
	}
	if err := do(i); err != nil {
		return err
	}
	if err := crowd.progress(ctx, 100); err != nil {
		return errors.Join(err, undo(i))
	}
	if err := undo(i); err != nil {
		return err
	}
	return errors.Join(crowd.progress(ctx, 100), c.Ready(ctx))
}
