package desk

import (
	"context"
	"iter"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/history"
	"github.com/acdkit/acdkit/routing"
)

// A Tenant is what lives in a Room: the machine of a contact, and what its package keeps beside it. Its methods are called
// with the room's lock. Those with a context step the machine and append what happens.
type Tenant interface {
	// Stage returns where the machine stands.
	Stage() Stage
	// Read makes the machine out of the data of its records. After an error, such as one of the records, it is Unread.
	Read(records iter.Seq2[[]byte, error]) error
	// ReadOn has the machine go on with the data of further records, which other nodes have appended. After an error, it is
	// Unread.
	ReadOn(records iter.Seq2[[]byte, error]) error
	// Resume is called when a machine is Going that nobody has led for a while.
	Resume(ctx context.Context) error
	// Forget drops the machine, which is Unread then: it is not what its log says, or not needed.
	Forget()

	// Begin begins a machine for a contact that came to the center from elsewhere, or leaves it Empty.
	Begin(ctx context.Context, v routing.ContactView) error
	// Follow tells the machine, which is Going, what the center did in one step.
	Follow(ctx context.Context, events []routing.Event) error
	// Match brings the machine, which is Going or Over, to where the center stands.
	Match(ctx context.Context, v routing.ContactView, known bool) error

	// Routed reports whether the machine, which is there, has followed that routing has got the contact.
	Routed() bool
	// Errand returns what the machine wants of routing; the zero value for nothing.
	Errand() Errand
	// Refused tells the machine that routing refuses its errand. The error is for who waits for it; without one, the
	// machine is matched with where the center stands.
	Refused(ctx context.Context, refusal error) error

	// Deadline returns when the machine next needs a Tick, if it waits for a time.
	Deadline() (due time.Time, waits bool)
	// Tick does what is due.
	Tick(ctx context.Context) error

	// Entry returns the contact as it is in its customer's history, and the customer, "" if not known.
	Entry() (contact.CustomerID, history.Entry)

	// Left starts what goes on by itself, whenever somebody leaves the room of a contact that this node drives, and the machine
	// is Going or Over.
	Left()
}

// Stage is where a machine stands.
type Stage uint8

// The stages.
const (
	Unread Stage = iota // there is no machine
	Empty               // nothing has happened yet
	Going
	Over
)
