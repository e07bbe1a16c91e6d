package imap

import (
	"cmp"
	"context"
	"crypto/tls"
	"log/slog"
	"net"
	"time"

	"github.com/acdkit/acdkit/email"
)

// Security is how a Fetcher talks to a server.
type Security uint8

// The securities.
const (
	TLS      Security = iota // TLS from the first byte (RFC 8314), as on port 993
	StartTLS                 // STARTTLS, or nothing is sent
)

// Afterwards is what becomes of a mail in the mailbox that the Receiver has taken.
type Afterwards uint8

// What becomes of it.
const (
	Leave    Afterwards = iota // nothing; the mailbox is opened read-only if nothing is to be set aside
	MarkSeen                   // it is marked as read
	Move                       // it moves to Config.Folder
	Delete                     // it is deleted
)

// Config says where mail is fetched and what becomes of it.
type Config struct {
	// Server is its "host:port".
	Server string

	// Security of the connection.
	Security Security

	// TLS is the configuration of TLS. Nil, or without ServerName: the server's host must be in its certificate.
	TLS *tls.Config

	// Login at the server.
	Login Login

	// Mailbox is the name of the one to read. By default INBOX.
	Mailbox string

	// Address is the one that the mailbox is for: the recipient of all its mail, since envelopes are not kept there.
	Address string

	// Receiver takes the mail.
	Receiver email.Receiver

	// Cursor keeps how far the mailbox has been read.
	Cursor Cursor

	// Since leaves mail alone that came to the mailbox before. Zero: all that is there is fetched.
	Since time.Time

	// Afterwards is what becomes of mail that was taken, and Folder where to, for Move. It is made if it is not there.
	Afterwards Afterwards
	Folder     string

	// Aside is the folder for mail that was set aside. Empty: it stays where it is.
	Aside string

	// MaxBytes of a mail. Of a larger one the beginning is fetched, and marked as that. By default 50 MiB: files of
	// 25 MB (E6) in base64, and something over.
	MaxBytes int64

	// Tries is how often a mail is given to the Receiver before it is set aside. By default 10. Only those count between
	// which another mail was taken: when the Receiver fails on everything, no mail is to blame.
	Tries int

	// Poll is how often the Fetcher looks for mail by itself. By default every minute.
	Poll time.Duration

	// Timeout is how long the server may be silent when it is asked for something. By default a minute.
	Timeout time.Duration

	// Dial connects. Nil: by TCP.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)

	// Log gets what goes wrong, and what is set aside. Nil: nothing is logged.
	Log *slog.Logger
}

func (c Config) withDefaults() Config {
	c.Mailbox = cmp.Or(c.Mailbox, "INBOX")
	c.MaxBytes = cmp.Or(c.MaxBytes, 50<<20)
	c.Tries = cmp.Or(c.Tries, 10)
	c.Poll = cmp.Or(c.Poll, time.Minute)
	c.Timeout = cmp.Or(c.Timeout, time.Minute)
	if c.Dial == nil {
		c.Dial = new(net.Dialer).DialContext
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	return c
}

func (c Config) validate() error {
	host, port, err := net.SplitHostPort(c.Server)
	switch {
	case err != nil || host == "" || port == "":
		return errBadServer
	case c.Security > StartTLS:
		return errBadSecurity
	case c.Afterwards > Delete:
		return errBadAfterwards
	case c.Afterwards == Move && c.Folder == "":
		return errNoFolder
	case c.Address == "":
		return errNoAddress
	case c.Receiver == nil:
		return errNoReceiver
	case c.Cursor == nil:
		return errNoCursor
	case c.MaxBytes < 0 || c.Tries < 0 || min(c.Poll, c.Timeout) < 0:
		return errBadLimit
	}
	return c.Login.validate()
}

// readOnly reports whether nothing in the mailbox is ever changed.
func (c Config) readOnly() bool { return c.Afterwards == Leave && c.Aside == "" }

func (c Config) tls() *tls.Config {
	config := &tls.Config{}
	if c.TLS != nil {
		config = c.TLS.Clone()
	}
	if config.ServerName == "" {
		config.ServerName, _, _ = net.SplitHostPort(c.Server)
	}
	return config
}
