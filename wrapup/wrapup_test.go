package wrapup

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/google/go-cmp/cmp"
)

var (
	start  = time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	timed  = Policy{After: time.Minute, Default: "cash", MayCancel: true}
	policy = []Policy{
		{},
		timed,
		{After: time.Minute, Default: "cash"},
		{Min: NoMinimum, After: time.Minute},
	}
)

func TestStart(t *testing.T) {
	tests := []struct {
		name   string
		policy Policy
		role   Role
		want   WrapUp
		err    error
	}{
		{"no timer", Policy{}, Owner, WrapUp{Open, start, time.Time{}}, nil},
		{"timer", timed, Owner, WrapUp{Open, start, start.Add(time.Minute)}, nil},
		{"Agent 2", timed, Guest, WrapUp{}, ErrGuest},
		{"nobody", timed, 0, WrapUp{}, ErrBadRole},
		{"no such role", timed, 9, WrapUp{}, ErrBadRole},
		{"policy", Policy{Max: -1}, Owner, WrapUp{}, ErrBadMax},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Start(tt.policy, tt.role, start)
			if got != tt.want || !errors.Is(err, tt.err) {
				t.Errorf("Start = %+v, %v, want %+v, %v", got, err, tt.want, tt.err)
			}
		})
	}
}

// TestStartNow: the local clock's monotonic reading is in no record, so it must not count.
func TestStartNow(t *testing.T) {
	now := time.Now()
	w, err := Start(timed, Owner, now)
	if err != nil || w.Started != now.Round(0) || w.Deadline != now.Round(0).Add(time.Minute) {
		t.Errorf("Start = %+v, %v", w, err)
	}
}

func TestDue(t *testing.T) {
	w := WrapUp{Open, start, start.Add(time.Minute)}
	for at, want := range map[time.Duration]bool{0: false, time.Minute - 1: false, time.Minute: true, time.Hour: true} {
		if got := w.Due(start.Add(at)); got != want {
			t.Errorf("Due after %v = %v, want %v", at, got, want)
		}
	}
	if (WrapUp{Open, start, time.Time{}}).Due(start) || (WrapUp{Closed, start, start}).Due(start) {
		t.Error("due without a timer or after the end")
	}
}

func TestExpire(t *testing.T) {
	tests := []struct {
		name   string
		policy Policy
		want   []ReasonID
	}{
		{"default", timed, []ReasonID{"cash"}},
		{"default below the minimum", Policy{Min: 3, After: time.Minute, Default: "cash"}, []ReasonID{"cash"}},
		{"no default", Policy{Min: NoMinimum, After: time.Minute}, nil},
		{"default gone", Policy{After: time.Minute, Default: "gone"}, nil},
		{"default inactive", Policy{After: time.Minute, Default: "old"}, nil},
		{"default of another channel", Policy{After: time.Minute, Default: "spam"}, nil},
		{"default of another queue", Policy{After: time.Minute, Default: "vip"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w, err := Start(tt.policy, Owner, start)
			if err != nil {
				t.Fatal(err)
			}
			got, err := w.Expire(shop(t), tt.policy, contact.Chat, "q", start.Add(time.Minute))
			if diff := cmp.Diff(tt.want, got); err != nil || diff != "" {
				t.Errorf("Expire = %v, mismatch (-want +got):\n%s", err, diff)
			}
			if w != (WrapUp{Started: start}) {
				t.Errorf("after Expire: %+v", w)
			}
		})
	}
}

func TestStrings(t *testing.T) {
	got := fmt.Sprint(Owner, Guest, Role(0), Open, Closed, State(7))
	if want := "owner guest role(0) open closed state(7)"; got != want {
		t.Errorf("strings are %q, want %q", got, want)
	}
}

// step is one call on a wrap-up, and what the rules say of it.
type step struct {
	name string
	do   func(*WrapUp, *Catalog, Policy) error
	want func(w WrapUp, p Policy) (next WrapUp, code Code)
}

func submit(picked ...ReasonID) func(*WrapUp, *Catalog, Policy) error {
	return func(w *WrapUp, c *Catalog, p Policy) error { return w.Submit(c, p, contact.Chat, "q", picked) }
}

