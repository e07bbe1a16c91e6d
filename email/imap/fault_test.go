package imap_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/email"
	"github.com/acdkit/acdkit/email/emailtest"
	"github.com/acdkit/acdkit/email/imap"
)

// stage returns a play with a configuration for it.
func stage(t testing.TB, p *play) imap.Config {
	server, client := certificate(t, "imap.example.com")
	p.server = server
	return imap.Config{
		Server: "imap.example.com:993", TLS: client, Login: imap.Login{User: "desk", Password: "correct"}, Address: "desk@example.com", Dial: p.dial,
	}
}

// TestFaults: wherever a server fails for once, all mail is taken in the end, once, and the log tells nothing of what the
// server said.
func TestFaults(t *testing.T) {
	for _, at := range []string{"greeting", "AUTHENTICATE", "SELECT", "SEARCH", "FETCH", "BODY", "STORE", "IDLE", "DONE"} {
		for name, fault := range map[string]string{
			"drop": drop, "hang": hang, "garbage": "zanzibar\r\n", "binary": "\x00\xff\xfe{99999999}\r\n", "BYE": "* BYE zanzibar\r\n",
			"NO": "%s NO [ZANZIBAR] zanzibar\r\n", "BAD": "%s BAD zanzibar\r\n", "half": "* 1 FETCH (UID 1 BODY[] {1000}\r\nzanzibar",
			"nothing": "%s OK zanzibar\r\n", "other": "* 9 FETCH (UID 9 FLAGS (\\Seen))\r\n%s OK x\r\n", "NIL": "* 1 FETCH (UID 1 BODY[] NIL)\r\n%s OK x\r\n",
		} {
			t.Run(at+"/"+name, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					p := &play{at: at, fault: fault, mails: 2}
					cfg := stage(t, p)
					cfg.Afterwards = imap.MarkSeen
					began := time.Now()
					r := fetch(t, cfg, &emailtest.Inbox{}, &journal.Memory{})
					lost := 0
					if (at == "FETCH" || at == "BODY") && (name == "nothing" || name == "other") {
						lost = 1 // the server says that there is no such mail
					}
					time.Sleep(time.Hour) // of synctest's clock: whatever is open is done by then
					r.stop()
					if n := len(r.inbox.Mails()); n != 2-lost {
						t.Errorf("%d mails were taken by %v", n, time.Since(began))
					}
					if p.times(at) == 0 {
						t.Errorf("the server did not fail")
					}
					if strings.Contains(strings.ToLower(r.log.String()), "zanzibar") {
						t.Errorf("the log has %s", r.log)
					}
				})
			})
		}
	}
}

// TestBreak: while the Receiver fails on everything it gets a break, and no mail is to blame.
func TestBreak(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &play{mails: 40}
		cfg := stage(t, p)
		cfg.Tries = 2
		began := time.Now()
		r := fetch(t, cfg, &emailtest.Inbox{Fault: func(context.Context, email.Incoming, int) error {
			if time.Since(began) < 3*time.Hour {
				return errors.New("not now")
			}
			return nil
		}}, &journal.Memory{})
		for n := range 3 { // of synctest's clock
			time.Sleep(500 * time.Millisecond)
			if calls := r.inbox.Calls(); calls != 3+3*n {
				t.Errorf("Receive was called %d times in break %d", calls, n)
			}
			time.Sleep(1<<n*time.Second - 500*time.Millisecond)
		}
		time.Sleep(3*time.Hour - time.Minute)
		calls := r.inbox.Calls()
		if calls < 40 || calls > 400 {
			t.Errorf("in three hours, Receive was called %d times", calls)
		}
		time.Sleep(2 * time.Hour)
		r.texts(t, 40)
		r.stop()
		if strings.Contains(r.log.String(), "set aside") {
			t.Error("a mail was set aside")
		}
	})
}

// TestSetAside: a mail that fails while others are taken is set aside after so many tries.
func TestSetAside(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &play{mails: 1, grows: 30}
		cfg := stage(t, p)
		cfg.Tries = 3
		tries := 0
		r := fetch(t, cfg, &emailtest.Inbox{Fault: func(_ context.Context, m email.Incoming, _ int) error {
			if strings.Contains(string(m.Raw), "number 1\r\n") {
				tries++
				return &email.Error{Code: email.ErrUnavailable}
			}
			return nil
		}}, &journal.Memory{})
		time.Sleep(24 * time.Hour) // of synctest's clock
		r.texts(t, 30)
		state := r.saved(t, func(s imap.State) bool { return s.Next == 32 })
		r.stop()
		if tries != 3 || len(state.Open) > 0 || strings.Count(r.log.String(), "set aside") != 1 {
			t.Errorf("it was tried %d times, %+v\n%s", tries, state, r.log)
		}
		if got := fmt.Sprint(p.times("STORE"), p.times("COPY"), p.times("EXPUNGE")); got != "0 0 0" {
			t.Errorf("the mailbox was changed: %s", got)
		}
	})
}

// TestIdle: the server is not asked all the time.
func TestIdle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &play{mails: 1}
		r := fetch(t, stage(t, p), &emailtest.Inbox{}, &journal.Memory{})
		time.Sleep(time.Hour + time.Second) // of synctest's clock
		r.stop()
		if p.times("IDLE") != 61 || p.times("SEARCH") != 61 || p.times("greeting") != 1 {
			t.Errorf("in an hour, the server heard IDLE %d times, SEARCH %d times", p.times("IDLE"), p.times("SEARCH"))
		}
	})
}

// TestBreakOfConnection: a connection that is lost again and again is made anew more and more seldom; after a good one, soon.
func TestBreakOfConnection(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &play{mails: 1, at: "IDLE", fault: drop, always: true}
		r := fetch(t, stage(t, p), &emailtest.Inbox{}, &journal.Memory{})
		time.Sleep(time.Hour) // of synctest's clock
		heard := func() int { return p.times("greeting") }
		if got := heard(); got < 15 || got > 25 {
			t.Errorf("in an hour, there were %d connections", got)
		}
		p.fails(false, true)
		time.Sleep(time.Hour)
		before := heard()
		p.fails(false, false)
		time.Sleep(time.Minute + 2*time.Second)
		if got := heard(); got != before+1 {
			t.Errorf("after a loss, there were %d connections more", got-before)
		}
		r.stop()
	})
}

// TestDelete: without UIDPLUS, EXPUNGE is not said, for it would remove what others have marked.
func TestDelete(t *testing.T) {
	for caps, want := range map[string]int{capabilities: 2, "IMAP4rev1 AUTH=PLAIN": 0} {
		synctest.Test(t, func(t *testing.T) {
			p := &play{mails: 2, caps: caps}
			cfg := stage(t, p)
			cfg.Afterwards = imap.Delete
			r := fetch(t, cfg, &emailtest.Inbox{}, &journal.Memory{})
			time.Sleep(time.Second) // of synctest's clock
			r.stop()
			if p.times("STORE") != 2 || p.times("EXPUNGE") != want {
				t.Errorf("the server heard STORE %d times, EXPUNGE %d times", p.times("STORE"), p.times("EXPUNGE"))
			}
		})
	}
}
