package history_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/history"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/internal/golden"
)

// TestGolden: the histories that version 1 of the encoding wrote are read for ever, those that are sealed too.
func TestGolden(t *testing.T) {
	began := time.Date(2026, 3, 2, 8, 30, 0, 5, time.UTC)
	entries := []history.Entry{
		{Contact: "c1", Channel: contact.Chat, Began: began},
		{Contact: "c1", Channel: contact.Chat, Began: began, Queue: "q", QueueName: "Questions", Agents: []contact.AgentID{"a1"}, Messages: 3},
		{Contact: "c2", Channel: contact.Email, Began: began.Add(time.Hour), Queue: "mail", Subject: "환불 요청", Messages: 1},
		{
			Contact: "c1", Channel: contact.Chat, Began: began, Ended: began.Add(time.Minute), Reason: contact.AgentEnded,
			Queue: "q", QueueName: "Questions", Agents: []contact.AgentID{"a1", "a2"}, Messages: 12,
		},
		{Contact: "c3", Channel: contact.Voice, Began: began.Add(-time.Hour), Ended: began, Reason: contact.Abandoned},
	}
	write := func(j journal.Journal) {
		n := 0
		l := &history.Log{Journal: j, NewID: func() string { n++; return fmt.Sprint("r", n) }}
		for _, e := range entries {
			put(t, l, "k1", e)
		}
		put(t, l, "k2", entries[0])
		seal := journal.NewRecord("r-seal", []byte{0}) // as an erasure leaves it that is interrupted
		if _, err := j.Append(t.Context(), "history/k2", 1, seal); err != nil {
			t.Fatal(err)
		}
	}
	golden.Check(t, "testdata/log-v1.txt", write, func(j journal.Journal) (state []byte) {
		l := &history.Log{Journal: j}
		for _, id := range []contact.CustomerID{"k1", "k2"} {
			page, err := l.Page(t.Context(), id, "", 10)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range page.Entries {
				state = fmt.Appendf(state, "%s %s %d %q %q %q %d %d %d %q %d\n", id, e.Contact, e.Channel, e.Queue, e.QueueName, e.Subject,
					e.Began.UnixNano(), e.Ended.Unix(), e.Reason, e.Agents, e.Messages)
			}
			err = l.Put(t.Context(), id, entries[4])
			state = fmt.Appendf(state, "%s sealed %t\n", id, errors.Is(err, contact.ErrNoCustomer))
		}
		return state
	})
}
