package simulate

import (
	"context"
	"crypto/sha256"
	"errors"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/acdkit/acdkit/routing"
)

// TestSameOnAnyNumberOfCores: the same seed gives the same result, and the same events on each day, byte for byte.
func TestSameOnAnyNumberOfCores(t *testing.T) {
	const days = 12
	run := func(workers int, seed uint64) (Result, [][sha256.Size]byte) {
		s := busy()
		s.Days, s.Workers, s.BusynessGamma = days, workers, 5
		sums := make([][sha256.Size]byte, days)
		var mu sync.Mutex
		s.Observe = func(day int) func([]routing.Event) {
			return func(events []routing.Event) {
				mu.Lock()
				defer mu.Unlock()
				sums[day] = sha256.Sum256(append(sums[day][:], packed(t, events)...))
			}
		}
		result, err := Run(t.Context(), s, seed)
		if err != nil {
			t.Fatal(err)
		}
		return result, sums
	}
	one, oneLog := run(1, 42)
	for _, workers := range []int{2, 7, 100} {
		more, moreLog := run(workers, 42)
		if diff := cmp.Diff(one, more); diff != "" {
			t.Errorf("result with %d workers mismatch (-1 +%d):\n%s", workers, workers, diff)
		}
		if !slices.Equal(oneLog, moreLog) {
			t.Errorf("events with %d workers are not those with one", workers)
		}
	}
	if other, _ := run(1, 43); cmp.Equal(one, other) {
		t.Error("another seed, the same result")
	}
	if oneLog[0] == oneLog[1] {
		t.Error("two days are the same")
	}
}

func TestProgress(t *testing.T) {
	s := busy()
	s.Days, s.Workers = 9, 3
	var told []int
	s.Progress = func(done, days int) {
		if days != 9 {
			t.Errorf("of %d days, want 9", days)
		}
		told = append(told, done)
	}
	if _, err := Run(t.Context(), s, 1); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(told, []int{1, 2, 3, 4, 5, 6, 7, 8, 9}) {
		t.Errorf("progress %v", told)
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	s := busy()
	s.Days, s.Progress = 1000, func(done, _ int) { cancel() }
	if _, err := Run(ctx, s, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v after cancelling", err)
	}
}

// TestSetup: what routing can do beside a scenario's own fields is given as commands, and a refusal is told.
func TestSetup(t *testing.T) {
	s := busy()
	s.Setup = []routing.Command{routing.SetAgent{Agent: routing.Agent{ID: AgentID("a", 0), Profile: "nobody's"}}}
	_, err := Run(t.Context(), s, 1)
	if refused, ok := errors.AsType[*routing.Error](err); !ok || refused.Code != routing.ErrUnknownProfile {
		t.Errorf("error %v, want %v", err, routing.ErrUnknownProfile)
	}
	s.Setup = []routing.Command{routing.SignIn{Agent: AgentID("a", 0)}}
	_, err = Run(t.Context(), s, 1)
	if wrong, ok := errors.AsType[*ScenarioError](err); !ok || wrong.Field != "Setup" {
		t.Errorf("error %v for a command that is no setup", err)
	}
}
