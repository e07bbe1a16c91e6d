package clamd

import (
	"cmp"
	"context"
	"io"
	"net"
	"time"

	"github.com/acdkit/acdkit/contact/attachment"
)

var _ attachment.Scanner = (*Scanner)(nil)

// DefaultTimeout is how long a call may take if nothing else is said.
const DefaultTimeout = 2 * time.Minute

// Scanner asks a clamd. It is safe for concurrent use; its fields are not to be changed meanwhile.
type Scanner struct {
	// Network is "tcp" or "unix"; empty stands for "tcp".
	Network string
	// Address is host and port, or the path of the socket.
	Address string
	// Dial connects; nil stands for that of a net.Dialer.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
	// Timeout is how long a call may take whose ctx has no deadline; 0 stands for DefaultTimeout. The time
	// that the content takes to be read counts.
	Timeout time.Duration
}

// Scan has clamd look at all that r has. The errors are [*Error]: ErrUnavailable, ErrTooLarge, ErrProtocol,
// ErrRead, or that of ctx; then nothing is known about the content, and Result is the zero value. If clamd
// finds something before it has all, Scan reads no further.
func (s *Scanner) Scan(ctx context.Context, r io.Reader) (attachment.Result, error) {
	c := &call{scanner: s, op: OpScan, ctx: ctx}
	answer, err := c.ask("INSTREAM", r)
	if err != nil {
		return attachment.Result{}, c.fail(err)
	}
	result, err := parseScan(answer)
	if err == nil && !result.Infected && !c.whole {
		err = &Error{Err: ErrProtocol, Cause: errEarly}
	}
	if err != nil {
		return attachment.Result{}, c.fail(err)
	}
	return result, nil
}

// Ping returns nil if clamd answers.
func (s *Scanner) Ping(ctx context.Context) error {
	c := &call{scanner: s, op: OpPing, ctx: ctx}
	answer, err := c.ask("PING", nil)
	if err == nil && answer != "PONG" {
		err = complaint(answer)
	}
	if err != nil {
		return c.fail(err)
	}
	return nil
}

// Version returns the versions of clamd and of its signatures, such as "ClamAV 1.4.3/27700/Mon Jul 14
// 08:36:29 2025", in printable ASCII of at most MaxText bytes.
func (s *Scanner) Version(ctx context.Context) (string, error) {
	c := &call{scanner: s, op: OpVersion, ctx: ctx}
	answer, err := c.ask("VERSION", nil)
	if err != nil {
		return "", c.fail(err)
	}
	version, err := parseVersion(answer)
	if err != nil {
		return "", c.fail(err)
	}
	return version, nil
}

func (s *Scanner) dial(ctx context.Context) (net.Conn, error) {
	dial := s.Dial
	if dial == nil {
		dial = new(net.Dialer).DialContext
	}
	return dial(ctx, cmp.Or(s.Network, "tcp"), s.Address)
}

// limit gives ctx a deadline if it has none.
func (s *Scanner) limit(ctx context.Context) (context.Context, context.CancelFunc) {
	if _, ok := ctx.Deadline(); ok {
		return context.WithCancel(ctx)
	}
	return context.WithTimeout(ctx, cmp.Or(s.Timeout, DefaultTimeout))
}
