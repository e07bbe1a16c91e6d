package journal

import (
	"context"
	"errors"
	"fmt"
	"time"
)

const (
	commitRounds = 10                     // looks into the stream before Commit gives up
	commitPause  = time.Millisecond       // pause after the first look; doubles from look to look
	commitMax    = 250 * time.Millisecond // the longest pause
)

// Commit appends rec to stream after the version after, and settles doubt. When [Journal].Append answers
// [ErrConflict] or [ErrUnknown], Commit reads the stream: rec at after+1 is success, another record there
// is a real conflict, and nothing there means to append again. It does so ten times at most, with pauses
// that double from 1 to 250 milliseconds, 0.8 seconds in all, beside the time that the store takes.
//
// The error is [ErrConflict] if rec is not stored and never will be, because another writer's record has
// the place or the stream is not as long as after. It is [ErrUnknown], wrapping the cause, if rec may be
// stored or may yet be: ctx ended, the stream could not be read, or the store never gave an answer. Any
// other error is Append's own and means that rec is not stored. A nil error means that rec is in the
// stream, once, at the version returned (I8).
func Commit(ctx context.Context, j Journal, stream string, after Version, rec Record) (Version, error) {
	version, err := j.Append(ctx, stream, after, rec)
	if err == nil || !inDoubt(err) {
		return version, err
	}
	d := doubt{j: j, stream: stream, after: after, rec: rec}
	d.heard(err)
	return d.settle(ctx)
}

func inDoubt(err error) bool {
	return errors.Is(err, ErrUnknown) || errors.Is(err, ErrConflict)
}

// doubt is an append whose outcome is open.
type doubt struct {
	j      Journal
	stream string
	after  Version
	rec    Record

	answer   error // the last one, ErrConflict or ErrUnknown
	inFlight bool  // an answer was ErrUnknown: that append may land even after a look saw nothing
	unread   bool  // no look since the last answer has succeeded
}

func (d *doubt) heard(err error) {
	d.answer = err
	d.inFlight = d.inFlight || errors.Is(err, ErrUnknown)
	d.unread = true
}

// settle looks and appends in turns until the outcome is certain.
func (d *doubt) settle(ctx context.Context) (Version, error) {
	for round := range commitRounds {
		id, err := d.look(ctx)
		switch {
		case hopeless(err):
			return 0, d.fail(err)
		case id == d.rec.ID:
			return d.after + 1, nil
		case id != "":
			return 0, d.error(ErrConflict, nil)
		}
		if err := pause(ctx, round); err != nil {
			return 0, d.fail(err)
		}
		if d.unread {
			continue
		}
		version, err := d.j.Append(ctx, d.stream, d.after, d.rec)
		if err == nil {
			return version, nil
		}
		if !inDoubt(err) {
			return 0, d.fail(err)
		}
		d.heard(err)
	}
	return d.giveUp(ctx)
}

// giveUp looks a last time.
func (d *doubt) giveUp(ctx context.Context) (Version, error) {
	id, err := d.look(ctx)
	switch {
	case err != nil:
		return 0, d.fail(err)
	case id == d.rec.ID:
		return d.after + 1, nil
	case id == "" && d.inFlight:
		// The answer as text only: it must not make an ErrUnknown look like an ErrConflict.
		return 0, d.fail(fmt.Errorf("%d rounds, last answer: %v", commitRounds, d.answer))
	}
	return 0, d.error(ErrConflict, nil)
}

// look returns the id of the record at after+1, or "" if there is none.
func (d *doubt) look(ctx context.Context) (id string, err error) {
	for rec, err := range Replay(ctx, d.j, d.stream, d.after) {
		if err != nil {
			return "", err
		}
		id = rec.ID
		break
	}
	d.unread = false
	return id, nil
}

// fail returns err if rec is certainly not stored, and an ErrUnknown that err is the cause of otherwise.
func (d *doubt) fail(err error) error {
	if d.inFlight || d.unread {
		return d.error(ErrUnknown, err)
	}
	if _, ok := errors.AsType[*Error](err); ok {
		return err
	}
	return d.error(err, nil)
}

func (d *doubt) error(err, cause error) error {
	return &Error{Op: OpCommit, Stream: d.stream, Version: d.after, RecordID: d.rec.ID, Err: err, Cause: cause}
}

// hopeless tells whether looking again cannot help.
func hopeless(err error) bool {
	return errors.Is(err, ErrTrimmed) || errors.Is(err, ErrCorrupt) || errors.Is(err, ErrInvalid)
}

// pause waits before the next round, or until ctx ends.
func pause(ctx context.Context, round int) error {
	timer := time.NewTimer(min(commitPause<<round, commitMax))
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
