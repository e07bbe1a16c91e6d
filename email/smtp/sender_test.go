package smtp_test

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	gosmtp "github.com/emersion/go-smtp"
	"github.com/google/go-cmp/cmp"

	"github.com/acdkit/acdkit/email"
	"github.com/acdkit/acdkit/email/smtp"
)

func TestSenderConfig(t *testing.T) {
	fine := smtp.SenderConfig{Servers: []string{"mail.example.com:587"}}
	for name, change := range map[string]func(*smtp.SenderConfig){
		"no servers":     func(c *smtp.SenderConfig) { c.Servers = nil },
		"no port":        func(c *smtp.SenderConfig) { c.Servers = []string{"mail.example.com"} },
		"no host":        func(c *smtp.SenderConfig) { c.Servers = []string{":25"} },
		"bad security":   func(c *smtp.SenderConfig) { c.Security = 9 },
		"negative":       func(c *smtp.SenderConfig) { c.Timeout = -1 },
		"negative conns": func(c *smtp.SenderConfig) { c.MaxConns = -1 },
		"login in clear": func(c *smtp.SenderConfig) {
			c.Security, c.Login = smtp.Plaintext, &smtp.Login{User: "u", Password: "p"}
		},
		"login of nobody": func(c *smtp.SenderConfig) { c.Login = &smtp.Login{User: "u"} },
	} {
		cfg := fine
		change(&cfg)
		if _, err := smtp.NewSender(cfg); !errors.Is(err, email.ErrInvalidConfig) {
			t.Errorf("%s: NewSender returned %v", name, err)
		}
	}
	if _, err := smtp.NewSender(fine); err != nil {
		t.Error(err)
	}
}

// failing sends the letter to a relay and expects an error.
func failing(t *testing.T, cfg smtp.SenderConfig) *smtp.Error {
	t.Helper()
	_, err := sender(t, cfg).Send(t.Context(), letter)
	e, ok := errors.AsType[*smtp.Error](err)
	if !ok {
		t.Fatalf("Send returned %v, want an *Error", err)
	}
	return e
}

// TestNothingInTheClear: without TLS as configured, neither the mail nor the password leaves.
func TestNothingInTheClear(t *testing.T) {
	login := &smtp.Login{User: "desk", Password: "correct"}
	without := open(t, false, func(s *gosmtp.Server) { s.TLSConfig, s.AllowInsecureAuth = nil, true })
	with := open(t, false, nil)
	wrong, _ := certificate(t, "elsewhere.example.com")
	elsewhere := open(t, false, func(s *gosmtp.Server) { s.TLSConfig = wrong })
	for name, tc := range map[string]struct {
		r   *relay
		tls *tls.Config
		sec smtp.Security
	}{
		"no STARTTLS":        {without, without.client, smtp.StartTLS},
		"no TLS":             {without, without.client, smtp.TLS},
		"unknown authority":  {with, nil, smtp.StartTLS},
		"for another server": {elsewhere, with.client, smtp.StartTLS},
	} {
		e := failing(t, smtp.SenderConfig{Servers: []string{tc.r.addr}, Security: tc.sec, TLS: tc.tls, Login: login})
		if e.Code != email.ErrUnavailable || e.Step != smtp.StepHello || e.Cause == nil || len(tc.r.options) > 0 || len(tc.r.logins) > 0 {
			t.Errorf("%s: %v, after %d mails and %d logins", name, e, len(tc.r.options), len(tc.r.logins))
		}
	}
}

