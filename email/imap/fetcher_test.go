package imap_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	goimap "github.com/emersion/go-imap/v2"
	"github.com/google/go-cmp/cmp"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/email"
	"github.com/acdkit/acdkit/email/emailtest"
	"github.com/acdkit/acdkit/email/imap"
)

// boxes are the servers that are in memory.
var boxes = map[string]func(t testing.TB) box{
	"IMAP4rev2": func(t testing.TB) box { return start(t, false) },
	"IMAP4rev1": func(t testing.TB) box { return start(t, false, goimap.CapIMAP4rev1) }, // no IDLE, no MOVE, no UIDPLUS
	"StartTLS": func(t testing.TB) box {
		return secured{start(t, true, goimap.CapIMAP4rev1, goimap.CapIdle, goimap.CapUIDPlus)}
	},
}

type secured struct{ *memory }

func (s secured) config() imap.Config {
	cfg := s.memory.config()
	cfg.Security = imap.StartTLS
	return cfg
}
func (s secured) flags(t testing.TB) []string { return fetched(t, s.config()) }

// quick is a configuration that looks often, for servers without IDLE.
func quick(b box) imap.Config {
	cfg := b.config()
	cfg.Poll = 10 * time.Millisecond
	return cfg
}

func TestFetcher(t *testing.T) {
	for name, open := range boxes {
		t.Run(name, func(t *testing.T) { testBox(t, open) })
	}
}

// testBox is what holds with every server.
func testBox(t *testing.T, open func(t testing.TB) box) {
	for name, run := range map[string]func(*testing.T, box){
		"Fetches": fetches, "Resumes": resumes, "Afterwards": afterwards, "Renewed": renewed, "Large": large, "Poison": poison, "Stray": stray,
	} {
		t.Run(name, func(t *testing.T) { run(t, open(t)) })
	}
}

// fetches: mail that is there and mail that comes is taken, in order, unchanged, and nothing is marked.
func fetches(t *testing.T, b box) {
	b.put(t, mail("one"))
	b.put(t, mail("two"))
	r := fetch(t, quick(b), &emailtest.Inbox{}, &journal.Memory{})
	if diff := cmp.Diff([]string{"one", "two"}, r.texts(t, 2)); diff != "" {
		t.Errorf("mails mismatch (-want +got):\n%s", diff)
	}
	for i := range 5 {
		b.put(t, mail(fmt.Sprint("later ", i)))
		r.texts(t, 3+i)
	}
	odd := "Subject: \xff\r\n\r\n.\r\n\x01 한국어\r\nlast line without end"
	b.put(t, odd)
	r.texts(t, 8)
	got := r.inbox.Mails()
	want := email.Incoming{Raw: []byte(odd), To: []string{"desk@example.com"}, Received: got[7].Received}
	if diff := cmp.Diff(want, got[7]); diff != "" || got[7].Received.IsZero() {
		t.Errorf("Incoming mismatch (-want +got):\n%s", diff)
	}
	if flags := b.flags(t); slices.ContainsFunc(flags, func(f string) bool { return f != "[]" }) || len(flags) != 8 {
		t.Errorf("the mails have flags: %q", flags)
	}
	r.saved(t, func(s imap.State) bool { return s.Next == 9 })
	r.stop()
	if calls := r.inbox.Calls(); calls != 8 {
		t.Errorf("Receive was called %d times", calls)
	}
	if log := r.log.String(); log != "" {
		t.Errorf("the log has %s", log)
	}
}

// resumes: what was taken does not come again after a restart.
func resumes(t *testing.T, b box) {
	j := &journal.Memory{}
	b.put(t, mail("one"))
	first := fetch(t, quick(b), &emailtest.Inbox{}, j)
	first.texts(t, 1)
	first.saved(t, func(s imap.State) bool { return s.Next == 2 })
	first.stop()
	b.put(t, mail("two"))
	second := fetch(t, quick(b), &emailtest.Inbox{}, j)
	if diff := cmp.Diff([]string{"two"}, second.texts(t, 1)); diff != "" {
		t.Errorf("mails mismatch (-want +got):\n%s", diff)
	}
}

