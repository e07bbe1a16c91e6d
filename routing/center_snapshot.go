package routing

import (
	"context"
	"errors"
	"slices"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/fxamacker/cbor/v2"
)

// Snapshots lie in streams of their own, one each, cut into records that every journal takes. The
// stream center/<ID>/snapshots names them, the newest last, each after it was complete.
type snapshotRef struct {
	_       struct{} `cbor:",toarray"`
	Version uint64   // of the log
	Stream  string
	Records uint64
}

func (c *Center) refs() string { return c.stream + "/snapshots" }

// Snapshot writes the state to the journal, so that the next Open need not read the whole log. The
// error is ErrReadOnly, ErrUnavailable, ErrNotLeading, or the journal's: then there is one snapshot less.
func (c *Center) Snapshot(ctx context.Context) error {
	c.mu.lock()
	defer c.mu.unlock()
	switch {
	case c.damage != nil:
		return &Error{Code: ErrReadOnly, Cause: c.damage}
	case c.floor == nil:
		return &Error{Code: ErrUnavailable}
	case !c.leads():
		return &Error{Code: ErrNotLeading}
	}
	return c.snapshot(ctx)
}

func (c *Center) snapshotIfDue(ctx context.Context) {
	c.mu.lock()
	defer c.mu.unlock()
	if c.floor == nil || c.damage != nil || c.cfg.SnapshotEvery < 0 || c.events < c.cfg.SnapshotEvery {
		return
	}
	if err := c.snapshot(ctx); err != nil { // the log is still whole: try again later
		c.cfg.Logger.Warn("routing: snapshot failed", "center", c.cfg.ID, "version", c.version, "err", err)
	}
	c.events = 0
}

func (c *Center) snapshot(ctx context.Context) error {
	refs, last, err := c.listSnapshots(ctx)
	if err != nil {
		return err
	}
	if n := len(refs); n > 0 && refs[n-1].Version > uint64(c.version) {
		return journal.ErrConflict // of a node that is ahead: an older one must not become the newest
	}
	ref, err := c.writeSnapshot(ctx)
	if err != nil {
		return err
	}
	if err := c.nameSnapshot(ctx, last, ref); err != nil {
		return err
	}
	c.events = 0
	if len(refs) > 1 {
		c.erase(ctx, refs[len(refs)-2])
	}
	return nil
}

func (c *Center) nameSnapshot(ctx context.Context, after journal.Version, ref snapshotRef) error {
	data, err := cbor.Marshal(ref)
	if err != nil {
		return err
	}
	_, err = journal.Commit(ctx, c.cfg.Journal, c.refs(), after, journal.NewRecord(c.cfg.NewID(), data))
	return err
}

// writeSnapshot writes the state to a stream of its own.
func (c *Center) writeSnapshot(ctx context.Context) (snapshotRef, error) {
	ref := snapshotRef{Version: uint64(c.version), Stream: c.stream + "/snapshot/" + c.cfg.NewID()}
	data, err := c.floor.Snapshot()
	if err != nil {
		return ref, err
	}
	for part := range slices.Chunk(data, journal.PortableRecord) {
		rec := journal.NewRecord(c.cfg.NewID(), part)
		if _, err := journal.Commit(ctx, c.cfg.Journal, ref.Stream, journal.Version(ref.Records), rec); err != nil {
			return ref, err
		}
		ref.Records++
	}
	return ref, nil
}

// erase gives back the space of a snapshot that two newer ones have replaced.
func (c *Center) erase(ctx context.Context, ref snapshotRef) {
	eraser, ok := c.cfg.Journal.(journal.Deleter)
	if !ok {
		return
	}
	if err := eraser.Delete(ctx, ref.Stream); err != nil && !errors.Is(err, errors.ErrUnsupported) {
		c.cfg.Logger.Warn("routing: old snapshot not erased", "center", c.cfg.ID, "version", ref.Version, "err", err)
	}
}

// listSnapshots returns the snapshots that are named, up to an error.
func (c *Center) listSnapshots(ctx context.Context) (refs []snapshotRef, last journal.Version, err error) {
	for rec, err := range journal.Replay(ctx, c.cfg.Journal, c.refs(), 0) {
		var ref snapshotRef
		if err == nil && decoding.Unmarshal(rec.Data, &ref) != nil {
			err = &DamageError{Cause: errors.New("not a snapshot's name")}
		}
		if err != nil {
			return refs, last, err
		}
		refs, last = append(refs, ref), rec.Version
	}
	return refs, last, nil
}

// loadSnapshot returns the newest snapshot that is whole, or an empty floor. Damage is passed by: if
// the log then is not there from the beginning, reading it says so.
func (c *Center) loadSnapshot(ctx context.Context) (*Floor, journal.Version, error) {
	refs, _, err := c.listSnapshots(ctx)
	if err != nil && !damaged(err) {
		return nil, 0, err
	}
	for _, ref := range slices.Backward(refs[max(0, len(refs)-2):]) {
		floor, err := c.readSnapshot(ctx, ref)
		if err == nil {
			return floor, journal.Version(ref.Version), nil
		}
		if !damaged(err) {
			return nil, 0, err
		}
		c.cfg.Logger.Warn("routing: damaged snapshot", "center", c.cfg.ID, "version", ref.Version, "err", err)
	}
	return NewFloor(c.cfg.Floor), 0, nil
}

func (c *Center) readSnapshot(ctx context.Context, ref snapshotRef) (*Floor, error) {
	var data []byte
	records := uint64(0)
	for rec, err := range journal.Replay(ctx, c.cfg.Journal, ref.Stream, 0) {
		if err != nil {
			return nil, err
		}
		data = append(data, rec.Data...)
		records++
	}
	if records != ref.Records {
		return nil, &DamageError{Cause: errors.New("snapshot is not whole")}
	}
	return RestoreFloor(c.cfg.Floor, data)
}

// Trim cuts the log up to the snapshot before the newest, if the journal can: should the newest turn
// out damaged, the one before and the log behind it still give the state. Who follows from before that,
// and the metrics of that time, are cut off too. The error is errors.ErrUnsupported, a *DamageError if
// that snapshot cannot replace the log, or the journal's.
func (c *Center) Trim(ctx context.Context) error {
	trimmer, ok := c.cfg.Journal.(journal.Trimmer)
	if !ok {
		return errors.ErrUnsupported
	}
	for known := 0; ; {
		refs, _, err := c.listSnapshots(ctx)
		if err != nil || len(refs) < 2 {
			return err
		}
		ref := refs[len(refs)-2]
		_, err = c.readSnapshot(ctx, ref)
		switch {
		case err == nil:
			return trimmer.Trim(ctx, c.stream, journal.Version(ref.Version))
		case len(refs) == known:
			return err
		}
		known = len(refs) // unless there are more by now, and that one is erased
	}
}