func TestLogin(t *testing.T) {
	token := func(token string, err error) func(context.Context) (string, error) {
		return func(context.Context) (string, error) { return token, err }
	}
	errToken := errors.New("no token")
	for name, tc := range map[string]struct {
		login *smtp.Login
		with  string
		fails bool
	}{
		"password":       {&smtp.Login{User: "desk", Password: "correct"}, "PLAIN", false},
		"wrong password": {&smtp.Login{User: "desk", Password: "zanzibar"}, "PLAIN", true},
		"token":          {&smtp.Login{User: "desk", Token: token("correct", nil)}, "OAUTHBEARER", false},
		"wrong token":    {&smtp.Login{User: "desk", Token: token("zanzibar", nil)}, "OAUTHBEARER", true},
		"no token":       {&smtp.Login{User: "desk", Token: token("", errToken)}, "", true},
	} {
		r := open(t, false, nil)
		_, err := sender(t, smtp.SenderConfig{Servers: []string{r.addr}, TLS: r.client, Login: tc.login}).Send(t.Context(), letter)
		if got := strings.Join(r.logins, " "); got != tc.with || (err != nil) != tc.fails {
			t.Errorf("%s: Send returned %v, after logins with %q", name, err, got)
		}
		if e, ok := errors.AsType[*smtp.Error](err); tc.fails && (!ok || e.Step != smtp.StepLogin || e.Code != email.ErrUnavailable || strings.Contains(e.Error(), "zanzibar")) {
			t.Errorf("%s: Send returned %v", name, err)
		}
	}
}

// TestAsked: a server is asked for what the mail needs, and for nothing else.
func TestAsked(t *testing.T) {
	all := "250-SIZE 1000\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n"
	size := "250-SIZE 1000\r\n"
	ascii := "Subject: x\r\n\r\nx\r\n"
	for name, tc := range map[string]struct {
		ehlo    string
		from    string
		to      string
		raw     string
		mail    string // the command
		rcpt    string
		refused string // the status of the recipient
		status  string // of the whole mail
	}{
		"plain":             {all, "a@x", "b@y", ascii, "MAIL FROM:<a@x> BODY=8BITMIME SIZE=17", "RCPT TO:<b@y>", "", ""},
		"nothing":           {"", "a@x", "b@y", ascii, "MAIL FROM:<a@x>", "RCPT TO:<b@y>", "", ""},
		"null":              {"", "", "b@y", ascii, "MAIL FROM:<>", "RCPT TO:<b@y>", "", ""},
		"domain":            {size, "a@한국.kr", "b@한국.kr", ascii, "MAIL FROM:<a@xn--3e0b707e.kr> SIZE=17", "RCPT TO:<b@xn--3e0b707e.kr>", "", ""},
		"UTF-8 recipient":   {all, "a@x", "김@y", ascii, "MAIL FROM:<a@x> BODY=8BITMIME SIZE=17 SMTPUTF8", "RCPT TO:<김@y>", "", ""},
		"no such recipient": {size, "a@x", "김@y", ascii, "MAIL FROM:<a@x> SIZE=17", "", "5.6.7", ""},
		"UTF-8 sender":      {all, "김@x", "b@y", ascii, "MAIL FROM:<김@x> BODY=8BITMIME SIZE=17 SMTPUTF8", "RCPT TO:<b@y>", "", ""},
		"no such sender":    {size, "김@x", "b@y", ascii, "", "", "", "5.6.7"},
		"UTF-8 header":      {all, "a@x", "b@y", "Subject: 김\r\n\r\nx\r\n", "MAIL FROM:<a@x> BODY=8BITMIME SIZE=19 SMTPUTF8", "RCPT TO:<b@y>", "", ""},
		"no such header":    {size + "250-8BITMIME\r\n", "a@x", "b@y", "Subject: 김\r\n\r\nx\r\n", "", "", "", "5.6.7"},
		"8-bit body":        {size + "250-8BITMIME\r\n", "a@x", "b@y", "Subject: x\r\n\r\n김\r\n", "MAIL FROM:<a@x> BODY=8BITMIME SIZE=19", "RCPT TO:<b@y>", "", ""},
		"no such body":      {size, "a@x", "b@y", "Subject: x\r\n\r\n김\r\n", "", "", "", "5.6.3"},
		"too large":         {all, "a@x", "b@y", ascii + strings.Repeat("x", 1000), "", "", "", "5.3.4"},
		"no limit":          {"250-SIZE 0\r\n", "a@x", "b@y", ascii, "MAIL FROM:<a@x> SIZE=17", "RCPT TO:<b@y>", "", ""},
		"injected":          {size, "a@x", "b@y> NOTIFY=NEVER", ascii, "MAIL FROM:<a@x> SIZE=17", "", "5.1.3", ""},
		"control":           {size, "a@x", "b\r\nQUIT@y", ascii, "MAIL FROM:<a@x> SIZE=17", "", "5.1.3", ""},
		"quoted":            {size, "a@x", `"b c"@y`, ascii, "MAIL FROM:<a@x> SIZE=17", `RCPT TO:<"b c"@y>`, "", ""},
	} {
		p := &play{ehlo: tc.ehlo}
		s := sender(t, smtp.SenderConfig{Servers: []string{"one.example.com:25"}, Security: smtp.Plaintext, Dial: p.dial})
		refused, err := s.Send(t.Context(), email.Outgoing{From: tc.from, To: []string{tc.to}, Raw: []byte(tc.raw)})
		said := map[string]string{}
		for i, verb := range p.heard {
			said[verb] = p.lines[i]
		}
		if said["MAIL"] != tc.mail || said["RCPT"] != tc.rcpt {
			t.Errorf("%s: said %q and %q, want %q and %q", name, said["MAIL"], said["RCPT"], tc.mail, tc.rcpt)
		}
		if e, _ := errors.AsType[*smtp.Error](err); (tc.status == "") != (e == nil) || e != nil && (e.Status != tc.status || !errors.Is(e, email.ErrRefused)) {
			t.Errorf("%s: Send returned %v, want status %q", name, err, tc.status)
		}
		if tc.status == "5.3.4" && !errors.Is(err, email.ErrTooLarge) {
			t.Errorf("%s: Send returned %v, want ErrTooLarge", name, err)
		}
		var want []email.Refusal
		if tc.refused != "" {
			want = []email.Refusal{{Addr: tc.to, Permanent: true, Status: tc.refused}}
		}
		if diff := cmp.Diff(want, refused); diff != "" {
			t.Errorf("%s: refusals mismatch (-want +got):\n%s", name, diff)
		}
	}
}

