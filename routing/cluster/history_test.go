package cluster_test

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/routing/cluster"
)

// history is what clients did to some centers while nodes failed, and what they were told.
type history struct {
	site    *site
	random  *rand.Rand
	centers []string

	mu     sync.Mutex // of the site's nodes, too
	told   map[string]map[contact.ID]told
	next   int // number of the next node
	events []string
}

// told is how often clients were told what of a contact.
type told struct{ entered, duplicate, unknown int }

// TestHistories: whatever happens to nodes and links, what was acknowledged is in the log once, of two that want the same one
// gets it, and in the end all nodes have the same state.
func TestHistories(t *testing.T) {
	histories := 12
	if testing.Short() {
		histories = 3
	}
	for seed := range histories {
		t.Run(fmt.Sprint("Seed", seed), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := &history{site: newSite(t), random: rand.New(rand.NewPCG(uint64(seed), 7)), centers: []string{"x", "y"}}
				h.run()
				if t.Failed() {
					t.Logf("what happened: %q", h.events)
				}
			})
		})
	}
}

func (h *history) run() {
	h.told = map[string]map[contact.ID]told{}
	h.site.net.Delay = func(string, string) time.Duration { return time.Duration(rand.IntN(3)) * time.Millisecond }
	for range 3 {
		h.startNode()
	}
	stop := make(chan struct{})
	var clients sync.WaitGroup
	for _, center := range h.centers {
		h.told[center] = map[contact.ID]told{}
		for range 4 {
			clients.Go(func() { h.client(center, stop) })
		}
	}
	for range 12 {
		time.Sleep(time.Duration(h.random.IntN(4000)) * time.Millisecond)
		h.fault()
	}
	h.site.mend()
	time.Sleep(time.Second)
	close(stop)
	clients.Wait()
	h.check()
}

func (h *history) startNode() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.next++
	h.site.start(fmt.Sprint("n", h.next))
}

// fault does something to a node, or ends what was done.
func (h *history) fault() {
	h.mu.Lock()
	ids := slices.Sorted(maps.Keys(h.site.nodes))
	h.mu.Unlock()
	id := ids[h.random.IntN(len(ids))]
	faults := []struct {
		name string
		do   func()
	}{
		{"cut", func() { h.site.cut(id) }},
		{"isolate", func() { h.site.net.Isolate(id) }},
		{"break the journal of", func() { h.site.breakJournal(id) }},
		{"deafen", func() { h.site.links[id].deafen() }},
		{"replace", func() { h.replace(id) }},
		{"mend all, not only", h.site.mend},
		{"mend all, not only", h.site.mend},
	}
	f := faults[h.random.IntN(len(faults))]
	h.events = append(h.events, fmt.Sprintf("%v: %s %s", time.Now().Format("05.000"), f.name, id))
	f.do()
}

// replace starts a node and closes another, in order if nothing is broken.
func (h *history) replace(id string) {
	h.site.mend()
	h.startNode()
	h.mu.Lock()
	n := h.site.nodes[id]
	delete(h.site.nodes, id)
	h.mu.Unlock()
	if err := n.Close(h.site.ctx); err != nil {
		h.site.t.Errorf("Close failed: %v", err)
	}
}

// client enters contacts that other clients of the center enter, too, by way of one node after the other.
func (h *history) client(center string, stop <-chan struct{}) {
	for i := 0; ; i++ {
		select {
		case <-stop:
			return
		case <-time.After(50 * time.Millisecond):
		}
		id := contact.ID(fmt.Sprint(center, "-", i))
		c, err := h.pick().Center(h.site.ctx, center)
		if err != nil {
			continue // its node is being closed, or does not reach the journal
		}
		err = c.Do(h.site.ctx, routing.Enqueue{Contact: id, Queue: "q"})
		h.tell(center, id, err)
	}
}

func (h *history) pick() *cluster.Node {
	h.mu.Lock()
	defer h.mu.Unlock()
	ids := slices.Sorted(maps.Keys(h.site.nodes))
	return h.site.nodes[ids[rand.IntN(len(ids))]]
}

// tell notes what a client was told.
func (h *history) tell(center string, id contact.ID, err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	was := h.told[center][id]
	switch {
	case err == nil:
		was.entered++
	case errors.Is(err, routing.ErrDuplicate):
		was.duplicate++
	case errors.Is(err, routing.ErrUnavailable), errors.Is(err, routing.ErrNotLeading), errors.Is(err, routing.ErrClosed):
		was.unknown++
	default:
		h.site.t.Errorf("Do returned %v", err)
	}
	h.told[center][id] = was
}

// check compares what clients were told with the logs, and the nodes with one another.
func (h *history) check() {
	t := h.site.t
	t.Helper()
	for _, center := range h.centers {
		total := told{}
		log := h.site.contacts(center)
		for id, was := range h.told[center] {
			total.entered += was.entered
			total.duplicate += was.duplicate
			total.unknown += was.unknown
			if was.entered > 1 {
				t.Errorf("%s: %d clients were told that they entered %s", center, was.entered, id)
			}
			if n := log[id]; n > 1 || n == 0 && was.entered+was.duplicate > 0 || n == 1 && was.entered+was.unknown == 0 {
				t.Errorf("%s: %s is in the log %d times, and clients were told %+v", center, id, n, was)
			}
		}
		t.Logf("%s: %+v", center, total)
		h.agree(center)
	}
}

// agree checks that a center works on every node, and has the same state there.
func (h *history) agree(center string) {
	t := h.site.t
	t.Helper()
	for id := range h.site.nodes {
		h.site.do(h.site.center(id, center), enqueue(fmt.Sprint("last-", id)))
	}
	time.Sleep(20 * time.Second) // followers read on
	var want []byte
	for id := range h.site.nodes {
		var got []byte
		var err error
		if e := h.site.center(id, center).View(func(f *routing.Floor) { got, err = f.Snapshot() }); e != nil || err != nil {
			t.Fatalf("%s has no state: %v", id, errors.Join(e, err))
		}
		if want == nil {
			want = got
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s has another state of %s", id, center)
		}
	}
}
