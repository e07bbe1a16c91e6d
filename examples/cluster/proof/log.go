package proof

import (
	"context"
	"errors"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/routing"
)

// Log is what was read of a center's stream. It is not safe for concurrent use.
type Log struct {
	Center  string
	Version journal.Version // how far it was read
	Events  []routing.Event
	// Broken is why it cannot be read farther: versions with a gap, or a record that is damaged.
	Broken error
}

// ReadOn reads to the end of the stream, and verifies what it reads as journal.Replay does. The error is the journal's, or
// the context's: then it can be called again. Damage is no error here, but a finding.
func (l *Log) ReadOn(ctx context.Context, j journal.Journal) error {
	if l.Broken != nil {
		return nil
	}
	for rec, err := range journal.Replay(ctx, j, "center/"+l.Center, l.Version) {
		if err == nil {
			err = l.read(rec)
		}
		switch {
		case errors.Is(err, journal.ErrCorrupt):
			l.Broken = err
		case err != nil:
			return err
		}
	}
	return nil
}

func (l *Log) read(rec journal.Record) error {
	events, err := routing.DecodeEvents(rec.Data)
	if err != nil {
		return errors.Join(journal.ErrCorrupt, err)
	}
	l.Version = rec.Version
	l.Events = append(l.Events, events...)
	return nil
}

// Contacts returns how many contacts have come, and how many of them are closed.
func (l *Log) Contacts() (came, closed int) {
	for _, ev := range l.Events {
		switch ev.Payload.(type) {
		case routing.ContactQueued:
			came++
		case routing.ContactClosed:
			closed++
		}
	}
	return came, closed
}
