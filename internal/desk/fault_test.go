package desk_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/journaltest"
	"github.com/acdkit/acdkit/internal/desk"
	"pgregory.net/rapid"
)

var faults = map[journal.Op][]journaltest.Fault{
	journal.OpAppend: {
		journaltest.Fail, journaltest.Lost, journaltest.AnswerLost, journaltest.Late, journaltest.SpuriousConflict, journaltest.StoredConflict,
	},
	journal.OpRead: {journaltest.Fail, journaltest.Break, journaltest.Flip, journaltest.Skip},
}

// TestFaults has the journal fail at each of the desk's calls in turn, in every way. Whatever fails, what is done again is
// done once, and what goes on by itself goes on.
func TestFaults(t *testing.T) {
	for op, kinds := range faults {
		for _, kind := range kinds {
			for call, met := 1, true; met; call++ {
				t.Run(fmt.Sprintf("%s %v %d", op, kind, call), func(t *testing.T) {
					bubble(t, func(t *testing.T) {
						j := &journaltest.Faulty{Journal: &journal.Memory{}, Plan: func(o journal.Op, n int) journaltest.Fault {
							if o == op && n == call {
								return kind
							}
							return journaltest.None
						}}
						lifeWithFaults(t, j)
						met = j.Calls(op) >= call
					})
				})
			}
		}
	}
}

// lifeWithFaults is TestLife with an alarm, for who tries again.
func lifeWithFaults(t *testing.T, j *journaltest.Faulty) {
	s := openOn(t, j.Journal.(*journal.Memory), j)
	again := func(do func() error) {
		t.Helper()
		err := do()
		for n := 0; n < 5 && (errors.Is(err, errUnavailable) || errors.Is(err, errDamaged)); n++ {
			err = do()
		}
		s.ok(err)
	}
	again(func() error { return s.tryBegin("c1") })
	s.ok(s.center.Accept(t.Context(), "kim", "c1"))
	again(func() error { return s.tryCount("c1", "1") })
	again(func() error {
		return s.try("c1", func(n *tenant) error {
			if slices.Contains(n.c.log, "remind") {
				return nil
			}
			return n.step(t.Context(), stamp("remind", time.Now().Add(time.Minute)))
		})
	})
	wait(2 * time.Minute)
	again(func() error { return s.tryCount("c1", "2") })
	s.end("c1")
	wait(time.Hour)
	want := served + " count 1 remind reminded count 2 over"
	if got := s.stored("c1"); got != want {
		t.Errorf("stored is %q, want %q", got, want)
	}
	again(func() error {
		page, err := s.Page(t.Context(), "c1", "cust", "", 0)
		if err == nil && (len(page.Entries) != 1 || page.Entries[0].Messages != 2 || !page.Entries[0].Over()) {
			t.Errorf("the history is %+v", page.Entries)
		}
		return err
	})
}

// TestCountsAreExact: with any faults and restarts, what was acknowledged is there, in order; what was not is there
// once at most.
func TestCountsAreExact(t *testing.T) {
	type move struct{ Kind, Fault int }
	moves := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) move {
		return move{rapid.IntRange(0, 9).Draw(t, "kind"), rapid.IntRange(0, 12).Draw(t, "fault")}
	}), 1, 40)
	rapid.Check(t, func(rt *rapid.T) {
		list := moves.Draw(rt, "moves")
		var err error
		bubble(t, func(t *testing.T) {
			var next atomic.Int32
			j := &journaltest.Faulty{Journal: &journal.Memory{}, Plan: func(op journal.Op, _ int) journaltest.Fault {
				kinds := faults[op]
				if n := int(next.Load()); n < len(kinds) {
					next.Store(100)
					return kinds[n]
				}
				return journaltest.None
			}}
			next.Store(100)
			s := openOn(t, j.Journal.(*journal.Memory), j)
			s.serve("c1")
			var want []string // oracle: each count with whether it was acknowledged
			sure := map[string]bool{}
			for i, m := range list {
				id := fmt.Sprint(i)
				next.Store(int32(m.Fault))
				switch {
				case m.Kind == 0:
					s.ok(s.Close(context.Background()))
					s.reopen(j)
				case m.Kind == 1:
					s.reopen(j) // while the other one is there
				default:
					want = append(want, id)
					sure[id] = s.tryCount("c1", id) == nil
				}
			}
			next.Store(100)
			wait(time.Hour)
			err = compare(want, sure, s.stored("c1"))
		})
		if err != nil {
			rt.Fatal(err)
		}
	})
}

func compare(want []string, sure map[string]bool, stored string) error {
	got := strings.Split(strings.TrimPrefix(stored, served), " count ")[1:]
	for _, id := range want {
		switch {
		case len(got) > 0 && got[0] == id:
			got = got[1:]
		case sure[id]:
			return fmt.Errorf("count %s was acknowledged, and %q comes there", id, got)
		}
	}
	if len(got) > 0 {
		return fmt.Errorf("%q are too many, or out of order", got)
	}
	return nil
}

// only returns of what is stored those counts that begin with a prefix.
func only(prefix, stored string) string {
	var out strings.Builder
	out.WriteString(served)
	for _, count := range strings.Split(stored, " count ")[1:] {
		if strings.HasPrefix(count, prefix) {
			out.WriteString(" count " + count)
		}
	}
	return out.String()
}

// TestForgotten: a machine that was forgotten is read anew by itself: its alarm goes off, and who waits hears of what was
// stored without an answer.
func TestForgotten(t *testing.T) {
	bubble(t, func(t *testing.T) {
		memory, failing := &journal.Memory{}, atomic.Bool{}
		j := &journaltest.Faulty{Journal: memory, Plan: func(op journal.Op, _ int) journaltest.Fault {
			switch {
			case !failing.Load():
				return journaltest.None
			case op == journal.OpAppend:
				return journaltest.AnswerLost
			}
			return journaltest.Fail
		}}
		s := openOn(t, memory, j)
		s.serve("c1")
		s.remind("c1", time.Minute)
		wait(time.Second)
		var changed <-chan struct{}
		s.ok(s.try("c1", func(n *tenant) error { changed = n.Changed(); return nil }))
		failing.Store(true)
		late, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		err := s.With(late, "c1", func(n desk.Tenant) error { return n.(*tenant).count(late, "1") })
		s.is(err, errUnavailable)
		failing.Store(false)
		soon, cancel := context.WithTimeout(t.Context(), 30*time.Second)
		defer cancel()
		s.ok(s.Await(soon, "c1", changed))
		wait(time.Hour)
		if got := s.stored("c1"); got != served+" remind count 1 reminded" {
			t.Errorf("stored is %q", got)
		}
	})
}

// TestDamaged: a stream with what none wrote there stands still, and is not written to.
func TestDamaged(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t)
		_, err := s.memory.Append(t.Context(), "email/c1", 0, journal.NewRecord("r", []byte("nonsense")))
		s.ok(err)
		for range 2 {
			s.is(s.tryCount("c1", "1"), errDamaged)
		}
		if got := s.stored("c1"); got != "nonsense" {
			t.Errorf("stored is %q", got)
		}
	})
}

// TestTwoDesks: one that was left behind notices before its next answer, reads anew, and does what it was asked then.
func TestTwoDesks(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t)
		s.serve("c1")
		s.count("c1", "a")
		first := s.Desk
		s.reopen(s.memory)
		s.count("c1", "b")
		second := s.Desk
		s.Desk = first
		s.count("c1", "c")
		s.Desk = second
		s.count("c1", "d")
		wait(time.Second)
		s.reads("c1", served+" count a count b count c count d")
	})
}
