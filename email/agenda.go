package email

import (
	"context"
	"errors"
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

	mu      sync.Mutex
	version journal.Version
	open    map[contact.ID]bool
}

const agendaStream = "agenda/email"

// note is one record of the agenda.
type note struct {
	Contact contact.ID `cbor:"1,keyasint"`
	Done    bool       `cbor:"2,keyasint,omitempty"`
}

// load reads the agenda and returns what is on it, in order.
func (a *agenda) load(ctx context.Context) ([]contact.ID, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := a.read(ctx); err != nil {
		return nil, err
	}
	return slices.Sorted(maps.Keys(a.open)), nil
}

func (a *agenda) read(ctx context.Context) error {
	if a.open == nil {
		a.open = map[contact.ID]bool{}
	}
	for rec, err := range journal.Replay(ctx, a.journal, agendaStream, a.version) {
		if err != nil {
			return err
		}
		var n note
		if err := cbor.Unmarshal(rec.Data, &n); err != nil {
			return &Error{Code: ErrDamaged, Cause: err}
		}
		a.version = rec.Version
		if n.Done {
			delete(a.open, n.Contact)
		} else {
			a.open[n.Contact] = true
		}
	}
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
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.open[id] != done { // it is there already, or not there
		return nil
	}
	data, err := cbor.Marshal(note{id, done})
	if err != nil {
		return &Error{Code: ErrInvalidCommand, Cause: err}
	}
	version, err := journal.Commit(ctx, a.journal, agendaStream, a.version, journal.NewRecord(a.newID(), data))
	if err != nil { // another node may have written, too
		a.version, a.open = 0, nil
		return errors.Join(err, a.read(ctx))
	}
	a.version = version
	if a.open[id] = !done; done {
		delete(a.open, id)
		a.tidy(ctx)
	}
	return nil
}

// tidyAfter is how many records the agenda may have when nothing is on it.
const tidyAfter = 1000

// tidy erases what is settled, when all of it is. If the journal cannot, the stream only grows.
func (a *agenda) tidy(ctx context.Context) {
	d, ok := a.journal.(journal.Deleter)
	if ok && len(a.open) == 0 && a.version >= tidyAfter && d.Delete(ctx, agendaStream) == nil {
		a.version = 0
	}
}
