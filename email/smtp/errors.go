package smtp

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"

	gosmtp "github.com/emersion/go-smtp"

	"github.com/acdkit/acdkit/email"
)

// Step is what a Sender was about when something went wrong.
type Step string

// The steps, in order.
const (
	StepCheck   Step = "check" // of the mail, before anything is sent
	StepConnect Step = "connect"
	StepHello   Step = "hello" // greeting, STARTTLS and EHLO
	StepLogin   Step = "login"
	StepFrom    Step = "from"
	StepTo      Step = "to"
	StepData    Step = "data"
	StepAnswer  Step = "answer" // to the whole mail
)

// Error says why a mail did not leave. It has codes and nothing of what a server said.
type Error struct {
	Code    email.Code // ErrUnavailable: try again; ErrRefused: do not
	Server  string     // empty if it is not about one
	Step    Step
	Reply   int    // the server's, such as 451; 0 if there was none
	Status  string // RFC 3463, such as "4.3.0"; empty if there was none
	Unknown bool   // the server may have taken the mail
	Cause   error  // of the network, or what is wrong with the mail; nil for a reply
}

func (e *Error) Error() string {
	text := fmt.Sprintf("smtp: %s at %s", string(e.Code), e.Step)
	if e.Server != "" {
		text += fmt.Sprintf(" (server %q)", e.Server)
	}
	if e.Reply != 0 {
		text += fmt.Sprintf(": reply %d %s", e.Reply, e.Status)
	}
	if e.Unknown {
		text += ": outcome unknown"
	}
	if e.Cause != nil {
		text += ": " + e.Cause.Error()
	}
	return text
}

// Unwrap returns the code and the cause.
func (e *Error) Unwrap() []error {
	if e.Cause == nil {
		return []error{e.Code}
	}
	return []error{e.Code, e.Cause}
}

// What a cause may be beside an error of the network.
var (
	errNoServers    = errors.New("no server is configured")
	errBadServer    = errors.New("a server is not host:port")
	errBadLimit     = errors.New("a limit is below zero")
	errBadSecurity  = errors.New("there is no such security")
	errPlainLogin   = errors.New("a login needs TLS")
	errNoSecret     = errors.New("a login needs a password or a token")
	errNoTLS        = errors.New("the server has no STARTTLS")
	errNoMechanism  = errors.New("the server has no mechanism for the login")
	errGarbage      = errors.New("the server does not speak SMTP")
	errNoRecipients = errors.New("the mail has no recipients")
	errLineEnd      = errors.New("the mail has a CR or LF alone")
	errNoEightBit   = errors.New("the server takes no 8-bit mail")
	errNoUTF8       = errors.New("the server takes no addresses beyond ASCII")
	errBadAddress   = errors.New("the sender's address is none")
	errClosed       = errors.New("the sender is closed")
	errNoReceiver   = errors.New("no receiver is configured")
	errNoTLSConfig  = errors.New("TLS is required, but not configured")
)

// cause returns what may be told of an error: that of the network, of TLS or of a context. Others may quote a server.
func cause(err error) error {
	var (
		network     net.Error
		record      tls.RecordHeaderError
		certificate *tls.CertificateVerificationError
		authority   x509.UnknownAuthorityError
		host        x509.HostnameError
	)
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, net.ErrClosed), errors.Is(err, io.ErrClosedPipe):
		return io.ErrUnexpectedEOF
	case errors.As(err, &network), errors.As(err, &record), errors.As(err, &certificate), errors.As(err, &authority), errors.As(err, &host):
		return err
	}
	return errGarbage
}

// failed makes an Error of what the client library returned at a step.
func failed(server string, step Step, err error) *Error {
	var reply *gosmtp.SMTPError
	if !errors.As(err, &reply) {
		return &Error{Code: email.ErrUnavailable, Server: server, Step: step, Cause: cause(err)}
	}
	e := &Error{Code: email.ErrUnavailable, Server: server, Step: step, Reply: reply.Code, Status: status(reply)}
	if permanent(step, e.Reply, e.Status) {
		e.Code = email.ErrRefused
	}
	return e
}
