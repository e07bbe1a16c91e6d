package imap

import (
	"context"
	"encoding/json"
	"sync"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/email"
)

// State is how far a mailbox has been read.
type State struct {
	Validity uint32 `json:"validity"`       // UIDVALIDITY: the life of the mailbox that the UIDs belong to
	Next     uint32 `json:"next"`           // the first UID that has not been looked at
	Open     []Open `json:"open,omitempty"` // those before Next that the Receiver failed on, in order
}

// Open is a mail that is to be tried again.
type Open struct {
	UID   uint32 `json:"uid"`
	Tries int    `json:"tries"`
}

// Cursor keeps the State of one mailbox.
type Cursor interface {
	// Load returns what was saved last, or the zero State.
	Load(ctx context.Context) (State, error)
	// Save returns when the state is durable.
	Save(ctx context.Context, state State) error
}

// JournalCursor keeps the state in a stream of a journal, in a record of some 30 bytes each time that the mailbox has been
// read to its end. It is safe for concurrent use and must not be copied.
//
// Two Fetchers may share a stream: when one has saved, the next Save of the other fails with journal.ErrConflict, and its
// Fetcher begins anew from what the first has saved.
type JournalCursor struct {
	Journal journal.Journal
	Stream  string        // such as "mailbox/1": names turn up in logs, so it is not the address
	NewID   func() string // makes the ids of records. Nil: contact.NewID

	mu    sync.Mutex
	after journal.Version // of what was loaded or saved last
}

// Load implements Cursor. The error is the journal's, or email.ErrDamaged.
func (c *JournalCursor) Load(ctx context.Context) (State, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	var last journal.Record
	for rec, err := range journal.Replay(ctx, c.Journal, c.Stream, 0) {
		if err != nil {
			return State{}, err
		}
		last = rec
	}
	c.after = last.Version
	if last.Version == 0 {
		return State{}, nil
	}
	var state State
	if err := json.Unmarshal(last.Data, &state); err != nil {
		return State{}, &email.Error{Code: email.ErrDamaged}
	}
	return state, nil
}

// Save implements Cursor. The error is the journal's.
func (c *JournalCursor) Save(ctx context.Context, state State) error {
	data, err := json.Marshal(state)
	if err != nil {
		return err
	}
	newID := c.NewID
	if newID == nil {
		newID = contact.NewID
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	after, err := journal.Commit(ctx, c.Journal, c.Stream, c.after, journal.NewRecord(newID(), data))
	if err == nil {
		c.after = after
	}
	return err
}
