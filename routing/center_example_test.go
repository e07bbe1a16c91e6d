package routing_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/wrapup"
)

// exampleSetup is a chat queue with two agents.
func exampleSetup() []routing.Command {
	setup := []routing.Command{
		routing.SetProfile{Profile: contact.Profile{ID: "chats", Capacity: contact.Load{contact.Chat: 2}}},
		routing.SetQueue{Queue: routing.Queue{ID: "sales", Name: "Sales", Channel: contact.Chat}},
		routing.SetReason{Reason: wrapup.Reason{ID: "sold", Name: "Sold"}},
	}
	for _, id := range []contact.AgentID{"jin", "sora"} {
		setup = append(setup, routing.SetAgent{Agent: routing.Agent{
			ID: id, Profile: "chats", Queues: []routing.Serves{{Queue: "sales"}},
		}})
	}
	return setup
}

// A center takes a contact from its queue to its wrap-up. The journal keeps what happens, the host's
// store of customers tells who is calling.
func ExampleCenter() {
	ctx := context.Background()
	store := new(journal.Memory)
	people := &journal.Customers{Journal: store}
	check(people.Save(ctx, contact.Customer{ID: "4711", Name: "Kim Minji", Email: "minji@example.com"}))

	center, err := routing.Open(ctx, routing.Config{Journal: store, Customers: people, Setup: exampleSetup()})
	check(err)
	defer center.Close(ctx)

	check(center.SignIn(ctx, "jin"))
	check(center.SetState(ctx, "jin", contact.Available, ""))
	id, err := center.Enqueue(ctx, routing.Enqueue{Queue: "sales", Customer: "4711"})
	check(err)

	offer, err := center.Offer(ctx, id)
	check(err)
	fmt.Printf("%s: %s, %s, from %s, %v to accept\n", offer.Agent, offer.Label, offer.Customer.Email, offer.QueueName, offer.Deadline.Sub(offer.OfferedAt))
	check(center.Accept(ctx, offer.Agent, id))
	check(center.End(ctx, "jin", id))
	check(center.WrapUp(ctx, "jin", id, "sold"))

	c, _ := center.Contact(id)
	fmt.Println(c.State, c.Reason, c.Reasons)

	err = center.Accept(ctx, "sora", id)
	fmt.Println(errors.Is(err, routing.ErrNoOffer))
	// Output:
	// jin: Kim Minji, minji@example.com, from Sales, 20s to accept
	// closed agent-ended map[jin:[sold]]
	// true
}

// A customer waits on the line while the agent looks something up (R13).
func ExampleCenter_Hold() {
	ctx := context.Background()
	center, err := routing.Open(ctx, routing.Config{Journal: new(journal.Memory), Setup: exampleSetup()})
	check(err)
	defer center.Close(ctx)
	check(center.SignIn(ctx, "jin"))
	check(center.SetState(ctx, "jin", contact.Available, ""))
	check(center.Do(ctx, routing.Enqueue{Contact: "chat-1", Queue: "sales"}))
	check(center.Accept(ctx, "jin", "chat-1"))

	check(center.Hold(ctx, "jin", "chat-1"))
	err = center.Hold(ctx, "jin", "chat-1")
	c, _ := center.Contact("chat-1")
	fmt.Println(c.OnHold, errors.Is(err, routing.ErrOnHold))
	check(center.Retrieve(ctx, "jin", "chat-1"))
	c, _ = center.Contact("chat-1")
	fmt.Println(c.OnHold)
	// Output:
	// true true
	// false
}

// A subscriber sees everything that happens, in order, from wherever it was the last time.
func ExampleCenter_Subscribe() {
	ctx := context.Background()
	center, err := routing.Open(ctx, routing.Config{Journal: new(journal.Memory), Setup: exampleSetup()})
	check(err)
	seen := center.Version()

	check(center.SignIn(ctx, "jin"))
	check(center.SetState(ctx, "jin", contact.Available, ""))
	check(center.Do(ctx, routing.Enqueue{Contact: "chat-1", Queue: "sales"}))
	check(center.Close(ctx))

	for batch, err := range center.Subscribe(ctx, seen) {
		if err != nil {
			fmt.Println(err)
			break
		}
		for _, event := range batch.Events {
			fmt.Printf("%d: %s\n", batch.Version, routing.Describe(event))
		}
		seen = batch.Version
	}
	// Output:
	// 2: jin idle
	// 3: jin available
	// 4: chat-1 queued in sales
	// 4: offer 1: chat-1 to jin (queue sales) for 20s
	// routing: center closed
}

// A command in a Once can be sent until there is an answer: it is applied once.
func ExampleOnce() {
	ctx := context.Background()
	center, err := routing.Open(ctx, routing.Config{Journal: new(journal.Memory), Setup: exampleSetup()})
	check(err)
	defer center.Close(ctx)

	arrival := routing.Once{ID: contact.NewID(), Command: routing.Enqueue{Contact: "chat-1", Queue: "sales"}}
	for try := range 3 { // the first answers got lost, or were ErrUnavailable
		fmt.Println(try, center.Do(ctx, arrival))
	}
	sales, _ := center.Queue("sales")
	fmt.Println(sales.Waiting, "waiting")
	// Output:
	// 0 <nil>
	// 1 <nil>
	// 2 <nil>
	// 1 waiting
}

// A floor is a center without clock, disk and goroutines: commands and the time go in, events come out,
// and the same events make the same floor.
func ExampleFloor() {
	now := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
	floor, replica := routing.NewFloor(routing.FloorConfig{}), routing.NewFloor(routing.FloorConfig{})
	step := func(cmd routing.Command) {
		events, err := floor.Step(now, cmd)
		check(err)
		for _, event := range events {
			replica.Apply(event)
		}
	}
	for _, cmd := range exampleSetup() {
		step(cmd)
	}
	step(routing.SignIn{Agent: "jin"})
	step(routing.SetState{Agent: "jin", State: contact.Available})
	step(routing.Enqueue{Contact: "chat-1", Queue: "sales"})

	deadline, _ := floor.Deadline()
	fmt.Println("waits until", deadline.Format(time.TimeOnly))
	now = deadline
	step(routing.Tick{})

	jin, _ := replica.Agent("jin")
	chat, _ := replica.Contact("chat-1")
	fmt.Println("jin:", jin.State, "chat-1:", chat.State)
	// Output:
	// waits until 09:00:20
	// jin: rona chat-1: queued
}

// A host adds a strategy of its own: here the agent whose name comes first, whoever has been idle for
// longest.
func ExampleStrategy() {
	ctx := context.Background()
	byName := routing.RankFunc(func(c routing.Candidate) int64 { return int64(c.Agent[0]) })
	setup := append(exampleSetup(), routing.SetQueue{Queue: routing.Queue{
		ID: "sales", Name: "Sales", Channel: contact.Chat, Strategy: "by-name",
	}})
	center, err := routing.Open(ctx, routing.Config{
		Journal: new(journal.Memory), Setup: setup,
		Floor: routing.FloorConfig{Strategies: map[string]routing.Strategy{"by-name": byName}},
	})
	check(err)
	defer center.Close(ctx)

	for _, id := range []contact.AgentID{"sora", "jin"} { // sora is idle for longer
		check(center.SignIn(ctx, id))
		check(center.SetState(ctx, id, contact.Available, ""))
	}
	id, err := center.Enqueue(ctx, routing.Enqueue{Queue: "sales"})
	check(err)
	chat, _ := center.Contact(id)
	fmt.Println(chat.OfferedTo)
	// Output:
	// jin
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
