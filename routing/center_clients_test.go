package routing_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"testing/synctest"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/journaltest"
	"github.com/acdkit/acdkit/routing"
	"golang.org/x/sync/errgroup"
)

// flaky returns a plan by chance: a third of the appends meet a fault, and a sixteenth of the reads.
func flaky(seed uint64, faults ...journaltest.Fault) func(journal.Op, int) journaltest.Fault {
	r := rand.New(rand.NewPCG(seed, 2))
	return func(op journal.Op, _ int) journaltest.Fault {
		switch {
		case op == journal.OpAppend && r.IntN(3) == 0:
			return faults[r.IntN(len(faults))]
		case op == journal.OpRead && r.IntN(16) == 0:
			return []journaltest.Fault{journaltest.Fail, journaltest.Break}[r.IntN(2)]
		}
		return journaltest.None
	}
}

// clients send commands to whichever center, again and again until there is an answer, and check that
// the answers are true: what was acknowledged is in the log once, what was refused is not.
type clients struct {
	centers      []*routing.Center
	number, sent int
	answers      [][]error
}

func (c *clients) run() {
	var group errgroup.Group
	c.answers = make([][]error, c.number)
	for n := range c.number {
		group.Go(func() error {
			r := rand.New(rand.NewPCG(uint64(n), 3))
			for i := range c.sent {
				once := randomMove(r, 400).once(c.centers[r.IntN(len(c.centers))], n*c.sent+i)
				c.answers[n] = append(c.answers[n], c.insist(r, once))
				time.Sleep(time.Duration(r.IntN(2000)) * time.Millisecond)
			}
			return nil
		})
	}
	group.Wait()
}

func (c *clients) insist(r *rand.Rand, once routing.Once) (err error) {
	for range 100 {
		if err = c.centers[r.IntN(len(c.centers))].Do(context.Background(), once); !errors.Is(err, routing.ErrUnavailable) {
			return err
		}
		time.Sleep(time.Duration(r.IntN(100)) * time.Millisecond)
	}
	return err
}

func (c *clients) check(t *testing.T, events []routing.Event) {
	t.Helper()
	counts, applied := onceCounts(events), 0
	for n, answers := range c.answers {
		for i, err := range answers {
			want := 0
			if err == nil {
				want = 1
				applied++
			}
			if got := counts[fmt.Sprintf("once-%d", n*c.sent+i)]; got != want || errors.Is(err, routing.ErrUnavailable) {
				t.Errorf("command %d/%d was answered %v, and is in the log %d times", n, i, err, got)
			}
		}
	}
	if applied < c.number*c.sent/10 {
		t.Errorf("only %d of %d commands were applied", applied, c.number*c.sent)
	}
}

// TestCenterFlakyJournal: nothing that was acknowledged is lost, nothing is done twice, no answer is
// given on a state that is not durable.
func TestCenterFlakyJournal(t *testing.T) {
	for seed := range uint64(8) {
		synctest.Test(t, func(t *testing.T) {
			j := newFaults(new(journal.Memory))
			cfg := siteConfig(j)
			cfg.SnapshotEvery, cfg.MaxBatch = 100, 8
			s := openSite(t, cfg)
			s.staff("a0", "a1", "a2", "a3")
			j.follow(flaky(seed, appendFaults...))
			c := &clients{centers: []*routing.Center{s.Center}, number: 8, sent: 60}
			c.run()
			j.follow(noFaults)
			j.Land()
			insist(s.Center, routing.Once{ID: "last", Command: routing.ForceState{Supervisor: "s", Agent: "a0", State: contact.Idle}})
			c.check(t, s.agrees())
		})
	}
}

// TestCenterTwoLeaders: two centers on one journal that both believe to lead share the work badly, but
// do no harm: no contact has two owners, no answer is wrong, both recover.
func TestCenterTwoLeaders(t *testing.T) {
	for seed := range uint64(4) {
		synctest.Test(t, func(t *testing.T) {
			j := newFaults(new(journal.Memory))
			cfg := siteConfig(j)
			cfg.SnapshotEvery, cfg.MaxBatch = 100, 8
			one, two := openSite(t, cfg), openSite(t, cfg)
			if seed > 0 {
				j.follow(flaky(seed, journaltest.Fail, journaltest.Lost, journaltest.AnswerLost, journaltest.SpuriousConflict, journaltest.StoredConflict))
			}
			c := &clients{centers: []*routing.Center{one.Center, two.Center}, number: 8, sent: 60}
			c.run()
			j.follow(noFaults)
			for n, center := range []*routing.Center{one.Center, two.Center, one.Center} {
				err := insist(center, routing.Once{ID: fmt.Sprint("last", n), Command: routing.Enqueue{Contact: siteContact(1000 + n), Queue: "mail"}})
				if err != nil {
					t.Errorf("at last: %v", err)
				}
			}
			time.Sleep(time.Hour) // whoever was left behind has noticed
			if one.Err() != nil || two.Err() != nil {
				t.Errorf("damage: %v, %v", one.Err(), two.Err())
			}
			c.check(t, eventsOf(t, siteRecords(t, j)))
			if one.Version() == two.Version() {
				one.agrees()
			}
			insist(two.Center, routing.Once{ID: "end", Command: routing.Enqueue{Contact: "end", Queue: "mail"}})
			two.agrees()
		})
	}
}
