package smtp

import (
	"cmp"
	"context"
	"crypto/tls"
	"net"
	"time"

	"github.com/acdkit/acdkit/email"
)

// Security is how a Sender talks to a server.
type Security uint8

// The securities.
const (
	StartTLS  Security = iota // STARTTLS (RFC 3207), or nothing is sent
	TLS                       // TLS from the first byte (RFC 8314), as on port 465
	Plaintext                 // readable by all on the way; never with a Login
)

// SenderConfig says how mail leaves.
type SenderConfig struct {
	// Servers are "host:port" of the servers to try, in order: a relay's, or several of one service.
	Servers []string

	// Security of all connections; by default STARTTLS is required.
	Security Security

	// TLS is the configuration of TLS. Nil, or without ServerName: the server's host must be in its certificate.
	TLS *tls.Config

	// Login at each server. Nil: none.
	Login *Login

	// Name for EHLO. By default the connection's own address in brackets (RFC 5321 4.1.4).
	Name string

	// Timeout of each step: connecting, greeting, login, each command, each 64 KiB of a mail. By default 5 minutes
	// (RFC 5321 4.5.3.2); 30 seconds at most for connecting.
	Timeout time.Duration

	// AnswerTimeout is for the answer to the whole mail. By default 10 minutes (RFC 5321 4.5.3.2.6): who gives up
	// sooner sends twice.
	AnswerTimeout time.Duration

	// MaxConns is how many mails leave at the same time. By default 4.
	MaxConns int

	// IdleTimeout is how long a connection is kept for the next mail. By default 30 seconds.
	IdleTimeout time.Duration

	// Dial connects. Nil: by TCP.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
}

const (
	defaultTimeout       = 5 * time.Minute
	defaultAnswerTimeout = 10 * time.Minute
	defaultMaxConns      = 4
	defaultIdleTimeout   = 30 * time.Second
	connectTimeout       = 30 * time.Second
)

func (c SenderConfig) withDefaults() SenderConfig {
	c.Timeout = cmp.Or(c.Timeout, defaultTimeout)
	c.AnswerTimeout = cmp.Or(c.AnswerTimeout, defaultAnswerTimeout)
	c.MaxConns = cmp.Or(c.MaxConns, defaultMaxConns)
	c.IdleTimeout = cmp.Or(c.IdleTimeout, defaultIdleTimeout)
	if c.Dial == nil {
		c.Dial = new(net.Dialer).DialContext
	}
	return c
}

func (c SenderConfig) validate() error {
	switch {
	case len(c.Servers) == 0:
		return errNoServers
	case c.Security > Plaintext:
		return errBadSecurity
	case min(c.Timeout, c.AnswerTimeout, c.IdleTimeout) < 0 || c.MaxConns < 0:
		return errBadLimit
	case c.Login != nil && c.Security == Plaintext:
		return errPlainLogin
	}
	for _, server := range c.Servers {
		if host, port, err := net.SplitHostPort(server); err != nil || host == "" || port == "" {
			return errBadServer
		}
	}
	if c.Login != nil {
		return c.Login.validate()
	}
	return nil
}

// tls returns the configuration for a server.
func (c SenderConfig) tls(server string) *tls.Config {
	config := &tls.Config{}
	if c.TLS != nil {
		config = c.TLS.Clone()
	}
	if config.ServerName == "" {
		config.ServerName, _, _ = net.SplitHostPort(server)
	}
	return config
}

// invalid is the error of a configuration.
func invalid(err error) error { return &email.Error{Code: email.ErrInvalidConfig, Cause: err} }
