package imap

import (
	"context"

	goimap "github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/emersion/go-sasl"
)

// Login is how a Fetcher makes itself known: with a password by PLAIN (RFC 4616) or the command LOGIN, with a token by
// OAUTHBEARER (RFC 7628) or XOAUTH2, whichever the server has.
type Login struct {
	User     string
	Password string
	Token    func(ctx context.Context) (string, error) // for each connection a fresh one; goes before Password
}

func (l Login) validate() error {
	if l.User == "" || l.Password == "" && l.Token == nil {
		return errNoSecret
	}
	return nil
}

// do logs a connection in.
func (l Login) do(ctx context.Context, client *imapclient.Client) error {
	caps := client.Caps()
	if l.Token == nil {
		if caps.Has(goimap.AuthCap(sasl.Plain)) {
			return client.Authenticate(sasl.NewPlainClient("", l.User, l.Password))
		}
		if caps.Has(goimap.CapLoginDisabled) {
			return errNoMechanism
		}
		return client.Login(l.User, l.Password).Wait()
	}
	token, err := l.Token(ctx)
	switch {
	case err != nil:
		return err
	case caps.Has(goimap.AuthCap(sasl.OAuthBearer)):
		return client.Authenticate(sasl.NewOAuthBearerClient(&sasl.OAuthBearerOptions{Username: l.User, Token: token}))
	case caps.Has(goimap.AuthCap("XOAUTH2")):
		return client.Authenticate(&xoauth2{l.User, token})
	}
	return errNoMechanism
}

// xoauth2 is the mechanism of that name.
type xoauth2 struct{ user, token string }

// Start implements sasl.Client.
func (x *xoauth2) Start() (string, []byte, error) {
	return "XOAUTH2", []byte("user=" + x.user + "\x01auth=Bearer " + x.token + "\x01\x01"), nil
}

// Next implements sasl.Client: the server says why it refuses, and wants an empty answer.
func (x *xoauth2) Next([]byte) ([]byte, error) { return []byte{}, nil }
