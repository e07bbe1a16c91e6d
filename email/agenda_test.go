package email_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/journaltest"
	"github.com/acdkit/acdkit/email"
	"pgregory.net/rapid"
)

// TestAgenda: nodes put contacts on one agenda and take them off, while the journal fails. Each node reads what all have done,
// and who attends is told of all that others have put there.
func TestAgenda(t *testing.T) {
	type move struct {
		Node, Contact, Fault int
		Done, Load           bool
	}
	moves := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) move {
		return move{
			rapid.IntRange(0, 2).Draw(t, "node"), rapid.IntRange(0, 4).Draw(t, "contact"), rapid.IntRange(0, 30).Draw(t, "fault"),
			rapid.Bool().Draw(t, "done"), rapid.IntRange(0, 9).Draw(t, "load") == 0,
		}
	}), 1, 60)
	kinds := []journaltest.Fault{
		journaltest.Fail, journaltest.Lost, journaltest.AnswerLost, journaltest.Late, journaltest.SpuriousConflict, journaltest.StoredConflict,
	}
	rapid.Check(t, func(rt *rapid.T) {
		list := moves.Draw(rt, "moves")
		var err error
		synctest.Test(t, func(t *testing.T) {
			var next atomic.Int32
			j := &journaltest.Faulty{Journal: &journal.Memory{}, Plan: func(op journal.Op, _ int) journaltest.Fault {
				if n := int(next.Swap(100)); op == journal.OpAppend && n < len(kinds) {
					return kinds[n]
				}
				return journaltest.None
			}}
			nodes := []email.Agenda{email.NewAgenda(j, true), email.NewAgenda(j, true), email.NewAgenda(j, true)}
			nodes[0].Attend(+1)
			_, failed := nodes[0].Load(t.Context())
			want, heard, news := map[contact.ID]bool{}, map[contact.ID]bool{}, map[contact.ID]bool{}
			for _, m := range list {
				id := contact.ID(fmt.Sprint("c", m.Contact))
				if m.Load {
					_, e := nodes[m.Node].Load(t.Context())
					failed = errors.Join(failed, e)
				}
				if m.Load && m.Node == 0 {
					clear(news) // it has been read
				}
				next.Store(int32(m.Fault))
				for nodes[m.Node].Put(t.Context(), id, m.Done) != nil { // again, until it is certain
				}
				next.Store(100)
				if m.Done != want[id] {
					continue
				}
				if want[id] = !m.Done; !m.Done && m.Node != 0 {
					news[id] = true
				}
			}
			ids, e := nodes[0].News(t.Context())
			failed = errors.Join(failed, e)
			for _, id := range ids {
				heard[id] = true
			}
			for id := range news {
				if want[id] && !heard[id] {
					failed = errors.Join(failed, fmt.Errorf("%s was not heard of, but %v", id, ids))
				}
			}
			for _, n := range nodes {
				failed = errors.Join(failed, readsAs(t.Context(), n, want))
			}
			err = failed
		})
		if err != nil {
			rt.Fatal(err)
		}
	})
}

// readsAs compares what an agenda has with what it should.
func readsAs(ctx context.Context, a email.Agenda, want map[contact.ID]bool) error {
	got, err := a.Load(ctx)
	if err != nil {
		return err
	}
	for id, on := range want {
		if slices.Contains(got, id) != on {
			return fmt.Errorf("%s is on the agenda: %t, want %t", id, !on, on)
		}
	}
	return nil
}

// TestAgendaIsTidy: an agenda that is used for years is short, with one node or several, and though many contacts are open.
func TestAgendaIsTidy(t *testing.T) {
	for _, shared := range []bool{false, true} {
		for _, open := range []int{0, 2500} {
			memory := &journal.Memory{}
			list := []email.Agenda{email.NewAgenda(memory, shared)}
			if shared {
				list = append(list, email.NewAgenda(memory, shared))
			}
			want := map[contact.ID]bool{}
			put := func(n int, done bool) {
				id := contact.ID(fmt.Sprint("c", n))
				if err := list[n%len(list)].Put(t.Context(), id, done); err != nil {
					t.Fatal(err)
				}
				want[id] = !done
			}
			for n := range open {
				put(n, false)
			}
			for n := open; n < open+3000; n++ {
				put(n, false)
				put(n, true)
			}
			records := 0
			for rec, err := range memory.Read(t.Context(), "agenda/email", 0) {
				if errors.Is(err, journal.ErrTrimmed) { // it is cut: count from its end
					break
				}
				records = int(rec.Version)
			}
			if records > 0 {
				t.Errorf("shared %t, %d open: nothing was cut of %d records", shared, open, records)
			}
			if err := readsAs(t.Context(), email.NewAgenda(memory, shared), want); err != nil {
				t.Errorf("shared %t, %d open: %v", shared, open, err)
			}
			if left := behind(t, memory); left > max(2000, 3*open) {
				t.Errorf("shared %t, %d open: %d records are to be read", shared, open, left)
			}
		}
	}
}

// behind returns how many records are left of the agenda.
func behind(t *testing.T, memory *journal.Memory) int {
	for after := journal.Version(0); ; after++ {
		n := 0
		for _, err := range memory.Read(t.Context(), "agenda/email", after) {
			if err != nil {
				n = -1
				break
			}
			n++
		}
		if n >= 0 {
			return n
		}
	}
}
