package desk_test

import (
	"context"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/history"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/internal/desk"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// listed compares the customer's history with what it should be, but for times.
func (s *site) listed(want ...history.Entry) {
	s.t.Helper()
	page, err := s.Page(s.t.Context(), "c1", "cust", "", 0)
	s.ok(err)
	if diff := cmp.Diff(want, page.Entries, cmpopts.EquateEmpty(), cmpopts.IgnoreFields(history.Entry{}, "Began", "Ended")); diff != "" {
		s.t.Errorf("history (-want +got):\n%s", diff)
	}
}

// cutOff begins a counter, but for its first record.
func (s *site) cutOff(id contact.ID) {
	s.t.Helper()
	s.ok(s.try(id, func(n *tenant) error {
		_, err := n.List(s.t.Context(), "cust", history.Entry{Queue: "mails", Subject: "One, two"})
		return err
	}))
}

func entry(id contact.ID, reason contact.Reason, messages int) history.Entry {
	return history.Entry{
		Contact: id, Channel: contact.Email, Queue: "mails", Subject: "One, two", Reason: reason, Messages: messages,
	}
}

func TestHistory(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t)
		s.serve("c1")
		s.count("c1", "1")
		s.listed(entry("c1", contact.NotEnded, 0)) // as it was when kim came
		s.end("c1")
		wait(time.Second)
		s.listed(entry("c1", contact.AgentEnded, 1))
		s.ok(s.Had(t.Context(), "cust", "c1"))
		s.is(s.Had(t.Context(), "cust", "c2"), errNotOpen)
		s.is(s.Had(t.Context(), "other", "c1"), errNotOpen)
		chats := history.Log{Journal: s.memory}
		s.ok(chats.Put(t.Context(), "cust", history.Entry{Contact: "c3", Channel: contact.Chat, Began: time.Now()}))
		s.is(s.Had(t.Context(), "cust", "c3"), errNotOpen)
		_, err := s.Page(t.Context(), "c1", "cust", "?", 0)
		s.is(err, history.ErrCursor)
	})
}

// TestHistoryIsRepaired: the desk was cut off after the end, before the history knew.
func TestHistoryIsRepaired(t *testing.T) {
	for name, look := range map[string]func(*site){
		"read": func(s *site) { s.listed(entry("c1", contact.AgentEnded, 0)) },
		"erased": func(s *site) {
			_, err := s.Erase(s.t.Context(), "cust")
			s.ok(err)
			s.listed()
		},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				s := open(t)
				s.serve("c1")
				wait(time.Second)
				s.ok(s.Close(context.Background()))
				_, err := s.memory.Append(t.Context(), "email/c1", 3, journal.NewRecord("r", []byte(stamp("over", time.Now()))))
				s.ok(err)
				s.reopen(s.memory)
				look(s)
			})
		})
	}
}

// TestHistoryAfterRestart: what was said since the history was told is told when the machine is read.
func TestHistoryAfterRestart(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t)
		s.serve("c1")
		wait(time.Second)
		s.count("c1", "1")
		s.ok(s.Close(context.Background()))
		s.reopen(s.memory)
		wait(time.Second)
		s.listed(entry("c1", contact.NotEnded, 1))
	})
}

// TestNoCustomer: a contact whose customer is not known is in no history.
func TestNoCustomer(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t)
		s.ok(s.Fulfil(t.Context(), "c1", func(n desk.Tenant) error { return n.(*tenant).begin(t.Context(), "") }))
		s.ok(s.center.Accept(t.Context(), "kim", "c1"))
		wait(time.Second)
		for range s.memory.Read(t.Context(), "history/", 0) {
			t.Error("it is in a history")
		}
		s.reads("c1", served)
	})
}

func TestErase(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t)
		s.serve("c1")
		s.count("c1", "1")
		_, err := s.Erase(t.Context(), "cust")
		s.is(err, errStillOpen)
		done := s.work("c1")
		s.count("c1", "2")
		s.end("c1")
		wait(time.Second)
		erased, err := s.Erase(t.Context(), "cust")
		s.ok(err)
		if want := (history.Erased{Contacts: 1, Messages: 2}); erased != want {
			t.Errorf("erased %+v, want %+v", erased, want)
		}
		s.reads("c1", "")
		done()
		wait(time.Hour)
		for _, stream := range []string{"email/c1", "history/cust"} {
			for range s.memory.Read(t.Context(), stream, 0) {
				t.Errorf("%s is there", stream)
				break
			}
		}
	})
}

// TestEraseWhatNeverBegan: the desk was cut off between the history and the first record.
func TestEraseWhatNeverBegan(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t)
		s.cutOff("c1")
		s.listed(entry("c1", contact.NotEnded, 0))
		erased, err := s.Erase(t.Context(), "cust")
		s.ok(err)
		if erased.Contacts != 1 {
			t.Errorf("erased %+v", erased)
		}
		s.listed()
	})
}

// TestBeginsOnce: who begins again after being cut off begins at the time that the history has.
func TestBeginsOnce(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t)
		began := time.Now().UTC()
		s.cutOff("c1")
		time.Sleep(time.Hour)
		s.ok(s.tryBegin("c1"))
		s.ok(s.try("c1", func(n *tenant) error {
			if !n.c.began.Equal(began) {
				t.Errorf("it began at %v, want %v", n.c.began, began)
			}
			return nil
		}))
		s.is(s.try("c2", func(n *tenant) error { return n.begin(t.Context(), "\x00") }), errInvalidID)
	})
}