func expire(after time.Duration) func(*WrapUp, *Catalog, Policy) error {
	return func(w *WrapUp, c *Catalog, p Policy) error {
		_, err := w.Expire(c, p, contact.Chat, "q", start.Add(after))
		return err
	}
}

// first gives the first code whose condition holds; without one, the step leads to next.
func first(w, next WrapUp, codes ...Code) (WrapUp, Code) {
	for _, code := range codes {
		if code != "" {
			return w, code
		}
	}
	return next, ""
}

func when(refused bool, code Code) Code {
	if refused {
		return code
	}
	return ""
}

var steps = []step{
	{"submit one", submit("cash"), func(w WrapUp, _ Policy) (WrapUp, Code) {
		return first(w, WrapUp{Started: start}, when(w.State == Closed, ErrClosed))
	}},
	{"submit none", submit(), func(w WrapUp, p Policy) (WrapUp, Code) {
		return first(w, WrapUp{Started: start}, when(w.State == Closed, ErrClosed), when(p.Min != NoMinimum, ErrTooFew))
	}},
	{"submit a bad one", submit("no"), func(w WrapUp, _ Policy) (WrapUp, Code) {
		return first(w, w, when(w.State == Closed, ErrClosed), ErrUnknown)
	}},
	{"cancel", func(w *WrapUp, _ *Catalog, p Policy) error { return w.CancelTimer(p) },
		func(w WrapUp, p Policy) (WrapUp, Code) {
			return first(w, WrapUp{State: Open, Started: start}, when(w.State == Closed, ErrClosed),
				when(w.Deadline.IsZero(), ErrNoTimer), when(!p.MayCancel, ErrKeepsTimer))
		}},
	{"expire early", expire(time.Second), func(w WrapUp, _ Policy) (WrapUp, Code) {
		return first(w, w, when(w.State == Closed, ErrClosed), when(w.Deadline.IsZero(), ErrNoTimer), ErrNotDue)
	}},
	{"expire", expire(time.Minute), func(w WrapUp, _ Policy) (WrapUp, Code) {
		return first(w, WrapUp{Started: start}, when(w.State == Closed, ErrClosed), when(w.Deadline.IsZero(), ErrNoTimer))
	}},
	{"close", func(w *WrapUp, _ *Catalog, _ Policy) error { w.Close(); return nil },
		func(WrapUp, Policy) (WrapUp, Code) { return WrapUp{Started: start}, "" }},
}

// TestWalk takes every step in every state that can be reached under every kind of policy. In each
// state that is not the end, some step must lead to the end (I2).
func TestWalk(t *testing.T) {
	for _, p := range policy {
		w, err := Start(p, Owner, start)
		if err != nil {
			t.Fatal(err)
		}
		seen := map[WrapUp]bool{}
		for queue := []WrapUp{w}; len(queue) > 0; queue = queue[1:] {
			if !seen[queue[0]] {
				seen[queue[0]] = true
				queue = append(queue, walkFrom(t, queue[0], p)...)
			}
		}
		want := map[bool]int{false: 2, true: 3}[p.After > 0 && p.MayCancel]
		if len(seen) != want {
			t.Errorf("%+v: %d states, want %d", p, len(seen), want)
		}
	}
}

// walkFrom takes every step from w and returns where they lead.
func walkFrom(t *testing.T, w WrapUp, p Policy) (next []WrapUp) {
	t.Helper()
	ends := false
	for _, s := range steps {
		got := w
		err := s.do(&got, shop(t), p)
		want, code := s.want(w, p)
		if got != want || (code == "") != (err == nil) || code != "" && !errors.Is(err, code) {
			t.Errorf("%s in %+v: %+v, %v, want %+v, %q", s.name, w, got, err, want, code)
		}
		ends = ends || err == nil && got.State == Closed && s.name != "close"
		next = append(next, got)
	}
	if w.State == Open && !ends {
		t.Errorf("%+v cannot be ended under %+v", w, p)
	}
	return next
}
