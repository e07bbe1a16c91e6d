package emailtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/acdkit/acdkit/email"
)

// desk is a mail system in memory that can be spoilt.
type desk struct {
	email.Memory
	mu     sync.Mutex
	no     []email.Refusal
	fail   email.Code
	other  chan struct{} // another mail at the same time
	spoilt spoilt
}

// spoilt is how a desk sends.
type spoilt func(d *desk, ctx context.Context, mail email.Outgoing) ([]email.Refusal, error)

func newDesk(how spoilt) *desk {
	d := &desk{spoilt: how, other: make(chan struct{})}
	d.Memory.Fault = func(mail email.Outgoing, _ int) (refused []email.Refusal, err error) {
		d.mu.Lock()
		defer d.mu.Unlock()
		if d.fail != "" {
			err = &email.Error{Code: d.fail}
		}
		d.fail = ""
		for _, r := range d.no {
			if slices.Contains(mail.To, r.Addr) {
				refused = append(refused, r)
			}
		}
		return refused, err
	}
	return d
}

func (d *desk) Send(ctx context.Context, mail email.Outgoing) ([]email.Refusal, error) {
	return d.spoilt(d, ctx, mail)
}

func (d *desk) outbound() Outbound {
	return Outbound{
		Sender: d, Arrived: d.Sent,
		Refuse: func(r email.Refusal) { d.no = append(d.no, r) },
		Fail:   func(code email.Code) { d.fail = code },
	}
}

func good(d *desk, ctx context.Context, mail email.Outgoing) ([]email.Refusal, error) {
	return d.Memory.Send(ctx, mail)
}

func TestMemory(t *testing.T) {
	TestSender(t, func(*testing.T) Outbound { return newDesk(good).outbound() })
}

// verdict is a testing.TB that notes failures and passes them on to nobody.
type verdict struct {
	testing.TB
	mu     sync.Mutex
	failed bool
}

func (v *verdict) Errorf(string, ...any) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.failed = true
}
func (v *verdict) Error(...any) { v.Errorf("") }
func (v *verdict) Helper()      {}
func (v *verdict) Fatalf(string, ...any) {
	v.Errorf("")
	runtime.Goexit()
}

// judge reports whether a case finds fault with something.
func judge(t *testing.T, run func(v *verdict, ctx context.Context)) bool {
	v := &verdict{TB: t}
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	var work sync.WaitGroup
	work.Go(func() { run(v, ctx) })
	work.Wait()
	return v.failed
}

// changed sends another mail than the one it was given.
func changed(change func(*email.Outgoing)) spoilt {
	return func(d *desk, ctx context.Context, mail email.Outgoing) ([]email.Refusal, error) {
		change(&mail)
		return good(d, ctx, mail)
	}
}

func raw(change func(string) string) spoilt {
	return changed(func(m *email.Outgoing) { m.Raw = []byte(change(string(m.Raw))) })
}

// brokenSender is one that the suite must refuse, by the cases that are there for it.
type brokenSender struct {
	name string
	by   []string
	how  spoilt
}

