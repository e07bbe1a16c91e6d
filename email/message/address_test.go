package message

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestParseAddresses(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", ""},
		{"a@b.c", "|a@b.c"},
		{"Kim <a@b.c>", "Kim|a@b.c"},
		{`"Kim, M" <a@b.c>; c@d.e`, "Kim, M|a@b.c |c@d.e"},
		{`"K \"M\" \\" <a@b.c>`, `K "M" \|a@b.c`},
		{"Kim, Minsu <a@b.c>, x@y.z", "Kim, Minsu|a@b.c |x@y.z"},
		{"Kim; Minsu <a@b.c>", "Minsu|a@b.c"},
		{"undisclosed-recipients:;", ""},
		{"Group: a@b.c, Kim <k@x.y>;, z@z.z", "|a@b.c Kim|k@x.y |z@z.z"},
		{"a@b.c (Kim (M) S)", "Kim (M) S|a@b.c"},
		{"(Kim) <a@b.c>", "Kim|a@b.c"},
		{"<a@b.c> (Kim)", "Kim|a@b.c"},
		{"<@x,@y:u@z.com>", "|u@z.com"},
		{"Kim a@b.c", "Kim|a@b.c"},
		{"Kim <a@b.c, d@e.f", "Kim|a@b.c |d@e.f"},
		{`"Kim <a@b.c>, d@e.f`, `"Kim|a@b.c |d@e.f`},
		{"(Kim <a@b.c>, d@e.f", `(Kim|a@b.c |d@e.f`},
		{"=?utf-8?B?6rmALCDrr7zsiJg=?= <a@b.c>", "김, 민수|a@b.c"},
		{"=?utf-8?Q?Kim=2C_x=40y=2Ez?= <a@b.c>", "Kim, x@y.z|a@b.c"},
		{"=?utf-8?Q?a,_b;_c?= <a@b.c>", "a, b; c|a@b.c"},
		{`"=?utf-8?B?6rmA?=" <a@b.c>`, "김|a@b.c"},
		{"a@b.c (=?utf-8?B?6rmA?=)", "김|a@b.c"},
		{"=?utf-8?Q?Kim_=3Ckim=40b.com=3E?=", "Kim|kim@b.com"},
		{"=?utf-8?Q?a=40b=2Ec=2C_d=40e=2Ef?=", ""},
		{"=?utf-8?Q?a=40b=2Ec=3E?=@d.e", "|=?utf-8?Q?a=40b=2Ec=3E?=@d.e"}, // d.e is who sent it, not b.c
		{"<=?utf-8?Q?a=40b=2Ec=3E?=@d.e>", "|=?utf-8?Q?a=40b=2Ec=3E?=@d.e"},
		{"<=?utf-8?Q?a=40b=2Ec?=>", "|a@b.c"},
		{`undisclosed-recipients:;, "Kim, Minsu" <a@b.c>`, "Kim, Minsu|a@b.c"},
		{"\xb1\xe8 <a@b.c>", "김|a@b.c"},
		{"김 <김@한국.kr>", "김|김@한국.kr"},
		{"MAILER-DAEMON", "|MAILER-DAEMON"},
		{"root (Cron)", "Cron|root"},
		{"Mail <MAILER-DAEMON>", "Mail|MAILER-DAEMON"},
		{"two words", ""},
		{"<>", ""},
		{"Nobody <>", ""},
		{"user @ example . com", "|user@example.com"},
		{`"a@b"@c.d`, `|"a@b"@c.d`},
		{`"john doe"@x.y`, `|"john doe"@x.y`},
		{`<"john"@x.y>`, `|john@x.y`},
		{`<"a>b,"@x.y>`, `|"a>b,"@x.y`},
		{`"a@b.c"`, "|a@b.c"},
		{"'a@b.c'", "|a@b.c"},
		{"a@b.c <d@e.f>", "a@b.c|d@e.f"},
		{"a@b c@d", "|a@b |c@d"},
		{"<a@b> <c@d>", "|a@b |c@d"},
		{"<<a@b>>", "|a@b"},
		{"mailto:a@b.c", "|a@b.c"},
		{"<mailto:a@b.c>", "|a@b.c"},
		{"x@[127.0.0.1], y@[IPv6:::1], z@z.z", "|x@[127.0.0.1] |y@[IPv6:::1] |z@z.z"},
		{"a@b.c.", "|a@b.c"},
		{"Kim <a@b.c, d@e.f; g@h.i>, x@y.z", "Kim|a@b.c |d@e.f |g@h.i |x@y.z"},
		{"Kim [mailto:a@b.c]", "|a@b.c"},
		{"a..b@docomo.ne.jp, .c@docomo.ne.jp, d.@x.y", `|"a..b"@docomo.ne.jp |".c"@docomo.ne.jp |"d."@x.y`},
		{"Kim\x00\r\n Lee <a\x07@b.c>", "Kim Lee|a@b.c"},
		{"\u202eKim <a@b.c\u202e>", "Kim|a@b.c"},
		{",,;a@b.c;,", "|a@b.c"},
	}
	for _, tt := range tests {
		var got []string
		for _, a := range ParseAddresses(tt.in) {
			got = append(got, a.Name+"|"+a.Addr)
		}
		if diff := cmp.Diff(tt.want, strings.Join(got, " ")); diff != "" {
			t.Errorf("ParseAddresses(%q) mismatch (-want +got):\n%s", tt.in, diff)
		}
	}
	many := ParseAddresses(strings.Repeat("a@b.c,", MaxAddresses+10))
	if len(many) != MaxAddresses {
		t.Errorf("%d addresses of more than %d, want that many", len(many), MaxAddresses)
	}
}

