package emailtest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/acdkit/acdkit/email"
)

// once: a mail arrives once at everybody.
func once(o *outbound) {
	o.send(o.mail("once", "Hello\r\n", "a@example.com"))
	o.send(o.mail("several", "Hello\r\n", "a@example.com", "b@example.com", "c@example.net"))
}

// inOrder: mails that are sent one after another arrive so.
func inOrder(o *outbound) {
	for i := range 10 {
		o.send(o.mail(fmt.Sprint("order", i), fmt.Sprintf("number %d\r\n", i), "a@example.com"))
	}
}

// noSender: mail that nobody is to answer has no sender in its envelope.
func noSender(o *outbound) {
	mail := o.mail("null", "Nobody is here.\r\n", "a@example.com")
	mail.From = ""
	o.send(mail)
}

// refusedSome: who is refused is in the result, with codes; everybody else has the mail.
func refusedSome(o *outbound) {
	gone := email.Refusal{Addr: "gone@example.com", Permanent: true, Code: 550, Status: "5.1.1"}
	full := email.Refusal{Addr: "full@example.com", Code: 452, Status: "4.2.2"}
	o.Refuse(gone)
	o.Refuse(full)
	o.send(o.mail("first", "Hello\r\n", "gone@example.com", "a@example.com"), gone)
	o.send(o.mail("last", "Hello\r\n", "a@example.com", "full@example.com"), full)
	o.send(o.mail("both", "Hello\r\n", "gone@example.com", "a@example.com", "full@example.com", "b@example.com"), gone, full)
	o.send(o.mail("none", "Hello\r\n", "a@example.com"))
}

// refusedAll: a mail that nobody takes is no failure, and the next one arrives.
func refusedAll(o *outbound) {
	gone := email.Refusal{Addr: "gone@example.com", Permanent: true, Code: 550, Status: "5.1.1"}
	o.Refuse(gone)
	o.send(o.mail("all", "Hello\r\n", "gone@example.com"), gone)
	o.send(o.mail("next", "Hello\r\n", "a@example.com"))
}

// refusedMail: a mail that is not wanted at all arrives nowhere, and the error says so.
func refusedMail(o *outbound) {
	o.Fail(email.ErrRefused)
	if err := o.fail(o.ctx, o.mail("spam", "Buy!\r\n", "a@example.com", "b@example.com")); !errors.Is(err, email.ErrRefused) {
		o.t.Errorf("Send returned %v, want ErrRefused", err)
	}
	o.send(o.mail("ham", "Hello\r\n", "a@example.com"))
}

// unavailable: a mail that failed for now arrives once when it is sent again.
func unavailable(o *outbound) {
	mail := o.mail("again", "Hello\r\n", "a@example.com", "b@example.com")
	for range 3 {
		o.Fail(email.ErrUnavailable)
		if err := o.fail(o.ctx, mail); !errors.Is(err, email.ErrUnavailable) || errors.Is(err, email.ErrRefused) {
			o.t.Errorf("Send returned %v, want ErrUnavailable", err)
		}
	}
	o.send(mail)
}

// contextEnded: a context that ended before lets nothing leave, and is no harm to the next mail.
func contextEnded(o *outbound) {
	ended, cancel := context.WithCancel(o.ctx)
	cancel()
	o.send(o.mail("before", "Hello\r\n", "a@example.com"))
	if err := o.fail(ended, o.mail("ended", "Hello\r\n", "a@example.com")); !errors.Is(err, context.Canceled) || errors.Is(err, email.ErrRefused) {
		o.t.Errorf("Send returned %v, want the error of its context", err)
	}
	o.send(o.mail("after", "Hello\r\n", "a@example.com"))
}

// contentOdd: every byte arrives as it was sent.
func contentOdd(o *outbound) {
	for i, body := range []string{
		"",
		".\r\n",
		"..\r\n.\r\n...\r\n",
		"\r\n.\r\n\r\n.\r\nQUIT\r\n",
		".leading dot\r\n..two\r\n\r\n.\r\n",
		"trailing space \t \r\n \r\n\t\r\n",
		"From here on\r\n>From there\r\n",
		"\r\n\r\n\r\n",
		strings.Repeat("x", 998) + "\r\n" + strings.Repeat(".", 998) + "\r\n",
		"한국어 메일입니다. ü ß 日本語\r\n",
		"\x01\x7f\xff\xfe latin \xe9\r\n",
		strings.Repeat("a line of some length\r\n", 5000),
	} {
		o.send(o.mail(fmt.Sprint("odd", i), body, "a@example.com"))
	}
}

// contentLarge: a mail with files arrives whole.
func contentLarge(o *outbound) {
	line := strings.Repeat("QUJD", 19) + "\r\n"
	o.send(o.mail("large", strings.Repeat(line, 4<<20/len(line)), "a@example.com"))
	o.send(o.mail("small", "Hello\r\n", "a@example.com"))
}

// atOnce: mails that are sent at the same time arrive once each.
func atOnce(o *outbound) {
	var all sync.WaitGroup
	for i := range 30 {
		mail := o.mail(fmt.Sprintf("at-once-%02d", i), strings.Repeat(fmt.Sprintf("this is number %d\r\n", i), 1+i%7*100), "a@example.com")
		o.want = append(o.want, mail)
		all.Go(func() {
			if refused, err := o.Sender.Send(o.ctx, mail); err != nil || len(refused) > 0 {
				o.t.Errorf("Send returned %+v, %v", refused, err)
			}
		})
	}
	all.Wait()
	byContent := func(a, b email.Outgoing) int { return strings.Compare(string(a.Raw), string(b.Raw)) }
	got := slices.SortedFunc(slices.Values(o.Arrived()), byContent)
	if diff := difference(got, slices.SortedFunc(slices.Values(o.want), byContent)); diff != "" {
		o.t.Error(diff)
	}
}

// untouched: a Sender changes nothing of what it was given, and keeps nothing of it.
func untouched(o *outbound) {
	mail := o.mail("untouched", ".\r\nHello\r\n", "a@example.com", "b@example.com")
	sent := email.Outgoing{From: mail.From, To: slices.Clone(mail.To), Raw: slices.Clone(mail.Raw)}
	o.send(sent)
	o.want = []email.Outgoing{mail}
	if diff := difference([]email.Outgoing{sent}, o.want); diff != "" {
		o.t.Errorf("after Send: %s", diff)
	}
	clear(sent.Raw)
	o.check()
}
