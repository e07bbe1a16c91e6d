package smtp_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/acdkit/acdkit/email"
	"github.com/acdkit/acdkit/email/smtp"
)

// letter is a mail with a word in it that must not be in errors.
var letter = email.Outgoing{
	From: "desk@example.com", To: []string{"kim@example.net", "lee@example.net"},
	Raw: []byte("From: desk@example.com\r\nSubject: zanzibar\r\n\r\nzanzibar\r\n"),
}

// rehearse sends the letter to a play, in plaintext.
func rehearse(t *testing.T, ctx context.Context, p *play, change func(*smtp.SenderConfig)) ([]email.Refusal, *smtp.Error) {
	t.Helper()
	cfg := smtp.SenderConfig{Servers: []string{"one.example.com:25"}, Security: smtp.Plaintext, Dial: p.dial}
	if change != nil {
		change(&cfg)
	}
	s := sender(t, cfg)
	defer s.Close()
	refused, err := s.Send(ctx, letter)
	if err == nil {
		return refused, nil
	}
	e, ok := errors.AsType[*smtp.Error](err)
	if !ok {
		t.Fatalf("Send returned %T, want *smtp.Error", err)
	}
	for _, secret := range []string{"zanzibar", "kim@", "lee@", "desk@"} {
		if strings.Contains(err.Error(), secret) {
			t.Errorf("the error has %q: %v", secret, err)
		}
	}
	return refused, e
}

// steps are where a server can fail, with what the Sender calls it.
var steps = []struct {
	verb string
	step smtp.Step
}{
	{"greeting", smtp.StepHello}, {"EHLO", smtp.StepHello}, {"MAIL", smtp.StepFrom},
	{"RCPT", smtp.StepTo}, {"DATA", smtp.StepData}, {".", smtp.StepAnswer},
}

// TestFaults: at whatever step a server fails, the error says so, nobody has the mail unless that is Unknown, and nothing
// that the server said is told.
func TestFaults(t *testing.T) {
	for _, at := range steps {
		for name, answer := range map[string]string{
			"drop": drop, "garbage": "zanzibar! kim@example.net\r\n", "binary": "\x16\x03\x01\x00\xff\r\n",
			"half": "25", "endless": strings.Repeat("z", 5000) + "\r\n",
			"421": "421 4.3.2 zanzibar\r\n", "passing": "451-4.3.0 zanzibar\r\n451 4.3.0 kim@example.net\r\n", "permanent": "554 5.7.1 zanzibar\r\n",
			"nonsense": "999 zanzibar\r\n", "unexpected": "334 zanzibar\r\n", "below": "-50 zanzibar\r\n",
		} {
			t.Run(at.verb+"/"+name, func(t *testing.T) {
				p := &play{answers: map[string]string{at.verb: answer}}
				if name == "half" {
					p.answers[at.verb] = "25" // and then nothing: it times out
				}
				change := func(c *smtp.SenderConfig) { c.Timeout, c.AnswerTimeout = 50*time.Millisecond, 50*time.Millisecond }
				refused, e := rehearse(t, t.Context(), p, change)
				p.taken(t, 0)
				code, reply := email.ErrUnavailable, 0
				switch name {
				case "421":
					reply = 421
				case "passing", "permanent":
					if reply = 451; name == "permanent" {
						reply = 554
					}
					if at.verb == "RCPT" {
						want := email.Refusal{Addr: "kim@example.net", Code: reply, Status: "4.3.0"}
						if name == "permanent" {
							want.Status, want.Permanent = "5.7.1", true
						}
						both := []email.Refusal{want, want}
						both[1].Addr = "lee@example.net"
						if diff := cmp.Diff(both, refused); e != nil || diff != "" {
							t.Errorf("Send returned %v, and refusals (-want +got):\n%s", e, diff)
						}
						return
					}
					if name == "permanent" && at.step != smtp.StepHello {
						code = email.ErrRefused
					}
				case "nonsense":
					reply = 999
				case "unexpected":
					reply = 334
				}
				want := &smtp.Error{Code: code, Server: "one.example.com:25", Step: at.step, Reply: reply}
				want.Unknown = at.step == smtp.StepAnswer && name != "421" && name != "passing" && name != "permanent"
				if diff := cmp.Diff(want, e, cmpopts.IgnoreFields(smtp.Error{}, "Cause", "Status")); diff != "" {
					t.Errorf("Error mismatch (-want +got):\n%s", diff)
				}
				if (e.Cause == nil) != (reply != 0) {
					t.Errorf("the cause is %v with reply %d", e.Cause, reply)
				}
			})
		}
	}
}

