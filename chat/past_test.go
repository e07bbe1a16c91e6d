package chat_test

import (
	"testing"
	"time"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/attachment/blob"
	"github.com/acdkit/acdkit/contact/history"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/google/go-cmp/cmp"
)

func TestHistory(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, nil)
		s.staff("kim")
		s.serve("c0")
		s.say(chat.Customer, "c0", "long ago")
		s.ok(s.center.End(t.Context(), "kim", "c0"))
		wait(time.Minute)
		mails := history.Log{Journal: s.journal}
		s.ok(mails.Put(t.Context(), "cust", history.Entry{Contact: "m1", Channel: contact.Email, Subject: "Card", Began: time.Now()}))
		wait(time.Minute)
		s.serve("c1")
		wait(time.Second)
		page, err := s.History(t.Context(), kim, "c1", "", 0)
		s.ok(err)
		var ids []contact.ID
		for _, e := range page.Entries {
			ids = append(ids, e.Contact)
		}
		if diff := cmp.Diff([]contact.ID{"c1", "m1", "c0"}, ids); diff != "" {
			t.Errorf("history (-want +got):\n%s", diff)
		}
		old := page.Entries[2]
		want := history.Entry{
			Contact: "c0", Channel: contact.Chat, Queue: "sales", QueueName: "The sales", Began: old.Began, Ended: old.Ended,
			Reason: contact.AgentEnded, Agents: []contact.AgentID{"kim"}, Messages: 1,
		}
		if diff := cmp.Diff(want, old); diff != "" || old.Ended.IsZero() {
			t.Errorf("entry (-want +got):\n%s", diff)
		}
		entries, err := s.Past(t.Context(), kim, "c1", "c0")
		s.ok(err)
		if diff := cmp.Diff([]string{"opened", "queued", "joined agent 김하나", "박둘: long ago", "ended agent-ended"}, linesOf(entries)); diff != "" {
			t.Errorf("past (-want +got):\n%s", diff)
		}
		_, err = s.History(t.Context(), chat.Customer, "c1", "", 0)
		is(t, err, chat.ErrNotAllowed)
		_, err = s.History(t.Context(), lee, "c1", "", 0)
		is(t, err, chat.ErrNotMember)
		_, err = s.Past(t.Context(), kim, "c1", "m1")
		is(t, err, chat.ErrNotOpen)
		_, err = s.Past(t.Context(), kim, "c1", "other")
		is(t, err, chat.ErrNotOpen)
	})
}

func TestErase(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, nil)
		customers := journal.Customers{Journal: s.journal}
		s.ok(customers.Save(t.Context(), contact.Customer{ID: "cust", Name: "박둘", Email: "p@example.com"}))
		s.staff("kim")
		s.serve("c1")
		f := s.attach(chat.Customer, "a.txt", "hello")
		_, err := s.Send(t.Context(), chat.Customer, "c1", "")
		s.ok(err)
		_, err = s.Erase(t.Context(), "cust")
		is(t, err, chat.ErrStillOpen)
		s.ok(s.center.End(t.Context(), "kim", "c1"))
		erased, err := s.Erase(t.Context(), "cust")
		s.ok(err)
		if erased.Contacts != 1 || erased.Messages != 1 {
			t.Errorf("erased %+v", erased)
		}
		for _, stream := range []string{"chat/c1", "history/cust", "customer/cust"} {
			for range s.journal.Read(t.Context(), stream, 0) {
				t.Errorf("%s is still there", stream)
				break
			}
		}
		_, err = s.blobs.Open(t.Context(), blob.Key{Owner: "c1", ID: f.ID})
		is(t, err, blob.ErrNotFound)
		_, err = s.Since(t.Context(), kim, "c1", 0)
		is(t, err, chat.ErrNotMember)
		again, err := s.Erase(t.Context(), "cust")
		s.ok(err)
		if again.Contacts != 0 {
			t.Errorf("erased again: %+v", again)
		}
		wait(time.Hour)
		for range s.journal.Read(t.Context(), "history/cust", 0) {
			t.Error("the history came back")
		}
	})
}

// TestHistoryIsNotForWhoLeft: an agent who passed a contact on does not get its customer's history when it is over.
func TestHistoryIsNotForWhoLeft(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, nil)
		s.staff("kim")
		s.serve("c1")
		s.staff("lee")
		s.ok(s.center.TransferToQueue(t.Context(), "kim", "c1", "billing"))
		s.ok(s.center.Accept(t.Context(), "lee", "c1"))
		s.ok(s.center.End(t.Context(), "lee", "c1"))
		_, err := s.History(t.Context(), lee, "c1", "", 0)
		s.ok(err)
		_, err = s.History(t.Context(), kim, "c1", "", 0)
		is(t, err, chat.ErrNotMember)
		_, err = s.Past(t.Context(), kim, "c1", "c1")
		is(t, err, chat.ErrNotMember)
	})
}
