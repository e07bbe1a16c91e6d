package smtp_test

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	netsmtp "net/smtp"
	"testing"
	"testing/synctest"

	"github.com/acdkit/acdkit/email"
	"github.com/acdkit/acdkit/email/emailtest"
	"github.com/acdkit/acdkit/email/smtp"
)

func TestServerConfig(t *testing.T) {
	for name, change := range map[string]func(*smtp.ServerConfig){
		"no receiver":  func(c *smtp.ServerConfig) { c.Receiver = nil },
		"TLS required": func(c *smtp.ServerConfig) { c.RequireTLS = true },
		"negative":     func(c *smtp.ServerConfig) { c.MaxBytes = -1 },
		"negative too": func(c *smtp.ServerConfig) { c.MaxConns = -1 },
		"before":       func(c *smtp.ServerConfig) { c.Timeout = -1 },
	} {
		cfg := smtp.ServerConfig{Receiver: &emailtest.Inbox{}}
		change(&cfg)
		if _, err := smtp.NewServer(cfg); !errors.Is(err, email.ErrInvalidConfig) {
			t.Errorf("%s: NewServer returned %v", name, err)
		}
	}
	s, err := smtp.NewServer(smtp.ServerConfig{Receiver: &emailtest.Inbox{}})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.ServeTLS(newPipes()); !errors.Is(err, email.ErrInvalidConfig) {
		t.Errorf("ServeTLS without TLS returned %v", err)
	}
}

// TestShutdown: who waits has to go at once; a mail that is coming in is received and acknowledged first.
func TestShutdown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		h := build(t, &emailtest.Inbox{Fault: func(context.Context, email.Incoming, int) error { <-release; return nil }}, nil)
		waits, begins, sends := h.greeted(), h.greeted(), h.greeted()
		begins.mailingTo()
		sends.mailing()
		done := make(chan error)
		go func() { done <- h.Shutdown(t.Context()) }()
		waits.hears("421")
		waits.closed()
		begins.hears("421")
		begins.closed()
		for _, part := range []string{"Subject: x\r\n", "\r\nx\r\n", ".\r\n"} {
			if _, err := io.WriteString(sends.c, part); err != nil {
				t.Fatal(err)
			}
			synctest.Wait()
		}
		select {
		case err := <-done:
			t.Errorf("Shutdown returned %v with a mail coming in", err)
		default:
		}
		close(release)
		sends.hears("250")
		sends.hears("421")
		sends.closed()
		if err := <-done; err != nil || len(h.inbox.Mails()) != 1 {
			t.Errorf("Shutdown returned %v, with %d mails", err, len(h.inbox.Mails()))
		}
		h.shut()
		if err := h.Serve(newPipes()); err != nil {
			t.Errorf("Serve after Shutdown returned %v", err)
		}
	})
}

// TestShutdownCuts: when its context ends, Shutdown cuts everybody off, and what is being received is told to stop.
func TestShutdownCuts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := build(t, &emailtest.Inbox{Fault: func(ctx context.Context, _ email.Incoming, _ int) error {
			<-ctx.Done()
			return ctx.Err()
		}}, nil)
		reads, receives := h.greeted(), h.greeted()
		reads.mailing()
		receives.mailing()
		if _, err := io.WriteString(receives.c, "x\r\n.\r\n"); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 1e9)
		defer cancel()
		if err := h.Shutdown(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("Shutdown returned %v", err)
		}
		reads.closed()
		receives.closed()
		h.shut()
		if len(h.inbox.Mails()) > 0 {
			t.Error("a mail was taken")
		}
	})
}

// listening serves on loopback.
func listening(t *testing.T, serve func(net.Listener) error) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := serve(l); err != nil {
			t.Errorf("serve returned %v", err)
		}
	}()
	t.Cleanup(func() { <-done })
	return l.Addr().String()
}

// TestServerTLS: the standard library's client, which is independent, over STARTTLS and TLS; in the clear nothing is taken
// if TLS is required.
func TestServerTLS(t *testing.T) {
	server, client := certificate(t, "127.0.0.1")
	client.ServerName = "127.0.0.1"
	h := build(t, &emailtest.Inbox{}, func(c *smtp.ServerConfig) { c.TLS, c.RequireTLS = server, true })
	plain, secure := listening(t, h.Serve), listening(t, h.ServeTLS)
	t.Cleanup(h.shut)

	g := h.greeted()
	g.says("MAIL FROM:<kim@example.net>", "530 5.7.0")

	start, err := netsmtp.Dial(plain)
	if err != nil {
		t.Fatal(err)
	}
	if err := start.StartTLS(client); err != nil {
		t.Fatal(err)
	}
	conn, err := tls.Dial("tcp", secure, client)
	if err != nil {
		t.Fatal(err)
	}
	implicit, err := netsmtp.NewClient(conn, "127.0.0.1")
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range []*netsmtp.Client{start, implicit} {
		w := io.WriteCloser(nil)
		err := errors.Join(c.Mail("kim@example.net"), c.Rcpt("desk@example.com"))
		if err == nil {
			w, err = c.Data()
		}
		if err != nil {
			t.Fatal(err)
		}
		_, err = io.WriteString(w, "Subject: hello\r\n\r\n"+string(rune('a'+i))+"\r\n")
		if err := errors.Join(err, w.Close(), c.Quit()); err != nil {
			t.Error(err)
		}
	}
	if got := len(h.inbox.Mails()); got != 2 {
		t.Errorf("%d mails were taken, want 2", got)
	}
}

// TestHandshakeFails: who does not speak TLS is no harm, and the log says nothing of what was said.
func TestHandshakeFails(t *testing.T) {
	server, _ := certificate(t, "127.0.0.1")
	h := build(t, &emailtest.Inbox{}, func(c *smtp.ServerConfig) { c.TLS = server })
	secure := listening(t, h.ServeTLS)
	t.Cleanup(h.shut)
	c, err := net.Dial("tcp", secure)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(c, "EHLO zanzibar\r\n"); err != nil {
		t.Fatal(err)
	}
	_, _ = io.Copy(io.Discard, c)
	_ = c.Close()
	g := h.greeted()
	g.says("STARTTLS", "220")
	if _, err := io.WriteString(g.c, "zanzibar zanzibar zanzibar\r\n"); err != nil {
		t.Log(err) // it may have hung up by then
	}
	_ = g.c.Close()
}
