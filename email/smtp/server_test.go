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
	log   *notes
	shut  func()
}

// notes is a log.
type notes struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (n *notes) Write(p []byte) (int, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.buf.Write(p)
}

func (n *notes) String() string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.buf.String()
}

// build starts a server for desk@example.com.
func build(t testing.TB, inbox *emailtest.Inbox, change func(*smtp.ServerConfig)) *house {
	t.Helper()
	if inbox.Addresses == nil {
		inbox.Addresses = []string{"desk@example.com", "info@example.com"}
	}
	h := &house{t: t, pipes: newPipes(), inbox: inbox, log: &notes{}}
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
	g.says("MAIL FROM:<> SIZE=8 BODY=8BITMIME", "250")
	g.says("RCPT TO:<info@example.com>", "250")
	g.says("BDAT 6\r\nboun", "250") // and CRLF: chunks (RFC 3030)
	g.says("BDAT 4 LAST\r\nce", "250")
	g.says("QUIT", "221")
	h.shut()
	want := []email.Incoming{
		{Raw: []byte("Subject: hello\r\n\r\n.dot\r\nlone\nline\r\n"), From: "kim@example.net", To: []string{"desk@example.com", "info@example.com"}, Received: time.Unix(1e9, 0)},
		{Raw: []byte("boun\r\nce\r\n"), Null: true, To: []string{"info@example.com"}, Received: time.Unix(1e9, 0)},
	}
	if diff := cmp.Diff(want, h.inbox.Mails()); diff != "" {
		t.Errorf("mails mismatch (-want +got):\n%s", diff)
	}
}

// TestAcknowledges: a mail is acknowledged when Receive has returned nil, and not before.
func TestAcknowledges(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		release, began := make(chan struct{}), make(chan struct{})
		h := build(t, &emailtest.Inbox{Fault: func(context.Context, email.Incoming, int) error {
			close(began)
			<-release
			return nil
		}}, nil)
		g := h.greeted()
		g.mailing()
		heard := make(chan struct{})
		go func() {
			defer close(heard)
			g.says("Subject: x\r\n\r\nx\r\n.", "250")
		}()
		<-began
		synctest.Wait()
		select {
		case <-heard:
			t.Error("the mail was acknowledged before it was received")
		default:
		}
		close(release)
		<-heard
		h.shut()
	})
}

// TestAnswers: what the other side hears of what Receive returns.
func TestAnswers(t *testing.T) {
	for want, err := range map[string]error{
		"550 5.1.1": &email.Error{Code: email.ErrNoMailbox},
		"552 5.3.4": &email.Error{Code: email.ErrTooLarge, Count: 9, Limit: 8},
		"451 4.3.0": errors.New("zanzibar"),
		"451":       &email.Error{Code: email.ErrUnavailable, Cause: context.DeadlineExceeded},
		"451 4":     fmt.Errorf("zanzibar: %w", email.ErrClosed),
		"250":       nil,
	} {
		h := build(t, &emailtest.Inbox{Fault: func(context.Context, email.Incoming, int) error { return err }}, nil)
		g := h.greeted()
		g.mailing()
		g.says("Subject: zanzibar\r\n\r\nzanzibar\r\n.", want)
		g.mailing() // the next one
		g.says("Subject: x\r\n\r\n.", want)
		h.shut()
		log := h.log.String()
		if strings.Contains(log, "zanzibar") || strings.Contains(log, "example.") || (err != nil) != strings.Contains(log, "mail not taken") {
			t.Errorf("%v: the log has %s", err, log)
		}
	}
}

// TestReceiveTimeout: Receive has its time.
func TestReceiveTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := build(t, &emailtest.Inbox{Fault: func(ctx context.Context, _ email.Incoming, _ int) error {
			<-ctx.Done()
			return ctx.Err()
		}}, nil)
		g, began := h.greeted(), time.Now()
		g.mailing()
		g.says("x\r\n.", "451")
		if got := time.Since(began); got != 5*time.Minute {
			t.Errorf("Receive had %v", got)
		}
		h.shut()
	})
}
