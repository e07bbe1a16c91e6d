package routing_test

import (
	"context"
	"errors"
	"fmt"
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