// What does not end is not looked for again and again: with quadratic costs this test takes minutes instead of a second.
func TestParseAddressesOfHostileFields(t *testing.T) {
	for _, piece := range []string{
		"<", ">", `"`, `\"`, "(", ")", `"\"`, "<a@b>", "<a@b> ", "@ ", "a@ ", ". ", "=?", "=?a?q?", "=?a?q?x?=", ",", "a,", `<"`, "x@[", ":", "(a)", "a:b;",
	} {
		field := strings.Repeat(piece, 1<<16/len(piece))
		if n := len(ParseAddresses(field)); n > MaxAddresses {
			t.Errorf("a field of %q has %d addresses", piece, n)
		}
		if n := len(ParseIDs(field)); n > MaxIDs {
			t.Errorf("a field of %q has %d ids", piece, n)
		}
		Parse([]byte("Date: " + field + "\nSubject: " + field + "\nContent-Type: text/plain; name=" + field + "\n\n"))
	}
}

func TestParseAddress(t *testing.T) {
	long := strings.Repeat("a", MaxLocal)
	tests := []struct {
		in   string
		want string
		code error
	}{
		{"a@b.c", "|a@b.c", nil},
		{"  a@b.c ", "|a@b.c", nil},
		{"Kim <a@b.c>", "Kim|a@b.c", nil},
		{"<a@b.c>", "|a@b.c", nil},
		{`"Kim, M" <a@b.c>`, "Kim, M|a@b.c", nil},
		{"J. Kim <a@b.c>", "J. Kim|a@b.c", nil},
		{"김 <김@한국.kr>", "김|김@한국.kr", nil},
		{`"x y"@b.c`, `|"x y"@b.c`, nil},
		{`"x@y"@b.c`, `|"x@y"@b.c`, nil},
		{`"x,y"@b.c`, `|"x,y"@b.c`, nil},
		{"a+b@b.c", "|a+b@b.c", nil},
		{"a@[127.0.0.1]", "|a@[127.0.0.1]", nil},
		{"a@[IPv6:::1]", "|a@[IPv6:::1]", nil},
		{"a@localhost", "|a@localhost", nil},
		{"a@B.C", "|a@B.C", nil},
		{long + "@b.c", "|" + long + "@b.c", nil},
		{"", "", ErrNoAddress},
		{"  ", "", ErrNoAddress},
		{"a", "", ErrSyntax},
		{"@b.c", "", ErrSyntax},
		{"a@", "", ErrSyntax},
		{"a@b.c>", "", ErrSyntax},
		{"<a@b.c", "", ErrLocal},
		{`"Kim <a@b.c>`, "", ErrSyntax},
		{`"Kim" x <a@b.c>`, "", ErrSyntax},
		{"a@b.c, d@e.f", "", ErrManyAddresses},
		{"a@b.c; d@e.f", "", ErrManyAddresses},
		{"Kim <a@b.c>, Lee <d@e.f>", "", ErrManyAddresses},
		{`"x"@b.c, d@e.f`, "", ErrManyAddresses},
		{"Kim, M <a@b.c>", "", ErrManyAddresses},
		{"<a@b.c> <d@e.f>", "", ErrLocal},
		{"a@b.c d@e.f", "", ErrLocal},
		{"a b@c.d", "", ErrLocal},
		{".a@b.c", "", ErrLocal},
		{"a..b@c.d", "", ErrLocal},
		{`""@b.c`, "", ErrLocal},
		{`"a"b@b.c`, "", ErrLocal},
		{"a@b@c.d", "", ErrLocal},
		{"<@x:a@b.c>", "", ErrLocal},
		{"a@-b.c", "", ErrDomain},
		{"a@b-.c", "", ErrDomain},
		{"a@b..c", "", ErrDomain},
		{"a@b.c.", "", ErrDomain},
		{"a@b_c.d", "", ErrDomain},
		{"a@b c.d", "", ErrDomain},
		{"a@[1.2.3]", "", ErrDomain},
		{"a@[::1]", "", ErrDomain},
		{"a@[IPv6:1.2.3.4]", "", ErrDomain},
		{"a@[fe80::1%25eth0]", "", ErrDomain},
		{"a@" + strings.Repeat("b", 64) + ".c", "", ErrDomain},
		{"a" + long + "@b.c", "", ErrTooLong},
		{"a@" + strings.Repeat("b.", 130) + "c", "", ErrTooLong},
		{"a@b.c\r\nBcc: x@y.z", "", ErrControl},
		{"a\x00@b.c", "", ErrControl},
		{"a@b.c\xff", "", ErrControl},
		{"a\u2028@b.c", "", ErrControl},
	}
	for _, tt := range tests {
		a, err := ParseAddress(tt.in)
		got := ""
		if err == nil {
			got = a.Name + "|" + a.Addr
		}
		if got != tt.want || tt.code == nil && err != nil || tt.code != nil && !errors.Is(err, tt.code) {
			t.Errorf("ParseAddress(%q) = %q, %v, want %q, %v", tt.in, got, err, tt.want, tt.code)
		}
		var typed *AddressError
		if err != nil && !errors.As(err, &typed) {
			t.Errorf("ParseAddress(%q): error %T, want *AddressError", tt.in, err)
		}
	}
	_, err := ParseAddress("secret@-b.c")
	if want := "message: address: domain at 7"; fmt.Sprint(err) != want {
		t.Errorf("error %q, want %q", err, want)
	}
}

