package lease

import (
	"errors"
	"strings"

	"github.com/acdkit/acdkit/contact/journal"
)

// Limits of every table, in bytes.
const (
	MaxName = journal.MaxID // length of a name, and of a node's id
	MaxAddr = 512           // length of a node's address
)

// The conditions that callers tell apart, with [errors.Is].
var (
	ErrNoSession = errors.New("lease: node has no session")
	ErrNotHeld   = errors.New("lease: held by another node, or by nobody")
	ErrInvalid   = errors.New("lease: invalid name, id or address")
)

// Op names what was being done when an error arose.
type Op string

// The operations of a Table.
const (
	OpRenew  Op = "renew"
	OpLeave  Op = "leave"
	OpNodes  Op = "nodes"
	OpClaim  Op = "claim"
	OpPass   Op = "pass"
	OpLeases Op = "leases"
	OpHolder Op = "holder"
	OpForget Op = "forget"
)

// Error says what failed, and for whom.
type Error struct {
	Op    Op
	Name  string // empty if it is not about one, or if it is not valid
	Node  string // likewise
	Err   error  // one of the sentinels, a context's error, or the store's own
	Cause error  // what led to Err, or nil; errors.Is finds this too
}

// Error describes the failure.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString("lease: " + string(e.Op))
	if e.Name != "" {
		b.WriteString(" " + e.Name)
	}
	if e.Node != "" {
		b.WriteString(" by " + e.Node)
	}
	for _, err := range e.Unwrap() {
		b.WriteString(": " + strings.TrimPrefix(err.Error(), "lease: "))
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

// CheckName returns nil if s can be a name or a node's id: 1 to MaxName bytes of valid UTF-8 without control characters
// (that of a journal's stream). Otherwise the error is an *Error for op that is ErrInvalid.
func CheckName(op Op, s string) error {
	if len(s) > MaxName || journal.CheckStream(journal.OpRead, s) != nil {
		return &Error{Op: op, Err: ErrInvalid}
	}
	return nil
}

// CheckNode returns nil if the node's id is one, and its address is valid UTF-8 of at most MaxAddr bytes.
func CheckNode(op Op, n Node) error {
	if len(n.Addr) > MaxAddr || n.Addr != strings.ToValidUTF8(n.Addr, "") {
		return &Error{Op: op, Err: ErrInvalid}
	}
	return CheckName(op, n.ID)
}
