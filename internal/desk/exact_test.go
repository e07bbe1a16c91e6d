package desk_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/journaltest"
	"pgregory.net/rapid"
)

// ward is a history of counts on several nodes, with what is known of each.
type ward struct {
	nodes nodes
	next  atomic.Int32 // fault

	mu   sync.Mutex
	want [][]string      // of each node, in order
	sure map[string]bool // acknowledged
}

// plan has the next call meet a fault, if one is due.
func (w *ward) plan(op journal.Op, _ int) journaltest.Fault {
	kinds := faults[op]
	if n := int(w.next.Load()); n < len(kinds) {
		w.next.Store(100)
		return kinds[n]
	}
	return journaltest.None
}

// count counts on a node, once.
func (w *ward) count(node, n int) {
	id := fmt.Sprintf("%d/%02d", node, n)
	err := w.nodes[node].tryCount("c1", id)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.want[node] = append(w.want[node], id)
	w.sure[id] = err == nil
}

// check compares what is stored with what each node was told, and what routing did with what should be there of it.
func (w *ward) check(stored string) error {
	if !strings.HasPrefix(stored, served) || strings.Count(stored, "began")+strings.Count(stored, "queued")+strings.Count(stored, "taken") != 3 {
		return fmt.Errorf("stored is %q", stored)
	}
	for node, want := range w.want {
		if err := compare(want, w.sure, only(fmt.Sprint(node, "/"), stored)); err != nil {
			return err
		}
	}
	return nil
}

type move struct{ Kind, Node, Fault int }

// TestCountsAreExactOnNodes: with any faults, conflicts, restarts and changes of the leader, what was acknowledged is there
// once, and in order; what was not is there once at most. Nothing that routing did is told twice.
func TestCountsAreExactOnNodes(t *testing.T) {
	moves := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) move {
		return move{rapid.IntRange(0, 9).Draw(t, "kind"), rapid.IntRange(0, 2).Draw(t, "node"), rapid.IntRange(0, 12).Draw(t, "fault")}
	}), 1, 30)
	rapid.Check(t, func(rt *rapid.T) {
		list := moves.Draw(rt, "moves")
		var err error
		bubble(t, func(t *testing.T) { err = playWard(t, list) })
		if err != nil {
			rt.Fatal(err)
		}
	})
}

func playWard(t *testing.T, moves []move) error {
	memory := &journal.Memory{}
	w := &ward{want: make([][]string, 3), sure: map[string]bool{}}
	w.next.Store(100)
	j := &journaltest.Faulty{Journal: &slow{memory}, Plan: w.plan}
	w.nodes = openNodes(t, 3, memory, j)
	w.nodes[0].serve("c1")
	wait(time.Second)
	for i, m := range moves {
		w.next.Store(int32(m.Fault))
		switch s := w.nodes[m.Node]; m.Kind {
		case 0:
			s.ok(s.Close(context.Background()))
			s.reopen(j)
		case 1:
			w.nodes.lead(m.Node)
		case 2:
			w.nodes.handOver(m.Node)
		case 3:
			time.Sleep(time.Minute)
		case 4, 5, 6:
			var wg sync.WaitGroup
			for node := range w.nodes {
				wg.Go(func() { w.count(node, i) })
			}
			wg.Wait()
		default:
			w.count(m.Node, i)
		}
	}
	w.next.Store(100)
	wait(time.Hour)
	return w.check(w.nodes[0].stored("c1"))
}
