package lease

import (
	"context"
	"time"
)

// DefaultTTL is how long a session lasts without being renewed, unless a table is told otherwise.
const DefaultTTL = 3 * time.Second

// Node is a process that can hold names.
type Node struct {
	ID   string // unique among all processes that ever were; the rules are those of names
	Addr string // where other nodes reach it, as their transport understands it; at most MaxAddr bytes
}

// Lease is a name and who holds it.
type Lease struct {
	Name string
	Node string // id of the holder, "" if nobody with a session holds it
	Term uint64 // greater by one or more each time that the name changes hands, from 1 on
}

// Table is the port: sessions, and who holds which name. The package comment lists the duties of both sides.
type Table interface {
	// TTL returns how long a session lasts without being renewed. It is the same for all nodes of a store.
	TTL() time.Duration

	// Renew keeps the node's session for TTL from now, and begins it if there is none.
	Renew(ctx context.Context, n Node) error

	// Leave ends the node's session. What the node holds is free from then on.
	Leave(ctx context.Context, node string) error

	// Nodes returns the nodes that have a session, ordered by id.
	Nodes(ctx context.Context) ([]Node, error)

	// Claim gives the name to the node if it is free: nobody has it, or who has it has no session. It returns who has it
	// now, the node itself or another; claiming what one has does nothing. The error is ErrNoSession if the node
	// has none.
	Claim(ctx context.Context, name, node string) (Lease, error)

	// Pass hands a name that the node from holds to another, or to nobody with "". The error is ErrNotHeld if from does not
	// hold it any more, ErrNoSession if the other has no session.
	Pass(ctx context.Context, name, from, to string) error

	// Leases returns all names that are known, ordered by name.
	Leases(ctx context.Context) ([]Lease, error)

	// Holder returns one of them; the zero Lease with the name if it is not known.
	Holder(ctx context.Context, name string) (Lease, error)

	// Forget takes a name out of the table, whoever has it. Forgetting one that is not known does nothing.
	Forget(ctx context.Context, name string) error
}
