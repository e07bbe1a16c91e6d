package history_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/history"
	"github.com/acdkit/acdkit/contact/journal"
)

// A customer's chat and email, newest first, a page of one each.
func Example() {
	ctx := context.Background()
	log := &history.Log{Journal: new(journal.Memory)}
	began := time.Date(2025, 3, 14, 9, 0, 0, 0, time.UTC)

	fmt.Println(log.Put(ctx, "customer-7", history.Entry{
		Contact: "c-1", Channel: contact.Email, Queue: "billing", QueueName: "Billing", Subject: "Refund",
		Began: began, Ended: began.Add(time.Hour), Reason: contact.AgentEnded, Agents: []contact.AgentID{"kim"}, Messages: 2,
	}))
	chat := history.Entry{Contact: "c-2", Channel: contact.Chat, Queue: "billing", QueueName: "Billing", Began: began.Add(2 * time.Hour)}
	fmt.Println(log.Put(ctx, "customer-7", chat))
	chat.Agents, chat.Messages = []contact.AgentID{"lee"}, 5
	fmt.Println(log.Put(ctx, "customer-7", chat))

	page, err := log.Page(ctx, "customer-7", "", 1)
	for err == nil {
		for _, e := range page.Entries {
			fmt.Println(e.Contact, e.Channel, e.Subject, e.Agents, e.Messages, e.Over())
		}
		if page.Next == "" {
			break
		}
		page, err = log.Page(ctx, "customer-7", page.Next, 1)
	}
	// Output:
	// <nil>
	// <nil>
	// <nil>
	// c-2 chat  [lee] 5 false
	// c-1 email Refund [kim] 2 true
}

// A customer asks to be forgotten while a chat goes on, and again after it.
func ExampleEraser() {
	ctx := context.Background()
	j := new(journal.Memory)
	log := &history.Log{Journal: j}
	eraser := &history.Eraser{Journal: j}

	chat := history.Entry{Contact: "4711", Channel: contact.Chat, Began: time.Date(2025, 3, 14, 9, 0, 0, 0, time.UTC)}
	fmt.Println(log.Put(ctx, "customer-7", chat))
	_, err := journal.Commit(ctx, j, "chat/4711", 0, journal.NewRecord("r-1", []byte("hello")))
	fmt.Println(err)

	_, err = eraser.Erase(ctx, "customer-7")
	fmt.Println(err)
	fmt.Println(errors.Is(err, history.ErrOpen))

	chat.Ended, chat.Reason, chat.Messages = chat.Began.Add(time.Minute), contact.Abandoned, 1
	fmt.Println(log.Put(ctx, "customer-7", chat))
	erased, err := eraser.Erase(ctx, "customer-7")
	fmt.Println(erased.Contacts, erased.Messages, err)
	for range journal.Replay(ctx, j, "chat/4711", 0) {
		fmt.Println("never printed")
	}
	// Output:
	// <nil>
	// <nil>
	// history: contact not over customer="customer-7" contact="4711"
	// true
	// <nil>
	// 1 1 <nil>
}
