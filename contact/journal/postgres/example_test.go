package postgres_test

import (
	"context"
	"fmt"
	"log"
	"os"
	"strings"
	"time"

	"github.com/acdkit/acdkit/contact/attachment/blob"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/lease"
	"github.com/acdkit/acdkit/contact/journal/postgres"
	"github.com/jackc/pgx/v5/pgxpool"
)

// One database keeps the journal of all nodes, who leads what, and what people attach.
func Example() {
	ctx := context.Background()
	pool, err := pgxpool.New(ctx, os.Getenv("DATABASE_URL"))
	if err != nil {
		log.Fatal(err)
	}
	defer pool.Close()
	db, err := postgres.Open(ctx, postgres.Config{Pool: pool, Schema: "example"})
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()

	version, err := journal.Commit(ctx, db.Journal(), "chat/4711", 0, journal.NewRecord("record-1", []byte("hello")))
	fmt.Println("version", version, err)
	for rec, err := range journal.Replay(ctx, db.Journal(), "chat/4711", 0) {
		fmt.Println(rec.ID, string(rec.Data), err)
	}

	err = db.Leases().Renew(ctx, lease.Node{ID: "node-1", Addr: "10.0.0.1:8080"})
	held, errClaim := db.Leases().Claim(ctx, "center/main", "node-1")
	fmt.Println(held.Name, "is led by", held.Node, err, errClaim)

	size, err := db.Blobs().Put(ctx, blob.Key{Owner: "4711", ID: "file-1"}, strings.NewReader("what was attached"))
	fmt.Println(size, "bytes", err)
	// Output:
	// version 1 <nil>
	// record-1 hello <nil>
	// center/main is led by node-1 <nil> <nil>
	// 17 bytes <nil>
}

// A follower on another node is told of what is appended.
func ExampleJournal_Watch() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	pool, err := pgxpool.New(ctx, os.Getenv("DATABASE_URL"))
	if err != nil {
		log.Fatal(err)
	}
	defer pool.Close()
	var nodes [2]*postgres.DB
	for i := range nodes {
		if nodes[i], err = postgres.Open(ctx, postgres.Config{Pool: pool, Schema: "example_watch"}); err != nil {
			log.Fatal(err)
		}
		defer nodes[i].Close()
	}
	go func() {
		for i := range 3 {
			rec := journal.NewRecord(fmt.Sprint("record-", i), []byte("hello"))
			if _, err := journal.Commit(ctx, nodes[0].Journal(), "chat/4711", journal.Version(i), rec); err != nil {
				log.Print(err)
			}
		}
	}()
	for rec, err := range journal.Follow(ctx, nodes[1].Journal(), "chat/4711", 0) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(rec.ID)
		if rec.Version == 3 {
			break
		}
	}
	// Output:
	// record-0
	// record-1
	// record-2
}