var brokenSenders = []brokenSender{
	{"LosesAll", []string{"Once", "NoSender", "AtOnce"}, func(*desk, context.Context, email.Outgoing) ([]email.Refusal, error) { return nil, nil }},
	{"SendsTwice", []string{"Once", "InOrder", "AtOnce"}, func(d *desk, ctx context.Context, mail email.Outgoing) ([]email.Refusal, error) {
		_, _ = good(d, ctx, mail)
		return good(d, ctx, mail)
	}},
	{"KeepsTheLast", []string{"InOrder"}, func(d *desk, ctx context.Context, mail email.Outgoing) ([]email.Refusal, error) {
		if len(d.Sent()) > 0 {
			_, _ = d.Take(ctx)
		}
		return good(d, ctx, mail)
	}},
	{"InventsSender", []string{"NoSender"}, changed(func(m *email.Outgoing) {
		if m.From == "" {
			m.From = "mailer-daemon@example.com"
		}
	})},
	{"FirstRecipientOnly", []string{"Once"}, changed(func(m *email.Outgoing) { m.To = m.To[:1] })},
	{"NoRefusals", []string{"Refused/Some", "Refused/All"}, func(d *desk, ctx context.Context, mail email.Outgoing) ([]email.Refusal, error) {
		_, err := good(d, ctx, mail)
		return nil, err
	}},
	{"NoCodes", []string{"Refused/Some", "Refused/All"}, func(d *desk, ctx context.Context, mail email.Outgoing) ([]email.Refusal, error) {
		refused, err := good(d, ctx, mail)
		for i := range refused {
			refused[i].Code = 0
		}
		return refused, err
	}},
	{"AllOrNobody", []string{"Refused/Some"}, func(d *desk, ctx context.Context, mail email.Outgoing) ([]email.Refusal, error) {
		if len(d.no) > 0 && len(mail.To) > 1 {
			return d.no, nil
		}
		return good(d, ctx, mail)
	}},
	{"FailsIfAllRefuse", []string{"Refused/All"}, func(d *desk, ctx context.Context, mail email.Outgoing) ([]email.Refusal, error) {
		refused, err := good(d, ctx, mail)
		if len(refused) == len(mail.To) {
			return nil, email.ErrRefused
		}
		return refused, err
	}},
	{"NeverForGood", []string{"Refused/Mail"}, func(d *desk, ctx context.Context, mail email.Outgoing) ([]email.Refusal, error) {
		refused, err := good(d, ctx, mail)
		if errors.Is(err, email.ErrRefused) {
			err = email.ErrUnavailable
		}
		return refused, err
	}},
	{"AlwaysForGood", []string{"Unavailable"}, func(d *desk, ctx context.Context, mail email.Outgoing) ([]email.Refusal, error) {
		refused, err := good(d, ctx, mail)
		if errors.Is(err, email.ErrUnavailable) {
			err = email.ErrRefused
		}
		return refused, err
	}},
	{"Chatters", []string{"Refused/Mail", "Unavailable"}, func(d *desk, ctx context.Context, mail email.Outgoing) ([]email.Refusal, error) {
		refused, err := good(d, ctx, mail)
		if err != nil {
			err = fmt.Errorf("%w: %q", err, mail.Raw)
		}
		return refused, err
	}},
	{"NamesRecipients", []string{"Refused/Mail", "Unavailable"}, func(d *desk, ctx context.Context, mail email.Outgoing) ([]email.Refusal, error) {
		refused, err := good(d, ctx, mail)
		if err != nil {
			err = fmt.Errorf("%w: %q", err, mail.To)
		}
		return refused, err
	}},
	{"FailsButSends", []string{"Unavailable"}, func(d *desk, ctx context.Context, mail email.Outgoing) ([]email.Refusal, error) {
		refused, err := good(d, ctx, mail)
		if err != nil {
			_, _ = good(d, ctx, mail)
		}
		return refused, err
	}},
	{"NoContext", []string{"ContextEnded"}, func(d *desk, ctx context.Context, mail email.Outgoing) ([]email.Refusal, error) {
		return good(d, context.WithoutCancel(ctx), mail)
	}},
	{"NoStuffing", []string{"Content/Odd"}, raw(func(s string) string { return strings.ReplaceAll(s, "\r\n..", "\r\n.") })},
	{"EndsAtDot", []string{"Content/Odd"}, raw(func(s string) string {
		s, _, _ = strings.Cut(s, "\r\n.\r\n")
		return strings.TrimSuffix(s, "\r\n") + "\r\n"
	})},
	{"SevenBit", []string{"Content/Odd"}, raw(func(s string) string { return strings.ToValidUTF8(s, "?") })},
	{"Trims", []string{"Content/Odd"}, raw(func(s string) string { return strings.TrimRight(s, "\r\n") + "\r\n" })},
	{"Quotes", []string{"Content/Odd"}, raw(func(s string) string { return strings.ReplaceAll(s, "\r\nFrom ", "\r\n>From ") })},
	{"Limits", []string{"Content/Large"}, raw(func(s string) string { return s[:min(len(s), 1<<20)] })},
	{"HearsEverySecond", []string{"AtOnce"}, func(d *desk, ctx context.Context, mail email.Outgoing) ([]email.Refusal, error) {
		select {
		case d.other <- struct{}{}:
			return nil, nil
		case <-d.other:
			return good(d, ctx, mail)
		}
	}},
	{"Clears", []string{"Untouched"}, func(d *desk, ctx context.Context, mail email.Outgoing) ([]email.Refusal, error) {
		refused, err := good(d, ctx, mail)
		clear(mail.Raw)
		return refused, err
	}},
}