func TestKey(t *testing.T) {
	same := [][2]string{
		{"A@B.C", "a@b.c"}, {"김@한국.kr", "김@xn--3e0b707e.kr"}, {`"abc"@b.c`, "abc@b.c"}, {"a@b.c.", "a@b.c"}, {"root", "ROOT"}, {"x@BÜCHER.de", "x@bücher.de"},
	}
	for _, pair := range same {
		if a, b := (Address{Addr: pair[0]}).Key(), (Address{Name: "x", Addr: pair[1]}).Key(); a != b {
			t.Errorf("keys of %q and %q are %q and %q, want the same", pair[0], pair[1], a, b)
		}
	}
	if (Address{Addr: "a+b@c.d"}).Key() == (Address{Addr: "a@c.d"}).Key() {
		t.Error("a plus address has the key of another")
	}
}

func TestString(t *testing.T) {
	for want, a := range map[string]Address{
		"a@b.c":                {Addr: "a@b.c"},
		"Kim Minsu <a@b.c>":    {"Kim Minsu", "a@b.c"},
		"김 <a@b.c>":            {"김", "a@b.c"},
		`"Kim, \"M\"" <a@b.c>`: {`Kim, "M"`, "a@b.c"},
	} {
		if got := a.String(); got != want {
			t.Errorf("%#v.String() = %q, want %q", a, got, want)
		}
		if diff := cmp.Diff([]Address{a}, ParseAddresses(want)); diff != "" {
			t.Errorf("ParseAddresses(%q) mismatch (-want +got):\n%s", want, diff)
		}
	}
}

