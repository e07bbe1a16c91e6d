package emailtest

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/email"
)

// outbound is a Sender under test.
type outbound struct {
	Outbound
	t    testing.TB
	ctx  context.Context
	want []email.Outgoing // what must have arrived, in order
}

// mail returns a mail that no other is like.
func (o *outbound) mail(name string, body string, to ...string) email.Outgoing {
	header := "From: desk@example.com\r\nTo: undisclosed:;\r\nSubject: " + secret + "\r\nMessage-ID: <" + name + "@example.com>\r\n\r\n"
	return email.Outgoing{From: "desk@example.com", To: to, Raw: []byte(header + body)}
}

// secret is in every mail, and must not be in any error.
const secret = "zanzibar"

// send sends a mail and expects it to arrive at all but those that are refused.
func (o *outbound) send(mail email.Outgoing, refused ...email.Refusal) {
	o.t.Helper()
	got, err := o.Sender.Send(o.ctx, mail)
	if err != nil {
		o.t.Fatalf("Send failed: %v", err)
	}
	if !slices.Equal(sorted(got), sorted(refused)) {
		o.t.Errorf("Send returned refusals %+v, want %+v", got, refused)
	}
	isRefused := func(addr string) bool {
		return slices.ContainsFunc(refused, func(r email.Refusal) bool { return r.Addr == addr })
	}
	mail.To = slices.DeleteFunc(slices.Clone(mail.To), isRefused)
	if len(mail.To) > 0 {
		o.want = append(o.want, mail)
	}
	o.check()
}

// fail sends a mail and expects the error, and that nothing arrives.
func (o *outbound) fail(ctx context.Context, mail email.Outgoing) error {
	o.t.Helper()
	refused, err := o.Sender.Send(ctx, mail)
	switch {
	case err == nil:
		o.t.Fatalf("Send returned no error, and refusals %+v", refused)
	case strings.Contains(err.Error(), secret) || slices.ContainsFunc(mail.To, func(addr string) bool { return strings.Contains(err.Error(), addr) }):
		o.t.Errorf("the error has what the mail says, or who it is for")
	}
	o.check()
	return err
}

// check compares what has arrived with what must have.
func (o *outbound) check() {
	o.t.Helper()
	if diff := difference(o.Arrived(), o.want); diff != "" {
		o.t.Error(diff)
	}
}

// difference says how the mails differ, or is "".
func difference(got, want []email.Outgoing) string {
	if len(got) != len(want) {
		return fmt.Sprintf("%d mails have arrived, want %d", len(got), len(want))
	}
	for i := range got {
		switch g, w := got[i], want[i]; {
		case g.From != w.From:
			return fmt.Sprintf("mail %d came from %q, want %q", i, g.From, w.From)
		case !slices.Equal(sortedStrings(g.To), sortedStrings(w.To)):
			return fmt.Sprintf("mail %d came to %q, want %q", i, g.To, w.To)
		case !bytes.Equal(g.Raw, w.Raw):
			return fmt.Sprintf("mail %d has other bytes:\ngot  %s\nwant %s", i, around(g.Raw, w.Raw), around(w.Raw, g.Raw))
		}
	}
	return ""
}

// around is where a differs from b.
func around(a, b []byte) string {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	return fmt.Sprintf("%d bytes ...%q...", len(a), a[max(0, i-40):min(len(a), i+40)])
}

func sorted(r []email.Refusal) []email.Refusal {
	return slices.SortedFunc(slices.Values(r), func(a, b email.Refusal) int { return strings.Compare(a.Addr, b.Addr) })
}

func sortedStrings(s []string) []string { return slices.Sorted(slices.Values(s)) }
