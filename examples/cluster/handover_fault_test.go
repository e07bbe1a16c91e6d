package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/journaltest"
	"github.com/acdkit/acdkit/examples/cluster/load"
	"github.com/acdkit/acdkit/examples/cluster/proof"
	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/wrapup"
	"github.com/google/go-cmp/cmp"
)

// relay is a center on three nodes, and who is to lead it. All nodes share one faulty journal.
type relay struct {
	t        *testing.T
	nodes    [3]*routing.Center
	leader   atomic.Int32
	recorder *proof.Recorder
	sent     int
	answers  []string
}

// leg is a step of the scenario: a command through a node, or a change of the leader.
type leg struct {
	node    int
	command routing.Command
	hand    bool // over to node, in order
	take    bool // by node, and the old leader is not told
	stray   bool // the command goes to the node itself, whether it leads or not
}

// legs is the scenario: three contacts, a hand-over, a take-over from a leader who is not told and goes on taking commands,
// and a hand-over back to it.
var legs = []leg{
	{node: 0, command: routing.SignIn{Agent: "a0"}},
	{node: 1, command: routing.SetState{Agent: "a0", State: contact.Available}},
	{node: 2, command: routing.Enqueue{Contact: "c0", Queue: "chat"}},
	{node: 1, command: routing.Accept{Agent: "a0", Contact: "c0"}},
	{node: 1, hand: true},
	{node: 0, command: routing.Accept{Agent: "a0", Contact: "c9"}},
	{node: 0, command: routing.Enqueue{Contact: "c1", Queue: "chat"}},
	{node: 2, command: routing.TransferToQueue{Agent: "a0", Contact: "c0", Queue: "second"}},
	{node: 2, take: true},
	{node: 1, command: routing.Enqueue{Contact: "c2", Queue: "chat"}, stray: true},
	{node: 1, command: routing.Accept{Agent: "a0", Contact: "c1"}},
	{node: 0, command: routing.End{Agent: "a0", Contact: "c1"}},
	{node: 2, command: routing.WrapUp{Agent: "a0", Contact: "c1", Reasons: []wrapup.ReasonID{"done"}}},
	{node: 1, hand: true},
	{node: 2, command: routing.Abandon{Contact: "c0"}},
	{node: 0, command: routing.WrapUp{Agent: "a0", Contact: "c0", Reasons: []wrapup.ReasonID{"done"}}},
}

// play carries out the scenario and returns what the commands were answered.
func play(t *testing.T, j *journaltest.Faulty) []string {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	r := &relay{t: t, recorder: proof.NewRecorder()}
	for n := range r.nodes {
		r.open(ctx, n, j)
		defer r.nodes[n].Close(context.Background())
	}
	var insisting sync.WaitGroup
	insisting.Go(func() { r.insist(ctx) })
	for _, l := range legs {
		time.Sleep(time.Millisecond) // so that the clients are seen to wait for one another
		r.do(ctx, l)
	}
	stop()
	insisting.Wait()
	j.Land()
	r.check(j.Journal)
	return r.answers
}

func (r *relay) open(ctx context.Context, n int, j journal.Journal) {
	r.t.Helper()
	cfg := routing.Config{
		ID: "x", Journal: j, Setup: load.Setup(2, time.Minute), Logger: slog.New(slog.DiscardHandler),
		Forward: func(ctx context.Context, cmd routing.Command) (journal.Version, error) {
			return r.nodes[r.leader.Load()].Serve(ctx, cmd)
		},
	}
	c, err := routing.Open(ctx, cfg)
	for ; errors.Is(err, routing.ErrUnavailable); c, err = routing.Open(ctx, cfg) {
		time.Sleep(time.Second)
	}
	if err != nil {
		r.t.Fatalf("Open failed: %v", err)
	}
	r.nodes[n] = c
}

