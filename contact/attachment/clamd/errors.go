package clamd

import (
	"errors"
	"fmt"
	"strings"
)

// The conditions that callers tell apart, with [errors.Is]. None of them says anything about the file.
var (
	// ErrUnavailable: clamd cannot be reached, hung up, took too long, or says that it failed.
	ErrUnavailable = errors.New("clamd: not available")
	// ErrTooLarge: the content is longer than clamd's StreamMaxLength.
	ErrTooLarge = errors.New("clamd: content too large")
	// ErrProtocol: the answer is none that clamd gives to such a question.
	ErrProtocol = errors.New("clamd: answer not understood")
	// ErrRead: the reader that was to be scanned failed.
	ErrRead = errors.New("clamd: content could not be read")
)

// Op names what was being done when an error arose.
type Op string

// The operations.
const (
	OpScan    Op = "scan"
	OpPing    Op = "ping"
	OpVersion Op = "version"
)

// Error says what failed, and where; find it with errors.AsType[*clamd.Error]. Its text holds neither
// content, nor clamd's answer, nor what a reader said that failed.
type Error struct {
	Op      Op
	Address string // the Scanner's
	Sent    int64  // bytes of content that were sent
	Err     error  // one of the sentinels, or the error of ctx
	Cause   error  // what led to Err, or nil; errors.Is finds this too
}

// Error describes the failure.
func (e *Error) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "clamd: %s at %q", e.Op, e.Address)
	if e.Sent > 0 {
		fmt.Fprintf(&b, " after %d bytes", e.Sent)
	}
	if e.Err != nil {
		b.WriteString(": " + strings.TrimPrefix(e.Err.Error(), "clamd: "))
	}
	if e.Cause != nil && !errors.Is(e.Err, ErrRead) {
		b.WriteString(": " + e.Cause.Error())
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
