package jetstream_test

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/jetstream"
	"github.com/acdkit/acdkit/contact/journal/jetstream/natstest"
	"github.com/acdkit/acdkit/contact/journal/lease"
	"github.com/nats-io/nats.go"
)

// A journal on a cluster of three servers, each of which keeps every record and syncs it before it acknowledges.
func Example() {
	ctx := context.Background()
	servers, err := natstest.Start(ctx, natstest.Config{Servers: 3}) // a host has its own
	if err != nil {
		fmt.Println(err)
		return
	}
	defer servers.Close()
	nc, err := nats.Connect(servers.URL(), nats.MaxReconnects(-1))
	if err != nil {
		fmt.Println(err)
		return
	}
	defer nc.Close()

	j, err := jetstream.Open(ctx, jetstream.Config{Conn: nc, Monitors: servers.Monitors()})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer j.Close()
	fmt.Println("synced:", j.Synced())

	v, err := journal.Commit(ctx, j, "center/7", 0, journal.NewRecord("r-1", []byte("agent signed in")))
	fmt.Println(v, err)
	_, err = journal.Commit(ctx, j, "center/7", 0, journal.NewRecord("r-2", []byte("from a node that was left behind")))
	fmt.Println(err)
	for rec, err := range journal.Replay(ctx, j, "center/7", 0) {
		fmt.Printf("%d %s: %s %v\n", rec.Version, rec.ID, rec.Data, err)
	}
	// Output:
	// synced: true
	// 1 <nil>
	// journal: commit "center/7" at version 0, record "r-2": stream has moved on
	// 1 r-1: agent signed in <nil>
}

// Two nodes share the centers.
func ExampleLeases() {
	ctx := context.Background()
	servers, err := natstest.Start(ctx, natstest.Config{})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer servers.Close()
	nc, err := nats.Connect(servers.URL(), nats.MaxReconnects(-1))
	if err != nil {
		fmt.Println(err)
		return
	}
	defer nc.Close()

	table, err := jetstream.OpenLeases(ctx, jetstream.Config{Conn: nc, Replicas: 1, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer table.Close()
	for _, id := range []string{"node-a", "node-b"} {
		if err := table.Renew(ctx, lease.Node{ID: id}); err != nil {
			fmt.Println(err)
		}
	}
	l, err := table.Claim(ctx, "center/7", "node-a")
	fmt.Println(l, err)
	l, err = table.Claim(ctx, "center/7", "node-b")
	fmt.Println(l, err)
	fmt.Println(table.Leave(ctx, "node-a"))
	l, err = table.Claim(ctx, "center/7", "node-b")
	fmt.Println(l, err)
	// Output:
	// {center/7 node-a 1} <nil>
	// {center/7 node-a 1} <nil>
	// <nil>
	// {center/7 node-b 2} <nil>
}
