package email

import (
	"context"
	"maps"
	"slices"
	"sync"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/fxamacker/cbor/v2"
)

// agenda is the contacts whose threads have something to do: to be put into a queue, or mails on their way. It is
// durable, so that a desk that opens knows where to look; a contact is on it before its thread wants something, and is
// taken off it when that is done, so that it may have one too many and never one too few.
type agenda struct {
	journal journal.Journal
	newID   func() string
	writing chan struct{}   // holds one: who reads or writes the stream
	version journal.Version // of who writes
	doubt   bool            // of who writes: read it anew first

	mu   sync.Mutex // of what follows; never held while something waits
	open map[contact.ID]bool
}

func newAgenda(j journal.Journal, newID func() string) *agenda {
	return &agenda{journal: j, newID: newID, writing: make(chan struct{}, 1), doubt: true}
}

const agendaStream = "agenda/email"

// note is one record of the agenda.
type note struct {
	Contact contact.ID `cbor:"1,keyasint"`
	Done    bool       `cbor:"2,keyasint,omitempty"`
}

// load reads the agenda and returns what is on it, in order. Nobody else knows the agenda yet.
func (a *agenda) load(ctx context.Context) ([]contact.ID, error) {
	err := a.read(ctx)
	return slices.Sorted(maps.Keys(a.open)), err
}

// read reads the stream, whole or not at all.
func (a *agenda) read(ctx context.Context) error {
	open, version := map[contact.ID]bool{}, journal.Version(0)
	for rec, err := range journal.Replay(ctx, a.journal, agendaStream, 0) {
		if err != nil {
			return err
		}
		var n note
		if err := cbor.Unmarshal(rec.Data, &n); err != nil {
			return &Error{Code: ErrDamaged, Cause: err}
		}
		version = rec.Version
		if n.Done {
			delete(open, n.Contact)
		} else {
			open[n.Contact] = true
		}
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.open, a.version, a.doubt = open, version, false
	return nil
}

// has reports whether a contact is on the agenda.
func (a *agenda) has(id contact.ID) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.open[id]
}

// put puts a contact on the agenda, or takes it off.
func (a *agenda) put(ctx context.Context, id contact.ID, done bool) error {
	select {
	case a.writing <- struct{}{}:
		defer func() { <-a.writing }()
	case <-ctx.Done():
		return ctx.Err()
	}
	if a.doubt {
		if err := a.read(ctx); err != nil {
			return err
		}
	}
	if a.has(id) != done { // it is there already, or not there
		return nil
	}
	data, err := cbor.Marshal(note{id, done})
	if err != nil {
		return &Error{Code: ErrInvalidCommand, Cause: err}
	}
	version, err := journal.Commit(ctx, a.journal, agendaStream, a.version, journal.NewRecord(a.newID(), data))
	if err != nil { // it may be there or not, and another node may have written, too
		a.doubt = true
		return err
	}
	a.version = version
	a.tidy(ctx, a.set(id, done))
	return nil
}

// set notes what is durable, and returns how many are on the agenda.
func (a *agenda) set(id contact.ID, done bool) int {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.open[id] = true; done {
		delete(a.open, id)
	}
	return len(a.open)
}

// tidyAfter is how many records the agenda may have when nothing is on it.
const tidyAfter = 1000

// tidy erases what is settled, when all of it is. If the journal cannot, the stream only grows.
func (a *agenda) tidy(ctx context.Context, left int) {
	if d, ok := a.journal.(journal.Deleter); ok && left == 0 && a.version >= tidyAfter {
		d.Delete(ctx, agendaStream)
		a.doubt = true
	}
}
