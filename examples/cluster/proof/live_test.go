package proof_test

import (
	"context"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/examples/cluster/host"
	"github.com/acdkit/acdkit/examples/cluster/load"
	"github.com/acdkit/acdkit/examples/cluster/proof"
	"github.com/acdkit/acdkit/routing"
)

// single is a node that always leads its one center.
type single struct{ center *routing.Center }

func (s single) Center(context.Context, string) (*routing.Center, error) { return s.center, nil }

// TestLive: nothing is found in what a center on one node did.
func TestLive(t *testing.T) {
	const contacts, agents = 60, 4
	for seed := range uint64(20) {
		synctest.Test(t, func(t *testing.T) {
			j := new(journal.Memory)
			c, err := routing.Open(t.Context(), routing.Config{
				ID: "x", Journal: j, Setup: load.Setup(agents, time.Second), Logger: slog.New(slog.DiscardHandler),
			})
			if err != nil {
				t.Fatal(err)
			}
			defer c.Close(context.Background())
			s := &load.Site{
				Center: "x", Agents: agents, Seed: seed, Recorder: proof.NewRecorder(), Try: time.Second, Patience: time.Minute, Think: 20 * time.Millisecond,
				Doors: func() []load.Door { return []load.Door{host.Local{Centers: single{c}}} },
			}
			ctx, stop := context.WithCancel(t.Context())
			var working sync.WaitGroup
			working.Go(func() { s.Work(ctx) })
			for n := range contacts {
				if !s.Customer(ctx, n) {
					t.Fatal("a customer did not get in")
				}
				time.Sleep(5 * time.Millisecond)
			}
			log := proof.Log{Center: "x"}
			for closed := 0; closed < contacts; _, closed = log.Contacts() {
				time.Sleep(50 * time.Millisecond)
				if err := log.ReadOn(ctx, j); err != nil {
					t.Fatal(err)
				}
			}
			stop()
			working.Wait()
			if err := log.ReadOn(t.Context(), j); err != nil {
				t.Fatal(err)
			}
			history := s.Recorder.Operations()
			if err := proof.Linearizable(history, time.Minute); err != nil {
				t.Error(err)
			}
			f := proof.Audit(log, true)
			f.Add(proof.Compare(history, log))
			if !f.Good() {
				t.Errorf("found %+v", f)
			}
			t.Logf("%d operations, %d events, %v", len(history), len(log.Events), s.Recorder.Since())
		})
	}
}
