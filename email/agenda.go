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
// taken off it when that is done, so that it may have one too many and never one too few. Several nodes may write it.
type agenda struct {
	journal journal.Journal
	newID   func() string
	stream  string
	writing chan struct{}   // holds one: who reads or writes the stream
	version journal.Version // of who writes
	start   journal.Version // of who writes: the last checkpoint
	shared  bool            // other nodes write, too
	doubt   bool            // of who writes: read it anew first

	attended int          // who asks for news
	fresh    []contact.ID // those that other nodes have put on it

	mu   sync.Mutex // of what follows; never held while something waits
	open map[contact.ID]bool
}

// newAgenda returns the agenda of a center's contacts.
func newAgenda(cfg Config) *agenda {
	stream := "agenda/email"
	if id := cfg.Center.ID(); id != "main" {
		stream += "/" + id
	}
	return &agenda{
		journal: cfg.Journal, newID: cfg.NewID, stream: stream, shared: cfg.Center.Shared(), writing: make(chan struct{}, 1), doubt: true,
	}
}

// note is one record of the agenda.
type note struct {
	Contact contact.ID `cbor:"1,keyasint"`
	Done    bool       `cbor:"2,keyasint,omitempty"`
}

// lock waits until nobody else reads or writes the stream.
func (a *agenda) lock(ctx context.Context) error {
	select {
	case a.writing <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (a *agenda) unlock() { <-a.writing }

// load reads the agenda anew and returns what is on it, in order.
func (a *agenda) load(ctx context.Context) ([]contact.ID, error) {
	if err := a.lock(ctx); err != nil {
		return nil, err
	}
	defer a.unlock()
	if err := a.read(ctx); err != nil {
		return nil, err
	}
	a.fresh = nil
	return slices.Sorted(maps.Keys(a.open)), nil
}

// attend has news kept from now on, and then no more, for who asks for them.
func (a *agenda) attend(by int) {
	a.writing <- struct{}{}
	defer a.unlock()
	if a.attended += by; a.attended == 0 {
		a.fresh = nil
	}
}

// news returns what other nodes have put on the agenda since it was loaded, or was asked last, and is on it.
func (a *agenda) news(ctx context.Context) ([]contact.ID, error) {
	if err := a.lock(ctx); err != nil {
		return nil, err
	}
	defer a.unlock()
	if err := ctx.Err(); err != nil { // they are for somebody else
		return nil, err
	}
	if err := a.refresh(ctx); err != nil {
		return nil, err
	}
	ids := slices.DeleteFunc(a.fresh, func(id contact.ID) bool { return !a.open[id] })
	a.fresh = nil
	return ids, nil
}

// readTries is how often the agenda is begun to read while it is cut at its beginning.
const readTries = 5

// read reads the agenda from where it begins.
func (a *agenda) read(ctx context.Context) error {
	a.doubt = true
	for try := 1; ; try++ {
		open, version, err := a.checkpoint(ctx)
		if err != nil {
			return err
		}
		a.mu.Lock()
		a.open, a.version, a.start = open, version, version
		a.mu.Unlock()
		if err = a.readOn(ctx); err == nil {
			a.doubt = false
			if a.attended > 0 { // some of them are
				a.fresh = slices.Collect(maps.Keys(a.open))
			}
			return nil
		}
		if !errors.Is(err, journal.ErrTrimmed) || try == readTries {
			return err
		}
	}
}

// readOn reads what was written since.
func (a *agenda) readOn(ctx context.Context) error {
	for rec, err := range journal.Replay(ctx, a.journal, a.stream, a.version) {
		if err != nil {
			return err
		}
		var n note
		if err := cbor.Unmarshal(rec.Data, &n); err != nil {
			return &Error{Code: ErrDamaged, Cause: err}
		}
		a.version = rec.Version
		a.set(n.Contact, n.Done)
		if !n.Done && a.attended > 0 {
			a.fresh = append(a.fresh, n.Contact)
		}
	}
	return nil
}

// refresh makes sure that the agenda is known, as it is now if other nodes write it.
func (a *agenda) refresh(ctx context.Context) error {
	switch {
	case a.doubt:
		return a.read(ctx)
	case !a.shared:
		return nil
	}
	err := a.readOn(ctx)
	if errors.Is(err, journal.ErrTrimmed) {
		return a.read(ctx)
	}
	return err
}

// has reports whether a contact is on the agenda, as far as it was read.
func (a *agenda) has(id contact.ID) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.open[id]
}

// agendaTries is how often a contact is tried to be noted before another node writes.
const agendaTries = 100

// put puts a contact on the agenda, or takes it off.
func (a *agenda) put(ctx context.Context, id contact.ID, done bool) error {
	if err := a.lock(ctx); err != nil {
		return err
	}
	defer a.unlock()
	data, err := cbor.Marshal(note{id, done})
	if err != nil {
		return &Error{Code: ErrInvalidCommand, Cause: err}
	}
	for try := 1; ; try++ {
		if err := a.refresh(ctx); err != nil {
			return err
		}
		if a.has(id) != done { // it is there already, or not there
			return nil
		}
		version, err := journal.Commit(ctx, a.journal, a.stream, a.version, journal.NewRecord(a.newID(), data))
		switch {
		case err == nil:
			a.version = version
			a.set(id, done)
			a.tidy(ctx)
			return nil
		case !errors.Is(err, journal.ErrConflict) || errors.Is(err, journal.ErrUnknown) || try == agendaTries:
			a.doubt = true // it may be there or not
			return err
		}
		a.doubt = !a.shared
	}
}

// set notes what is durable.
func (a *agenda) set(id contact.ID, done bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.open[id] = true; done {
		delete(a.open, id)
	}
}
