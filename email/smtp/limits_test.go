package smtp_test

import (
	"context"
	"io"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/acdkit/acdkit/email/emailtest"
	"github.com/acdkit/acdkit/email/smtp"
)

// TestLimits: what strangers can use up has a limit.
func TestLimits(t *testing.T) {
	limited := func(c *smtp.ServerConfig) {
		c.MaxBytes, c.MaxRecipients, c.MaxLine, c.MaxMails, c.MaxUnknown = 1000, 2, 2000, 3, 2
	}
	line := strings.Repeat("x", 98) + "\r\n"
	for name, run := range map[string]func(g *guest){
		"size said":   func(g *guest) { g.says("MAIL FROM:<> SIZE=1001", "552 5.3.4"); g.says("MAIL FROM:<> SIZE=1000", "250") },
		"size just":   func(g *guest) { g.mailing(); g.says(strings.Repeat(line, 10)+".", "250") },
		"size over":   func(g *guest) { g.mailing(); g.says(strings.Repeat(line, 10)+"\r\n.", "552 5.3.4"); g.mailing() },
		"size by one": func(g *guest) { g.mailing(); g.says(strings.Repeat(line, 9)+"x"+line+".", "552 5.3.4"); g.mailing() },
		"chunk":       func(g *guest) { g.mailingTo(); g.says("BDAT 1002 LAST\r\n"+strings.Repeat("x", 1000), "552 5.3.4") },
		"chunk by one": func(g *guest) {
			g.mailingTo()
			g.says("BDAT 1001 LAST\r\n"+strings.Repeat("x", 999), "552 5.3.4")
		},
		"recipients": func(g *guest) {
			g.says("MAIL FROM:<kim@example.net>", "250")
			g.says("RCPT TO:<desk@example.com>", "250")
			g.says("RCPT TO:<info@example.com>", "250")
			g.says("RCPT TO:<desk@example.com>", "452 4.5.3")
		},
		"line":    func(g *guest) { g.mailing(); g.says(strings.Repeat("x", 2100)+"\r\n.", "500") },
		"command": func(g *guest) { g.says("NOOP "+strings.Repeat("x", 2100), "500") },
		"mails": func(g *guest) {
			for range 3 {
				g.mailing()
				g.says("x\r\n.", "250")
			}
			g.says("MAIL FROM:<>", "421 4.7.0")
			g.hears("421")
			g.closed()
		},
		"unknown": func(g *guest) {
			g.says("MAIL FROM:<>", "250")
			g.says("RCPT TO:<a@example.com>", "550 5.1.1")
			g.says("RCPT TO:<b@example.com>", "550 5.1.1")
			g.hears("421")
			g.closed()
		},
		"nonsense": func(g *guest) {
			for range 3 {
				g.says("ZANZ", "500")
			}
			g.says("ZANZ", "500")
			g.hears("500")
			g.closed()
		},
	} {
		t.Run(name, func(t *testing.T) { g := build(t, &emailtest.Inbox{}, limited).greeted(); g.t = t; run(g) })
	}
}

// mailingTo is up to the recipients.
func (g *guest) mailingTo() {
	g.t.Helper()
	g.says("MAIL FROM:<kim@example.net>", "250")
	g.says("RCPT TO:<desk@example.com>", "250")
}

// TestBuffered: all mails together have a limit, which is free again after each.
func TestBuffered(t *testing.T) {
	h := build(t, &emailtest.Inbox{}, func(c *smtp.ServerConfig) { c.MaxBuffered = 300 << 10 })
	g := h.greeted()
	for range 3 {
		g.mailing()
		g.says(strings.Repeat(strings.Repeat("x", 62)+"\r\n", 2<<10)+".", "250")
	}
	g.mailing()
	g.says(strings.Repeat(strings.Repeat("x", 62)+"\r\n", 8<<10)+".", "452 4.3.1")
	g.mailing()
	g.says("x\r\n.", "250")
}

// TestMaxConnections: there is room for so many, and again when one has gone.
func TestMaxConnections(t *testing.T) {
	for name, limit := range map[string]func(*smtp.ServerConfig){
		"all":  func(c *smtp.ServerConfig) { c.MaxConns = 2 },
		"host": func(c *smtp.ServerConfig) { c.MaxHostConns = 2 }, // pipes have the same address
	} {
		t.Run(name, func(t *testing.T) {
			h := build(t, &emailtest.Inbox{}, limit)
			first, _ := h.greeted(), h.greeted()
			third := h.guest()
			third.hears("421 4.3.2")
			third.closed()
			first.says("QUIT", "221")
			first.closed()
			h.greeted()
		})
	}
}

// TestSilentClient: who says nothing has to go, and who says little, too.
func TestSilentClient(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := build(t, &emailtest.Inbox{}, nil)
		began := time.Now()
		silent, slow := h.greeted(), h.greeted()
		slow.mailing()
		var drips sync.WaitGroup
		drips.Go(func() {
			for err := error(nil); err == nil; _, err = io.WriteString(slow.c, "x") {
				time.Sleep(4 * time.Minute) // of synctest's clock
			}
		})
		silent.hears("421")
		silent.closed()
		if got := time.Since(began); got != 5*time.Minute {
			t.Errorf("the silent one had to go after %v", got)
		}
		_, _ = io.ReadAll(slow.in)
		if got := time.Since(began); got != time.Hour {
			t.Errorf("the slow one had to go after %v", got)
		}
		drips.Wait()
		h.shut()
		if h.inbox.Calls() > 0 {
			t.Error("half a mail was received")
		}
	})
}

// TestHalf: a mail that breaks off is not received.
func TestHalf(t *testing.T) {
	for name, send := range map[string]string{"DATA": "DATA\r\nSubject: x\r\n\r\nx\r\n", "BDAT": "BDAT 100 LAST\r\nSubject: x\r\n", "chunks": "BDAT 3\r\nx\r\nQUIT\r\n"} {
		h := build(t, &emailtest.Inbox{}, nil)
		g := h.greeted()
		g.mailingTo()
		go func() {
			_, _ = io.WriteString(g.c, send)
			_ = g.c.Close()
		}()
		_, _ = io.Copy(io.Discard, g.in)
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		if err := h.Shutdown(ctx); err != nil || h.inbox.Calls() > 0 {
			t.Errorf("%s: Shutdown returned %v, after %d mails", name, err, h.inbox.Calls())
		}
		cancel()
	}
}
