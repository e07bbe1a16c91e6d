package acdkit_test

import (
	"context"
	"errors"
	"fmt"
	"log"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/routing"
)

func Example() {
	ctx := context.Background()
	center, err := routing.Open(ctx, routing.Config{Journal: new(journal.Memory), Setup: []routing.Command{
		routing.SetProfile{Profile: contact.Profile{ID: "web", Capacity: contact.Load{contact.Chat: 2}}},
		routing.SetQueue{Queue: routing.Queue{ID: "support", Channel: contact.Chat}},
		routing.SetAgent{Agent: routing.Agent{ID: "kim", Profile: "web", Queues: []routing.Serves{{Queue: "support"}}}},
		routing.SignIn{Agent: "kim"}, routing.SetState{Agent: "kim", State: contact.Available},
	}})
	if err != nil {
		log.Fatal(err)
	}
	id, _ := center.Enqueue(ctx, routing.Enqueue{Queue: "support"})
	offer, _ := center.Offer(ctx, id) // kim's desktop shows it, with a timer
	err = errors.Join(center.Accept(ctx, offer.Agent, id), center.End(ctx, "kim", id), center.WrapUp(ctx, "kim", id))
	done, _ := center.Contact(id)
	fmt.Println(done.State, done.Reason, err)
	// Output: closed agent-ended <nil>
}
