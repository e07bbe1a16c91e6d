package sqlite

import (
	"errors"
	"fmt"
	"strings"

	"github.com/acdkit/acdkit/contact/journal"
	engine "zombiezen.com/go/sqlite"
)

// The conditions that callers tell apart, with [errors.Is], beside those of package journal.
var (
	// ErrLocked: another Journal, mostly in another process, has the file. See Config.Wait.
	ErrLocked = errors.New("sqlite: another journal holds the file")
	// ErrForeign: the file is no journal: another kind of database, or no database at all.
	ErrForeign = errors.New("sqlite: not a journal")
	// ErrNewer: the file was written by a later version of this package, and is left as it is.
	ErrNewer = errors.New("sqlite: written by a newer version")
	// ErrFull: there is no room on the disk. Nothing is stored; once there is room again, the journal goes on.
	ErrFull = errors.New("sqlite: no room left")
	// ErrClosed: the journal is closed. Nothing is stored.
	ErrClosed = errors.New("sqlite: journal is closed")
)

// Error says what is wrong with a file; [Open], Check and Close return it. What the port's methods return is a
// *[journal.Error].
type Error struct {
	Op     string // "open", "check" or "close"
	Path   string // the file
	Format int    // the version of the file's format, for ErrNewer
	Err    error  // one of the sentinels, journal.ErrCorrupt, a context's error, or the store's own
	Cause  error  // what led to Err, or nil; errors.Is finds this too
}

// Error describes the failure.
func (e *Error) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "sqlite: %s %q", e.Op, e.Path)
	if e.Format != 0 {
		fmt.Fprintf(&b, " of format %d", e.Format)
	}
	for _, err := range e.Unwrap() {
		b.WriteString(": " + strings.TrimPrefix(err.Error(), "sqlite: "))
	}
	return b.String()
}

// Unwrap returns Err and Cause, as far as they are there.
func (e *Error) Unwrap() []error {
	var errs []error
	for _, err := range []error{e.Err, e.Cause} {
		if err != nil {
			errs = append(errs, err)
		}
	}
	return errs
}

// classify splits an error of the engine into a sentinel and its cause. An error without a sentinel stays alone.
func classify(err error) (sentinel, cause error) {
	if errors.Is(err, journal.ErrCorrupt) {
		return journal.ErrCorrupt, err
	}
	switch engine.ErrCode(err).ToPrimary() {
	case engine.ResultFull:
		return ErrFull, err
	case engine.ResultCorrupt, engine.ResultNotADB, engine.ResultConstraint, engine.ResultMismatch:
		return journal.ErrCorrupt, err
	}
	return err, nil
}

// corrupt is a finding of this package itself.
func corrupt(format string, args ...any) error {
	return &damage{fmt.Sprintf(format, args...)}
}

// damage is a [journal.ErrCorrupt] that says what was found.
type damage struct{ finding string }

func (d *damage) Error() string { return d.finding }
func (d *damage) Unwrap() error { return journal.ErrCorrupt }
