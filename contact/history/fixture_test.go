package history_test

import (
	"errors"
	"iter"
	"slices"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/history"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/google/go-cmp/cmp"
)

var noon = time.Date(2025, 3, 14, 12, 0, 0, 0, time.UTC)

// chatOn is a chat that goes on.
func chatOn(id contact.ID, began time.Time) history.Entry {
	return history.Entry{
		Contact: id, Channel: contact.Chat, Queue: "q1", QueueName: "결제 문의", Began: began,
		Agents: []contact.AgentID{"kim"}, Messages: 1,
	}
}

// over returns the entry after its agent ended it.
func over(e history.Entry) history.Entry {
	e.Ended, e.Reason, e.Messages = e.Began.Add(time.Hour), contact.AgentEnded, e.Messages+3
	return e
}

// email is one that is over.
func email(id contact.ID, began time.Time) history.Entry {
	e := over(chatOn(id, began))
	e.Channel, e.Subject = contact.Email, "환불 요청"
	return e
}

func newLog() (*history.Log, *journal.Memory) {
	m := new(journal.Memory)
	return &history.Log{Journal: m}, m
}

func put(t testing.TB, l *history.Log, customer contact.CustomerID, entries ...history.Entry) {
	t.Helper()
	for _, e := range entries {
		if err := l.Put(t.Context(), customer, e); err != nil {
			t.Fatalf("Put failed: %v", err)
		}
	}
}

// pages reads the whole history, n entries at a time.
func pages(t testing.TB, l *history.Log, customer contact.CustomerID, n int) iter.Seq[history.Page] {
	return func(yield func(history.Page) bool) {
		t.Helper()
		for before := history.Cursor(""); ; {
			page, err := l.Page(t.Context(), customer, before, n)
			if err != nil {
				t.Fatalf("Page failed: %v", err)
			}
			if before = page.Next; !yield(page) || before == "" {
				return
			}
		}
	}
}

func all(t testing.TB, l *history.Log, customer contact.CustomerID) []history.Entry {
	t.Helper()
	var entries []history.Entry
	for page := range pages(t, l, customer, history.MaxPage) {
		entries = append(entries, page.Entries...)
	}
	return entries
}

func wantHistory(t testing.TB, l *history.Log, customer contact.CustomerID, want ...history.Entry) {
	t.Helper()
	if diff := cmp.Diff(want, all(t, l, customer)); diff != "" {
		t.Errorf("history of %s mismatch (-want +got):\n%s", customer, diff)
	}
}

// records returns the ids of the stream's records.
func records(t testing.TB, j journal.Journal, stream string) []string {
	t.Helper()
	var ids []string
	for rec, err := range journal.Replay(t.Context(), j, stream, 0) {
		if err != nil {
			t.Fatalf("Replay failed: %v", err)
		}
		ids = append(ids, rec.ID)
	}
	return ids
}

// add appends a record of that data to the stream.
func add(t testing.TB, j journal.Journal, stream string, data []byte) {
	t.Helper()
	ids := records(t, j, stream)
	if _, err := j.Append(t.Context(), stream, journal.Version(len(ids)), journal.NewRecord(contact.NewID(), data)); err != nil {
		t.Fatal(err)
	}
}

// wantError checks the sentinel and the ids of a *history.Error.
func wantError(t testing.TB, err, sentinel error, customer contact.CustomerID, id contact.ID) {
	t.Helper()
	e, ok := errors.AsType[*history.Error](err)
	if !errors.Is(err, sentinel) || !ok || e.Customer != customer || e.Contact != id {
		t.Errorf("error is %v, want %v of customer %q, contact %q", err, sentinel, customer, id)
	}
}

func ids(entries []history.Entry) []contact.ID {
	var ids []contact.ID
	for _, e := range entries {
		ids = append(ids, e.Contact)
	}
	return slices.Clip(ids)
}
