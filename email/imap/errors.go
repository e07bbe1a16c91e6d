package imap

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"

	goimap "github.com/emersion/go-imap/v2"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/email"
)

// What is wrong with a configuration, or with a server.
var (
	errBadServer     = errors.New("the server is not host:port")
	errBadSecurity   = errors.New("there is no such security")
	errBadAfterwards = errors.New("nothing such can be done afterwards")
	errNoFolder      = errors.New("there is no folder to move to")
	errNoAddress     = errors.New("the mailbox has no address")
	errNoReceiver    = errors.New("there is no receiver")
	errNoCursor      = errors.New("there is no cursor")
	errBadLimit      = errors.New("a limit is below zero")
	errNoSecret      = errors.New("a login needs a user and a password or a token")
	errNoMechanism   = errors.New("the server has no mechanism for the login")
	errNoTLS         = errors.New("the server has no STARTTLS")
	errGarbage       = errors.New("the server does not speak IMAP")
	errRefuses       = errors.New("the server refuses")
	errFailed        = errors.New("the receiver or the cursor failed")
)

// told is what may be told of an error: codes, and what the network, TLS, a journal or this library say. Others may quote
// what people or servers wrote; otherwise stands for them.
func told(err, otherwise error) error {
	var (
		network     net.Error
		record      tls.RecordHeaderError
		certificate *tls.CertificateVerificationError
		authority   x509.UnknownAuthorityError
		host        x509.HostnameError
		log         *journal.Error
		own         *email.Error
		code        email.Code
		status      *goimap.Error
	)
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.As(err, &status):
		return refusal(status)
	case errors.As(err, &own), errors.As(err, &code), errors.As(err, &log), errors.As(err, &network), errors.As(err, &record),
		errors.As(err, &certificate), errors.As(err, &authority), errors.As(err, &host),
		errors.Is(err, errNoMechanism), errors.Is(err, errNoTLS):
		return err
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, net.ErrClosed), errors.Is(err, io.ErrClosedPipe):
		return io.ErrUnexpectedEOF
	}
	return otherwise
}

// codes are those of RFC 5530 that tell an operator something.
var codes = []goimap.ResponseCode{
	goimap.ResponseCodeAlreadyExists, goimap.ResponseCodeAuthenticationFailed, goimap.ResponseCodeAuthorizationFailed,
	goimap.ResponseCodeCannot, goimap.ResponseCodeContactAdmin, goimap.ResponseCodeCorruption, goimap.ResponseCodeExpired,
	goimap.ResponseCodeInUse, goimap.ResponseCodeLimit, goimap.ResponseCodeNonExistent, goimap.ResponseCodeNoPerm,
	goimap.ResponseCodeOverQuota, goimap.ResponseCodePrivacyRequired, goimap.ResponseCodeServerBug, goimap.ResponseCodeTryCreate,
	goimap.ResponseCodeUnavailable,
}

// refusal is what may be told of a server's answer.
func refusal(answer *goimap.Error) error {
	if slices.Contains(codes, answer.Code) {
		return fmt.Errorf("the server refuses: %s", answer.Code)
	}
	return errRefuses
}
