package smtp

import (
	"cmp"
	"crypto/tls"
	"log/slog"
	"time"

	"github.com/acdkit/acdkit/email"
)

// ServerConfig says how mail comes in. What strangers can use up has a limit.
type ServerConfig struct {
	// Receiver takes the mail.
	Receiver email.Receiver

	// Name of the server in its greeting, such as "desk.example.com".
	Name string

	// TLS is the configuration of TLS. Nil: there is none.
	TLS *tls.Config

	// RequireTLS refuses mail that comes in the clear. A server that the whole world sends to must not (RFC 3207 4).
	RequireTLS bool

	// MaxBytes of a mail. By default 50 MiB: files of 25 MB (E6) in base64, and something over.
	MaxBytes int64

	// MaxBuffered is how many bytes all the mails have together that are coming in at the moment; what would go beyond
	// is to be sent again later. By default 512 MiB.
	MaxBuffered int64

	// MaxRecipients of a mail. By default 100 (RFC 5321 4.5.3.1.8).
	MaxRecipients int

	// MaxLine is the length of a line in bytes. By default 64 KiB, for there are programs that do not wrap HTML.
	MaxLine int

	// MaxConns is how many connections there may be, and MaxHostConns how many from one address. By default 100 and 10.
	MaxConns     int
	MaxHostConns int

	// MaxMails is how many mails one connection may bring. By default 100.
	MaxMails int

	// MaxUnknown is how many unknown recipients a connection may name before it has to go. By default 20.
	MaxUnknown int

	// Timeout is how long the other side may be silent, and how long it may take to read an answer. By default 5 minutes
	// (RFC 5321 4.5.3.2.7).
	Timeout time.Duration

	// MaxTime is how long a connection may last. By default an hour.
	MaxTime time.Duration

	// ReceiveTimeout is for Receive. By default 5 minutes; the other side waits for 10 (RFC 5321 4.5.3.2.6).
	ReceiveTimeout time.Duration

	// Now is when a mail came. Nil: time.Now.
	Now func() time.Time

	// Log gets what goes wrong. Nil: nothing is logged.
	Log *slog.Logger
}

func (c ServerConfig) withDefaults() ServerConfig {
	c.MaxBytes = cmp.Or(c.MaxBytes, 50<<20)
	c.MaxBuffered = cmp.Or(c.MaxBuffered, 512<<20)
	c.MaxRecipients = cmp.Or(c.MaxRecipients, 100)
	c.MaxLine = cmp.Or(c.MaxLine, 64<<10)
	c.MaxConns = cmp.Or(c.MaxConns, 100)
	c.MaxHostConns = cmp.Or(c.MaxHostConns, 10)
	c.MaxMails = cmp.Or(c.MaxMails, 100)
	c.MaxUnknown = cmp.Or(c.MaxUnknown, 20)
	c.Timeout = cmp.Or(c.Timeout, 5*time.Minute)
	c.MaxTime = cmp.Or(c.MaxTime, time.Hour)
	c.ReceiveTimeout = cmp.Or(c.ReceiveTimeout, 5*time.Minute)
	c.Name = cmp.Or(c.Name, "localhost")
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	return c
}

func (c ServerConfig) validate() error {
	switch {
	case c.Receiver == nil:
		return errNoReceiver
	case c.RequireTLS && c.TLS == nil:
		return errNoTLSConfig
	case min(c.MaxBytes, c.MaxBuffered) < 0,
		min(c.MaxRecipients, c.MaxLine, c.MaxConns, c.MaxHostConns, c.MaxMails, c.MaxUnknown) < 0,
		min(c.Timeout, c.MaxTime, c.ReceiveTimeout) < 0:
		return errBadLimit
	}
	return nil
}
