package reply_test

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/email/message"
	"github.com/acdkit/acdkit/email/reply"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// list makes addresses of a text with commas: "kim@a.example, Lee <lee@b.example>".
func list(s string) (addrs []message.Address) {
	return message.ParseAddresses(s)
}

func own(t testing.TB, patterns ...string) reply.Own {
	t.Helper()
	o, err := reply.NewOwn(patterns...)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// ownOf makes addresses the desk's own.
func ownOf(t testing.TB, addrs []message.Address) reply.Own {
	t.Helper()
	var patterns []string
	for _, a := range addrs {
		patterns = append(patterns, a.Addr)
	}
	return own(t, patterns...)
}

// show is what list makes addresses of.
func show(addrs []message.Address) string {
	var texts []string
	for _, a := range addrs {
		texts = append(texts, a.String())
	}
	return strings.Join(texts, ", ")
}

const us = "support@us.example"

func TestRecipients(t *testing.T) {
	for _, tc := range []struct {
		name                          string
		from, sender, replyTo, to, cc string
		mode                          reply.Mode
		wantTo, wantCc                string
		err                           error
	}{
		{name: "sender", from: "Kim <kim@a.example>", to: us, mode: reply.Reply, wantTo: "Kim <kim@a.example>"},
		{name: "quick is like reply", from: "kim@a.example", to: us + ", lee@b.example", mode: reply.Quick, wantTo: "kim@a.example"},
		{name: "all is alone", from: "kim@a.example", to: us, mode: reply.All, wantTo: "kim@a.example"},
		{name: "all", from: "kim@a.example", to: us + ", lee@b.example", cc: "park@c.example", mode: reply.All,
			wantTo: "kim@a.example, lee@b.example", wantCc: "park@c.example"},
		{name: "reply leaves others out", from: "kim@a.example", to: us + ", lee@b.example", cc: "park@c.example", mode: reply.Reply,
			wantTo: "kim@a.example"},
		{name: "two authors", from: "kim@a.example, lee@a.example", sender: "kim@a.example", to: us, mode: reply.Reply,
			wantTo: "kim@a.example, lee@a.example"},
		{name: "reply-to before from", from: "kim@a.example", replyTo: "desk@a.example", to: us, mode: reply.Reply, wantTo: "desk@a.example"},
		{name: "reply-to before from, all", from: "kim@a.example", replyTo: "desk@a.example, boss@a.example", to: us, cc: "kim@a.example",
			mode: reply.All, wantTo: "desk@a.example, boss@a.example", wantCc: "kim@a.example"},
		{name: "reply-to is ours", from: "kim@a.example", replyTo: us, to: us, mode: reply.Reply, wantTo: "kim@a.example"},
		{name: "reply-to is ours among others", from: "kim@a.example", replyTo: us + ", lee@a.example", to: us, mode: reply.Reply, wantTo: "lee@a.example"},
		{name: "reply-to is none", from: "kim@a.example", replyTo: "kim", to: us, mode: reply.Reply, wantTo: "kim@a.example"},
		{name: "form on our site", from: us, replyTo: "kim@a.example", to: us, mode: reply.All, wantTo: "kim@a.example"},
		{name: "no from", sender: "kim@a.example", to: us, mode: reply.Reply, wantTo: "kim@a.example"},
		{name: "from is none", from: "MAILER-DAEMON", sender: "kim@a.example", to: us, mode: reply.Reply, wantTo: "kim@a.example"},
		{name: "sender is not from", from: "kim@a.example", sender: "secretary@a.example", to: us, mode: reply.All, wantTo: "kim@a.example"},
		{name: "letters' case", from: "Kim@A.example", to: "SUPPORT@US.example, kim@a.EXAMPLE", cc: "kim@a.example, KIM@a.example", mode: reply.All,
			wantTo: "Kim@A.example"},
		{name: "to before cc", from: "kim@a.example", to: "lee@b.example", cc: "lee@b.example, park@c.example", mode: reply.All,
			wantTo: "kim@a.example, lee@b.example", wantCc: "park@c.example"},
		{name: "author in cc", from: "kim@a.example", to: us, cc: "kim@a.example", mode: reply.All, wantTo: "kim@a.example"},
		{name: "with a token", from: "kim@a.example", to: "support+aaaqdefb@us.example", cc: "Support+X@us.example", mode: reply.All, wantTo: "kim@a.example"},
		{name: "alias", from: "kim@a.example", to: "help@us.example", cc: "sales@desk.us.example", mode: reply.All, wantTo: "kim@a.example"},
		{name: "our colleague", from: "kim@a.example", to: us, cc: "boss@us.example", mode: reply.All, wantTo: "kim@a.example", wantCc: "boss@us.example"},
		{name: "their plus address", from: "kim+shop@a.example", to: us, cc: "kim@a.example", mode: reply.All,
			wantTo: "kim+shop@a.example", wantCc: "kim@a.example"},
		{name: "idn", from: "kim@예시.한국", to: us, cc: "kim@xn--vv4b11d.xn--3e0b707e", mode: reply.All, wantTo: "kim@예시.한국"},
		{name: "our mail", from: us, to: "kim@a.example, lee@b.example", cc: "park@c.example", mode: reply.Reply, wantTo: "kim@a.example, lee@b.example"},
		{name: "our mail, all", from: us, to: "kim@a.example", cc: "park@c.example, " + us, mode: reply.All, wantTo: "kim@a.example", wantCc: "park@c.example"},
		{name: "our mail with token", from: us, replyTo: "support+aaaqdefb@us.example", to: "kim@a.example", mode: reply.Reply, wantTo: "kim@a.example"},
		{name: "our mail, cc only", from: us, to: us, cc: "park@c.example", mode: reply.Reply, wantTo: "park@c.example"},
		{name: "our mail, cc only, all", from: us, cc: "park@c.example", mode: reply.All, wantTo: "park@c.example"},
		{name: "to ourselves", from: us, to: us, mode: reply.All, err: reply.ErrNobody},
		{name: "nobody", mode: reply.All, err: reply.ErrNobody},
		{name: "daemon", from: "MAILER-DAEMON", to: us, mode: reply.Reply, err: reply.ErrNobody},
		{name: "mode", from: "kim@a.example", mode: "forward", err: reply.ErrMode},
		{name: "no mode", from: "kim@a.example", err: reply.ErrMode},
	} {
		o := reply.Original{From: list(tc.from), Sender: list(tc.sender), ReplyTo: list(tc.replyTo), To: list(tc.to), Cc: list(tc.cc)}
		a, err := reply.Recipients(o, tc.mode, own(t, us, "help@us.example", "@desk.us.example"))
		if !errors.Is(err, tc.err) || show(a.To) != tc.wantTo || show(a.Cc) != tc.wantCc {
			t.Errorf("%s: to %q, cc %q, %v, want to %q, cc %q, %v", tc.name, show(a.To), show(a.Cc), err, tc.wantTo, tc.wantCc, tc.err)
		}
		if err != nil && strings.Contains(err.Error(), "@") {
			t.Errorf("%s: the error shows an address: %v", tc.name, err)
		}
	}
}

// TestWhy: everything in a mail has its reason, and what is odd is said.
func TestWhy(t *testing.T) {
	o := reply.Original{
		From: list("Kim <kim@a.example>"), Sender: list("secretary@a.example"), ReplyTo: list("kim@mail.example, kim@eu.a.example"),
		To: append(list(us+", lee@b.example"), message.Address{Addr: "nonsense"}), Cc: list("LEE@b.example, park@c.example"),
		Before: list("kim@a.example, lee@b.example"),
	}
	a, err := reply.Recipients(o, reply.All, own(t, us))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, w := range a.Why {
		got = append(got, fmt.Sprintf("%s of %s: %s (%s)", w.Address.Addr, w.From, w.Reason, w.Role))
	}
	for _, w := range a.Warnings {
		got = append(got, fmt.Sprintf("%s: %s", w.Address.Addr, w.Oddity))
	}
	want := []string{
		"kim@mail.example of Reply-To: author (To)",
		"kim@eu.a.example of Reply-To: author (To)",
		"kim@a.example of From: superseded ()",
		"secretary@a.example of Sender: superseded ()",
		us + " of To: own ()",
		"lee@b.example of To: recipient (To)",
		"nonsense of To: unusable ()",
		"LEE@b.example of Cc: duplicate ()",
		"park@c.example of Cc: recipient (Cc)",
		"kim@mail.example: other-domain",
		"kim@mail.example: new-to-thread",
		"kim@eu.a.example: new-to-thread",
		"park@c.example: new-to-thread",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("mismatch (-want +got):\n%s", diff)
	}
}

func TestWarnings(t *testing.T) {
	for name, tc := range map[string]struct {
		o    reply.Original
		want []reply.Warning
	}{
		"first mail":           {reply.Original{From: list("a@x.example"), Cc: list("b@x.example")}, nil},
		"all known":            {reply.Original{From: list("A@x.example"), Cc: list("b@x.example"), Before: list("b@x.example, a@X.example")}, nil},
		"same domain":          {reply.Original{From: list("a@x.example"), ReplyTo: list("b@X.example")}, nil},
		"domain below":         {reply.Original{From: list("a@x.example"), ReplyTo: list("b@mail.x.example")}, nil},
		"domain above":         {reply.Original{From: list("a@mail.x.example"), ReplyTo: list("b@x.example")}, nil},
		"one author's domain":  {reply.Original{From: list("a@x.example, a@y.example"), ReplyTo: list("b@y.example")}, nil},
		"no from":              {reply.Original{ReplyTo: list("b@y.example")}, nil},
		"looks like the other": {reply.Original{From: list("a@x.example"), ReplyTo: list("b@notx.example")}, []reply.Warning{{list("b@notx.example")[0], reply.OtherDomain}}},
		"not answered":         {reply.Original{From: list("a@x.example"), ReplyTo: list(us), Before: list("a@x.example")}, nil},
	} {
		a, err := reply.Recipients(tc.o, reply.All, own(t, us))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(tc.want, a.Warnings); diff != "" {
			t.Errorf("%s: warnings mismatch (-want +got):\n%s", name, diff)
		}
	}
}

func TestTooMany(t *testing.T) {
	o := reply.Original{From: list("kim@a.example")}
	for i := range reply.MaxRecipients {
		o.Cc = append(o.Cc, message.Address{Addr: fmt.Sprintf("c%d@a.example", i)})
	}
	_, err := reply.Recipients(o, reply.All, reply.Own{})
	var typed *reply.Error
	if !errors.Is(err, reply.ErrTooMany) || !errors.As(err, &typed) || typed.Size != reply.MaxRecipients+1 {
		t.Errorf("Recipients returned %v", err)
	}
	if _, err := reply.Recipients(o, reply.Reply, reply.Own{}); err != nil {
		t.Errorf("the sender alone can not be answered: %v", err)
	}
	o.Cc = o.Cc[1:]
	if _, err := reply.Recipients(o, reply.All, reply.Own{}); err != nil {
		t.Errorf("Recipients returned %v for %d", err, reply.MaxRecipients)
	}
}

// The oracle knows three people and thinks in sets: of whom a role could have, and of whom nobody may have.

type set map[string]bool

func setOf(addrs []message.Address) set {
	s := make(set)
	for _, a := range addrs {
		s[strings.ToLower(a.Addr)] = true
	}
	return s
}

func (s set) minus(other set) set {
	rest := make(set)
	for a := range s {
		if !other[a] {
			rest[a] = true
		}
	}
	return rest
}

func (s set) plus(other set) set { return s.minus(set{}).with(other) }

func (s set) with(other set) set {
	for a := range other {
		s[a] = true
	}
	return s
}

// oracle says who is in To and who in Cc.
func oracle(o reply.Original, mode reply.Mode, ours set) (to, cc set) {
	replyTo, from, sentTo, copied := setOf(o.ReplyTo).minus(ours), setOf(o.From).minus(ours), setOf(o.To).minus(ours), setOf(o.Cc).minus(ours)
	authors := replyTo
	if len(authors) == 0 {
		authors = from
	}
	if len(authors) == 0 && len(o.From) == 0 {
		authors = setOf(o.Sender).minus(ours)
	}
	switch ourMail := len(authors) == 0; {
	case ourMail && len(sentTo) == 0:
		return copied, set{}
	case ourMail && mode != reply.All:
		return sentTo, set{}
	case mode != reply.All:
		return authors, set{}
	}
	to = authors.plus(sentTo)
	return to, copied.minus(to)
}

// checkAnswer compares with the oracle, and checks what is true of all answers.
func checkAnswer(o reply.Original, mode reply.Mode, us reply.Own, ours set) error {
	a, err := reply.Recipients(o, mode, us)
	to, cc := oracle(o, mode, ours)
	if nobody := len(to)+len(cc) == 0; nobody != errors.Is(err, reply.ErrNobody) || !nobody && err != nil {
		return fmt.Errorf("error is %v, want nobody: %t", err, nobody)
	}
	if !maps.Equal(to, setOf(a.To)) || !maps.Equal(cc, setOf(a.Cc)) {
		return fmt.Errorf("recipients mismatch (-want +got):\n%s", cmp.Diff([]set{to, cc}, []set{setOf(a.To), setOf(a.Cc)}))
	}
	if len(a.To) != len(to) || len(a.Cc) != len(cc) {
		return fmt.Errorf("somebody is there twice: %v, %v", a.To, a.Cc)
	}
	if err != nil {
		return nil
	}
	all := slices.Concat(o.ReplyTo, o.From, o.Sender, o.To, o.Cc)
	if len(a.Why) != len(all) {
		return fmt.Errorf("%d reasons for %d addresses", len(a.Why), len(all))
	}
	answered := map[reply.Field][]message.Address{}
	for i, why := range a.Why {
		if why.Address != all[i] || why.Reason == "" {
			return fmt.Errorf("reason %d is %+v, of %v", i, why, all[i])
		}
		if why.Role != "" {
			answered[why.Role] = append(answered[why.Role], why.Address)
		}
		gets := slices.Contains([]reply.Reason{reply.Author, reply.Recipient}, why.Reason)
		if gets != (why.Role != "") || (why.Reason == reply.IsOwn) != ours[strings.ToLower(why.Address.Addr)] {
			return fmt.Errorf("reason %d is %+v", i, why)
		}
	}
	if !slices.Equal(answered[reply.To], a.To) || !slices.Equal(answered[reply.Cc], a.Cc) {
		return fmt.Errorf("reasons say %v, the answer goes to %v and %v", answered, a.To, a.Cc)
	}
	return nil
}

// TestAllSmallConfigurations walks over all mails whose fields have up to two of three people each, whoever of these is
// the desk.
func TestAllSmallConfigurations(t *testing.T) {
	people := []message.Address{{Name: "A", Addr: "a@x.example"}, {Addr: "b@x.example"}, {Addr: "C@y.example"}}
	groups := [][]message.Address{nil}
	for i, p := range people {
		groups = append(groups, []message.Address{p})
		for j, q := range people {
			if i < j {
				groups = append(groups, []message.Address{p, q})
			}
		}
	}
	n := 0
	for ours := range 8 {
		var desk []message.Address
		for i, p := range people {
			if ours&(1<<i) != 0 {
				desk = append(desk, message.Address{Addr: strings.ToUpper(p.Addr)})
			}
		}
		us := ownOf(t, desk)
		for _, from := range groups {
			for _, replyTo := range groups {
				for _, to := range groups {
					for _, cc := range groups {
						o := reply.Original{From: from, ReplyTo: replyTo, To: to, Cc: cc}
						for _, mode := range []reply.Mode{reply.Reply, reply.All} {
							n++
							if err := checkAnswer(o, mode, us, setOf(desk)); err != nil {
								t.Fatalf("%s to %+v, own %q: %v", mode, o, desk, err)
							}
						}
					}
				}
			}
		}
	}
	t.Logf("%d configurations", n)
}

func genAddrs(people []string) *rapid.Generator[[]message.Address] {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) message.Address {
		addr := rapid.SampledFrom(people).Draw(t, "address")
		if rapid.Bool().Draw(t, "upper") {
			addr = strings.ToUpper(addr)
		}
		return message.Address{Name: rapid.SampledFrom([]string{"", "Kim", "김"}).Draw(t, "name"), Addr: addr}
	}), 0, 6)
}

