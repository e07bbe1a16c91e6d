package history_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/history"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/journaltest"
)

// TestPut goes through a contact's life; each step says how many records there are after it.
func TestPut(t *testing.T) {
	queued := history.Entry{Contact: "c1", Channel: contact.Chat, Queue: "q1", Began: noon}
	taken, transferred := chatOn("c1", noon), chatOn("c1", noon)
	transferred.Queue, transferred.QueueName = "q2", "배송"
	served := transferred
	served.Agents = []contact.AgentID{"kim", "lee"}
	ended, renamed := over(served), over(served)
	renamed.QueueName = "배송 문의"
	short := over(served)
	short.Messages, short.Agents = 0, nil

	l, m := newLog()
	for i, step := range []struct {
		put, want history.Entry
		records   int
	}{
		{queued, queued, 1},
		{queued, queued, 1},
		{taken, taken, 2},
		{queued, taken, 2},
		{transferred, transferred, 3}, // no message more: the later one stands
		{served, served, 4},
		{transferred, served, 4},
		{ended, ended, 5},
		{served, ended, 5},
		{short, ended, 5},
		{ended, ended, 5},
		{renamed, renamed, 6},
	} {
		put(t, l, "u1", step.put)
		wantHistory(t, l, "u1", step.want)
		if n := len(records(t, m, "history/u1")); n != step.records {
			t.Errorf("step %d: %d records, want %d", i, n, step.records)
		}
	}
	if got, err := l.Get(t.Context(), "u1", "c1"); err != nil || got.QueueName != renamed.QueueName {
		t.Errorf("Get = %+v, %v", got, err)
	}
}

// TestPutOverWins: a contact that goes on never overwrites one that is over, whatever it counts.
func TestPutOverWins(t *testing.T) {
	ended := over(chatOn("c1", noon))
	more := chatOn("c1", noon)
	more.Messages, more.Agents = 1000, []contact.AgentID{"kim", "lee"}
	for _, order := range [][]history.Entry{{ended, more}, {more, ended}} {
		l, _ := newLog()
		put(t, l, "u1", order...)
		wantHistory(t, l, "u1", ended)
	}
}

func TestPutMismatch(t *testing.T) {
	for name, e := range map[string]history.Entry{
		"channel": email("c1", noon), "beginning": over(chatOn("c1", noon.Add(1))),
	} {
		l, m := newLog()
		put(t, l, "u1", chatOn("c1", noon))
		wantError(t, l.Put(t.Context(), "u1", e), history.ErrMismatch, "u1", "c1")
		if n := len(records(t, m, "history/u1")); n != 1 {
			t.Errorf("%s: %d records, want 1", name, n)
		}
	}
}

func TestPutNewID(t *testing.T) {
	l, m := newLog()
	l.NewID = func() string { return "id-1" }
	put(t, l, "u1", chatOn("c1", noon))
	if got := records(t, m, "history/u1"); len(got) != 1 || got[0] != "id-1" {
		t.Errorf("records are %q, want id-1", got)
	}
}

// TestPutFaults: whatever the journal does to the append of Put, what Put says is true.
func TestPutFaults(t *testing.T) {
	for fault, want := range map[journaltest.Fault]error{
		journaltest.None: nil, journaltest.Lost: nil, journaltest.AnswerLost: nil, journaltest.Late: nil,
		journaltest.SpuriousConflict: nil, journaltest.StoredConflict: nil, journaltest.Fail: journaltest.ErrInjected,
	} {
		l, m := newLog()
		put(t, l, "u1", chatOn("c1", noon))
		faulty := &history.Log{Journal: &journaltest.Faulty{Journal: m, Plan: journaltest.Script(journal.OpAppend, fault)}}
		err := faulty.Put(t.Context(), "u1", over(chatOn("c1", noon)))
		if !errors.Is(err, want) || want == nil && err != nil {
			t.Errorf("%s: Put returned %v, want %v", fault, err, want)
		}
		stands := chatOn("c1", noon)
		if want == nil {
			stands = over(stands)
		}
		wantHistory(t, l, "u1", stands)
		if n := len(records(t, m, "history/u1")); n > 2 {
			t.Errorf("%s: %d records, want one for each entry", fault, n)
		}
	}
}

