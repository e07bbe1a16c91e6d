package routing

import (
	"context"
	"errors"
	"time"

	"github.com/acdkit/acdkit/contact/journal"
)

// standing is whether a node leads. It is replaced when that changes.
type standing struct {
	leads   bool
	changed chan struct{}
}

// turn asks for a role.
type turn struct {
	ctx   context.Context
	leads bool
	done  chan error
}

// ID returns the center's id.
func (c *Center) ID() string { return c.cfg.ID }

// Shared reports whether there may be Centers on other nodes: whether there is a Config.Forward.
func (c *Center) Shared() bool { return c.cfg.Forward != nil }

// Role reports whether this node leads the center, and returns what is closed when that changes. A center that is not
// shared leads for ever.
func (c *Center) Role() (leads bool, changed <-chan struct{}) {
	r := c.standing.Load()
	return r.leads, r.changed
}

func (c *Center) leads() bool { return c.standing.Load().leads }

// become is called by the loop only.
func (c *Center) become(leads bool) {
	if old := c.standing.Load(); old.leads != leads {
		c.standing.Store(&standing{leads: leads, changed: make(chan struct{})})
		close(old.changed)
	}
}

// Lead makes this node the one that leads a shared center. It reads on to the end of the log, appends what fences the node
// that led before, gives running offers the time back that passed since the last event, and brings the Setup about. Who may
// call it is for a lease to decide, such as that of package cluster; if two nodes lead at once, nothing is lost or done
// twice, but they get in each other's way.
//
// A node that leads follows again by itself as soon as an append fails, or it turns out that another node has appended.
//
// The error is ErrReadOnly, ErrUnavailable, ErrClosed, the context's, or the refusal of a command of the Setup; then the
// node follows.
func (c *Center) Lead(ctx context.Context) error { return c.ask(ctx, true) }

// Follow makes this node one that follows: it does what was sent before, and no more. Further commands are forwarded.
// A center that is not shared goes on leading. The error is ErrClosed or the context's; then it may follow all the same.
func (c *Center) Follow(ctx context.Context) error { return c.ask(ctx, false) }

func (c *Center) ask(ctx context.Context, leads bool) error {
	t := turn{ctx, leads, make(chan error, 1)}
	select {
	case c.turns <- t:
	case <-ctx.Done():
		return ctx.Err()
	case <-c.closing.Done():
		return &Error{Code: ErrClosed}
	}
	select {
	case err := <-t.done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// turn takes a role.
func (c *Center) turn(t turn) error {
	switch {
	case !c.Shared() || t.leads == c.leads():
		return nil
	case t.leads:
		return c.takeOver(t.ctx)
	}
	c.drain(make([]*request, 0, c.cfg.MaxBatch))
	c.become(false)
	return nil
}

// takeOver makes a follower the leader.
func (c *Center) takeOver(ctx context.Context) error {
	if err := c.catchUp(ctx); err != nil {
		return err
	}
	if err := c.fence(ctx); err != nil {
		return &Error{Code: ErrUnavailable, Cause: err}
	}
	c.become(true)
	err := c.setUp(ctx)
	if err == nil && !c.leads() {
		err = &Error{Code: ErrUnavailable}
	}
	if err != nil {
		c.become(false)
	}
	return err
}

// fence begins to lead with a record, so that whoever led before finds its place in the log taken.
func (c *Center) fence(ctx context.Context) error {
	c.mu.lock()
	defer c.mu.unlock()
	c.read, c.doubt = time.Time{}, true
	return c.resume(ctx, c.setTime())
}

// Serve does a command that another node has forwarded, as Do would here, and returns the version of the log that the
// answer rests on. The error is as that of Do, or ErrNotLeading if this node does not lead: then nothing was done.
func (c *Center) Serve(ctx context.Context, cmd Command) (journal.Version, error) {
	if !c.leads() {
		return 0, &Error{Code: ErrNotLeading}
	}
	return c.do(ctx, cmd)
}

const (
	firstPause = 5 * time.Millisecond // between two tries to find a node that leads; doubles
	lastPause  = 250 * time.Millisecond
)

// doShared has a command done by whichever node leads. Until there is an answer it is sent again, in one Once; but not when
// its id may be forgotten, for then it could be done twice.
func (c *Center) doShared(ctx context.Context, cmd Command) error {
	if _, is := cmd.(Once); !is {
		cmd = Once{ID: c.cfg.NewID(), Command: cmd}
	}
	patient, cancel := context.WithTimeout(ctx, c.cfg.Patience)
	defer cancel()
	doubt := false // an earlier try may have been applied
	others := c.named.Load()
	for pause := firstPause; ; pause = min(2*pause, lastPause) {
		leads, changed := c.Role()
		do := c.cfg.Forward
		if leads {
			do = c.do
		}
		version, err := do(patient, cmd)
		applied := whether(err)
		switch {
		case applied == answered:
			c.reach(patient, version)
			return err
		case ctx.Err() != nil:
			return ctx.Err()
		}
		doubt = doubt || applied == unknown
		c.rest(patient, pause, changed)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case doubt && c.forgets(others):
			return &Error{Code: ErrUnavailable, Cause: err}
		case patient.Err() == nil && c.closing.Err() == nil:
		case doubt:
			return &Error{Code: ErrUnavailable, Cause: err}
		case c.closing.Err() != nil:
			return &Error{Code: ErrClosed}
		default:
			return err
		}
	}
}

// forgets reports whether the id of a command that was sent when so many had been applied may not be remembered any more.
// This node may be somewhat behind the one that leads.
func (c *Center) forgets(then uint64) bool { return c.named.Load()-then > c.keeps.Load()/2 }

// named returns how many commands that have an id events are of: it is with the first one of each.
func named(events []Event) (n uint64) {
	for i := range events {
		if events[i].Command != "" {
			n++
		}
	}
	return n
}

// rest waits before the next try.
func (c *Center) rest(ctx context.Context, pause time.Duration, changed <-chan struct{}) {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-changed:
	case <-timer.C:
	case <-ctx.Done():
	case <-c.closing.Done():
	}
}

// outcome is what an answer says of the command.
type outcome uint8

const (
	answered   outcome = iota // it was applied, or refused for what it is
	notApplied                // not by this try
	unknown                   // perhaps
)

func whether(err error) outcome {
	if err == nil {
		return answered
	}
	refusal, known := errors.AsType[*Error](err)
	switch {
	case !known || refusal.Code == ErrUnavailable:
		return unknown
	case refusal.Code == ErrNotLeading || refusal.Code == ErrClosed:
		return notApplied
	}
	return answered
}

// reach waits until this node's state has come to a version of the log, so that who sent a command sees what it did.
func (c *Center) reach(ctx context.Context, version journal.Version) {
	for c.Version() < version {
		end := c.end()
		if end.damage != nil || end.version >= version {
			return
		}
		select {
		case c.behind <- struct{}{}:
		default:
		}
		select {
		case <-end.changed:
		case <-ctx.Done():
			return
		case <-c.done:
			return
		}
	}
}
