package main

import (
	"context"
	"flag"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/acdkit/acdkit/examples/cluster/proof"
)

var histories = flag.Int("histories", 100, "how many histories of each kind of fault are made and checked")

const (
	worldContacts = 14
	worldFaults   = 2
)

// worldFault is done in the middle of a history, to the node that leads.
var worldFault = map[string]func(*world, *member){
	"leader": func(w *world, m *member) {
		w.kill(m)
		time.Sleep(worldTTL / 2)
		w.add()
	},
	"storage": func(w *world, _ *member) {
		w.storm.rage(true)
		time.Sleep(time.Duration(w.random.Int64N(int64(2 * worldTTL))))
		w.storm.rage(false)
	},
	"partition": func(w *world, m *member) { w.cut(m, w.longer()) },
	"pause":     func(w *world, m *member) { w.pause(m, w.longer()) },
	"clock": func(w *world, m *member) {
		m.clock.Shift(time.Duration(w.random.Int64N(int64(2*time.Hour))) - time.Hour)
		time.Sleep(worldTTL / 4)
		if w.random.IntN(2) == 0 {
			w.kill(m) // what it wrote lies in the others' past, or future
			w.add()
		}
	},
}

// longer is a time in which a lease ends, or nearly.
func (w *world) longer() time.Duration {
	return worldTTL/2 + time.Duration(w.random.Int64N(int64(2*worldTTL)))
}

// TestHistories: whatever happens to the node that leads, or to the store, what clients see is linearizable, nothing that
// was acknowledged is lost or done twice, and every contact comes to its end.
func TestHistories(t *testing.T) {
	for name, fault := range worldFault {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			operations := 0
			for seed := range uint64(*histories) {
				synctest.Test(t, func(t *testing.T) { operations += history(t, seed, fault) })
				if t.Failed() {
					t.Fatalf("seed %d", seed)
				}
			}
			t.Logf("%d histories of %d operations", *histories, operations/max(1, *histories))
		})
	}
}

// history lives one through, and checks it. It returns the number of operations.
func history(t *testing.T, seed uint64, fault func(*world, *member)) int {
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	w := newWorld(t, seed)
	var working, coming sync.WaitGroup
	working.Go(func() { w.site.Work(ctx) })
	for n := range worldContacts {
		coming.Go(func() {
			time.Sleep(time.Duration(n) * worldTTL / 4)
			if !w.site.Customer(ctx, n) {
				t.Errorf("customer %d did not get in", n)
			}
		})
	}
	for range worldFaults {
		time.Sleep(worldTTL / 2)
		fault(w, w.leader(ctx))
	}
	coming.Wait()
	log := w.drain(ctx)
	stop()
	working.Wait()
	w.end()
	if err := log.ReadOn(context.Background(), w.memory); err != nil {
		t.Fatal(err)
	}
	ops := w.site.Recorder.Operations()
	found := proof.Audit(*log, true)
	found.Add(proof.Compare(ops, *log))
	if !found.Good() {
		t.Errorf("found %+v", found)
	}
	if err := proof.Linearizable(ops, time.Minute); err != nil {
		t.Error(err)
	}
	return len(ops)
}

// drain waits until all contacts that have come are closed.
func (w *world) drain(ctx context.Context) *proof.Log {
	log := &proof.Log{Center: w.site.Center}
	for range 600 {
		if err := log.ReadOn(ctx, w.memory); err != nil {
			w.t.Fatal(err)
		}
		if came, closed := log.Contacts(); came == closed {
			return log
		}
		time.Sleep(100 * time.Millisecond)
	}
	return log
}
