package routing_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/routing"
	"golang.org/x/sync/errgroup"
)

// crowd is many people at one center, each sending commands that fit the state or do not.
type crowd struct {
	*site
	people, moves, contacts int
	pause                   func(*rand.Rand)

	mu      sync.Mutex
	brought map[contact.ID]bool // contacts that were acknowledged
}

// run returns when all have done their moves.
func (c *crowd) run() {
	c.t.Helper()
	c.staff(siteAgent(0), siteAgent(1), siteAgent(2), siteAgent(3))
	c.brought = make(map[contact.ID]bool)
	group, ctx := errgroup.WithContext(c.t.Context())
	for n := range c.people {
		group.Go(func() error { return c.person(ctx, rand.New(rand.NewPCG(uint64(n), 1))) })
	}
	if err := group.Wait(); err != nil {
		c.t.Fatal(err)
	}
}

func (c *crowd) person(ctx context.Context, r *rand.Rand) error {
	for range c.moves {
		cmd := randomMove(r, c.contacts).command(c.Center)
		err := c.Do(ctx, cmd)
		if e, refused := errors.AsType[*routing.Error](err); err != nil && (!refused || e.Code == routing.ErrUnavailable) {
			return fmt.Errorf("Do(%+v) returned %w", cmd, err)
		}
		if enqueue, ok := cmd.(routing.Enqueue); ok && err == nil {
			c.bring(enqueue.Contact)
		}
		if err := c.look(ctx, r); err != nil {
			return err
		}
		c.pause(r)
	}
	return nil
}

// look now and then looks at the floor, or takes a snapshot.
func (c *crowd) look(ctx context.Context, r *rand.Rand) error {
	switch r.IntN(100) {
	case 0:
		return c.Snapshot(ctx)
	case 1:
		var err error
		return errors.Join(c.View(func(f *routing.Floor) { err = checkFloor(f) }), err)
	}
	return nil
}

func (c *crowd) bring(id contact.ID) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.brought[id] {
		c.t.Errorf("contact %s was taken in twice", id)
	}
	c.brought[id] = true
}

// accountFor checks that each contact that was acknowledged, and no other, is there (I6).
func (c *crowd) accountFor(events []routing.Event) {
	c.t.Helper()
	for _, p := range payloads[routing.ContactQueued](events) {
		if !c.brought[p.Contact] {
			c.t.Errorf("contact %s is in the log, but was not acknowledged", p.Contact)
		}
	}
	for id := range c.brought {
		if _, known := c.Contact(id); !known {
			c.t.Errorf("contact %s is lost", id)
		}
	}
}

// TestCenterCrowd: people on many goroutines, some of whom look on or take snapshots, and a subscriber.
func TestCenterCrowd(t *testing.T) {
	cfg := siteConfig(new(journal.Memory))
	cfg.MaxBatch = 16
	c := &crowd{site: openSite(t, cfg), people: 32, moves: 150, contacts: 600, pause: func(*rand.Rand) {}}
	ctx, stop := context.WithCancel(t.Context())
	var others errgroup.Group
	others.Go(func() error { return subscribeUntil(ctx, c.Center, 0) })
	c.run()
	stop()
	if err := others.Wait(); err != nil {
		t.Error(err)
	}
	c.close()
	c.accountFor(c.agrees())
}

// subscribeUntil checks that batches come without a gap until the context ends.
func subscribeUntil(ctx context.Context, c *routing.Center, after journal.Version) error {
	for b, err := range c.Subscribe(ctx, after) {
		switch {
		case errors.Is(err, context.Canceled):
			return nil
		case err != nil:
			return err
		case b.Version != after+1 || len(b.Events) == 0:
			return fmt.Errorf("batch %d with %d events after %d", b.Version, len(b.Events), after)
		}
		after = b.Version
	}
	return errors.New("the subscription ended without an error")
}

// TestCenterCrowdInTime: between their moves people wait, so that offers, wrap-ups and holds expire.
func TestCenterCrowdInTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &crowd{site: openSite(t, siteConfig(new(journal.Memory))), people: 16, moves: 200, contacts: 800}
		c.pause = func(r *rand.Rand) { time.Sleep(time.Duration(r.IntN(5)) * time.Second) }
		c.run()
		time.Sleep(time.Hour) // whatever waits for a time has come to its end
		events := c.agrees()
		c.accountFor(events)
		if n := len(payloads[routing.OfferEnded](events)); n == 0 {
			t.Error("no offer ever expired")
		}
		c.inspect(func(f *routing.Floor) error {
			for v := range f.Contacts() {
				if v.OfferedTo != "" {
					return fmt.Errorf("an offer is still open (I2): %+v", v)
				}
			}
			return nil
		})
	})
}
