package blobtest

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact/attachment/blob"
)

// verdict is a testing.TB that notes failures and passes them on to nobody.
type verdict struct {
	testing.TB
	mu      sync.Mutex
	failure string
}

func (v *verdict) Errorf(format string, args ...any) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.failure += fmt.Sprintf(format, args...) + "\n"
}

func (v *verdict) Error(args ...any)   { v.Errorf("%s", fmt.Sprint(args...)) }
func (v *verdict) Logf(string, ...any) {}

func (v *verdict) Fatalf(format string, args ...any) {
	v.Errorf(format, args...)
	runtime.Goexit()
}

// judge runs a case with a store and returns how it failed, or "".
func judge(t *testing.T, run func(*subject), store blob.Store, patience time.Duration) string {
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	v := &verdict{TB: t}
	var wg sync.WaitGroup
	wg.Go(func() { run(&subject{t: v, ctx: ctx, store: store}) })
	wg.Wait()
	return v.failure
}

// TestRefusesBroken: every broken store is refused by the cases that are there for it.
func TestRefusesBroken(t *testing.T) {
	for _, broke := range stores {
		t.Run(broke.name, func(t *testing.T) {
			patience := patience
			if broke.hangs {
				patience = 10 * time.Millisecond
			}
			for _, name := range broke.by {
				i := slices.IndexFunc(cases, func(c testCase) bool { return c.name == name })
				if i < 0 {
					t.Fatalf("there is no case %s", name)
				}
				store := new(broken)
				broke.spoil(store)
				if judge(t, cases[i].run, store, patience) == "" {
					t.Errorf("%s lets it pass", name)
				}
			}
		})
	}
}

// TestNoIdleCase: every case is there for a broken store.
func TestNoIdleCase(t *testing.T) {
	for _, c := range cases {
		if !slices.ContainsFunc(stores, func(broke brokenStore) bool { return slices.Contains(broke.by, c.name) }) {
			t.Errorf("no store is refused by %s", c.name)
		}
	}
}

// TestTakesGood: a verdict without failures is possible.
func TestTakesGood(t *testing.T) {
	for _, c := range cases {
		if failure := judge(t, c.run, new(broken), patience); failure != "" {
			t.Errorf("%s refuses a good store:\n%s", c.name, failure)
		}
	}
}
