package journal

import (
	"errors"
	"fmt"
	"strings"
)

// The conditions that callers tell apart, with [errors.Is].
var (
	// ErrConflict: the stream's last version is not the one the writer gave. From Append it may also
	// mean that the record is stored already; from Commit it means for certain that it is not.
	ErrConflict = errors.New("journal: stream has moved on")
	// ErrUnknown: the append may have been stored, or may yet be. Read and look for the record's id.
	ErrUnknown = errors.New("journal: outcome unknown")
	// ErrTrimmed: records that were asked for have been cut; a snapshot has their content.
	ErrTrimmed = errors.New("journal: records have been cut")
	// ErrCorrupt: a checksum does not fit, or a version is missing. Nothing after it can be trusted.
	ErrCorrupt = errors.New("journal: log is damaged")
	// ErrTooLarge: the record's Data is longer than the journal takes. Nothing is stored.
	ErrTooLarge = errors.New("journal: record too large")
	// ErrInvalid: an argument breaks the port's rules. Nothing is stored.
	ErrInvalid = errors.New("journal: invalid argument")
)

// Op names what was being done when an error arose.
type Op string

// The operations of the port and of this package's functions.
const (
	OpAppend Op = "append"
	OpRead   Op = "read"
	OpWatch  Op = "watch"
	OpTrim   Op = "trim"
	OpDelete Op = "delete"
	OpCommit Op = "commit"
	OpFollow Op = "follow"
	OpVerify Op = "verify"
	OpSave   Op = "save"
	OpList   Op = "list"
)

// Error says what failed, and where; find it with errors.AsType[*journal.Error]. It never holds Data.
type Error struct {
	Op       Op
	Stream   string  // empty if not known; the prefix for OpList
	Version  Version // the version given to Op; for ErrCorrupt, that of the damaged or missing record
	RecordID string  // empty if the error is not about one record
	Err      error   // one of the sentinels, a context's error, or the store's own
	Cause    error   // what led to Err, or nil; errors.Is finds this too
}

// Error describes the failure without any record's content.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString("journal: " + string(e.Op))
	if e.Stream != "" {
		fmt.Fprintf(&b, " %.*q", MaxStream, e.Stream)
	}
	if e.Op != OpWatch && e.Op != OpDelete && e.Op != OpSave && e.Op != OpList {
		fmt.Fprintf(&b, " at version %d", e.Version)
	}
	if e.RecordID != "" {
		fmt.Fprintf(&b, ", record %.*q", MaxID, e.RecordID)
	}
	for _, err := range e.Unwrap() {
		b.WriteString(": " + strings.TrimPrefix(err.Error(), "journal: "))
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
