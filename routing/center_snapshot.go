package routing

import (
	"context"
	"errors"
	"slices"

	"github.com/acdkit/acdkit/contact/journal"
)

// Snapshot writes the state to the journal, so that the next Open need not read the whole log. Commands wait only
// while the state is being encoded, not while it is written. One snapshot is written at a time; further ones wait.
//
// The error is ErrReadOnly, ErrUnavailable, ErrNotLeading, ErrClosed, or the journal's: then there is one snapshot less. It
// is journal.ErrConflict if another node is ahead, or writes a snapshot too: an older one does not become the newest.
func (c *Center) Snapshot(ctx context.Context) error {
	if c.closing.Err() != nil {
		return &Error{Code: ErrClosed}
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(c.ctx, cancel)()
	err := c.snapshot(ctx)
	if err != nil && c.ctx.Err() != nil {
		return &Error{Code: ErrClosed, Cause: err} // Close has cut it short
	}
	return err
}

func (c *Center) snapshot(ctx context.Context) error {
	select {
	case c.saving <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer c.saving.unlock()
	size := 0
	if err := c.View(func(f *Floor) { size = f.imageSize() }); err != nil {
		return err
	}
	c.makeRoom(size)
	c.mu.lock()
	data, err := c.image()
	version := c.version
	c.mu.unlock()
	if err != nil {
		return err
	}
	return c.save(ctx, version, data)
}

// snapshotIfDue begins a snapshot, unless one is still being written.
func (c *Center) snapshotIfDue() {
	c.mu.lock()
	defer c.mu.unlock()
	if c.floor == nil || c.damage != nil || c.cfg.SnapshotEvery < 0 || c.events < max(c.cfg.SnapshotEvery, c.floor.size()) {
		return
	}
	select {
	case c.saving <- struct{}{}:
	default:
		return
	}
	if size := c.floor.imageSize(); size > roomSoon && size > cap(c.saved) {
		go func() {
			defer c.saving.unlock()
			c.makeRoom(size) // it is still due when that is done
		}()
		return
	}
	data, err := c.image()
	version := c.version
	go func() {
		defer c.saving.unlock()
		if err == nil {
			err = c.save(c.ctx, version, data)
		}
		if err != nil { // the log is still whole: try again when the next one is due
			c.cfg.Logger.Warn("routing: snapshot failed", "center", c.cfg.ID, "version", version, "err", err)
		}
	}()
}

// size is how many agents and contacts there are.
func (f *Floor) size() int { return len(f.staff) + len(f.items) }

// roomSoon is how many bytes of new memory are there in no time.
const roomSoon = 1 << 20

// makeRoom gets the memory for a snapshot ready, which takes longer than to fill it. It is called with saving held, and without
// mu: so no command waits for that.
func (c *Center) makeRoom(size int) {
	if cap(c.saved) < size {
		c.saved = make([]byte, 0, size+size/4)
	}
}

// image encodes the state in the memory of the last snapshot. It is called with both locks held.
func (c *Center) image() ([]byte, error) {
	switch {
	case c.damage != nil:
		return nil, &Error{Code: ErrReadOnly, Cause: c.damage}
	case c.floor == nil:
		return nil, &Error{Code: ErrUnavailable}
	case !c.leads():
		return nil, &Error{Code: ErrNotLeading}
	}
	data, err := c.floor.snapshot(c.saved)
	if err == nil {
		c.saved, c.events = data, 0
	}
	return data, err
}

// save writes the state at a version of the log to a stream of its own, which is announced before and named after,
// one behind the other: if another node has announced or named one meanwhile, this one is not named. What was
// announced before and is not named by then never will be. The caller holds c.saving.
func (c *Center) save(ctx context.Context, version journal.Version, data []byte) error {
	if err := c.shelf.read(ctx, c.cfg.Journal); err != nil {
		return err
	}
	if last := c.shelf.newest(1); len(last) > 0 && last[0].Version > uint64(version) {
		return journal.ErrConflict // of a node that is ahead
	}
	ref := snapshotRef{Version: uint64(version), Stream: c.stream + "/snapshot/" + c.cfg.NewID()}
	if err := c.file(ctx, ref); err != nil {
		return err
	}
	records, err := c.write(ctx, ref.Stream, data)
	if err == nil {
		ref.Records = records
		err = c.file(ctx, ref)
	}
	if err != nil {
		if !errors.Is(err, journal.ErrUnknown) && c.erase(ctx, ref.Stream) { // or else it may have been named
			c.shelf.drop(ref.Stream)
		}
		return err
	}
	c.tidy(ctx)
	return nil
}

// write writes a snapshot in parts that every journal takes, and returns how many there are.
func (c *Center) write(ctx context.Context, stream string, data []byte) (records uint64, err error) {
	for part := range slices.Chunk(data, journal.PortableRecord) {
		rec := journal.NewRecord(c.cfg.NewID(), part)
		if _, err := journal.Commit(ctx, c.cfg.Journal, stream, journal.Version(records), rec); err != nil {
			return records, err
		}
		records++
	}
	return records, nil
}

// file announces a snapshot, or names it.
func (c *Center) file(ctx context.Context, ref snapshotRef) error {
	data, err := ref.encode()
	if err != nil {
		return err
	}
	rec := journal.NewRecord(c.cfg.NewID(), data)
	version, err := journal.Commit(ctx, c.cfg.Journal, c.shelf.stream, c.shelf.last, rec)
	if err == nil {
		c.shelf.add(ref, version)
	}
	return err
}

// tidy erases the snapshots that two newer ones have replaced, and those that were announced and never named.
func (c *Center) tidy(ctx context.Context) {
	if _, ok := c.cfg.Journal.(journal.Deleter); !ok {
		return
	}
	kept := c.shelf.newest(2)
	for stream := range c.shelf.streams() {
		if !slices.ContainsFunc(kept, func(k snapshotRef) bool { return k.Stream == stream }) && c.erase(ctx, stream) {
			c.shelf.drop(stream)
		}
	}
	if err := c.shelf.trim(ctx, c.cfg.Journal); err != nil {
		c.cfg.Logger.Warn("routing: names of old snapshots not cut", "center", c.cfg.ID, "err", err)
	}
}

// erase gives back the space of a snapshot.
func (c *Center) erase(ctx context.Context, stream string) (done bool) {
	eraser, ok := c.cfg.Journal.(journal.Deleter)
	if !ok {
		return false
	}
	err := eraser.Delete(ctx, stream)
	if err != nil && !errors.Is(err, errors.ErrUnsupported) {
		c.cfg.Logger.Warn("routing: old snapshot not erased", "center", c.cfg.ID, "stream", stream, "err", err)
	}
	return err == nil
}

// loadSnapshot returns the newest snapshot that is whole, or an empty floor. Damage is passed by: if
// the log then is not there from the beginning, reading it says so.
func (c *Center) loadSnapshot(ctx context.Context) (*Floor, journal.Version, error) {
	s := newShelf(c.stream)
	if err := s.read(ctx, c.cfg.Journal); err != nil && !damaged(err) {
		return nil, 0, err
	}
	for _, ref := range slices.Backward(s.newest(2)) {
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
		if records == 0 && ref.Records < 1<<16 { // a name that is wrong is no reason to run out of memory
			data = make([]byte, 0, uint64(len(rec.Data))*ref.Records)
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
	s := newShelf(c.stream)
	for known := journal.Version(0); ; known = s.last {
		if err := s.read(ctx, c.cfg.Journal); err != nil {
			return err
		}
		refs := s.newest(2)
		if len(refs) < 2 {
			return nil
		}
		_, err := c.readSnapshot(ctx, refs[0])
		switch {
		case err == nil:
			return trimmer.Trim(ctx, c.stream, journal.Version(refs[0].Version))
		case s.last == known: // no newer ones, for which this one may have been erased
			return err
		}
	}
}