// TestAgain: a connection is used again, and one that has gone meanwhile is replaced without a failure.
func TestAgain(t *testing.T) {
	p := &play{}
	dials := 0
	s := sender(t, smtp.SenderConfig{Servers: []string{"one.example.com:25"}, Security: smtp.Plaintext, Dial: func(ctx context.Context, n, a string) (net.Conn, error) {
		dials++
		return p.dial(ctx, n, a)
	}})
	send := func(wantDials int) {
		t.Helper()
		if _, err := s.Send(t.Context(), letter); err != nil || dials != wantDials {
			t.Errorf("Send returned %v, with %d connections so far, want %d", err, dials, wantDials)
		}
	}
	send(1)
	send(1)
	p.set("RCPT", "550 5.1.1 no\r\n")
	send(1)
	p.set("RCPT", "250 ok\r\n")
	p.set("RSET", drop)
	send(2)
	p.set("RSET", "421 4.4.2 bye\r\n")
	send(3)
	p.set("RSET", "250 ok\r\n")
	p.set("MAIL", drop)
	if _, err := s.Send(t.Context(), letter); !errors.Is(err, email.ErrUnavailable) || dials != 4 {
		t.Errorf("Send returned %v, with %d connections", err, dials)
	}
	p.set("MAIL", "250 ok\r\n")
	send(5)
	p.taken(t, 5)
	_ = s.Close()
	if got := p.said(); !strings.HasSuffix(got, " QUIT") || strings.Count(got, "QUIT") != 1 {
		t.Errorf("heard %q, want one QUIT at the end", got)
	}
	if _, err := s.Send(t.Context(), letter); !errors.Is(err, email.ErrUnavailable) || dials != 5 {
		t.Errorf("after Close, Send returned %v, with %d connections", err, dials)
	}
}

