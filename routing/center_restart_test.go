package routing_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/routing"
	"pgregory.net/rapid"
)

// episode is what happens between two starts of a center.
type episode struct {
	Moves    []move
	Waits    []int // seconds, after each move
	End      int   // how it ends: closed, killed, or killed while it appends
	Snapshot bool
	Trim     bool
	Away     int // seconds until the next start
}

func genEpisodes() *rapid.Generator[[]episode] {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) episode {
		moves := rapid.SliceOfN(genMove(12), 0, 40).Draw(t, "moves")
		return episode{
			Moves: moves, Waits: rapid.SliceOfN(rapid.IntRange(0, 8), len(moves), len(moves)).Draw(t, "waits"),
			End: rapid.IntRange(0, 2).Draw(t, "end"), Snapshot: rapid.Bool().Draw(t, "snapshot"),
			Trim: rapid.Bool().Draw(t, "trim"), Away: rapid.IntRange(0, 90).Draw(t, "away"),
		}
	}), 1, 5)
}

// TestCenterRestart: however and whenever a center ends, it goes on where it was.
func TestCenterRestart(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		r := &restarts{store: newStore(), every: rapid.SampledFrom([]int{-1, 1, 7, 50}).Draw(rt, "snapshot every")}
		episodes := genEpisodes().Draw(rt, "episodes")
		var err error
		synctest.Test(t, func(*testing.T) { err = r.run(episodes) })
		if err != nil {
			rt.Fatal(err)
		}
	})
}

// restarts runs one center after another on one store.
type restarts struct {
	store *store
	every int
	sent  int
	open  *routing.Once // sent, but not answered when the center died
}

func (r *restarts) run(episodes []episode) error {
	for i, e := range episodes {
		if err := r.episode(e); err != nil {
			return fmt.Errorf("episode %d: %w", i, err)
		}
		time.Sleep(time.Duration(e.Away) * time.Second)
	}
	return r.episode(episode{})
}

// episode opens a center, compares it with the log, and lets things happen to it.
func (r *restarts) episode(e episode) error {
	before := r.events()
	line := &leash{store: r.store}
	cfg := siteConfig(line)
	cfg.SnapshotEvery, cfg.MaxBatch = r.every, 8
	c, err := routing.Open(context.Background(), cfg)
	if err != nil {
		return err
	}
	defer c.Close(context.Background())
	if err := r.resumed(c, before); err != nil {
		return err
	}
	if err := r.retry(c); err != nil {
		return err
	}
	for n, m := range e.Moves {
		if err := r.do(c, m); err != nil {
			return err
		}
		time.Sleep(time.Duration(e.Waits[n]) * time.Second)
	}
	return r.end(c, line, e)
}

// events returns everything that was ever in the log.
func (r *restarts) events() (all []routing.Event) {
	for _, rec := range r.store.records(siteStream) {
		events, err := routing.DecodeEvents(rec.Data)
		if err != nil {
			panic(err)
		}
		all = append(all, events...)
	}
	return all
}

// resumed checks a center that has just been opened: it added nothing but the time that passed.
func (r *restarts) resumed(c *routing.Center, before []routing.Event) error {
	synctest.Wait()
	after := r.events()
	added := after[len(before):]
	if len(before) > 0 && len(added) > 0 {
		passed := time.Since(before[len(before)-1].At)
		if p, ok := added[0].Payload.(routing.OffersExtended); !ok || p.By != passed {
			return fmt.Errorf("opening began with %s, %v after the last event", routing.Describe(added[0]), passed)
		}
	}
	if n := len(payloads[routing.OfferEnded](added)) + len(payloads[routing.WrapUpDone](added)); n > 0 {
		return fmt.Errorf("%d offers or wrap-ups expired at once", n)
	}
	return r.compare(c, after)
}

// compare checks that the center's state is what the whole log gives.
func (r *restarts) compare(c *routing.Center, events []routing.Event) error {
	f := routing.NewFloor(routing.FloorConfig{})
	for _, ev := range events {
		f.Apply(ev)
	}
	want, err := f.Snapshot()
	var got []byte
	e := c.View(func(f *routing.Floor) { got, _ = f.Snapshot() })
	if !bytes.Equal(got, want) {
		err = errors.New("the state is not what the log gives")
	}
	return errors.Join(e, err, f.Err(), checkLog(events), checkFloor(f))
}