// TestReadFaults: a history that cannot be read whole is no history.
func TestReadFaults(t *testing.T) {
	for fault, want := range map[journaltest.Fault]error{
		journaltest.Fail: journaltest.ErrInjected, journaltest.Break: journaltest.ErrInjected,
		journaltest.Flip: journal.ErrCorrupt, journaltest.Skip: journal.ErrCorrupt,
	} {
		l, m := newLog()
		put(t, l, "u1", email("c1", noon), email("c2", noon))
		add(t, m, "chat/c1", nil)
		fail := func(op journal.Op, _ int) journaltest.Fault {
			if op == journal.OpRead {
				return fault
			}
			return journaltest.None
		}
		j := &journaltest.Faulty{Journal: m, Plan: fail}
		faulty := &history.Log{Journal: j}
		page, err := faulty.Page(t.Context(), "u1", "", 0)
		_, gotten := faulty.Get(t.Context(), "u1", "c1")
		_, erased := (&history.Eraser{Journal: j}).Erase(t.Context(), "u1")
		for _, err := range []error{err, gotten, erased, faulty.Put(t.Context(), "u1", chatOn("c3", noon))} {
			if !errors.Is(err, want) || len(page.Entries) > 0 {
				t.Errorf("%s: error is %v, want %v", fault, err, want)
			}
		}
		if j.Calls(journal.OpAppend)+j.Calls(journal.OpDelete) > 0 {
			t.Errorf("%s: something was written", fault)
		}
	}
}

// TestPutAlwaysBeaten: a writer that never comes first gives up with a certain answer.
func TestPutAlwaysBeaten(t *testing.T) {
	l, m := newLog()
	n := 0
	beat := func(op journal.Op, _ int) journaltest.Fault {
		if op == journal.OpAppend {
			n++
			put(t, l, "u1", chatOn(contact.ID(fmt.Sprint(n)), noon))
		}
		return journaltest.None
	}
	slow := &history.Log{Journal: &journaltest.Faulty{Journal: m, Plan: beat}}
	err := slow.Put(t.Context(), "u1", chatOn("c1", noon))
	if !errors.Is(err, journal.ErrConflict) || errors.Is(err, journal.ErrUnknown) || n != 100 {
		t.Errorf("Put returned %v after %d tries, want ErrConflict after 100", err, n)
	}
}

// TestPutBeatenByItself: another node puts the same entry, or a better one, first: nothing is left to do.
func TestPutBeatenByItself(t *testing.T) {
	for name, first := range map[string]history.Entry{"same": chatOn("c1", noon), "better": over(chatOn("c1", noon))} {
		l, m := newLog()
		meddled := &history.Log{Journal: &meddler{Memory: m, before: func(op journal.Op, _ string) {
			if op == journal.OpAppend {
				put(t, l, "u1", first)
			}
		}}}
		put(t, meddled, "u1", chatOn("c1", noon))
		wantHistory(t, l, "u1", first)
		if n := len(records(t, m, "history/u1")); n != 1 {
			t.Errorf("%s: %d records, want 1", name, n)
		}
	}
}

func TestEndedContext(t *testing.T) {
	l, m := newLog()
	put(t, l, "u1", email("c1", noon))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := l.Page(ctx, "u1", "", 0)
	_, gotten := l.Get(ctx, "u1", "c1")
	_, erased := (&history.Eraser{Journal: m}).Erase(ctx, "u1")
	for _, err := range []error{err, gotten, erased, l.Put(ctx, "u1", chatOn("c2", noon))} {
		if !errors.Is(err, context.Canceled) || strings.Contains(err.Error(), "환불") {
			t.Errorf("error is %v, want context.Canceled", err)
		}
	}
}
