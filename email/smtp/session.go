package smtp

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"slices"
	"sync"

	gosmtp "github.com/emersion/go-smtp"

	"github.com/acdkit/acdkit/email"
)

// session is what one connection says. The protocol may forget a mail while another goroutine reads it.
type session struct {
	server *Server
	link   *link
	secure bool

	mu       sync.Mutex
	from     string
	to       []string
	mails    int
	unknowns int
}

func (s *Server) session(c *gosmtp.Conn) (gosmtp.Session, error) {
	conn := c.Conn()
	secured, secure := conn.(*tls.Conn)
	if secure {
		conn = secured.NetConn()
	}
	l, ok := conn.(*link)
	if !ok {
		return nil, replyLater // not by a listener of the server
	}
	return &session{server: s, link: l, secure: secure}, nil
}

// Mail implements gosmtp.Session.
func (x *session) Mail(from string, options *gosmtp.MailOptions) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	switch {
	case x.server.cfg.RequireTLS && !x.secure:
		return replyNoTLS
	case options.Size > x.server.cfg.MaxBytes:
		return replyTooLarge
	case x.mails >= x.server.cfg.MaxMails:
		x.link.leave()
		return replyEnough
	}
	x.mails++
	x.from = from
	return nil
}

// Rcpt implements gosmtp.Session.
func (x *session) Rcpt(to string, _ *gosmtp.RcptOptions) error {
	accepted := x.server.cfg.Receiver.Accepts(to)
	x.mu.Lock()
	defer x.mu.Unlock()
	if !accepted {
		if x.unknowns++; x.unknowns >= x.server.cfg.MaxUnknown {
			x.link.leave()
		}
		return replyNoMailbox
	}
	if !slices.Contains(x.to, to) {
		x.to = append(x.to, to)
	}
	return nil
}

// Data implements gosmtp.Session: it reads a mail, and returns nil when the Receiver has it.
func (x *session) Data(r io.Reader) error {
	x.link.busy(true)
	defer x.link.busy(false)
	mail := x.envelope()
	raw, free, err := x.server.read(r)
	defer free()
	if err == nil && !x.link.whole() {
		err = io.ErrUnexpectedEOF // QUIRK: the protocol takes a last chunk (RFC 3030) that breaks off for a whole one
	}
	if err == nil {
		mail.Raw, mail.Received = raw, x.server.cfg.Now()
		err = x.server.receive(mail)
	}
	if err != nil {
		x.server.cfg.Log.Warn("smtp: mail not taken", "bytes", len(raw), "recipients", len(mail.To), "error", told(err))
	}
	return reply(err)
}

func (s *Server) receive(mail email.Incoming) error {
	ctx, cancel := context.WithTimeout(s.ctx, s.cfg.ReceiveTimeout)
	defer cancel()
	return s.cfg.Receiver.Receive(ctx, mail)
}

func (x *session) envelope() email.Incoming {
	x.mu.Lock()
	defer x.mu.Unlock()
	return email.Incoming{From: x.from, Null: x.from == "", To: slices.Clone(x.to)}
}

// Reset implements gosmtp.Session.
func (x *session) Reset() {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.from, x.to = "", nil
}

// Logout implements gosmtp.Session.
func (x *session) Logout() error { return nil }

// What clients hear.
var (
	replyNoTLS     = &gosmtp.SMTPError{Code: 530, EnhancedCode: gosmtp.EnhancedCode{5, 7, 0}, Message: "Must issue a STARTTLS command first"}
	replyEnough    = &gosmtp.SMTPError{Code: 421, EnhancedCode: gosmtp.EnhancedCode{4, 7, 0}, Message: "Enough for one connection"}
	replyNoMailbox = &gosmtp.SMTPError{Code: 550, EnhancedCode: gosmtp.EnhancedCode{5, 1, 1}, Message: "No such mailbox"}
	replyTooLarge  = gosmtp.ErrDataTooLarge
	replyTooLong   = &gosmtp.SMTPError{Code: 500, EnhancedCode: gosmtp.EnhancedCode{5, 5, 2}, Message: "Line too long"}
	replyNoRoom    = &gosmtp.SMTPError{Code: 452, EnhancedCode: gosmtp.EnhancedCode{4, 3, 1}, Message: "No room at the moment, try again later"}
	replyLater     = &gosmtp.SMTPError{Code: 451, EnhancedCode: gosmtp.EnhancedCode{4, 3, 0}, Message: "Not at the moment, try again later"}
)

// reply is what the client hears of how a mail was received.
func reply(err error) error {
	var ready *gosmtp.SMTPError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &ready):
		return ready
	case errors.Is(err, email.ErrNoMailbox):
		return replyNoMailbox
	case errors.Is(err, email.ErrTooLarge):
		return replyTooLarge
	case errors.Is(err, gosmtp.ErrTooLongLine):
		return replyTooLong
	}
	return replyLater
}
