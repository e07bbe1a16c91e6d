package smtp_test

import (
	"crypto/tls"
	"errors"
	"io"
	"log"
	"net"
	"slices"
	"sync"
	"testing"

	"github.com/emersion/go-sasl"
	gosmtp "github.com/emersion/go-smtp"

	"github.com/acdkit/acdkit/email"
	"github.com/acdkit/acdkit/email/emailtest"
	"github.com/acdkit/acdkit/email/smtp"
)

// relay is a real server that notes what it takes. It is go-smtp's, without anything of this package.
type relay struct {
	server *gosmtp.Server
	addr   string
	client *tls.Config

	mu      sync.Mutex
	mails   []email.Outgoing
	refuse  map[string]email.Refusal
	fail    email.Code
	fails   int // decides at which step it fails
	conns   int
	options []gosmtp.MailOptions
	logins  []string
}

// open starts a relay that is changed by prepare.
func open(t testing.TB, implicit bool, prepare func(*gosmtp.Server)) *relay {
	t.Helper()
	r := &relay{refuse: map[string]email.Refusal{}}
	s := gosmtp.NewServer(gosmtp.BackendFunc(func(*gosmtp.Conn) (gosmtp.Session, error) { return &visit{relay: r}, nil }))
	s.Domain, s.EnableSMTPUTF8 = "relay.example.com", true
	s.TLSConfig, r.client = certificate(t, "127.0.0.1")
	s.ErrorLog = log.New(io.Discard, "", 0)
	r.server = s
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r.addr = l.Addr().String()
	counted := &counter{l, r}
	l = counted
	if implicit {
		l = tls.NewListener(l, s.TLSConfig)
	}
	if prepare != nil {
		prepare(s)
	}
	served := make(chan struct{})
	go func() {
		defer close(served)
		_ = s.Serve(l)
	}()
	t.Cleanup(func() {
		_ = s.Close()
		<-served
	})
	return r
}

// counter counts connections.
type counter struct {
	net.Listener
	relay *relay
}

func (c *counter) Accept() (net.Conn, error) {
	conn, err := c.Listener.Accept()
	if err == nil {
		c.relay.mu.Lock()
		c.relay.conns++
		c.relay.mu.Unlock()
	}
	return conn, err
}

func (r *relay) arrived() []email.Outgoing {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.mails)
}

// visit is a connection to the relay.
type visit struct {
	relay *relay
	mail  email.Outgoing
}

func (v *visit) Reset()        { v.mail = email.Outgoing{} }
func (v *visit) Logout() error { return nil }

func (v *visit) AuthMechanisms() []string { return []string{sasl.Plain, sasl.OAuthBearer} }

func (v *visit) Auth(mechanism string) (sasl.Server, error) {
	note := func(user, secret string) bool {
		v.relay.mu.Lock()
		defer v.relay.mu.Unlock()
		v.relay.logins = append(v.relay.logins, mechanism)
		return user == "desk" && secret == "correct"
	}
	if mechanism == sasl.OAuthBearer {
		return sasl.NewOAuthBearerServer(func(o sasl.OAuthBearerOptions) *sasl.OAuthBearerError {
			if note(o.Username, o.Token) {
				return nil
			}
			return &sasl.OAuthBearerError{Status: "invalid_token"}
		}), nil
	}
	return sasl.NewPlainServer(func(_, user, password string) error {
		if note(user, password) {
			return nil
		}
		return gosmtp.ErrAuthFailed
	}), nil
}

// failure is what a step fails with, if it is its turn.
func (v *visit) failure(step int) error {
	v.relay.mu.Lock()
	defer v.relay.mu.Unlock()
	code := v.relay.fail
	if code == "" || v.relay.fails%2 != step {
		return nil
	}
	v.relay.fail = ""
	v.relay.fails++
	if code == email.ErrRefused {
		return &gosmtp.SMTPError{Code: 554, EnhancedCode: gosmtp.EnhancedCode{5, 7, 1}, Message: "no zanzibar for a@example.com"}
	}
	return &gosmtp.SMTPError{Code: 451, EnhancedCode: gosmtp.EnhancedCode{4, 3, 0}, Message: "zanzibar later for a@example.com"}
}

func (v *visit) Mail(from string, options *gosmtp.MailOptions) error {
	v.relay.mu.Lock()
	v.relay.options = append(v.relay.options, *options)
	v.relay.mu.Unlock()
	v.mail = email.Outgoing{From: from}
	return v.failure(0)
}

func (v *visit) Rcpt(to string, _ *gosmtp.RcptOptions) error {
	v.relay.mu.Lock()
	defer v.relay.mu.Unlock()
	if r, no := v.relay.refuse[to]; no {
		code := gosmtp.EnhancedCode{r.Code / 100, int(r.Status[2] - '0'), int(r.Status[4] - '0')}
		return &gosmtp.SMTPError{Code: r.Code, EnhancedCode: code, Message: "not " + to}
	}
	v.mail.To = append(v.mail.To, to)
	return nil
}

func (v *visit) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err := errors.Join(err, v.failure(1)); err != nil {
		var reply *gosmtp.SMTPError
		errors.As(err, &reply)
		return reply
	}
	v.relay.mu.Lock()
	defer v.relay.mu.Unlock()
	v.mail.Raw = raw
	v.relay.mails = append(v.relay.mails, v.mail)
	return nil
}

// sender returns one for servers, that is closed with the test.
func sender(t testing.TB, cfg smtp.SenderConfig) *smtp.Sender {
	t.Helper()
	s, err := smtp.NewSender(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func TestConformance(t *testing.T) {
	for name, security := range map[string]smtp.Security{"StartTLS": smtp.StartTLS, "TLS": smtp.TLS, "Plaintext": smtp.Plaintext} {
		t.Run(name, func(t *testing.T) {
			emailtest.TestSender(t, func(t *testing.T) emailtest.Outbound {
				r := open(t, security == smtp.TLS, nil)
				cfg := smtp.SenderConfig{Servers: []string{r.addr}, Security: security, TLS: r.client}
				if security != smtp.Plaintext {
					cfg.Login = &smtp.Login{User: "desk", Password: "correct"}
				}
				return emailtest.Outbound{
					Sender: sender(t, cfg), Arrived: r.arrived,
					Refuse: func(no email.Refusal) { r.refuse[no.Addr] = no },
					Fail:   func(code email.Code) { r.fail = code },
				}
			})
		})
	}
}
