package smtp

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"time"

	gosmtp "github.com/emersion/go-smtp"

	"github.com/acdkit/acdkit/email"
)

// conn is a connection to a server. It is for one goroutine at a time.
type conn struct {
	cfg    *SenderConfig
	server string
	raw    net.Conn
	client *gosmtp.Client
	used   bool        // for a mail before
	expiry *time.Timer // while it is idle
}

// steps hides that the library sets deadlines of its own: here each step has one.
type steps struct{ net.Conn }

func (steps) SetDeadline(time.Time) error      { return nil }
func (steps) SetReadDeadline(time.Time) error  { return nil }
func (steps) SetWriteDeadline(time.Time) error { return nil }

// within gives the next step its time. An error shows in the step itself.
func (c *conn) within(d time.Duration) { _ = c.raw.SetDeadline(time.Now().Add(d)) }

// closeWith closes the connection if ctx ends before stop is called.
func (c *conn) closeWith(ctx context.Context) (stop func() bool) {
	return context.AfterFunc(ctx, c.close)
}

func (c *conn) close() { _ = c.raw.Close() }

// farewell is how long a connection waits for the answer to QUIT.
const farewell = 5 * time.Second

func (c *conn) quit() {
	c.within(min(farewell, c.cfg.Timeout))
	_ = c.client.Quit() // nothing is lost if nobody answers
	c.close()
}

// hello makes the connection secure, as far as configured, and introduces itself.
func (c *conn) hello(ctx context.Context) *Error {
	c.within(c.cfg.Timeout)
	switch c.cfg.Security {
	case TLS:
		secure := tls.Client(steps{c.raw}, c.cfg.tls(c.server))
		if err := secure.HandshakeContext(ctx); err != nil {
			return failed(c.server, StepHello, err)
		}
		c.client = gosmtp.NewClient(secure)
	case StartTLS:
		client, err := gosmtp.NewClientStartTLS(steps{c.raw}, c.cfg.tls(c.server))
		if err != nil {
			e := failed(c.server, StepHello, err)
			if errors.Is(e.Cause, errGarbage) {
				e.Cause = errNoTLS
			}
			return e
		}
		c.client = client
	case Plaintext:
		c.client = gosmtp.NewClient(steps{c.raw})
	}
	if err := c.client.Hello(c.name()); err != nil {
		return failed(c.server, StepHello, err)
	}
	return nil
}

// name is what the connection calls itself: a name, or an address literal (RFC 5321 4.1.3).
func (c *conn) name() string {
	if c.cfg.Name != "" {
		return c.cfg.Name
	}
	local, ok := c.raw.LocalAddr().(*net.TCPAddr)
	switch {
	case !ok:
		return "localhost"
	case local.IP.To4() != nil:
		return "[" + local.IP.String() + "]"
	}
	return "[IPv6:" + local.IP.String() + "]"
}

// login makes the connection known, if configured.
func (c *conn) login(ctx context.Context) *Error {
	if c.cfg.Login == nil {
		return nil
	}
	mechanism, err := c.cfg.Login.mechanism(ctx, c.client.SupportsAuth)
	if err != nil {
		return &Error{Code: email.ErrUnavailable, Server: c.server, Step: StepLogin, Cause: err}
	}
	c.within(c.cfg.Timeout)
	if err := c.client.Auth(mechanism); err != nil {
		return failed(c.server, StepLogin, err)
	}
	return nil
}

// again reports whether a connection that was idle still answers. Whatever was begun on it is forgotten.
func (c *conn) again(ctx context.Context) bool {
	stop := c.closeWith(ctx)
	defer stop()
	c.within(c.cfg.Timeout)
	return c.client.Reset() == nil && c.client.Hello(c.name()) == nil
}