// afterwards: what was taken is treated as configured, and nothing else.
func afterwards(t *testing.T, b box) {
	b.put(t, mail("one"))
	b.put(t, mail("two"))
	for _, step := range []struct {
		what    imap.Afterwards
		flags   []string
		removed []string // without UIDPLUS
		done    int
	}{
		{imap.MarkSeen, []string{"[\\Seen]", "[\\Seen]"}, nil, 0},
		{imap.Move, nil, []string{"[\\Seen \\Deleted]", "[\\Seen \\Deleted]"}, 2},
	} {
		cfg := quick(b)
		cfg.Afterwards, cfg.Folder = step.what, "Done"
		r := fetch(t, cfg, &emailtest.Inbox{}, &journal.Memory{})
		r.texts(t, 2)
		r.saved(t, func(s imap.State) bool { return s.Next == 3 })
		r.stop()
		got := b.flags(t)
		for i := range got {
			got[i] = strings.ReplaceAll(strings.ToLower(got[i]), "\\deleted \\seen", "\\seen \\deleted")
		}
		if !sameFold(got, step.flags) && !(step.removed != nil && sameFold(got, step.removed)) {
			t.Errorf("%d: the mails have flags %q", step.what, got)
		}
		if n := b.count(t, "Done"); n != step.done {
			t.Errorf("%d: %d mails were moved", step.what, n)
		}
	}
	b.put(t, mail("three"))
	cfg := quick(b)
	cfg.Afterwards = imap.Delete
	r := fetch(t, cfg, &emailtest.Inbox{}, &journal.Memory{})
	if diff := cmp.Diff([]string{"three"}, r.texts(t, 1)); diff != "" {
		t.Errorf("mails mismatch (-want +got):\n%s", diff)
	}
	r.saved(t, func(s imap.State) bool { return s.Next == 4 })
	r.stop()
	again := fetch(t, cfg, &emailtest.Inbox{}, &journal.Memory{})
	b.put(t, mail("four"))
	if diff := cmp.Diff([]string{"four"}, again.texts(t, 1)); diff != "" {
		t.Errorf("what was deleted came again (-want +got):\n%s", diff)
	}
}

func sameFold(a, b []string) bool { return slices.EqualFunc(a, b, strings.EqualFold) }

// renewed: a mailbox that begins anew is read anew.
func renewed(t *testing.T, b box) {
	j := &journal.Memory{}
	b.put(t, mail("one"))
	b.put(t, mail("two"))
	inbox := &emailtest.Inbox{}
	r := fetch(t, quick(b), inbox, j)
	r.texts(t, 2)
	was := r.saved(t, func(s imap.State) bool { return s.Next == 3 })
	r.stop()
	b.renew(t)
	b.put(t, mail("one")) // as after a restoration
	b.put(t, mail("new"))
	r = fetch(t, quick(b), inbox, j)
	if diff := cmp.Diff([]string{"one", "two", "new"}, r.texts(t, 3)); diff != "" {
		t.Errorf("mails mismatch (-want +got):\n%s", diff)
	}
	now := r.saved(t, func(s imap.State) bool { return s.Validity != was.Validity && s.Next >= 3 })
	if inbox.Calls() != 4 || now.Validity == 0 {
		t.Errorf("Receive was called %d times, UIDVALIDITY is %d", inbox.Calls(), now.Validity)
	}
	r.log.wait(t, "begun anew", 1)
}

// large: of a mail that is too large, the beginning is taken and marked so.
func large(t *testing.T, b box) {
	cfg := quick(b)
	cfg.MaxBytes = 1000
	just := mail(strings.Repeat("x", 1000-len(mail(""))))
	b.put(t, just)
	b.put(t, mail(strings.Repeat("y", 3000)))
	r := fetch(t, cfg, &emailtest.Inbox{}, &journal.Memory{})
	r.texts(t, 2)
	got := r.inbox.Mails()
	if string(got[0].Raw) != just || got[0].Cut || string(got[1].Raw) != mail(strings.Repeat("y", 3000))[:1000] || !got[1].Cut {
		t.Errorf("%d bytes (cut: %t) and %d bytes (cut: %t) were taken", len(got[0].Raw), got[0].Cut, len(got[1].Raw), got[1].Cut)
	}
}

// poison: a mail that the Receiver fails on holds nothing up.
func poison(t *testing.T, b box) {
	j := &journal.Memory{}
	fails := func(_ context.Context, m email.Incoming, _ int) error {
		if strings.Contains(string(m.Raw), "poison") {
			return errors.New("zanzibar")
		}
		return nil
	}
	b.put(t, mail("poison"))
	b.put(t, mail("one"))
	r := fetch(t, quick(b), &emailtest.Inbox{Fault: fails}, j)
	b.put(t, mail("two"))
	if diff := cmp.Diff([]string{"one", "two"}, r.texts(t, 2)); diff != "" {
		t.Errorf("mails mismatch (-want +got):\n%s", diff)
	}
	state := r.saved(t, func(s imap.State) bool { return s.Next == 4 })
	if diff := cmp.Diff([]imap.Open{{UID: 1, Tries: 1}}, state.Open); diff != "" {
		t.Errorf("Open mismatch (-want +got):\n%s", diff)
	}
	r.stop()
	if log := r.log.String(); strings.Contains(log, "zanzibar") || !strings.Contains(log, "mail failed") {
		t.Errorf("the log has %s", log)
	}
	r = fetch(t, quick(b), &emailtest.Inbox{}, j) // it is tried again, and the Receiver has been repaired
	if diff := cmp.Diff([]string{"poison"}, r.texts(t, 1)); diff != "" {
		t.Errorf("mails mismatch (-want +got):\n%s", diff)
	}
	r.saved(t, func(s imap.State) bool { return len(s.Open) == 0 })
}

