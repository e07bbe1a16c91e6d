package smtp_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/acdkit/acdkit/email"
	"github.com/acdkit/acdkit/email/emailtest"
	"github.com/acdkit/acdkit/email/smtp"
)

// pipes is a listener on which a test connects by dial.
type pipes struct {
	conns chan net.Conn
	once  sync.Once
	done  chan struct{}
}

func newPipes() *pipes { return &pipes{conns: make(chan net.Conn), done: make(chan struct{})} }

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.done:
		return nil, net.ErrClosed
	}
}
func (p *pipes) Addr() net.Addr { return &net.UnixAddr{Name: "pipe"} }
func (p *pipes) Close() error {
	p.once.Do(func() { close(p.done) })
	return nil
}

// house is a server under test.
type house struct {
	t     testing.TB
	pipes *pipes
	*smtp.Server
	inbox *emailtest.Inbox
	log   *bytes.Buffer // read it after shut
	shut  func()
}

// build starts a server for desk@example.com.
func build(t testing.TB, inbox *emailtest.Inbox, change func(*smtp.ServerConfig)) *house {
	t.Helper()
	if inbox.Addresses == nil {
		inbox.Addresses = []string{"desk@example.com", "info@example.com"}
	}
	h := &house{t: t, pipes: newPipes(), inbox: inbox, log: &bytes.Buffer{}}
	cfg := smtp.ServerConfig{Receiver: inbox, Name: "desk.example.com", Log: slog.New(slog.NewTextHandler(h.log, nil))}
	cfg.Now = func() time.Time { return time.Unix(1e9, 0) }
	if change != nil {
		change(&cfg)
	}
	s, err := smtp.NewServer(cfg)
	if err != nil {
		t.Fatal(err)
	}
	h.Server = s
	var served sync.WaitGroup
	served.Go(func() {
		if err := s.Serve(h.pipes); err != nil {
			t.Errorf("Serve returned %v", err)
		}
	})
	h.shut = sync.OnceFunc(func() {
		ended, cancel := context.WithCancel(context.Background())
		cancel()
		_ = s.Shutdown(ended)
		served.Wait()
	})
	t.Cleanup(h.shut)
	return h
}

// guest is a client that speaks line by line.
type guest struct {
	t  testing.TB
	c  net.Conn
	in *bufio.Reader
}

func (h *house) guest() *guest {
	h.t.Helper()
	client, server := net.Pipe()
	h.t.Cleanup(func() { _ = client.Close() })
	h.pipes.conns <- server
	return &guest{h.t, client, bufio.NewReader(client)}
}

// hears expects the first line of an answer.
func (g *guest) hears(want string) {
	g.t.Helper()
	for first := ""; ; {
		line, err := g.in.ReadString('\n')
		if err != nil {
			g.t.Fatalf("heard %v, want %q", err, want)
		}
		if first == "" {
			first = line
		}
		if line[3] == ' ' {
			if !strings.HasPrefix(line, want) {
				g.t.Fatalf("heard %q, want %q", line, want)
			}
			return
		}
	}
}

// says says something and expects the answer.
func (g *guest) says(line, want string) {
	g.t.Helper()
	if _, err := io.WriteString(g.c, line+"\r\n"); err != nil {
		g.t.Fatalf("%.40q: %v", line, err)
	}
	g.hears(want)
}

// mailing is up to the mail itself.
func (g *guest) mailing() {
	g.t.Helper()
	g.says("MAIL FROM:<kim@example.net>", "250")
	g.says("RCPT TO:<desk@example.com>", "250")
	g.says("DATA", "354")
}

// closed expects that the server hangs up.
func (g *guest) closed() {
	g.t.Helper()
	if rest, err := io.ReadAll(g.in); err != nil || len(rest) > 0 {
		g.t.Errorf("heard %q, %v, want the end", rest, err)
	}
}

func (h *house) greeted() *guest {
	h.t.Helper()
	g := h.guest()
	g.hears("220 desk.example.com")
	g.says("EHLO there.example.net", "250")
	return g
}

func TestReceives(t *testing.T) {
	h := build(t, &emailtest.Inbox{}, nil)
	g := h.greeted()
	g.says("MAIL FROM:<kim@example.net>", "250")
	g.says("RCPT TO:<desk@example.com>", "250")
	g.says("RCPT TO:<nobody@example.com>", "550 5.1.1")
	g.says("RCPT TO:<desk@example.com>", "250")
	g.says("RCPT TO:<info@example.com>", "250")
	g.says("DATA", "354")
	g.says("Subject: hello\r\n\r\n..dot\r\nlone\nline\r\n.", "250")
	g.says("MAIL FROM:<>", "250")
	g.says("RCPT TO:<info@example.com>", "250")
	g.says("BDAT 6", "250") // the chunk follows
	g.says("QUIT", "221")
	h.shut()
	want := []email.Incoming{
		{Raw: []byte("Subject: hello\r\n\r\n.dot\r\nlone\nline\r\n"), From: "kim@example.net", To: []string{"desk@example.com", "info@example.com"}, Received: time.Unix(1e9, 0)},
	}
	if diff := cmp.Diff(want, h.inbox.Mails()); diff != "" {
		t.Errorf("mails mismatch (-want +got):\n%s", diff)
	}
}
