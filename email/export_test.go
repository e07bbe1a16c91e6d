package email

import (
	"context"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
)

// Agenda is an agenda, for tests of it alone.
type Agenda struct{ a *agenda }

// NewAgenda returns the agenda of one of several nodes.
func NewAgenda(j journal.Journal, shared bool) Agenda {
	return Agenda{&agenda{
		journal: j, newID: contact.NewID, stream: "agenda/email", shared: shared, writing: make(chan struct{}, 1), doubt: true,
	}}
}

func (x Agenda) Put(ctx context.Context, id contact.ID, done bool) error {
	return x.a.put(ctx, id, done)
}

func (x Agenda) Load(ctx context.Context) ([]contact.ID, error) { return x.a.load(ctx) }

func (x Agenda) News(ctx context.Context) ([]contact.ID, error) { return x.a.news(ctx) }

func (x Agenda) Attend(by int) { x.a.attend(by) }
