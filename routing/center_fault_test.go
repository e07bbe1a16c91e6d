package routing_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/journaltest"
	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/wrapup"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/sync/errgroup"
)

var appendFaults = []journaltest.Fault{journaltest.Fail, journaltest.Lost, journaltest.AnswerLost, journaltest.Late,
	journaltest.SpuriousConflict, journaltest.StoredConflict}

// faults is a journal that fails as planned, whose plan can change while it is in use.
type faults struct {
	journaltest.Faulty
	plan atomic.Pointer[func(journal.Op, int) journaltest.Fault]
}

func newFaults(j journal.Journal) *faults {
	f := new(faults)
	f.follow(noFaults)
	f.Journal, f.Plan = j, func(op journal.Op, n int) journaltest.Fault { return (*f.plan.Load())(op, n) }
	return f
}

func (f *faults) follow(plan func(journal.Op, int) journaltest.Fault) { f.plan.Store(&plan) }

func noFaults(journal.Op, int) journaltest.Fault { return journaltest.None }

// insist sends a command until there is an answer.
func insist(c *routing.Center, once routing.Once) (err error) {
	for range 100 {
		if err = c.Do(context.Background(), once); !errors.Is(err, routing.ErrUnavailable) {
			return err
		}
		time.Sleep(50 * time.Millisecond)
	}
	return err
}

// shortLife is the scenario into which faults are injected: three contacts, one of them missed, one
// transferred, one given up.
var shortLife = []routing.Command{
	routing.SignIn{Agent: "a0"}, routing.SetState{Agent: "a0", State: contact.Available},
	routing.Enqueue{Contact: "c0", Queue: "chat"}, nil, // until a0 has missed it
	routing.SignIn{Agent: "a1"}, routing.SetState{Agent: "a1", State: contact.Available},
	routing.Accept{Agent: "a1", Contact: "c0"}, routing.Accept{Agent: "a1", Contact: "c9"},
	routing.TransferToQueue{Agent: "a1", Contact: "c0", Queue: "mail"},
	routing.Enqueue{Contact: "c1", Queue: "mail"}, routing.Enqueue{Contact: "c2", Queue: "vip"},
	routing.Accept{Agent: "a1", Contact: "c1"}, routing.Abandon{Contact: "c2"},
	routing.End{Agent: "a1", Contact: "c1"}, routing.End{Agent: "a1", Contact: "c0"},
	routing.WrapUp{Agent: "a1", Contact: "c1", Reasons: []wrapup.ReasonID{"done"}},
}

// ending is what a scenario comes to: the answers, and how everybody stands.
type ending struct {
	Answers  []string
	Contacts []routing.ContactView
	Agents   map[contact.AgentID]string
}

// live carries out shortLife on a faulty journal.
func live(t *testing.T, j *journaltest.Faulty) ending {
	t.Helper()
	cfg := siteConfig(j)
	cfg.SnapshotEvery = 12
	c, err := routing.Open(t.Context(), cfg)
	for ; errors.Is(err, routing.ErrUnavailable); c, err = routing.Open(t.Context(), cfg) {
		time.Sleep(time.Second)
	}
	if err != nil {
		t.Fatalf("Open failed: %v", err)
	}
	s := &site{Center: c, t: t, cfg: siteConfig(j.Journal)}
	defer s.close()
	var answers []string
	for n, cmd := range shortLife {
		if cmd == nil {
			for s.state("a0") != contact.RONA {
				time.Sleep(time.Second)
			}
			continue
		}
		answers = append(answers, fmt.Sprint(insist(c, routing.Once{ID: fmt.Sprint(n), Command: cmd})))
	}
	j.Land()
	insist(c, routing.Once{ID: "last", Command: routing.SignIn{Agent: "a3"}})
	return s.ending(answers)
}

func (s *site) ending(answers []string) ending {
	s.t.Helper()
	for id, n := range onceCounts(s.agrees()) {
		if n != 1 {
			s.t.Errorf("command %s was applied %d times", id, n)
		}
	}
	e := ending{Answers: answers, Agents: make(map[contact.AgentID]string)}
	s.inspect(func(f *routing.Floor) error {
		for v := range f.Contacts() {
			v.Entered, v.Received, v.OfferedAt, v.Deadline = time.Time{}, time.Time{}, time.Time{}, time.Time{}
			e.Contacts = append(e.Contacts, v)
		}
		for v := range f.Agents() {
			e.Agents[v.ID] = fmt.Sprint(v.State, v.Code, v.Offers, v.Contacts)
		}
		return nil
	})
	return e
}

// TestCenterFaults: a fault in each append in turn, alone and followed by reads that fail, changes
// neither an answer nor what comes of it.
func TestCenterFaults(t *testing.T) {
	var want ending
	appends := 0
	synctest.Test(t, func(t *testing.T) {
		j := &journaltest.Faulty{Journal: new(journal.Memory)}
		want = live(t, j)
		appends = j.Calls(journal.OpAppend)
	})
	for n := 1; n <= appends; n++ {
		for _, fault := range appendFaults {
			for _, reads := range [][]journaltest.Fault{nil, {journaltest.Fail, journaltest.Break}, slices.Repeat([]journaltest.Fault{journaltest.Fail}, 12)} {
				synctest.Test(t, func(t *testing.T) {
					got := live(t, &journaltest.Faulty{Journal: new(journal.Memory), Plan: faultAt(n, fault, reads)})
					if diff := cmp.Diff(want, got); diff != "" {
						t.Errorf("append %d of %d %v, then %v: mismatch (-want +got)\n%s", n, appends, fault, reads, diff)
					}
				})
			}
		}
	}
}