func TestRecipientsProperty(tt *testing.T) {
	people := []string{"a@x.example", "b@x.example", "c@y.example", "d@z.example", "e@z.example", us}
	rapid.Check(tt, func(t *rapid.T) {
		addrs := genAddrs(people)
		o := reply.Original{
			From: addrs.Draw(t, "from"), Sender: addrs.Draw(t, "sender"), ReplyTo: addrs.Draw(t, "reply-to"),
			To: addrs.Draw(t, "to"), Cc: addrs.Draw(t, "cc"), Before: addrs.Draw(t, "before"),
		}
		mode := rapid.SampledFrom([]reply.Mode{reply.Quick, reply.Reply, reply.All}).Draw(t, "mode")
		desk := genAddrs(people).Draw(t, "own")
		if err := checkAnswer(o, mode, ownOf(tt, desk), setOf(desk)); err != nil {
			t.Fatal(err)
		}
	})
}

// FuzzRecipients: whatever is in the fields of a mail, who gets an answer was in it, is nobody of the desk, and can be
// written to.
func FuzzRecipients(f *testing.F) {
	f.Add("kim@a.example", "", us+", lee@b.example", "park@c.example")
	f.Add("Kim <KIM@a.example>;", "support+x@us.example, <a@b>", "undisclosed-recipients:;", `"a@b" <@r:c@d.example>`)
	f.Fuzz(func(t *testing.T, from, replyTo, to, cc string) {
		o := reply.Original{From: list(from), ReplyTo: list(replyTo), To: list(to), Cc: list(cc)}
		ours := own(t, us, "@desk.us.example")
		for _, mode := range []reply.Mode{reply.Reply, reply.All} {
			a, err := reply.Recipients(o, mode, ours)
			if err != nil {
				continue
			}
			seen := make(map[string]bool)
			for _, addr := range slices.Concat(a.To, a.Cc) {
				if _, err := message.ParseAddress(addr.Addr); err != nil || ours.Has(addr) || seen[addr.Key()] ||
					!slices.Contains(slices.Concat(o.From, o.ReplyTo, o.To, o.Cc), addr) {
					t.Errorf("%q gets an answer to %+v", addr.Addr, o)
				}
				seen[addr.Key()] = true
			}
			if len(a.To) == 0 || len(seen) > reply.MaxRecipients {
				t.Errorf("%d recipients in To, %d in all", len(a.To), len(seen))
			}
		}
	})
}
