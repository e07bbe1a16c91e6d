package smtp

import (
	"context"

	"github.com/emersion/go-sasl"
)

// Login is how a Sender makes itself known. Of the mechanisms that the server has, it takes PLAIN (RFC 4616) or LOGIN
// with a password, and OAUTHBEARER (RFC 7628) or XOAUTH2 with a token.
type Login struct {
	User     string
	Password string
	Token    func(ctx context.Context) (string, error) // for each connection a fresh one; goes before Password
}

func (l *Login) validate() error {
	if l.Password == "" && l.Token == nil {
		return errNoSecret
	}
	return nil
}

// mechanism chooses one of those that the server has.
func (l *Login) mechanism(ctx context.Context, has func(name string) bool) (sasl.Client, error) {
	if l.Token != nil {
		token, err := l.Token(ctx)
		switch {
		case err != nil:
			return nil, err
		case has(sasl.OAuthBearer):
			return sasl.NewOAuthBearerClient(&sasl.OAuthBearerOptions{Username: l.User, Token: token}), nil
		case has("XOAUTH2"):
			return &exchange{"XOAUTH2", []byte("user=" + l.User + "\x01auth=Bearer " + token + "\x01\x01"), []string{""}}, nil
		}
		return nil, errNoMechanism
	}
	switch {
	case has(sasl.Plain):
		return sasl.NewPlainClient("", l.User, l.Password), nil
	case has(sasl.Login):
		return &exchange{sasl.Login, nil, []string{l.User, l.Password}}, nil
	}
	return nil, errNoMechanism
}

// exchange is a mechanism that says the same whatever the server asks.
type exchange struct {
	name    string
	first   []byte
	answers []string
}

// Start implements sasl.Client.
func (x *exchange) Start() (string, []byte, error) { return x.name, x.first, nil }

// Next implements sasl.Client.
func (x *exchange) Next([]byte) ([]byte, error) {
	if len(x.answers) == 0 {
		return nil, sasl.ErrUnexpectedServerChallenge
	}
	answer := x.answers[0]
	x.answers = x.answers[1:]
	return []byte(answer), nil
}
