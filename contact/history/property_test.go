package history_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/history"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/journaltest"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// drawEntry draws an entry of one of eight contacts, whose channel and beginning its id decides.
func drawEntry(t *rapid.T) history.Entry {
	k := rapid.IntRange(0, 7).Draw(t, "contact")
	e := history.Entry{
		Contact: contact.ID(fmt.Sprintf("c%d", k)), Channel: contact.Chat + contact.Channel(k%2), Began: noon.Add(time.Duration(k % 3)),
		QueueName: rapid.SampledFrom([]string{"", "결제", "배송"}).Draw(t, "queue"),
		Messages:  rapid.IntRange(0, 3).Draw(t, "messages"),
	}
	for a := range rapid.IntRange(0, 2).Draw(t, "agents") {
		e.Agents = append(e.Agents, contact.AgentID(fmt.Sprint(a)))
	}
	if rapid.Bool().Draw(t, "over") {
		e.Ended, e.Reason = e.Began.Add(time.Minute), contact.AgentEnded
	}
	return e
}

// oracle is a history as a map.
type oracle map[contact.ID]history.Entry

// know writes an entry's knowledge as a text that sorts, which is how the oracle compares.
func know(e history.Entry) string {
	over := "on"
	if e.Over() {
		over = "over"
	}
	return fmt.Sprintf("%s %09d %09d", over, e.Messages, len(e.Agents))
}

func (o oracle) put(e history.Entry) {
	if known, ok := o[e.Contact]; !ok || know(e) >= know(known) {
		o[e.Contact] = e
	}
}

func (o oracle) newest() []history.Entry {
	var entries []history.Entry
	for _, e := range o {
		entries = append(entries, e)
	}
	key := func(e history.Entry) string { return e.Began.Format(time.RFC3339Nano) + " " + string(e.Contact) }
	pad := func(e history.Entry) string { return strings.Replace(key(e), "12:00:00Z", "12:00:00.000000000Z", 1) }
	slices.SortFunc(entries, func(a, b history.Entry) int { return -strings.Compare(pad(a), pad(b)) })
	return entries
}

// TestLogProperty: whatever is put in any order, with any faults on the way, the history is the oracle's,
// and pages put together are the history.
func TestLogProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := new(journal.Memory)
		faults := rapid.SampledFrom([]journaltest.Fault{
			journaltest.None, journaltest.None, journaltest.AnswerLost, journaltest.StoredConflict, journaltest.SpuriousConflict,
		})
		l := &history.Log{Journal: &journaltest.Faulty{Journal: m, Plan: func(op journal.Op, _ int) journaltest.Fault {
			return faults.Draw(t, "fault")
		}}}
		want := make(map[contact.CustomerID]oracle)
		for range rapid.IntRange(0, 25).Draw(t, "puts") {
			customer := rapid.SampledFrom([]contact.CustomerID{"u1", "u2"}).Draw(t, "customer")
			e := drawEntry(t)
			if err := l.Put(t.Context(), customer, e); err != nil {
				t.Fatalf("Put failed: %v", err)
			}
			if want[customer] == nil {
				want[customer] = make(oracle)
			}
			want[customer].put(e)
		}
		n := rapid.IntRange(1, 9).Draw(t, "page")
		for customer, o := range want {
			var got []history.Entry
			before := history.Cursor("")
			for first := true; first || before != ""; first = false {
				page, err := l.Page(t.Context(), customer, before, n)
				if err != nil || len(page.Entries) != n && page.Next != "" {
					t.Fatalf("Page = %d entries of %d, next %q, %v", len(page.Entries), n, page.Next, err)
				}
				got, before = append(got, page.Entries...), page.Next
			}
			if diff := cmp.Diff(o.newest(), got); diff != "" {
				t.Fatalf("history mismatch (-want +got):\n%s", diff)
			}
		}
	})
}

// TestPutConcurrent: several nodes put the lives of the same contacts at once; nothing is lost or stored
// twice, and no record knows less than an earlier one of its contact.
func TestPutConcurrent(t *testing.T) {
	const nodes, contacts, messages = 6, 5, 8
	m := new(journal.Memory)
	var wg sync.WaitGroup
	for range nodes {
		l := &history.Log{Journal: m}
		wg.Go(func() {
			for n := range messages {
				for c := range contacts {
					e := chatOn(contact.ID(fmt.Sprint(c)), noon)
					if e.Messages = n; n == messages-1 {
						e = over(e)
					}
					if err := l.Put(t.Context(), "u1", e); err != nil {
						t.Errorf("Put failed: %v", err)
					}
				}
			}
		})
	}
	wg.Wait()
	l := &history.Log{Journal: m}
	for _, e := range all(t, l, "u1") {
		if !e.Over() {
			t.Errorf("contact %s is not over", e.Contact)
		}
	}
	if n := len(all(t, l, "u1")); n != contacts {
		t.Errorf("%d contacts, want %d", n, contacts)
	}
	if n := len(records(t, m, "history/u1")); n > contacts*messages {
		t.Errorf("%d records, want at most %d", n, contacts*messages)
	}
}
