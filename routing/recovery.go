package routing

import (
	"context"
	"errors"
	"fmt"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/fxamacker/cbor/v2"
)

// load rebuilds the floor from the newest snapshot that can be read and the log behind it. A log that
// is damaged gives the floor up to the damage and makes the center read-only; while opening, it is an
// error.
func (c *Center) load(ctx context.Context) error {
	floor, version, err := c.loadSnapshot(ctx)
	if err != nil {
		return err
	}
	c.events = 0
	for rec, err := range journal.Replay(ctx, c.cfg.Journal, c.stream, version) {
		if err == nil {
			err = c.replay(floor, rec)
		}
		if err != nil {
			return c.spoilt(floor, version, err)
		}
		version = rec.Version
	}
	c.floor = floor
	c.reached(version)
	return c.resume(ctx)
}

// replay applies a record's events.
func (c *Center) replay(floor *Floor, rec journal.Record) error {
	events, err := DecodeEvents(rec.Data)
	if err != nil {
		return err
	}
	for _, ev := range events {
		floor.Apply(ev)
	}
	c.events += len(events)
	return floor.Err()
}

// spoilt tells damage, which makes a running center read-only, from a journal out of reach.
func (c *Center) spoilt(floor *Floor, version journal.Version, err error) error {
	_, damaged := errors.AsType[*DamageError](err)
	err = fmt.Errorf("routing: center %s after version %d: %w", c.cfg.ID, version, err)
	if c.ctx != nil && (damaged || errors.Is(err, journal.ErrCorrupt)) {
		c.cfg.Logger.Error("routing: damaged log; center is read-only", "center", c.cfg.ID, "version", version, "err", err)
		c.floor, c.version, c.damage = floor, version, err
		return nil
	}
	return err
}

// resume gives offers the time back that passed since the last event.
func (c *Center) resume(ctx context.Context) error {
	c.data.Reset()
	c.read = c.cfg.Now()
	c.stamp = c.read
	if last := c.floor.Now(); last.After(c.stamp) {
		c.stamp = last
	}
	err := c.step(Resume{})
	if err == nil {
		err = c.append(ctx)
	}
	if err != nil {
		c.floor = nil
	}
	return err
}

// Snapshots lie in streams of their own, one each, cut into records that every journal takes. The
// stream center/<ID>/snapshots names them, the newest last, each after it was complete.
type snapshotRef struct {
	_       struct{} `cbor:",toarray"`
	Version uint64   // of the log
	Stream  string
	Records uint64
}

func (c *Center) refs() string { return c.stream + "/snapshots" }

// Snapshot writes the state to the journal, so that the next Open need not read the whole log.
func (c *Center) Snapshot(ctx context.Context) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.floor == nil || c.damage != nil {
		return &Error{Code: ErrUnavailable, Cause: c.damage}
	}
	return c.snapshot(ctx)
}

func (c *Center) snapshotIfDue(ctx context.Context) {
	if c.cfg.SnapshotEvery < 0 || c.events < c.cfg.SnapshotEvery {
		return
	}
	if err := c.snapshot(ctx); err != nil { // the log is still whole: try again later
		c.cfg.Logger.Warn("routing: snapshot failed", "center", c.cfg.ID, "version", c.version, "err", err)
	}
	c.events = 0
}

func (c *Center) snapshot(ctx context.Context) error {
	data, err := c.floor.Snapshot()
	if err != nil {
		return err
	}
	ref := snapshotRef{Version: uint64(c.version), Stream: c.stream + "/snapshot/" + c.cfg.NewID()}
	for len(data) > 0 {
		n := min(len(data), journal.PortableRecord)
		rec := journal.NewRecord(c.cfg.NewID(), data[:n])
		if _, err := journal.Commit(ctx, c.cfg.Journal, ref.Stream, journal.Version(ref.Records), rec); err != nil {
			return err
		}
		data = data[n:]
		ref.Records++
	}
	if err := c.nameSnapshot(ctx, ref); err != nil {
		return err
	}
	c.events = 0
	return nil
}

// nameSnapshot appends a snapshot to the list and erases those before the last two.
func (c *Center) nameSnapshot(ctx context.Context, ref snapshotRef) error {
	refs, last, err := c.listSnapshots(ctx)
	if err != nil {
		return err
	}
	data, err := cbor.Marshal(ref)
	if err != nil {
		return err
	}
	rec := journal.NewRecord(c.cfg.NewID(), data)
	if _, err := journal.Commit(ctx, c.cfg.Journal, c.refs(), last, rec); err != nil {
		return err
	}
	if eraser, ok := c.cfg.Journal.(journal.Deleter); ok && len(refs) > 1 {
		return eraser.Delete(ctx, refs[len(refs)-2].Stream)
	}
	return nil
}

func (c *Center) listSnapshots(ctx context.Context) (refs []snapshotRef, last journal.Version, err error) {
	for rec, err := range journal.Replay(ctx, c.cfg.Journal, c.refs(), 0) {
		if err != nil {
			return nil, 0, err
		}
		var ref snapshotRef
		if err := decoding.Unmarshal(rec.Data, &ref); err != nil {
			return nil, 0, &DamageError{Cause: err}
		}
		refs, last = append(refs, ref), rec.Version
	}
	return refs, last, nil
}

// loadSnapshot returns the newest snapshot that is whole, or an empty floor.
func (c *Center) loadSnapshot(ctx context.Context) (*Floor, journal.Version, error) {
	refs, _, err := c.listSnapshots(ctx)
	if err != nil {
		return nil, 0, err
	}
	for i := len(refs) - 1; i >= max(0, len(refs)-2); i-- {
		floor, err := c.readSnapshot(ctx, refs[i])
		if err == nil {
			return floor, journal.Version(refs[i].Version), nil
		}
		if ctx.Err() != nil {
			return nil, 0, err
		}
		c.cfg.Logger.Warn("routing: snapshot not readable", "center", c.cfg.ID, "version", refs[i].Version, "err", err)
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

// Trim cuts the log up to the newest snapshot, if the journal can. Who follows from before that, and
// the metrics of that time, are cut off too.
func (c *Center) Trim(ctx context.Context) error {
	trimmer, ok := c.cfg.Journal.(journal.Trimmer)
	if !ok {
		return errors.ErrUnsupported
	}
	refs, _, err := c.listSnapshots(ctx)
	if err != nil || len(refs) == 0 {
		return err
	}
	ref := refs[len(refs)-1]
	if _, err := c.readSnapshot(ctx, ref); err != nil {
		return err
	}
	return trimmer.Trim(ctx, c.stream, journal.Version(ref.Version))
}