func TestParseIDs(t *testing.T) {
	var many strings.Builder
	for i := range MaxIDs + 5 {
		fmt.Fprintf(&many, "<%d@x>", i)
	}
	ids := ParseIDs(many.String())
	if len(ids) != MaxIDs || ids[0] != "5@x" {
		t.Errorf("%d ids from %q, want %d from 5@x", len(ids), ids[0], MaxIDs)
	}
	tests := []struct {
		in   string
		want []string
	}{
		{"", nil},
		{"<a@b>", []string{"a@b"}},
		{"<a@b>\t<c@d> <a@b>", []string{"a@b", "c@d"}},
		{"<a@b><c@d>", []string{"a@b", "c@d"}},
		{"<a@b, <c@d>", []string{"a@b,", "c@d"}},
		{"<a @ b>", []string{"a@b"}},
		{"a@b, c@d", []string{"a@b", "c@d"}},
		{"abc", []string{"abc"}},
		{"some words", nil},
		{`Message of "Mon" from Kim <a@b>`, []string{"a@b"}},
		{"=?utf-8?Q?=3Ca=40b=3E_=3Cc=40d=3E?=", []string{"a@b", "c@d"}},
		{"<" + strings.Repeat("x", MaxID+1) + "> <a@b>", []string{"a@b"}},
		{"<>", nil},
		{"<\x00>", nil},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, ParseIDs(tt.in)); diff != "" {
			t.Errorf("ParseIDs(%q) mismatch (-want +got):\n%s", tt.in, diff)
		}
	}
}

func TestParseDate(t *testing.T) {
	tests := []struct{ in, want string }{
		{"Thu, 18 Oct 2012 22:48:39 -0700", "2012-10-18T22:48:39-07:00"},
		{"Thu,18 Oct 2012 22:48:39 +0900 (KST)", "2012-10-18T22:48:39+09:00"},
		{"18 Oct 12 22:48 KST", "2012-10-18T22:48:00+09:00"},
		{"18 Oct 99 22:48 EST", "1999-10-18T22:48:00-05:00"},
		{"18 Oct 112 22:48 UT", "2012-10-18T22:48:00Z"},
		{"Thu Oct 18 22:48:39 2012", "2012-10-18T22:48:39Z"},
		{"Thu Oct 18 22:48:39 KST 2012", "2012-10-18T22:48:39+09:00"},
		{"Thu, 18-Oct-2012 22:48:39 GMT", "2012-10-18T22:48:39Z"},
		{"2012-10-18 22:48:39 +0900", "2012-10-18T22:48:39+09:00"},
		{"2012-10-18T22:48:39+09:00", "2012-10-18T22:48:39+09:00"},
		{"Thu, 18 Oct 2012 22.48.39 GMT+0900", "2012-10-18T22:48:39+09:00"},
		{"Thu, 18 Oct 2012 22:48:39 GMT+09:00", "2012-10-18T22:48:39+09:00"},
		{"Thu, 18 Oct 2012 22:48:39 +09:00", "2012-10-18T22:48:39+09:00"},
		{"Thu, 18 Oct 2012 22:48:39+0900", "2012-10-18T22:48:39+09:00"},
		{"18 Oct 2012 22:48:39-07:30", "2012-10-18T22:48:39-07:30"},
		{"18 October 2012 9:01", "2012-10-18T09:01:00Z"},
		{"18 Oct 2012", "2012-10-18T00:00:00Z"},
		{"Thu, 18 Oct 2012 22:48:60 +0000", "2012-10-18T22:49:00Z"},
		{"목, 18 Oct 2012 22:48:39 +0900", "2012-10-18T22:48:39+09:00"},
		{"31 Feb 2012 1:1:1 GMT", "0001-01-01T00:00:00Z"},
		{"18 Oct 2012 25:00 GMT", "0001-01-01T00:00:00Z"},
		{"0--", "0001-01-01T00:00:00Z"},
		{"18--Oct", "0001-01-01T00:00:00Z"},
		{"yesterday", "0001-01-01T00:00:00Z"},
		{"", "0001-01-01T00:00:00Z"},
		{"18 Oct (", "0001-01-01T00:00:00Z"},
	}
	for _, tt := range tests {
		if got := parseDate(tt.in).Format(time.RFC3339); got != tt.want {
			t.Errorf("parseDate(%q) = %s, want %s", tt.in, got, tt.want)
		}
	}
}