func TestRefusesBrokenSenders(t *testing.T) {
	for _, broken := range brokenSenders {
		for _, name := range broken.by {
			i := slices.IndexFunc(senderCases, func(c senderCase) bool { return c.name == name })
			if i < 0 {
				t.Fatalf("there is no case %s", name)
			}
			if !judge(t, func(v *verdict, ctx context.Context) {
				senderCases[i].run(&outbound{t: v, ctx: ctx, Outbound: newDesk(broken.how).outbound()})
			}) {
				t.Errorf("%s lets %s pass", name, broken.name)
			}
		}
	}
	for _, c := range senderCases {
		if !slices.ContainsFunc(brokenSenders, func(b brokenSender) bool { return slices.Contains(b.by, c.name) }) {
			t.Errorf("no sender is refused by %s", c.name)
		}
	}
}

func inboxed(i *Inbox) Inbound {
	i.Addresses = []string{"desk@example.com"}
	return Inbound{Receiver: i, Taken: func() int { return len(i.Mails()) }, Addr: "desk@example.com", Unknown: "nobody@example.com"}
}

func TestInbox(t *testing.T) {
	TestReceiver(t, func(*testing.T) Inbound { return inboxed(&Inbox{}) })
}

// brokenReceiver is one that the suite must refuse.
type brokenReceiver struct {
	*Inbox
	accepts func(i *Inbox, addr string) bool
	receive func(i *Inbox, ctx context.Context, mail email.Incoming) error
}

func (b brokenReceiver) Accepts(addr string) bool {
	if b.accepts == nil {
		return b.Inbox.Accepts(addr)
	}
	return b.accepts(b.Inbox, addr)
}

func (b brokenReceiver) Receive(ctx context.Context, mail email.Incoming) error {
	if b.receive == nil {
		return b.Inbox.Receive(ctx, mail)
	}
	return b.receive(b.Inbox, ctx, mail)
}

func TestRefusesBrokenReceivers(t *testing.T) {
	serial := 0
	var mu sync.Mutex
	for name, broken := range map[string]struct {
		by []string
		r  brokenReceiver
	}{
		"AcceptsAll":  {[]string{"Accepts"}, brokenReceiver{accepts: func(*Inbox, string) bool { return true }}},
		"AcceptsNone": {[]string{"Accepts"}, brokenReceiver{accepts: func(*Inbox, string) bool { return false }}},
		"LosesAll":    {[]string{"Taken", "ManyAtOnce", "Garbage", "ContextEnded"}, brokenReceiver{receive: func(*Inbox, context.Context, email.Incoming) error { return nil }}},
		"TakesAgain": {[]string{"Again", "AgainAtOnce"}, brokenReceiver{receive: func(i *Inbox, ctx context.Context, mail email.Incoming) error {
			mu.Lock()
			serial++
			mail.Raw = fmt.Append(mail.Raw, serial)
			mu.Unlock()
			return i.Receive(ctx, mail)
		}}},
		"RefusesAgain": {[]string{"Again", "AgainAtOnce"}, brokenReceiver{receive: func(i *Inbox, ctx context.Context, mail email.Incoming) error {
			if slices.ContainsFunc(i.Mails(), func(m email.Incoming) bool { return bytes.Equal(m.Raw, mail.Raw) }) {
				return &email.Error{Code: email.ErrExists}
			}
			if err := i.Receive(ctx, mail); err != nil || i.Calls() == 1 {
				return err
			}
			return &email.Error{Code: email.ErrExists}
		}}},
		"TakesForAll": {[]string{"NoMailbox"}, brokenReceiver{receive: func(i *Inbox, ctx context.Context, mail email.Incoming) error {
			mail.To = i.Addresses
			return i.Receive(ctx, mail)
		}}},
		"NeedsHeader": {[]string{"Garbage"}, brokenReceiver{receive: func(i *Inbox, ctx context.Context, mail email.Incoming) error {
			if !bytes.Contains(mail.Raw, []byte("Message-ID:")) {
				return &email.Error{Code: email.ErrUnavailable}
			}
			return i.Receive(ctx, mail)
		}}},
		"Changes": {[]string{"Untouched"}, brokenReceiver{receive: func(i *Inbox, ctx context.Context, mail email.Incoming) error {
			err := i.Receive(ctx, mail)
			clear(mail.Raw)
			return err
		}}},
	} {
		for _, by := range broken.by {
			c := slices.IndexFunc(receiverCases, func(c receiverCase) bool { return c.name == by })
			broken.r.Inbox = &Inbox{}
			in := inboxed(broken.r.Inbox)
			in.Receiver = broken.r
			if !judge(t, func(v *verdict, ctx context.Context) { receiverCases[c].run(&inbound{t: v, ctx: ctx, Inbound: in}) }) {
				t.Errorf("%s lets %s pass", by, name)
			}
		}
	}
}