// insist has the node lead that is to lead, whenever it does not, as the nodes of package cluster do by themselves.
func (r *relay) insist(ctx context.Context) {
	for ctx.Err() == nil {
		node := r.nodes[r.leader.Load()]
		if leads, _ := node.Role(); !leads {
			_ = node.Lead(ctx) // or the next time
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func (r *relay) do(ctx context.Context, l leg) {
	r.t.Helper()
	switch {
	case l.hand:
		if err := r.nodes[r.leader.Load()].Follow(ctx); err != nil {
			r.t.Errorf("Follow failed: %v", err)
		}
		r.leader.Store(int32(l.node))
	case l.take:
		r.leader.Store(int32(l.node))
		for err := error(routing.ErrUnavailable); errors.Is(err, routing.ErrUnavailable); time.Sleep(10 * time.Millisecond) {
			err = r.nodes[l.node].Lead(ctx)
		}
	case l.stray:
		r.send(l.command, func(once routing.Once) error {
			_, err := r.nodes[l.node].Serve(ctx, once)
			return err
		})
	default:
		r.answers = append(r.answers, fmt.Sprint(r.send(l.command, func(once routing.Once) (err error) {
			for range 100 {
				if err = r.nodes[l.node].Do(ctx, once); !errors.Is(err, routing.ErrUnavailable) && !errors.Is(err, routing.ErrNotLeading) {
					break
				}
			}
			return err
		})))
	}
}

// send notes a command and its answer.
func (r *relay) send(cmd routing.Command, do func(routing.Once) error) error {
	r.sent++
	op := proof.Operation{Center: "x", ID: fmt.Sprint(r.sent), Command: cmd, Call: r.recorder.Since()}
	err := do(routing.Once{ID: op.ID, Command: cmd})
	op.Return = r.recorder.Since()
	refusal, refused := errors.AsType[*routing.Error](err)
	switch {
	case err == nil:
		op.Outcome = proof.Acknowledged
	case refused && refusal.Code == routing.ErrNotLeading:
		return err // it was not applied, so it was nothing
	case refused && refusal.Code != routing.ErrUnavailable:
		op.Outcome, op.Code = proof.Refused, refusal.Code
	}
	r.recorder.Record(op)
	return err
}

func (r *relay) check(j journal.Journal) {
	r.t.Helper()
	log := proof.Log{Center: "x"}
	if err := log.ReadOn(context.Background(), j); err != nil {
		r.t.Fatal(err)
	}
	history := r.recorder.Operations()
	found := proof.Audit(log, false)
	found.Add(proof.Compare(history, log))
	if !found.Good() {
		r.t.Errorf("found %+v", found)
	}
	if err := proof.Linearizable(history, time.Minute); err != nil {
		r.t.Error(err)
	}
}

var faultsOf = map[journal.Op][]journaltest.Fault{
	journal.OpAppend: {journaltest.Fail, journaltest.Lost, journaltest.AnswerLost, journaltest.Late, journaltest.SpuriousConflict, journaltest.StoredConflict},
	journal.OpRead:   {journaltest.Fail, journaltest.Break},
	journal.OpWatch:  {journaltest.Fail, journaltest.WatchLost, journaltest.NoHints},
}

// TestFaultAtEveryCall: whichever call of the journal fails, and however, alone, again and again, or with reads that fail
// behind it, while a center is handed over and taken over, the commands are answered as if nothing had failed, and each is
// done once.
func TestFaultAtEveryCall(t *testing.T) {
	var want []string
	calls := make(map[journal.Op]int)
	synctest.Test(t, func(t *testing.T) {
		j := &journaltest.Faulty{Journal: new(journal.Memory)}
		want = play(t, j)
		for op := range faultsOf {
			calls[op] = j.Calls(op)
		}
	})
	runs := 0
	for op, faults := range faultsOf {
		for n := 1; n <= calls[op]; n++ {
			for _, fault := range faults {
				for _, more := range []struct{ same, reads int }{{}, {same: 3}, {reads: 12}} {
					runs++
					synctest.Test(t, func(t *testing.T) {
						got := play(t, &journaltest.Faulty{Journal: new(journal.Memory), Plan: faultAt(op, n, fault, more.same, more.reads)})
						if diff := cmp.Diff(want, got); diff != "" || t.Failed() {
							t.Errorf("%s %d of %d %v, then %+v: answers (-want +got)\n%s", op, n, calls[op], fault, more, diff)
						}
					})
				}
			}
		}
	}
	t.Logf("%d runs of %v calls", runs, calls)
}

// faultAt returns a plan: the nth call of op and some after it meet a fault, and then some reads fail.
func faultAt(op journal.Op, n int, fault journaltest.Fault, same, reads int) func(journal.Op, int) journaltest.Fault {
	hit := false
	return func(called journal.Op, k int) journaltest.Fault {
		switch {
		case called == op && k >= n && k <= n+same:
			hit = true
			return fault
		case called == journal.OpRead && hit && reads > 0:
			reads--
			return journaltest.Fail
		}
		return journaltest.None
	}
}

// TestFaultsAtRandom: so it is if many calls fail.
func TestFaultsAtRandom(t *testing.T) {
	var want []string
	synctest.Test(t, func(t *testing.T) { want = play(t, &journaltest.Faulty{Journal: new(journal.Memory)}) })
	for seed := range uint64(200) {
		random := rand.New(rand.NewPCG(seed, 0))
		plan := func(op journal.Op, _ int) journaltest.Fault {
			if faults := faultsOf[op]; len(faults) > 0 && random.IntN(8) == 0 {
				return faults[random.IntN(len(faults))]
			}
			return journaltest.None
		}
		synctest.Test(t, func(t *testing.T) {
			got := play(t, &journaltest.Faulty{Journal: new(journal.Memory), Plan: plan})
			if diff := cmp.Diff(want, got); diff != "" || t.Failed() {
				t.Errorf("seed %d: answers (-want +got)\n%s", seed, diff)
			}
		})
	}
}
