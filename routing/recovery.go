package routing

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/acdkit/acdkit/contact/journal"
)

// load rebuilds the floor from the newest snapshot that can be read and the log behind it, and resumes if this node
// leads. A log that is damaged gives the floor up to the damage and makes the center read-only.
func (c *Center) load(ctx context.Context) error {
	floor, version, err := c.loadSnapshot(ctx)
	if err != nil {
		return err
	}
	c.events = 0
	if err := c.readOn(ctx, floor, version); err != nil || c.damage != nil || !c.leads() {
		return err
	}
	return c.resume(ctx, c.setTime())
}

// readOn applies the log behind a version to a floor, which then is the center's.
func (c *Center) readOn(ctx context.Context, floor *Floor, version journal.Version) error {
	records := c.decode(ctx, version, nil)
	if floor != c.floor { // there may be many
		records = c.decodeAhead(ctx, version)
	}
	for rec, err := range records {
		if err == nil {
			err = c.replay(floor, rec.events)
		}
		if err != nil {
			return c.spoilt(floor, version, err)
		}
		if version = rec.version; version > c.Version() { // or it was counted before
			c.named.Add(named(rec.events))
		}
		if floor == c.floor {
			c.version = version // should the journal fail on the way
		}
	}
	if c.floor = floor; c.Version() != version {
		c.reached(version)
	}
	return nil
}

// replay applies a record's events, up to the first that does not fit.
func (c *Center) replay(floor *Floor, events []Event) error {
	for _, ev := range events {
		if floor.Apply(ev); floor.Err() != nil {
			return floor.Err()
		}
	}
	c.events += len(events)
	return nil
}

// spoilt tells damage, which makes the center read-only, from a journal out of reach.
func (c *Center) spoilt(floor *Floor, version journal.Version, err error) error {
	if !damaged(err) {
		return err
	}
	err = fmt.Errorf("routing: center %s after version %d: %w", c.cfg.ID, version, err)
	c.cfg.Logger.Error("routing: damaged log; center is read-only", "center", c.cfg.ID, "version", version, "err", err)
	c.floor, c.damage = floor, err
	c.reached(version)
	return nil
}

// damaged tells what was read and is wrong from what could not be read.
func damaged(err error) bool {
	_, is := errors.AsType[*DamageError](err)
	return is || errors.Is(err, journal.ErrCorrupt)
}

// setTime sets the leader's time going behind the last event, and reports whether it is for the first
// time.
func (c *Center) setTime() (opening bool) {
	now := time.Now()
	if opening = c.read.IsZero(); opening {
		c.stamp = c.cfg.Now().Round(0)
	} else {
		c.stamp = c.stamp.Add(now.Sub(c.read))
	}
	if last := c.floor.Now(); last.After(c.stamp) {
		c.stamp = last
	}
	c.read = now
	return opening
}

// resume gives offers the time back that passed since the last event, if the center is being opened.
// After an append in doubt something is appended in any case: what comes too late then finds its place
// taken.
func (c *Center) resume(ctx context.Context, opening bool) error {
	c.data.Reset()
	cmd := Command(Resume{})
	switch {
	case c.doubt:
		cmd = Once{ID: c.cfg.NewID(), Command: cmd}
	case !opening:
		return nil
	}
	err := c.step(cmd)
	if err == nil {
		err = c.append(ctx)
	}
	if err != nil {
		c.floor = nil
	}
	return err
}
