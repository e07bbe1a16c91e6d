package load_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/examples/cluster/load"
	"github.com/acdkit/acdkit/examples/cluster/proof"
	"github.com/acdkit/acdkit/routing"
)

// script is a door that gives answers one after another; the last one for ever.
type script struct {
	mu      sync.Mutex
	answers []error
	ids     map[string]bool
}

func newScript(answers ...error) *script {
	return &script{answers: answers, ids: make(map[string]bool)}
}

// errHangs is the answer that does not come.
var errHangs = errors.New("hangs")

func (s *script) Do(ctx context.Context, _ string, cmd routing.Command) error {
	s.mu.Lock()
	s.ids[cmd.(routing.Once).ID] = true
	answer := s.answers[0]
	if len(s.answers) > 1 {
		s.answers = s.answers[1:]
	}
	s.mu.Unlock()
	if answer == errHangs {
		<-ctx.Done()
		return ctx.Err()
	}
	return answer
}

func (s *script) Work(context.Context, string, contact.AgentID) (load.Work, error) {
	return load.Work{}, load.ErrUnreachable
}

func code(c routing.Code) error { return &routing.Error{Code: c} }

// TestClientInsists: a client sends its command, in one id, until it knows what came of it; and it takes a refusal for one
// only if no earlier try can still be applied.
func TestClientInsists(t *testing.T) {
	for _, tc := range []struct {
		name    string
		answers []error
		want    proof.Outcome
		code    routing.Code
		took    time.Duration // at most
	}{
		{"at once", []error{nil}, proof.Acknowledged, "", 0},
		{"refused", []error{code(routing.ErrDuplicate)}, proof.Refused, routing.ErrDuplicate, 0},
		{"unreachable, then done", []error{load.ErrUnreachable, nil}, proof.Acknowledged, "", time.Second},
		{"unreachable, then refused", []error{load.ErrUnreachable, code(routing.ErrDuplicate)}, proof.Refused, routing.ErrDuplicate, time.Second},
		{"nobody leads, then refused", []error{code(routing.ErrNotLeading), code(routing.ErrClosed), code(routing.ErrDuplicate)}, proof.Refused, routing.ErrDuplicate, time.Second},
		{"open, then done", []error{code(routing.ErrUnavailable), nil}, proof.Acknowledged, "", time.Second},
		{"open, then refused", []error{code(routing.ErrUnavailable), code(routing.ErrDuplicate)}, proof.Open, "", time.Second},
		{"hangs, then done", []error{errHangs, nil}, proof.Acknowledged, "", 3 * time.Second},
		{"hangs, then refused", []error{errHangs, load.ErrUnreachable, code(routing.ErrDuplicate)}, proof.Open, "", 3 * time.Second},
		{"hangs for ever", []error{errHangs}, proof.Open, "", 10 * time.Second},
		{"gone for ever", []error{load.ErrUnreachable}, proof.Open, "", 10 * time.Second},
	} {
		t.Run(tc.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				door := newScript(tc.answers...)
				s := &load.Site{
					Center: "x", Recorder: proof.NewRecorder(), Doors: func() []load.Door { return []load.Door{door} },
					Try: 2 * time.Second, Patience: 10 * time.Second, Think: time.Millisecond, Seed: 7,
				}
				s.Customer(t.Context(), 1)
				ops := s.Recorder.Operations()
				if len(ops) == 0 || len(door.ids) != len(ops) {
					t.Fatalf("%d ids for %d operations", len(door.ids), len(ops))
				}
				op := ops[0]
				if op.Outcome != tc.want || op.Code != tc.code || op.Return-op.Call > tc.took {
					t.Errorf("got %v, want %v %s within %v", op, tc.want, tc.code, tc.took)
				}
			})
		})
	}
}

// TestProbe: of three that ask, the first answer counts, whatever the others wait for.
func TestProbe(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		doors := []load.Door{newScript(errHangs), healthy{}}
		s := &load.Site{
			Center: "x", Recorder: proof.NewRecorder(), Doors: func() []load.Door { return doors },
			Try: time.Second, Patience: time.Minute, Think: time.Millisecond,
		}
		for n := range 10 {
			if got := s.Probe(t.Context(), n); got != proof.Acknowledged {
				t.Errorf("Probe returned %v", got)
			}
		}
		ids := make(map[string]bool)
		for _, op := range s.Recorder.Operations() {
			ids[op.ID] = true
		}
		if len(ids) != 10 {
			t.Errorf("10 probes have %d ids", len(ids))
		}
	})
}

// healthy acknowledges everything.
type healthy struct{}

func (healthy) Do(context.Context, string, routing.Command) error { return nil }
func (healthy) Work(context.Context, string, contact.AgentID) (load.Work, error) {
	return load.Work{}, nil
}

// TestNoDoors: a site without nodes is waited for.
func TestNoDoors(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &load.Site{
			Center: "x", Agents: 1, Recorder: proof.NewRecorder(), Doors: func() []load.Door { return nil },
			Try: time.Second, Patience: time.Second, Think: time.Millisecond,
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		s.Work(ctx)
		if s.Customer(ctx, 1) {
			t.Error("a customer got in where there is no node")
		}
	})
}