// faultAt returns a plan: the nth append meets a fault, the reads after it others.
func faultAt(n int, fault journaltest.Fault, reads []journaltest.Fault) func(journal.Op, int) journaltest.Fault {
	hit := false
	return func(op journal.Op, k int) journaltest.Fault {
		switch {
		case op == journal.OpAppend && k == n:
			hit = true
			return fault
		case op == journal.OpRead && hit && len(reads) > 0:
			fault := reads[0]
			reads = reads[1:]
			return fault
		}
		return journaltest.None
	}
}

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

// TestCenterRefusalIsDurable: a refusal rests on the log as it is, not on what this node believes.
func TestCenterRefusalIsDurable(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := new(journal.Memory)
		one, two := openSite(t, siteConfig(j)), openSite(t, siteConfig(j))
		one.do(routing.Enqueue{Contact: "c1", Queue: "mail"})
		abandon := routing.Once{ID: "1", Command: routing.Abandon{Contact: "c1"}}
		err := two.Do(t.Context(), abandon)
		refused(t, "a command about a contact that came by another node", err, routing.ErrUnavailable)
		two.do(abandon)
		again := routing.Once{ID: "1", Command: routing.Abandon{Contact: "c1"}}
		if err := insist(one.Center, again); err != nil {
			t.Errorf("the same command, sent again to the first node: %v", err)
		}
		if n := len(payloads[routing.ContactClosed](one.agrees())); n != 1 {
			t.Errorf("the contact was closed %d times", n)
		}
	})
}

// TestCenterLateAppend: what was sent, but not stored as far as anyone can tell, does not turn up after
// an answer that it should have changed.
func TestCenterLateAppend(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := newFaults(new(journal.Memory))
		s := openSite(t, siteConfig(j))
		j.follow(failAt(j.Calls(journal.OpAppend)+1, journaltest.Late))
		refused(t, "Enqueue", s.Do(t.Context(), routing.Enqueue{Contact: "c1", Queue: "mail"}), routing.ErrUnavailable)
		j.follow(noFaults)
		err := insist(s.Center, routing.Once{ID: "1", Command: routing.Abandon{Contact: "c1"}})
		j.Land()
		queued := len(payloads[routing.ContactQueued](eventsOf(t, siteRecords(t, j))))
		if (queued == 1) != (err == nil) {
			t.Errorf("the contact was answered to be unknown: %v, and is %d times in the log", err, queued)
		}
		s.agrees()
	})
}

// TestCenterRefusalWithFailedAppend: what was refused in the same batch as a command that could not be
// stored was refused on a state that never was.
func TestCenterRefusalWithFailedAppend(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := &gate{Memory: new(journal.Memory), open: make(chan struct{})}
		close(g.open)
		j := newFaults(g)
		s := openSite(t, siteConfig(j))
		synctest.Wait()
		g.open = make(chan struct{})
		var group errgroup.Group
		answers := make([]error, 3)
		for i, cmd := range []routing.Command{
			routing.Enqueue{Contact: "c0", Queue: "mail"}, // waits at the gate
			routing.Enqueue{Contact: "c1", Queue: "mail"}, // shares a batch with the next
			routing.Enqueue{Contact: "c1", Queue: "mail"},
		} {
			group.Go(func() error { answers[i] = s.Do(t.Context(), cmd); return nil })
			synctest.Wait()
		}
		j.follow(func(op journal.Op, _ int) journaltest.Fault {
			if op == journal.OpAppend {
				return journaltest.Fail
			}
			return journaltest.None
		})
		close(g.open)
		group.Wait()
		if answers[0] != nil {
			t.Errorf("the first command: %v", answers[0])
		}
		for _, err := range answers[1:] {
			refused(t, "a command of the batch that failed", err, routing.ErrUnavailable)
			if !errors.Is(err, journaltest.ErrInjected) {
				t.Errorf("%v does not name the cause", err)
			}
		}
		j.follow(noFaults)
		s.do(routing.Enqueue{Contact: "c1", Queue: "mail"})
		s.agrees()
	})
}

// TestCenterRecoversAlone: without any command, the state is there again soon after the journal is.
func TestCenterRecoversAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := newFaults(new(journal.Memory))
		s := openSite(t, siteConfig(j))
		s.staff("a0")
		s.offerA0("c1")
		j.follow(func(journal.Op, int) journaltest.Fault { return journaltest.Fail })
		refused(t, "SignIn", s.SignIn(t.Context(), "a1"), routing.ErrUnavailable)
		refused(t, "View", s.View(func(*routing.Floor) {}), routing.ErrUnavailable)
		refused(t, "Snapshot", s.Snapshot(t.Context()), routing.ErrUnavailable)
		time.Sleep(time.Minute)
		j.follow(noFaults)
		time.Sleep(time.Second)
		if got := s.state("a0"); got != contact.Available {
			t.Errorf("after the outage the agent is %v", got)
		}
		time.Sleep(time.Minute)
		if got := s.state("a0"); got != contact.RONA {
			t.Errorf("long after the outage the agent is %v", got)
		}
		s.agrees()
	})
}
