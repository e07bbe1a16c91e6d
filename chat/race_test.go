package chat_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/journaltest"
)

// TestManySenders has everybody send at once, each message twice.
func TestManySenders(t *testing.T) {
	s := open(t, nil)
	s.staff("kim")
	s.serve("c1")
	const senders, messages = 16, 25
	var group sync.WaitGroup
	for n := range senders {
		who := []chat.Member{chat.Customer, kim}[n%2]
		group.Go(func() {
			for i := range messages {
				m := chat.Message{Contact: "c1", From: who, ID: fmt.Sprintf("%d-%d", n, i), Text: "안녕"}
				first, err := s.Say(t.Context(), m)
				again, err2 := s.Say(t.Context(), m)
				if err := errors.Join(err, err2); err != nil || first.Seq != again.Seq {
					t.Errorf("message %s has numbers %d and %d, %v", m.ID, first.Seq, again.Seq, err)
				}
			}
		})
	}
	var read sync.WaitGroup
	read.Go(func() {
		next := uint64(0)
		for e, err := range s.Subscribe(t.Context(), kim, "c1", 0) {
			if err != nil {
				t.Error(err)
			}
			if next++; e.Seq != next {
				t.Errorf("entry %d came after %d", e.Seq, next-1)
			}
		}
	})
	group.Wait()
	s.ok(s.center.End(t.Context(), "kim", "c1"))
	read.Wait()
	entries, err := s.Since(t.Context(), kim, "c1", 0)
	s.ok(err)
	seen, last := map[string]bool{}, map[string]int{}
	for _, e := range entries {
		if said, ok := e.Payload.(chat.Said); ok {
			var n, i int
			fmt.Sscanf(said.ID, "%d-%d", &n, &i)
			if seen[said.ID] || i != last[fmt.Sprint(n)] {
				t.Errorf("message %s is out of order or there twice", said.ID)
			}
			seen[said.ID] = true
			last[fmt.Sprint(n)]++
		}
	}
	if len(seen) != senders*messages {
		t.Errorf("%d messages, want %d", len(seen), senders*messages)
	}
}

// TestManyChats has many chats go on at once, from beginning to end.
func TestManyChats(t *testing.T) {
	s := open(t, nil)
	s.staff("kim")
	var group sync.WaitGroup
	for n := range 50 {
		id := s.begin(contact.ID(fmt.Sprint("c", n)))
		group.Go(func() {
			err := s.center.Accept(t.Context(), "kim", id)
			for range 10 {
				_, e := s.Say(t.Context(), chat.Message{Contact: id, From: kim, Text: "안녕"})
				err = errors.Join(err, e)
			}
			err = errors.Join(err, s.center.End(t.Context(), "kim", id))
			entries, e := s.Since(t.Context(), chat.Customer, id, 0)
			if err := errors.Join(err, e); err != nil || len(entries) != 14 {
				t.Errorf("%s has %d entries, %v", id, len(entries), err)
			}
		})
	}
	group.Wait()
}

// TestFaults has the journal of the conversations fail at each of its calls in turn, in every way, while a chat goes
// on. Whatever fails, what is sent again with the same id is there once, and nothing is lost.
func TestFaults(t *testing.T) {
	type fault struct {
		op    journal.Op
		fault journaltest.Fault
	}
	for _, f := range []fault{
		{journal.OpAppend, journaltest.Fail}, {journal.OpAppend, journaltest.Lost}, {journal.OpAppend, journaltest.AnswerLost},
		{journal.OpAppend, journaltest.Late}, {journal.OpAppend, journaltest.SpuriousConflict}, {journal.OpAppend, journaltest.StoredConflict},
		{journal.OpRead, journaltest.Fail}, {journal.OpRead, journaltest.Break}, {journal.OpRead, journaltest.Flip}, {journal.OpRead, journaltest.Skip},
	} {
		for call := 1; ; call++ {
			met := false
			name := fmt.Sprintf("%s %d %v", f.op, call, f.fault)
			t.Run(name, func(t *testing.T) {
				bubble(t, func(t *testing.T) {
					met = chatWithFault(t, func(op journal.Op, n int) journaltest.Fault {
						if op == f.op && n == call {
							return f.fault
						}
						return journaltest.None
					}, f.op, call)
				})
			})
			if !met {
				break
			}
		}
	}
}

// chatWithFault reports whether the call was reached.
func chatWithFault(t *testing.T, plan func(journal.Op, int) journaltest.Fault, op journal.Op, call int) bool {
	memory := &journal.Memory{}
	j := &journaltest.Faulty{Journal: memory, Plan: plan}
	s := openOn(t, memory, func(c *chat.Config) { c.Journal = j })
	retry := func(do func() error) {
		t.Helper()
		err := do()
		for range 5 {
			if !errors.Is(err, chat.ErrUnavailable) && !errors.Is(err, chat.ErrDamaged) {
				break
			}
			err = do()
		}
		s.ok(err)
	}
	say := func(who chat.Member, id string) {
		t.Helper()
		retry(func() error {
			_, err := s.Say(t.Context(), chat.Message{Contact: "c1", From: who, ID: id, Text: id})
			return err
		})
	}
	s.staff("kim")
	retry(func() error {
		_, err := s.Begin(t.Context(), chat.Start{Contact: "c1", Customer: "cust", Name: "박둘", Queue: "sales"})
		return err
	})
	say(chat.Customer, "1")
	s.ok(s.center.Accept(t.Context(), "kim", "c1"))
	say(kim, "2")
	say(chat.Customer, "3")
	err := s.Leave(t.Context(), "c1")
	for range 5 {
		if !errors.Is(err, chat.ErrUnavailable) {
			break
		}
		err = s.Leave(t.Context(), "c1")
	}
	if err != nil && !errors.Is(err, chat.ErrNotMember) && !errors.Is(err, chat.ErrDamaged) { // has left already
		t.Error(err)
	}
	s.ok(s.center.End(t.Context(), "kim", "c1"))
	var lines []string
	retry(func() error {
		entries, err := s.Since(t.Context(), kim, "c1", 0)
		lines = linesOf(entries)
		return err
	})
	want := "opened|queued|박둘: 1|joined agent 김하나|김하나: 2|박둘: 3|customer-left|ended customer-left"
	if got := strings.Join(lines, "|"); got != want {
		t.Errorf("the log is %s", got)
	}
	wait(time.Minute)
	for _, who := range []chat.Member{chat.Customer, kim} {
		got := s.taken("c1", who)
		if n := len(lines); len(got) < n-1 || len(got) > n {
			t.Errorf("%s was delivered %q", who, got)
		}
	}
	return j.Calls(op) >= call
}
