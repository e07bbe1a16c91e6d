package chattest

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact"
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

func (v *verdict) Logf(string, ...any) {}

func (v *verdict) Fatalf(format string, args ...any) {
	v.Errorf(format, args...)
	runtime.Goexit()
}

// judge runs a case with a transport and returns how it failed, or "". A transport that hangs takes no time.
func judge(t *testing.T, c testCase, spoil func(*exchange)) string {
	v := &verdict{}
	synctest.Test(t, func(t *testing.T) {
		v.TB = t
		ctx, cancel := context.WithTimeout(t.Context(), patience)
		x := newExchange()
		spoil(x)
		var work sync.WaitGroup
		work.Go(func() { c.run(&subject{t: v, ctx: ctx, Harness: x.harness()}) })
		work.Wait()
		close(x.over)
		cancel()
	})
	return v.failure
}

// TestRefusesBroken: every broken transport is refused by the cases that are there for it.
func TestRefusesBroken(t *testing.T) {
	for _, broke := range broken {
		t.Run(broke.name, func(t *testing.T) {
			for _, name := range broke.by {
				i := slices.IndexFunc(cases, func(c testCase) bool { return c.name == name })
				if i < 0 {
					t.Fatalf("there is no case %s", name)
				}
				if judge(t, cases[i], broke.spoil) == "" {
					t.Errorf("%s lets it pass", name)
				}
			}
		})
	}
}

// TestNoIdleCase: every case is there for a broken transport.
func TestNoIdleCase(t *testing.T) {
	for _, c := range cases {
		if !slices.ContainsFunc(broken, func(b brokenTransport) bool { return slices.Contains(b.by, c.name) }) {
			t.Errorf("no transport is refused by %s", c.name)
		}
	}
}

// TestTakesGood: a verdict without failures is possible, for each way in which a transport may be good.
func TestTakesGood(t *testing.T) {
	for name, spoil := range map[string]func(*exchange){
		"Waits":         func(*exchange) {},
		"Keeps":         func(x *exchange) { x.away = func(_ context.Context, d delivery) error { return x.put(to(d), d) } },
		"Refuses":       func(x *exchange) { x.away = func(context.Context, delivery) error { return ErrInjected } },
		"RemovesTwins":  func(x *exchange) { x.twins = drop },
		"ReplacesTwins": func(x *exchange) { x.twins = replace },
		"RepeatsAtOnce": func(x *exchange) { x.copies = 3 },
		"DropsTyping":   func(x *exchange) { x.typing = func(delivery) []delivery { return nil } },
		"RefusesEnded":  func(x *exchange) { x.ended = func(ctx context.Context, _ delivery) error { return ctx.Err() } },
	} {
		t.Run(name, func(t *testing.T) {
			for _, c := range cases {
				if failure := judge(t, c, spoil); failure != "" {
					t.Errorf("%s refuses a good transport:\n%s", c.name, failure)
				}
			}
		})
	}
}

func TestIncompleteHarness(t *testing.T) {
	m := new(chat.Memory)
	ends := func(contact.ID, chat.Member) {}
	for name, tc := range map[string]struct {
		h          Harness
		fine, cuts bool
	}{
		"nothing":      {Harness{}, false, false},
		"no Transport": {Harness{Take: m.Take}, false, false},
		"no Take":      {Harness{Transport: m}, false, false},
		"no Connect":   {Harness{Transport: m, Take: m.Take, Cut: ends}, false, true},
		"no Cut":       {Harness{Transport: m, Take: m.Take, Connect: ends}, true, false},
		"all":          {Harness{Transport: m, Take: m.Take, Connect: ends, Cut: ends}, true, true},
	} {
		v := &verdict{TB: t}
		if cuts := complete(v, tc.h); cuts != tc.cuts || (v.failure == "") != tc.fine {
			t.Errorf("%s: complete returned %t, failure %q", name, cuts, v.failure)
		}
	}
}