// TestSilence: a server that says nothing is given up after the configured time, at each step.
func TestSilence(t *testing.T) {
	for _, at := range steps {
		t.Run(at.verb, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				began := time.Now()
				change := func(c *smtp.SenderConfig) { c.Timeout, c.AnswerTimeout = 3*time.Minute, 11*time.Minute }
				_, e := rehearse(t, t.Context(), &play{answers: map[string]string{at.verb: hang}}, change)
				want := 3 * time.Minute
				if at.verb == "." {
					want = 11 * time.Minute
				}
				if got := time.Since(began); e == nil || !errors.Is(e, os.ErrDeadlineExceeded) || e.Step != at.step || got != want {
					t.Errorf("Send returned %v after %v, want a timeout at %s after %v", e, got, at.step, want)
				}
			})
		})
	}
}

// TestContext: when the context ends, Send returns at once, at each step.
func TestContext(t *testing.T) {
	for _, at := range steps {
		t.Run(at.verb, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(t.Context(), time.Second)
				defer cancel()
				began := time.Now()
				_, e := rehearse(t, ctx, &play{answers: map[string]string{at.verb: hang}}, nil)
				if got := time.Since(began); !errors.Is(e, context.DeadlineExceeded) || e.Step != at.step || got != time.Second {
					t.Errorf("Send returned %v after %v, want the error of its context at %s", e, got, at.step)
				}
				if e.Unknown != (at.verb == ".") {
					t.Errorf("Unknown is %t", e.Unknown)
				}
			})
		})
	}
}

// TestConnect: what fails before there is a connection.
func TestConnect(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		refused := func(c *smtp.SenderConfig) { c.Servers = []string{"127.0.0.1:1"}; c.Dial = nil }
		if _, e := rehearse(t, t.Context(), &play{}, refused); e.Step != smtp.StepConnect || e.Code != email.ErrUnavailable || e.Cause == nil {
			t.Errorf("Send returned %v", e)
		}
	})
}

// TestServers: which servers are tried, and in what order.
func TestServers(t *testing.T) {
	for _, tc := range []struct {
		name   string
		first  map[string]string
		second bool
	}{
		{"well", nil, false},
		{"no greeting", map[string]string{"greeting": "554 5.3.2 no service\r\n"}, true},
		{"drops", map[string]string{"greeting": drop}, true},
		{"EHLO fails", map[string]string{"EHLO": "451 later\r\n"}, true},
		{"not now", map[string]string{"MAIL": "451 4.3.0 later\r\n"}, true},
		{"not now at the end", map[string]string{".": "451 4.3.0 later\r\n"}, true},
		{"not so", map[string]string{"MAIL": "550 5.7.1 no\r\n"}, false},
		{"not at the end", map[string]string{".": "554 5.7.1 no\r\n"}, false},
		{"unknown", map[string]string{".": drop}, false},
		{"refused", map[string]string{"RCPT": "450 4.2.0 later\r\n"}, false},
	} {
		first, second := &play{answers: tc.first}, &play{}
		_, e := rehearse(t, t.Context(), first, func(c *smtp.SenderConfig) {
			c.Servers = []string{"one.example.com:25", "two.example.com:25"}
			c.Dial = dialer{"one.example.com:25": first, "two.example.com:25": second}.dial
		})
		if tc.second && e != nil {
			t.Errorf("%s: Send returned %v", tc.name, e)
		}
		t.Run(tc.name, func(t *testing.T) { second.taken(t, map[bool]int{true: 1}[tc.second]) })
	}
}

// dialer finds plays by address.
type dialer map[string]*play

func (d dialer) dial(ctx context.Context, network, address string) (net.Conn, error) {
	p, there := d[address]
	if !there {
		return nil, fmt.Errorf("%s is nowhere", address)
	}
	return p.dial(ctx, network, address)
}
