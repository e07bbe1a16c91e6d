package journal_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
)

// A writer commits after the version it knows. The one that is behind is refused, reads on, and tries
// again with the same record.
func Example() {
	ctx := context.Background()
	j := new(journal.Memory)

	v, err := journal.Commit(ctx, j, "center/7", 0, journal.NewRecord("r-1", []byte("agent signed in")))
	fmt.Println(v, err)

	late := journal.NewRecord("r-2", []byte("contact queued"))
	_, err = journal.Commit(ctx, j, "center/7", 0, late)
	fmt.Println(err)
	fmt.Println(errors.Is(err, journal.ErrConflict))

	last := journal.Version(0)
	for rec, err := range journal.Replay(ctx, j, "center/7", 0) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%d %s: %s\n", rec.Version, rec.ID, rec.Data)
		last = rec.Version
	}

	v, err = journal.Commit(ctx, j, "center/7", last, late)
	fmt.Println(v, err)
	// Output:
	// 1 <nil>
	// journal: commit "center/7" at version 0, record "r-2": stream has moved on
	// true
	// 1 r-1: agent signed in
	// 2 <nil>
}

// A follower reads what is there, then waits for more until its context ends.
func ExampleFollow() {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	j := new(journal.Memory)
	store := func(after journal.Version, id string) {
		if _, err := journal.Commit(ctx, j, "chat/4711", after, journal.NewRecord(id, nil)); err != nil {
			fmt.Println(err)
		}
	}
	store(0, "r-1")
	for rec, err := range journal.Follow(ctx, j, "chat/4711", 0) {
		if err != nil {
			fmt.Println("ended:", errors.Is(err, context.Canceled))
			break
		}
		fmt.Println(rec.Version, rec.ID)
		switch rec.Version {
		case 3:
			cancel()
		default:
			go store(rec.Version, fmt.Sprintf("r-%d", rec.Version+1))
		}
	}
	// Output:
	// 1 r-1
	// 2 r-2
	// 3 r-3
	// ended: true
}

// After a snapshot, the records that it replaces can be cut. The numbering goes on.
func ExampleTrimmer() {
	ctx := context.Background()
	j := new(journal.Memory)
	for v := range journal.Version(3) {
		if _, err := journal.Commit(ctx, j, "center/7", v, journal.NewRecord(fmt.Sprintf("r-%d", v+1), nil)); err != nil {
			fmt.Println(err)
		}
	}
	fmt.Println(j.Trim(ctx, "center/7", 2))
	for _, err := range journal.Replay(ctx, j, "center/7", 0) {
		fmt.Println(err)
	}
	for rec := range journal.Replay(ctx, j, "center/7", 2) {
		fmt.Println(rec.Version, rec.ID)
	}
	// Output:
	// <nil>
	// journal: read "center/7" at version 0: records have been cut
	// 3 r-3
}

// A customer's profile is kept, changed, and erased when the customer asks for it.
func ExampleCustomers() {
	ctx := context.Background()
	customers := &journal.Customers{Journal: new(journal.Memory)}

	fmt.Println(customers.Save(ctx, contact.Customer{ID: "customer-7", Name: "Min-ji"}))
	fmt.Println(customers.Save(ctx, contact.Customer{ID: "customer-7", Name: "Min-ji", Email: "minji@example.com"}))
	c, err := customers.Customer(ctx, "customer-7")
	fmt.Println(c.Label(), c.Email, err)

	fmt.Println(customers.Erase(ctx, "customer-7"))
	_, err = customers.Customer(ctx, "customer-7")
	fmt.Println(err)
	fmt.Println(errors.Is(err, contact.ErrNoCustomer))
	// Output:
	// <nil>
	// <nil>
	// Min-ji minji@example.com <nil>
	// <nil>
	// journal: read "customer/customer-7" at version 0: contact: no such customer
	// true
}
