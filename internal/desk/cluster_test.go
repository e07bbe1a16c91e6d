package desk_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/internal/desk"
)

func twoNodes(t *testing.T) nodes { m := &journal.Memory{}; return openNodes(t, 2, m, m) }

// TestNodes: a contact lives on all nodes at once. Who waits on one hears what happens on the other.
func TestNodes(t *testing.T) {
	bubble(t, func(t *testing.T) {
		list := twoNodes(t)
		leader, other := list[0], list[1]
		other.ok(other.tryBegin("c1"))
		other.reads("c1", "customer began queued")
		other.ok(other.center.Accept(t.Context(), "kim", "c1"))
		other.reads("c1", served)
		leader.reads("c1", served)
		for n, pair := range [][2]*site{{leader, other}, {other, leader}} {
			var changed <-chan struct{}
			pair[0].ok(pair[0].try("c1", func(n *tenant) error { changed = n.Changed(); return nil }))
			pair[1].count("c1", fmt.Sprint(n))
			soon, cancel := context.WithTimeout(t.Context(), time.Millisecond)
			pair[0].ok(pair[0].Await(soon, "c1", changed))
			cancel()
		}
		other.end("c1")
		other.reads("c1", served+" count 0 count 1 over")
		wait(time.Second)
		if got := leader.stored("c1"); got != served+" count 0 count 1 over" {
			t.Errorf("stored is %q", got)
		}
		leader.listed(entry("c1", contact.AgentEnded, 2))
	})
}

// TestOnlyTheLeaderDrives: what goes on by itself goes on at the node that leads, whoever began it.
func TestOnlyTheLeaderDrives(t *testing.T) {
	bubble(t, func(t *testing.T) {
		list := twoNodes(t)
		leader, other := list[0], list[1]
		other.serve("c1")
		for range 3 {
			done := 0
			job := func(n *tenant) error { n.job = func() { done++ }; return nil }
			other.ok(other.try("c1", job))
			wait(time.Second)
			if done != 0 {
				t.Error("the node that follows did something by itself")
			}
			leader.ok(leader.try("c1", job))
			wait(time.Second)
			if done != 1 {
				t.Error("the node that leads did nothing")
			}
			other.remind("c1", time.Minute)
			wait(2 * time.Minute)
			list.handOver(1)
			list[0], list[1] = other, leader
			leader, other = list[0], list[1]
			wait(time.Second)
			leader.remind("c1", time.Minute)
			wait(2 * time.Minute)
		}
		if want, got := served+" remind reminded remind reminded remind reminded remind reminded remind reminded remind reminded", leader.stored("c1"); got != want {
			t.Errorf("stored is %q, want %q", got, want)
		}
	})
}

// TestAlarmChangesNode: a deadline is seen to though its node is gone.
func TestAlarmChangesNode(t *testing.T) {
	bubble(t, func(t *testing.T) {
		list := twoNodes(t)
		list[1].serve("c1")
		list[1].remind("c1", time.Minute)
		wait(time.Second)
		list[0].ok(list[0].Close(context.Background()))
		list[0].ok(list[0].center.Close(context.Background()))
		list[0] = nil
		list.lead(1)
		wait(2 * time.Minute)
		if got := list[1].stored("c1"); got != served+" remind reminded" {
			t.Errorf("stored is %q", got)
		}
		if n := list[1].resumed.Load(); n != 1 {
			t.Errorf("resumed %d times, want once", n)
		}
	})
}

// TestErrandOfAnotherNode: what a machine wants is done by the node that leads, if the one that was asked is gone.
func TestErrandOfAnotherNode(t *testing.T) {
	bubble(t, func(t *testing.T) {
		list := twoNodes(t)
		list[0].ok(list[0].center.Follow(t.Context())) // so nothing comes of it
		list[1].ok(list[1].try("c1", func(n *tenant) error { return n.begin(t.Context(), "cust") }))
		list[1].ok(list[1].Close(context.Background()))
		list.lead(0)
		list[0].reads("c1", "customer began")
		wait(time.Second)
		list[0].reads("c1", "customer began queued")
	})
}

// TestConcurrentNodes: three nodes write one contact as fast as they can. All is there, once, and in each node's order.
func TestConcurrentNodes(t *testing.T) {
	bubble(t, func(t *testing.T) {
		const counts = 30
		memory := &journal.Memory{}
		list := openNodes(t, 3, memory, &slow{Memory: memory})
		list[2].serve("c1")
		var wg sync.WaitGroup
		for i, s := range list {
			wg.Go(func() {
				for n := range counts {
					s.count("c1", fmt.Sprintf("%d/%02d", i, n))
				}
			})
		}
		wg.Wait()
		for i := range list {
			var want []string
			sure := map[string]bool{}
			for n := range counts {
				want = append(want, fmt.Sprintf("%d/%02d", i, n))
				sure[want[n]] = true
			}
			if err := compare(want, sure, only(fmt.Sprintf("%d/", i), list[0].stored("c1"))); err != nil {
				t.Error(err)
			}
		}
	})
}

// TestMatchWaits: a node whose center is behind what another one has told does not tell it otherwise.
func TestMatchWaits(t *testing.T) {
	bubble(t, func(t *testing.T) {
		memory := &journal.Memory{}
		late := &gated{Memory: memory}
		list := nodes{{t: t, memory: memory, queue: "mails"}, {t: t, memory: memory, queue: "mails"}}
		list[0].center = openNode(t, memory, list.serve)
		list[1].center = openNode(t, late, list.serve)
		list.lead(0)
		signIn(t, list[0].center)
		list[0].reopen(memory)
		list[1].reopen(memory)
		list[0].ok(list[0].tryBegin("c1"))
		wait(time.Second)
		late.failRead.Store(true)
		list[0].ok(list[0].center.Accept(t.Context(), "kim", "c1"))
		list[0].reads("c1", served)
		soon, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		err := list[1].With(soon, "c1", func(desk.Tenant) error { return nil })
		list[1].is(err, context.DeadlineExceeded)
		late.failRead.Store(false)
		list[1].reads("c1", served)
		if got := list[1].stored("c1"); got != served {
			t.Errorf("stored is %q", got)
		}
	})
}
