package imap_test

import (
	"context"
	"fmt"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/email/emailtest"
	"github.com/acdkit/acdkit/email/imap"
)

// How a Fetcher is configured that moves what was taken to a folder of its own. Run would fetch mail until ctx ends.
func Example() {
	fetcher, err := imap.New(imap.Config{
		Server:     "imap.example.com:993",
		Login:      imap.Login{User: "desk", Password: "secret"},
		Address:    "desk@example.com",
		Receiver:   &emailtest.Inbox{}, // a Desk, otherwise
		Cursor:     &imap.JournalCursor{Journal: &journal.Memory{}, Stream: "mailbox/1"},
		Afterwards: imap.Move,
		Folder:     "Taken",
		Aside:      "Aside",
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	fmt.Println(fetcher.Run(ctx))
	// Output: context canceled
}

// A host may look at the state, or set it.
func ExampleJournalCursor() {
	ctx, log := context.Background(), &journal.Memory{}
	cursor := &imap.JournalCursor{Journal: log, Stream: "mailbox/1"}
	if err := cursor.Save(ctx, imap.State{Validity: 7, Next: 1201, Open: []imap.Open{{UID: 1199, Tries: 2}}}); err != nil {
		fmt.Println(err)
	}
	state, err := (&imap.JournalCursor{Journal: log, Stream: "mailbox/1"}).Load(ctx)
	fmt.Printf("%+v %v\n", state, err)
	// Output: {Validity:7 Next:1201 Open:[{UID:1199 Tries:2}]} <nil>
}
