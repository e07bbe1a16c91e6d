package chat_test

import (
	"testing"
	"time"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/history"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/routing"
)

// TestWhatNeverBeganIsErased: neither a chat that was refused nor one that was cut off stands in the way of an erasure.
func TestWhatNeverBeganIsErased(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, nil)
		_, err := s.Begin(t.Context(), chat.Start{Contact: "c1", Customer: "cust", Name: "a\nb", Queue: "sales"})
		is(t, err, chat.ErrInvalidCommand)
		for range s.journal.Read(t.Context(), "history/cust", 0) {
			t.Error("the history has what never began")
		}
		cut := history.Entry{Contact: "c2", Channel: contact.Chat, Queue: "sales", Began: time.Now()}
		s.ok((&history.Log{Journal: s.journal}).Put(t.Context(), "cust", cut))
		_, err = s.Erase(t.Context(), "cust")
		s.ok(err)
		s.staff("kim")
		s.serve("c3")
		_, err = s.Erase(t.Context(), "cust")
		is(t, err, chat.ErrStillOpen)
	})
}

// TestAnyNameOfAProfile: an ideographic space keeps nobody from being served, whoever brought the contact.
func TestAnyNameOfAProfile(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, nil)
		customers := journal.Customers{Journal: s.journal}
		s.ok(customers.Save(t.Context(), contact.Customer{ID: "cust", Name: "박\u3000둘"}))
		_, err := s.Begin(t.Context(), chat.Start{Contact: "c0", Customer: "cust", Queue: "sales"})
		s.ok(err)
		_, err = s.center.Enqueue(t.Context(), routing.Enqueue{Contact: "c1", Customer: "cust", Queue: "sales"})
		s.ok(err)
		s.say(chat.Customer, "c1", "hello")
		s.equal(chat.Customer, []string{"opened", "queued", "박 둘: hello"})
	})
}