// do sends a move once; a refusal is an answer too.
func (r *restarts) do(c *routing.Center, m move) error {
	r.sent++
	err := c.Do(context.Background(), m.once(c, r.sent))
	if e, ok := errors.AsType[*routing.Error](err); err != nil && (!ok || e.Code == routing.ErrUnavailable) {
		return fmt.Errorf("move %+v: %w", m, err)
	}
	return nil
}

// end takes a snapshot, cuts the log, and closes the center or kills it.
func (r *restarts) end(c *routing.Center, line *leash, e episode) error {
	if e.Snapshot {
		if err := c.Snapshot(context.Background()); err != nil {
			return err
		}
	}
	if e.Trim {
		if err := c.Trim(context.Background()); err != nil {
			return err
		}
	}
	synctest.Wait()
	if err := r.compare(c, r.events()); err != nil {
		return err
	}
	switch e.End {
	case 0:
		return c.Close(context.Background())
	case 2:
		return r.killed(c, line)
	}
	line.dead.Store(true)
	return nil
}

// killed lets the center die in the middle of an append that arrives.
func (r *restarts) killed(c *routing.Center, line *leash) error {
	line.last.Store(true)
	r.sent++
	once := routing.Once{ID: fmt.Sprintf("once-%d", r.sent), Command: routing.Enqueue{Contact: siteContact(1000 + r.sent), Queue: "chat"}}
	if err := c.Do(context.Background(), once); !errors.Is(err, routing.ErrUnavailable) {
		return fmt.Errorf("a command whose answer was lost returned %w", err)
	}
	line.dead.Store(true)
	r.open = &once
	return nil
}

// retry sends the command again whose answer was lost: it is not done twice (I8).
func (r *restarts) retry(c *routing.Center) error {
	if r.open == nil {
		return nil
	}
	n := len(r.events())
	if err := c.Do(context.Background(), *r.open); err != nil || len(r.events()) != n {
		return fmt.Errorf("a command sent again returned %w and added %d events", err, len(r.events())-n)
	}
	r.open = nil
	return nil
}

// TestCenterTakeOver: the second center on a log gives offers the time back that passed.
func TestCenterTakeOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		line := &leash{store: newStore()}
		s := openSite(t, siteConfig(line))
		s.staff("a0", "a1")
		s.offerA0("c1")
		s.do(routing.Enqueue{Contact: "c2", Queue: "chat"})
		time.Sleep(15 * time.Second)
		s.do(routing.SignIn{Agent: "a2"}) // the last that is heard of the first center
		line.dead.Store(true)
		time.Sleep(time.Hour)
		next := openSite(t, siteConfig(line.store))
		time.Sleep(5*time.Second - 1)
		if got := next.state("a0"); got != contact.Available {
			t.Errorf("before the deadline the agent is %v", got)
		}
		time.Sleep(time.Nanosecond)
		if got := next.state("a0"); got != contact.RONA {
			t.Errorf("at the deadline the agent is %v", got)
		}
		events := next.agrees()
		if by := payloads[routing.OffersExtended](events); len(by) != 1 || by[0].By != time.Hour {
			t.Errorf("offers extended by %v", by)
		}
	})
}

// TestCenterZombie: the first center is still there, and does no harm.
func TestCenterZombie(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := new(journal.Memory)
		first := openSite(t, siteConfig(j))
		first.staff("a0")
		first.offerA0("c1")
		time.Sleep(10 * time.Second)
		second := openSite(t, siteConfig(j))
		time.Sleep(20 * time.Second) // both have a timer for the same offer
		time.Sleep(time.Second)      // who lost has read the log
		if a, b := first.state("a0"), second.state("a0"); a != contact.RONA || b != contact.RONA {
			t.Errorf("after the deadline the agent is %v and %v", a, b)
		}
		first.agrees()
		events := second.agrees()
		if accepted, missed := outcomes(events, "c1"); accepted != 0 || missed != 1 {
			t.Errorf("the offer was accepted %d times and missed %d times", accepted, missed)
		}
	})
}
