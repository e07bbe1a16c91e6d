package postgres

import (
	"errors"
	"strings"
)

// The conditions of [Open] that callers tell apart, with [errors.Is].
var (
	// ErrConfig: the Config is not valid.
	ErrConfig = errors.New("postgres: invalid config")
	// ErrNewer: the schema was made by a later version of this package, which knows how to go on.
	ErrNewer = errors.New("postgres: schema is newer than this program")
	// ErrServer: the server cannot keep what is promised: a setting would lose what was acknowledged, the database's
	// encoding is not UTF8, or it is a standby.
	ErrServer = errors.New("postgres: server is not fit")
)

// errClosed: the DB was closed before.
var errClosed = errors.New("postgres: closed")

// Error says why a DB could not be opened. Calls of the ports return the errors of those.
type Error struct {
	Schema string
	Err    error // one of the sentinels, a context's error, or the driver's own
	Cause  error // what led to Err, or nil; errors.Is finds this too
}

// Error describes the failure.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString("postgres: open")
	if e.Schema != "" {
		b.WriteString(" schema " + e.Schema)
	}
	for _, err := range e.Unwrap() {
		b.WriteString(": " + strings.TrimPrefix(err.Error(), "postgres: "))
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
