package email

import (
	"context"
	"errors"
	"maps"
	"slices"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/fxamacker/cbor/v2"
)

// A checkpoint is what the agenda had on it at a version: what is before that need not be read. It lies in a stream of its
// own, and a further one names the checkpoints, the last one last, each when it is complete.
type checkpoint struct {
	Version journal.Version `cbor:"1,keyasint"` // of the agenda
	Stream  string          `cbor:"2,keyasint"`
	Records journal.Version `cbor:"3,keyasint"`
}

// The ids of centers have no slash, and are not empty.
func (a *agenda) checkpoints() string { return a.stream + "//checkpoints" }

var errHalf = errors.New("half a checkpoint")

// checkpoint returns what the last checkpoint has, nothing if there is none, and its version.
func (a *agenda) checkpoint(ctx context.Context) (open map[contact.ID]bool, version journal.Version, err error) {
	for range readTries { // it may be replaced meanwhile
		open = map[contact.ID]bool{}
		at, _, err := a.last(ctx)
		if err != nil || at.Version == 0 {
			return open, 0, err
		}
		records := journal.Version(0)
		for rec, err := range journal.Replay(ctx, a.journal, at.Stream, 0) {
			var ids []contact.ID
			if err == nil && cbor.Unmarshal(rec.Data, &ids) != nil {
				err = &Error{Code: ErrDamaged, Cause: errHalf}
			}
			if err != nil {
				return open, 0, err
			}
			for _, id := range ids {
				open[id] = true
			}
			records = rec.Version
		}
		if records == at.Records {
			return open, at.Version, nil
		}
	}
	return nil, 0, &Error{Code: ErrUnavailable, Cause: errHalf}
}

// last returns the last checkpoint, zero if there is none, and the version of its name.
func (a *agenda) last(ctx context.Context) (at checkpoint, version journal.Version, err error) {
	for rec, err := range journal.Replay(ctx, a.journal, a.checkpoints(), 0) {
		if err == nil && cbor.Unmarshal(rec.Data, &at) != nil {
			err = &Error{Code: ErrDamaged, Cause: errHalf}
		}
		if err != nil {
			return at, version, err
		}
		version = rec.Version
	}
	return at, version, nil
}

const (
	tidyAfter = 1000 // records that are read behind a checkpoint until there is another one, or twice as many as are open
	perRecord = 1000 // contacts in a record of a checkpoint
)

// tidy writes a checkpoint now and then, and cuts what is before it if the journal can. If that fails, the stream is only
// longer.
func (a *agenda) tidy(ctx context.Context) {
	if a.version-a.start < journal.Version(max(tidyAfter, 2*len(a.open))) {
		return
	}
	before, name, err := a.last(ctx)
	a.start = max(a.start, before.Version)
	if err != nil || before.Version+tidyAfter > a.version { // another node was faster
		return
	}
	at, err := a.write(ctx)
	if err == nil {
		err = a.append(ctx, a.checkpoints(), name, at)
	}
	if err != nil { // what has been written stays: it may have its name
		return
	}
	a.start = at.Version
	a.erase(ctx, before.Stream)
	if t, ok := a.journal.(journal.Trimmer); ok {
		_ = t.Trim(ctx, a.stream, at.Version) // what stays is not read
	}
}

// write writes a checkpoint that has no name yet.
func (a *agenda) write(ctx context.Context) (checkpoint, error) {
	at := checkpoint{Version: a.version, Stream: a.stream + "//checkpoint/" + a.newID()}
	for ids := range slices.Chunk(slices.Sorted(maps.Keys(a.open)), perRecord) {
		if err := a.append(ctx, at.Stream, at.Records, ids); err != nil {
			return at, err
		}
		at.Records++
	}
	return at, nil
}

func (a *agenda) append(ctx context.Context, stream string, after journal.Version, what any) error {
	data, err := cbor.Marshal(what)
	if err == nil {
		_, err = journal.Commit(ctx, a.journal, stream, after, journal.NewRecord(a.newID(), data))
	}
	return err
}

// erase erases a checkpoint that is not needed, if the journal can.
func (a *agenda) erase(ctx context.Context, stream string) {
	if d, ok := a.journal.(journal.Deleter); ok && stream != "" {
		_ = d.Delete(ctx, stream)
	}
}
