package attachment

import (
	"context"
	"io"
)

// Scanner looks for malicious software in the content of a file. A Scanner is safe for concurrent use
// and reads r to its end, or until it knows the answer. An error says that nothing is known about the
// file: it is not "clean".
type Scanner interface {
	Scan(ctx context.Context, r io.Reader) (Result, error)
}

// Result is what a Scanner found. The zero value is a clean file.
type Result struct {
	Infected  bool
	Signature string // the scanner's name of what it found: for the administrator's log, not for users
}

// Scan asks s about a file and makes a refusal of every answer but "clean": an *[Error] that is
// [Infected], or [Unscanned] with the scanner's error as its cause.
func Scan(ctx context.Context, s Scanner, r io.Reader) (Result, error) {
	result, err := s.Scan(ctx, r)
	switch {
	case err != nil:
		return Result{}, &Error{Code: Unscanned, Cause: err}
	case result.Infected:
		return result, &Error{Code: Infected}
	}
	return result, nil
}
