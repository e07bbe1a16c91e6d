package imap_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"io"
	"log"
	"log/slog"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	goimap "github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/email/emailtest"
	"github.com/acdkit/acdkit/email/imap"
)

// box is a mailbox on a real server, seen by somebody else than the Fetcher.
type box interface {
	config() imap.Config                 // without Receiver and Cursor
	put(t testing.TB, raw string)        // puts a mail into INBOX
	flags(t testing.TB) []string         // of the mails in INBOX, by UID
	count(t testing.TB, name string) int // how many mails a folder has
	renew(t testing.TB)                  // makes INBOX anew, with another UIDVALIDITY
}

// memory is a box on go-imap's server in memory.
type memory struct {
	addr   string
	client *tls.Config
	user   *imapmemserver.User

	mu    sync.Mutex
	conns []net.Conn
}

func (m *memory) config() imap.Config {
	return imap.Config{Server: m.addr, TLS: m.client, Login: imap.Login{User: "desk", Password: "correct"}, Address: "desk@example.com"}
}

// reader is a literal.
type reader struct{ *strings.Reader }

func (m *memory) put(t testing.TB, raw string) {
	t.Helper()
	if _, err := m.user.Append("INBOX", reader{strings.NewReader(raw)}, &goimap.AppendOptions{Time: time.Unix(1e9, 0)}); err != nil {
		t.Fatal(err)
	}
}

func (m *memory) count(t testing.TB, name string) int {
	t.Helper()
	status, err := m.user.Status(name, &goimap.StatusOptions{NumMessages: true})
	if err != nil {
		t.Fatal(err)
	}
	return int(*status.NumMessages)
}

func (m *memory) flags(t testing.TB) []string { return fetched(t, m.config()) }

func (m *memory) renew(t testing.TB) {
	t.Helper()
	if err := m.user.Rename("INBOX", "Old", nil); err != nil {
		t.Fatal(err)
	}
	if err := m.user.Create("INBOX", nil); err != nil {
		t.Fatal(err)
	}
}

// cut cuts all connections off.
func (m *memory) cut() {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, c := range m.conns {
		_ = c.Close()
	}
	m.conns = nil
}

// accepted is a listener whose connections are noted.
func (m *memory) accepted(l net.Listener) net.Listener { return noting{l, m} }

type noting struct {
	net.Listener
	m *memory
}

func (n noting) Accept() (net.Conn, error) {
	c, err := n.Listener.Accept()
	if err == nil {
		n.m.mu.Lock()
		n.m.conns = append(n.m.conns, c)
		n.m.mu.Unlock()
	}
	return c, err
}

// start starts a server in memory. Without caps it has those of IMAP4rev2.
func start(t testing.TB, starttls bool, caps ...goimap.Cap) *memory {
	t.Helper()
	m := &memory{user: imapmemserver.NewUser("desk", "correct")}
	if err := m.user.Create("INBOX", nil); err != nil {
		t.Fatal(err)
	}
	all := imapmemserver.New()
	all.AddUser(m.user)
	var server *tls.Config
	server, m.client = certificate(t, "127.0.0.1")
	set := goimap.CapSet{goimap.CapIMAP4rev1: {}, goimap.CapIMAP4rev2: {}}
	if len(caps) > 0 {
		set = goimap.CapSet{}
		for _, c := range caps {
			set[c] = struct{}{}
		}
	}
	s := imapserver.New(&imapserver.Options{
		NewSession: func(*imapserver.Conn) (imapserver.Session, *imapserver.GreetingData, error) {
			return all.NewSession(), nil, nil
		},
		Caps: set, TLSConfig: server, Logger: log.New(io.Discard, "", 0),
	})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	m.addr = l.Addr().String()
	l = m.accepted(l)
	if !starttls {
		l = tls.NewListener(l, server)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = s.Serve(l)
	}()
	t.Cleanup(func() {
		_ = s.Close()
		<-done
	})
	return m
}

// run runs a Fetcher until stop is called or the test ends.
type run struct {
	inbox   *emailtest.Inbox
	journal *journal.Memory
	log     *notes
	stop    func()
}

// notes is a log.
type notes struct {
	mu      sync.Mutex
	buf     bytes.Buffer
	changed chan struct{}
}

func (n *notes) Write(p []byte) (int, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.changed != nil {
		close(n.changed)
		n.changed = nil
	}
	return n.buf.Write(p)
}

func (n *notes) String() string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.buf.String()
}

// wait waits until a text has been logged so often.
func (n *notes) wait(t testing.TB, text string, times int) {
	t.Helper()
	for {
		n.mu.Lock()
		if strings.Count(n.buf.String(), text) >= times {
			n.mu.Unlock()
			return
		}
		if n.changed == nil {
			n.changed = make(chan struct{})
		}
		changed := n.changed
		n.mu.Unlock()
		select {
		case <-changed:
		case <-t.Context().Done():
			t.Fatalf("%q was not logged", text)
		}
	}
}

// fetch runs a Fetcher with what an earlier run left, if any.
func fetch(t testing.TB, cfg imap.Config, inbox *emailtest.Inbox, j *journal.Memory) *run {
	t.Helper()
	r := &run{inbox: inbox, journal: j, log: &notes{}}
	cfg.Receiver, cfg.Cursor = inbox, &imap.JournalCursor{Journal: j, Stream: "mailbox/1"}
	cfg.Log = slog.New(slog.NewTextHandler(r.log, nil))
	f, err := imap.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- f.Run(ctx) }()
	r.stop = sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != context.Canceled {
			t.Errorf("Run returned %v", err)
		}
	})
	t.Cleanup(r.stop)
	return r
}

// texts waits for so many mails and returns their text.
func (r *run) texts(t testing.TB, n int) (texts []string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	mails, err := r.inbox.Wait(ctx, n)
	if err != nil {
		t.Fatalf("waiting for %d mails: %v, after %d\n%s", n, err, len(r.inbox.Mails()), r.log)
	}
	for _, m := range mails {
		_, body, _ := bytes.Cut(m.Raw, []byte("\r\n\r\n"))
		texts = append(texts, strings.TrimSuffix(string(body), "\r\n"))
	}
	return texts
}

// saved waits until the state in the journal fits.
func (r *run) saved(t testing.TB, fits func(imap.State) bool) imap.State {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	var last imap.State
	for rec, err := range journal.Follow(ctx, r.journal, "mailbox/1", 0) {
		if err != nil {
			t.Fatalf("the state is %+v: %v", last, err)
		}
		j := &journal.Memory{}
		if _, err := j.Append(ctx, "x", 0, rec); err != nil {
			t.Fatal(err)
		}
		last, err = (&imap.JournalCursor{Journal: j, Stream: "x"}).Load(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if fits(last) {
			break
		}
	}
	return last
}

// mail is a mail with a text.
func mail(text string) string { return "Subject: zanzibar\r\n\r\n" + text + "\r\n" }
