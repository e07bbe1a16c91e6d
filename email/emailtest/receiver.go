package emailtest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/acdkit/acdkit/email"
)

// inbound is a Receiver under test.
type inbound struct {
	Inbound
	t   testing.TB
	ctx context.Context
}

// mail returns a mail that no other is like.
func (i *inbound) mail(name string) email.Incoming {
	raw := "From: Kim <kim-" + name + "@example.net>\r\nTo: " + i.Addr + "\r\nSubject: " + name + "\r\nMessage-ID: <" + name + "@example.net>\r\n\r\nThis is " + name + ".\r\n"
	return email.Incoming{Raw: []byte(raw), From: "kim-" + name + "@example.net", To: []string{i.Addr}}
}

func (i *inbound) receive(mail email.Incoming) {
	i.t.Helper()
	if err := i.Receiver.Receive(i.ctx, mail); err != nil {
		i.t.Errorf("Receive failed: %v", err)
	}
}

func (i *inbound) check(want int) {
	i.t.Helper()
	if got := i.Taken(); got != want {
		i.t.Errorf("%d mails were taken, want %d", got, want)
	}
}

// accepts: addresses are known before a mail comes.
func accepts(i *inbound) {
	if !i.Receiver.Accepts(i.Addr) || i.Receiver.Accepts(i.Unknown) || i.Receiver.Accepts("") {
		i.t.Errorf("Accepts does not tell %q from %q, or from nothing", i.Addr, i.Unknown)
	}
}

// taken: mail that is acknowledged is there.
func taken(i *inbound) {
	for n := range 5 {
		i.receive(i.mail(fmt.Sprint("taken-", n)))
		i.check(n + 1)
	}
}

// again: mail that comes again, at once or later, is taken without effect.
func again(i *inbound) {
	for n := range 3 {
		i.receive(i.mail(fmt.Sprint("again-", n)))
		i.receive(i.mail(fmt.Sprint("again-", n)))
	}
	i.receive(i.mail("again-0"))
	i.check(3)
}

// againAtOnce: the same mail on two ways at the same time is one.
func againAtOnce(i *inbound) {
	var all sync.WaitGroup
	for range 10 {
		all.Go(func() { i.receive(i.mail("twin")) })
	}
	all.Wait()
	i.check(1)
}

// manyAtOnce: different mails at the same time are all taken.
func manyAtOnce(i *inbound) {
	var all sync.WaitGroup
	for n := range 20 {
		all.Go(func() { i.receive(i.mail(fmt.Sprint("many-", n))) })
	}
	all.Wait()
	i.check(20)
}

// noMailbox: mail for nobody here is refused; one recipient is enough.
func noMailbox(i *inbound) {
	mail := i.mail("stray")
	mail.To = []string{i.Unknown}
	if err := i.Receiver.Receive(i.ctx, mail); !errors.Is(err, email.ErrNoMailbox) {
		i.t.Errorf("Receive returned %v, want ErrNoMailbox", err)
	}
	i.check(0)
	mail.To = []string{i.Unknown, i.Addr}
	i.receive(mail)
	i.check(1)
}

// garbage: what cannot be read is taken nevertheless.
func garbage(i *inbound) {
	mails := []string{
		"no header at all",
		"\x00\xff\xfe\r\r\n\n\x00",
		"Content-Type: multipart/mixed; boundary=\"\r\n\r\n--\r\n--\r\n",
		"Subject: =?euc-kr?B?////?=\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!",
	}
	for n, raw := range mails {
		i.receive(email.Incoming{Raw: []byte(raw), From: fmt.Sprintf("x%d@example.net", n), To: []string{i.Addr}})
	}
	i.receive(email.Incoming{Raw: i.mail("bounce").Raw, Null: true, To: []string{i.Addr}})
	i.check(len(mails) + 1)
}

// receivedContextEnded: when the context has ended, the mail is taken or not, and taken once when it comes again.
func receivedContextEnded(i *inbound) {
	ended, cancel := context.WithCancel(i.ctx)
	cancel()
	mail := i.mail("ended")
	if err := i.Receiver.Receive(ended, mail); err == nil {
		i.check(1)
	}
	i.receive(mail)
	i.check(1)
}

// receivedUntouched: a Receiver changes nothing of what it is given.
func receivedUntouched(i *inbound) {
	mail := i.mail("untouched")
	before := slices.Clone(mail.Raw)
	i.receive(mail)
	if !slices.Equal(mail.Raw, before) || len(mail.To) != 1 || mail.To[0] != i.Addr {
		i.t.Errorf("Receive changed the mail")
	}
}
