package chattest

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact"
)

// ErrInjected is in every error that a [Faulty] makes up.
var ErrInjected = errors.New("chattest: injected failure")

// Faulty wraps a transport and fails as Plan says. It is safe for concurrent use if the wrapped transport is, and must
// not be copied.
type Faulty struct {
	// Transport is the wrapped transport.
	Transport chat.Transport

	// Plan decides what happens to a delivery when it comes for the nth time, counted from 1. Signs of typing to one
	// member of a contact count as one. Calls to Plan do not overlap, so it may keep state; it must not call the
	// Faulty. A nil Plan means no faults.
	Plan func(d chat.Delivery, n int) Fault

	mu    sync.Mutex
	tries map[tried]int
}

// tried is what makes a delivery the same one.
type tried struct {
	contact contact.ID
	to      chat.Member
	seq     uint64 // 0 for typing
}

// Tries returns how often a delivery has come.
func (f *Faulty) Tries(d chat.Delivery) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.tries[keyOf(d)]
}

func keyOf(d chat.Delivery) tried { return tried{d.Contact, d.To, d.Entry.Seq} }

func (f *Faulty) next(d chat.Delivery) Fault {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.tries == nil {
		f.tries = map[tried]int{}
	}
	key := keyOf(d)
	f.tries[key]++
	if f.Plan == nil {
		return None
	}
	return f.Plan(d, f.tries[key])
}

// Deliver implements [chat.Transport]. An error of a stalled delivery is that of ctx, too.
func (f *Faulty) Deliver(ctx context.Context, d chat.Delivery) error {
	fault := f.next(d)
	if fault == None || fault == AnswerLost || fault == StallAfter {
		if err := f.Transport.Deliver(ctx, d); err != nil || fault == None {
			return err
		}
	}
	if fault == Stall || fault == StallAfter {
		<-ctx.Done()
		return fmt.Errorf("%w: %w", ErrInjected, ctx.Err())
	}
	return ErrInjected
}