// stray: a mail that is refused for good is set aside, and moved if there is a folder for that.
func stray(t *testing.T, b box) {
	cfg := quick(b)
	cfg.Aside = "Aside"
	b.put(t, mail("one"))
	b.put(t, mail("two"))
	r := fetch(t, cfg, &emailtest.Inbox{Fault: func(_ context.Context, m email.Incoming, _ int) error {
		if strings.Contains(string(m.Raw), "one") {
			return &email.Error{Code: email.ErrNoMailbox}
		}
		return nil
	}}, &journal.Memory{})
	r.texts(t, 1)
	state := r.saved(t, func(s imap.State) bool { return s.Next == 3 })
	r.stop()
	if len(state.Open) > 0 || b.count(t, "Aside") != 1 || !strings.Contains(r.log.String(), "set aside") {
		t.Errorf("%+v, %d mails aside, log %s", state.Open, b.count(t, "Aside"), r.log)
	}
}

// TestReconnects: a connection that is lost is made anew, and nothing is lost with it.
func TestReconnects(t *testing.T) {
	m := start(t, false)
	r := fetch(t, m.config(), &emailtest.Inbox{}, &journal.Memory{})
	m.put(t, mail("one"))
	r.texts(t, 1)
	m.cut()
	m.put(t, mail("two"))
	if diff := cmp.Diff([]string{"one", "two"}, r.texts(t, 2)); diff != "" {
		t.Errorf("mails mismatch (-want +got):\n%s", diff)
	}
	r.stop()
	if log := r.log.String(); !strings.Contains(log, "connection failed") {
		t.Errorf("the log has %s", log)
	}
}

// TestSince: mail that came before is left alone.
func TestSince(t *testing.T) {
	m := start(t, false)
	m.put(t, mail("old")) // of 1e9
	cfg := quick(m)
	cfg.Since = time.Unix(1e9+1, 0)
	r := fetch(t, cfg, &emailtest.Inbox{}, &journal.Memory{})
	if _, err := m.user.Append("INBOX", reader{strings.NewReader(mail("new"))}, &goimap.AppendOptions{Time: time.Unix(1e9+1, 0)}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"new"}, r.texts(t, 1)); diff != "" {
		t.Errorf("mails mismatch (-want +got):\n%s", diff)
	}
}

// TestTwoFetchers: two on one stream give way to one another; mail comes twice to the Receiver at most, and is taken once.
func TestTwoFetchers(t *testing.T) {
	m, inbox, j := start(t, false), &emailtest.Inbox{}, &journal.Memory{}
	r := fetch(t, quick(m), inbox, j)
	fetch(t, quick(m), inbox, j)
	for i := range 10 {
		m.put(t, mail(fmt.Sprint(i)))
		r.texts(t, i+1)
	}
	r.saved(t, func(s imap.State) bool { return s.Next == 11 })
}

func TestConfig(t *testing.T) {
	fine := (&memory{addr: "imap.example.com:993"}).config()
	fine.Receiver, fine.Cursor = &emailtest.Inbox{}, &imap.JournalCursor{}
	for name, change := range map[string]func(*imap.Config){
		"no server": func(c *imap.Config) { c.Server = "" }, "no port": func(c *imap.Config) { c.Server = "imap.example.com" },
		"security": func(c *imap.Config) { c.Security = 9 }, "afterwards": func(c *imap.Config) { c.Afterwards = 9 },
		"no folder": func(c *imap.Config) { c.Afterwards = imap.Move }, "no address": func(c *imap.Config) { c.Address = "" },
		"no receiver": func(c *imap.Config) { c.Receiver = nil }, "no cursor": func(c *imap.Config) { c.Cursor = nil },
		"limit": func(c *imap.Config) { c.MaxBytes = -1 }, "no password": func(c *imap.Config) { c.Login.Password = "" },
		"no user": func(c *imap.Config) { c.Login.User = "" },
	} {
		cfg := fine
		change(&cfg)
		if _, err := imap.New(cfg); !errors.Is(err, email.ErrInvalidConfig) {
			t.Errorf("%s: New returned %v", name, err)
		}
	}
	if _, err := imap.New(fine); err != nil {
		t.Error(err)
	}
}
