package email_test

import (
	"bytes"
	"context"
	"fmt"
	"log"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/attachment/blob"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/email"
	"github.com/acdkit/acdkit/email/message"
	"github.com/acdkit/acdkit/email/reply"
	"github.com/acdkit/acdkit/email/token"
	"github.com/acdkit/acdkit/routing"
)

// A customer writes; kim answers. The card number is gone before anything is stored.
func Example() {
	ctx := context.Background()
	store := new(journal.Memory)
	center, err := routing.Open(ctx, routing.Config{Journal: store, Setup: []routing.Command{
		routing.SetProfile{Profile: contact.Profile{ID: "mail", Capacity: contact.Load{contact.Email: 3}}},
		routing.SetQueue{Queue: routing.Queue{ID: "orders", Name: "Orders", Channel: contact.Email}},
		routing.SetAgent{Agent: routing.Agent{ID: "kim", Name: "Kim", Profile: "mail", Queues: []routing.Serves{{Queue: "orders"}}}},
		routing.SignIn{Agent: "kim"}, routing.SetState{Agent: "kim", State: contact.Available},
	}})
	if err != nil {
		log.Fatal(err)
	}
	key, _ := token.NewKey(1, bytes.Repeat([]byte("secret! "), 4)) // of a store of secrets
	keys, _ := token.NewKeys(key)
	left := new(email.Memory) // or smtp.Sender
	desk, err := email.OpenDesk(ctx, email.Config{
		Center: center, Journal: store, Blobs: new(blob.Memory), Keys: keys, Sender: left,
		Settings: email.Settings{Automatic: email.Automatic{Untold: true}, Mailboxes: []email.Mailbox{
			{Address: message.Address{Name: "Example Orders", Addr: "orders@shop.example"}, Queue: "orders"},
		}},
	})
	if err != nil {
		log.Fatal(err)
	}
	defer desk.Close(ctx)

	raw := []byte("From: Ann <ann@home.example>\r\nTo: orders@shop.example\r\nCc: bob@home.example\r\n" +
		"Subject: My order\r\nMessage-ID: <1@home.example>\r\n\r\nPlease use card 4539 1488 0343 6467.\r\n")
	taken, err := desk.Take(ctx, email.Incoming{Raw: raw, To: []string{"orders@shop.example"}})
	fmt.Println(taken.New, taken.Outcome, err)

	if err := center.Accept(ctx, "kim", taken.Contact); err != nil {
		log.Fatal(err)
	}
	entries, _ := desk.Since(ctx, "kim", taken.Contact, 0)
	fmt.Println(entries[1].Payload.(email.Received).Text)

	answer, _ := desk.Compose(ctx, "kim", taken.Contact, reply.Quick)
	answer.Draft.Text = "It is on its way."
	answer, _ = desk.Save(ctx, "kim", taken.Contact, answer.Draft)
	if _, err := desk.Send(ctx, "kim", taken.Contact, reply.Quick, answer.Draft.Version); err != nil {
		log.Fatal(err)
	}
	mail, _ := left.Take(ctx)
	fmt.Println(mail.To, email.Read(mail.Raw).Subject)
	state, _ := center.Contact(taken.Contact)
	fmt.Println(state.State)
	// Output:
	// true redacted <nil>
	// Please use card **** **** **** 6467.
	//
	// [ann@home.example] Re: My order
	// wrapup
}
