package cluster_test

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/lease"
	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/routing/cluster"
)

// Two nodes in one process. In a real cluster each has a process of its own, the journal and the table are those of a
// store, and the transport is natsrpc or httprpc.
func Example() {
	var (
		ctx   = context.Background()
		log   journal.Memory
		table lease.Memory
		net   cluster.Local
	)
	start := func(id string) *cluster.Node {
		node, err := cluster.Start(ctx, cluster.Config{
			ID: id, Leases: &table, Transport: net.Transport(id), Logger: slog.New(slog.DiscardHandler),
			Center: func(string) routing.Config {
				return routing.Config{Journal: &log, Logger: slog.New(slog.DiscardHandler), Setup: []routing.Command{
					routing.SetQueue{Queue: routing.Queue{ID: "sales", Channel: contact.Chat}},
				}}
			},
		})
		if err != nil {
			panic(err)
		}
		return node
	}
	first, second := start("node-1"), start("node-2")

	// A customer comes by way of one node, and is seen on the other.
	here, _ := first.Center(ctx, "seoul")
	there, _ := second.Center(ctx, "seoul")
	fmt.Println(here.Do(ctx, routing.Enqueue{Contact: "c-1", Queue: "sales"}))
	fmt.Println(there.Do(ctx, routing.Enqueue{Contact: "c-1", Queue: "sales"}))
	fmt.Println("led by", len(first.Leads())+len(second.Leads()), "node")

	// Whichever node leaves, the other leads from then on.
	fmt.Println(first.Close(ctx))
	fmt.Println("node-2 leads", second.Leads())
	fmt.Println(there.Do(ctx, routing.Abandon{Contact: "c-1"}))
	fmt.Println(second.Close(ctx))
	// Output:
	// <nil>
	// routing: duplicate command=enqueue contact=c-1 queue=sales
	// led by 1 node
	// <nil>
	// node-2 leads [seoul]
	// <nil>
	// <nil>
}