// TestIdle: a connection that is idle for long says goodbye, even if the server does not answer that.
func TestIdle(t *testing.T) {
	for name, quit := range map[string]string{"polite": "221 bye\r\n", "mute": hang} {
		synctest.Test(t, func(t *testing.T) {
			p := &play{answers: map[string]string{"QUIT": quit}}
			s := sender(t, smtp.SenderConfig{Servers: []string{"one.example.com:25"}, Security: smtp.Plaintext, Dial: p.dial})
			defer s.Close()
			for range 2 {
				if _, err := s.Send(t.Context(), letter); err != nil {
					t.Fatal(err)
				}
				time.Sleep(29 * time.Second) // of synctest's clock
			}
			if strings.Contains(p.said(), "QUIT") {
				t.Errorf("%s: QUIT after 29 seconds", name)
			}
			time.Sleep(2 * time.Second)
			synctest.Wait()
			if !strings.HasSuffix(p.said(), " QUIT") {
				t.Errorf("%s: no QUIT after 31 seconds", name)
			}
			began := time.Now()
			if _ = s.Close(); time.Since(began) > 5*time.Second {
				t.Errorf("%s: Close took %v", name, time.Since(began))
			}
		})
	}
}

// TestMaxConns: no more mails are on their way than configured, and who waits for a turn heeds its context.
func TestMaxConns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &play{answers: map[string]string{".": hang}}
		s := sender(t, smtp.SenderConfig{Servers: []string{"one.example.com:25"}, Security: smtp.Plaintext, Dial: p.dial, MaxConns: 2})
		ctx, cancel := context.WithCancel(t.Context())
		var all sync.WaitGroup
		for range 5 {
			all.Go(func() {
				if _, err := s.Send(ctx, letter); !errors.Is(err, context.Canceled) {
					t.Errorf("Send returned %v", err)
				}
			})
		}
		synctest.Wait()
		if got := strings.Count(p.said(), "DATA"); got != 2 {
			t.Errorf("%d mails are on their way, want 2", got)
		}
		cancel()
		all.Wait()
	})
}

// TestName: the name for EHLO, by default the connection's address.
func TestName(t *testing.T) {
	p := &play{}
	s := sender(t, smtp.SenderConfig{Servers: []string{"one.example.com:25"}, Security: smtp.Plaintext, Dial: p.dial, Name: "desk.example.com"})
	if _, err := s.Send(t.Context(), letter); err != nil || p.lines[0] != "EHLO desk.example.com" {
		t.Errorf("Send returned %v, after %q", err, p.lines[0])
	}
	var names []string
	r := open(t, false, func(s *gosmtp.Server) {
		inner := s.Backend
		s.Backend = gosmtp.BackendFunc(func(c *gosmtp.Conn) (gosmtp.Session, error) {
			names = append(names, c.Hostname())
			return inner.NewSession(c)
		})
	})
	if _, err := sender(t, smtp.SenderConfig{Servers: []string{r.addr}, TLS: r.client}).Send(t.Context(), letter); err != nil {
		t.Error(err)
	}
	if names[len(names)-1] != "[127.0.0.1]" {
		t.Errorf("EHLO with %q", names)
	}
}

// TestEnded: with a context that has ended, nothing is begun.
func TestEnded(t *testing.T) {
	dials := 0
	s := sender(t, smtp.SenderConfig{Servers: []string{"one.example.com:25"}, Dial: func(context.Context, string, string) (net.Conn, error) {
		dials++
		return nil, net.ErrClosed
	}})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for range 20 {
		if _, err := s.Send(ctx, letter); !errors.Is(err, context.Canceled) || dials > 0 {
			t.Fatalf("Send returned %v, after %d connections", err, dials)
		}
	}
}
