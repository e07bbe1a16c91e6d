package smtp

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/emersion/go-sasl"
	gosmtp "github.com/emersion/go-smtp"
	"pgregory.net/rapid"

	"github.com/acdkit/acdkit/email"
)

func TestPermanent(t *testing.T) {
	for _, tc := range []struct {
		step   Step
		code   int
		status string
		want   bool
	}{
		{StepFrom, 421, "4.3.2", false}, {StepFrom, 450, "", false}, {StepFrom, 451, "4.3.0", false}, {StepFrom, 452, "4.3.1", false},
		{StepFrom, 455, "", false}, {StepFrom, 500, "5.5.2", true}, {StepFrom, 501, "5.1.7", true}, {StepFrom, 502, "", true},
		{StepFrom, 503, "5.5.1", false}, {StepFrom, 504, "", true}, {StepFrom, 530, "5.7.0", false}, {StepFrom, 534, "5.7.9", false},
		{StepFrom, 535, "5.7.8", false}, {StepFrom, 538, "5.7.11", false}, {StepFrom, 550, "5.7.1", true}, {StepFrom, 552, "5.3.4", true},
		{StepFrom, 552, "", true}, {StepFrom, 553, "5.1.8", true}, {StepFrom, 555, "5.5.4", true},
		{StepTo, 550, "5.1.1", true}, {StepTo, 551, "5.1.6", true}, {StepTo, 553, "5.1.3", true}, {StepTo, 450, "4.2.1", false},
		{StepTo, 452, "4.5.3", false}, {StepTo, 552, "", false}, {StepTo, 552, "5.5.3", false}, {StepTo, 552, "5.2.2", true},
		{StepData, 554, "5.5.1", true}, {StepData, 451, "", false}, {StepAnswer, 554, "5.6.0", true}, {StepAnswer, 552, "", true},
		{StepAnswer, 452, "", false}, {StepAnswer, 250, "", false}, {StepAnswer, 354, "", false}, {StepAnswer, 600, "", false}, {StepAnswer, 99, "", false},
		{StepHello, 554, "5.3.2", false}, {StepHello, 550, "", false}, {StepLogin, 535, "5.7.8", false}, {StepLogin, 550, "", false},
	} {
		if got := permanent(tc.step, tc.code, tc.status); got != tc.want {
			t.Errorf("permanent(%s, %d, %q) is %t, want %t", tc.step, tc.code, tc.status, got, tc.want)
		}
	}
}

func TestStatus(t *testing.T) {
	for _, tc := range []struct {
		code     int
		enhanced gosmtp.EnhancedCode
		want     string
	}{
		{550, gosmtp.EnhancedCode{5, 1, 1}, "5.1.1"}, {450, gosmtp.EnhancedCode{4, 200, 999}, "4.200.999"}, {550, gosmtp.EnhancedCode{}, ""},
		{550, gosmtp.EnhancedCode{4, 1, 1}, ""}, {550, gosmtp.EnhancedCode{5, 1000, 1}, ""}, {550, gosmtp.EnhancedCode{5, 1, -1}, ""},
	} {
		if got := status(&gosmtp.SMTPError{Code: tc.code, EnhancedCode: tc.enhanced}); got != tc.want {
			t.Errorf("status(%d, %v) is %q, want %q", tc.code, tc.enhanced, got, tc.want)
		}
	}
}

func TestCheck(t *testing.T) {
	for name, tc := range map[string]struct {
		mail email.Outgoing
		want error
	}{
		"fine":         {email.Outgoing{From: "a@b", To: []string{"c@d"}, Raw: []byte("A: b\r\n\r\nc\r\n")}, nil},
		"nothing":      {email.Outgoing{To: []string{"c@d"}}, nil},
		"nobody":       {email.Outgoing{From: "a@b"}, errNoRecipients},
		"injected":     {email.Outgoing{From: "a@b>\r\nRCPT TO:<x@y", To: []string{"c@d"}}, errBadAddress},
		"parameter":    {email.Outgoing{From: "a@b> SIZE=1", To: []string{"c@d"}}, errBadAddress},
		"long":         {email.Outgoing{From: strings.Repeat("a", 600), To: []string{"c@d"}}, errBadAddress},
		"LF":           {email.Outgoing{From: "a@b", To: []string{"c@d"}, Raw: []byte("A: b\n\nc\r\n")}, errLineEnd},
		"CR":           {email.Outgoing{From: "a@b", To: []string{"c@d"}, Raw: []byte("A: b\r\n\r\nc\r.\r\n")}, errLineEnd},
		"CR at end":    {email.Outgoing{From: "a@b", To: []string{"c@d"}, Raw: []byte("A: b\r\n\r\nc\r")}, errLineEnd},
		"LF at first":  {email.Outgoing{From: "a@b", To: []string{"c@d"}, Raw: []byte("\n\r\n")}, errLineEnd},
		"CR CR LF":     {email.Outgoing{From: "a@b", To: []string{"c@d"}, Raw: []byte("a\r\r\n.\r\n")}, errLineEnd},
		"smuggled end": {email.Outgoing{From: "a@b", To: []string{"c@d"}, Raw: []byte("a\r\n\r\n\n.\r\nMAIL")}, errLineEnd},
	} {
		if _, err := check(tc.mail); !errors.Is(err, tc.want) {
			t.Errorf("%s: check returned %v, want %v", name, err, tc.want)
		}
	}
}

// TestLoneLineEnd compares with what is left when all CRLF are taken out.
func TestLoneLineEnd(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raw := rapid.SliceOfN(rapid.SampledFrom([]byte("\r\n.a")), 0, 12).Draw(t, "raw")
		want := strings.ContainsAny(strings.ReplaceAll(string(raw), "\r\n", "-"), "\r\n")
		if got := loneLineEnd(raw); got != want {
			t.Errorf("loneLineEnd(%q) is %t, want %t", raw, got, want)
		}
	})
}

func TestOfDomain(t *testing.T) {
	illegal := "kim@-ü.kr" // no legal label
	for addr, want := range map[string]string{
		"kim@example.com": "kim@example.com", "kim@한국.kr": "kim@xn--3e0b707e.kr", "김@한국.kr": "김@xn--3e0b707e.kr",
		"한국": "한국", "": "", illegal: illegal,
	} {
		if got := ofDomain(addr); got != want {
			t.Errorf("ofDomain(%q) is %q, want %q", addr, got, want)
		}
	}
}

func TestMechanism(t *testing.T) {
	token := func(context.Context) (string, error) { return "t", nil }
	for _, tc := range []struct {
		login Login
		has   string
		want  string
	}{
		{Login{User: "u", Password: "p"}, "CRAM-MD5 LOGIN PLAIN", "PLAIN"}, {Login{User: "u", Password: "p"}, "LOGIN", "LOGIN"},
		{Login{User: "u", Password: "p"}, "XOAUTH2", ""}, {Login{User: "u", Token: token}, "PLAIN XOAUTH2 OAUTHBEARER", "OAUTHBEARER"},
		{Login{User: "u", Password: "p", Token: token}, "PLAIN XOAUTH2", "XOAUTH2"}, {Login{User: "u", Token: token}, "PLAIN LOGIN", ""},
		{Login{User: "u", Token: func(context.Context) (string, error) { return "", io.EOF }}, "XOAUTH2", ""},
	} {
		m, err := tc.login.mechanism(t.Context(), func(name string) bool { return strings.Contains(" "+tc.has+" ", " "+name+" ") })
		name := ""
		if err == nil {
			name, _, _ = m.Start()
		}
		if name != tc.want {
			t.Errorf("of %q, mechanism chose %q, %v, want %q", tc.has, name, err, tc.want)
		}
	}
}

func TestExchange(t *testing.T) {
	x := &exchange{"LOGIN", nil, []string{"u", "p"}}
	name, first, _ := x.Start()
	user, _ := x.Next([]byte("User Name\x00"))
	password, _ := x.Next([]byte("whatever"))
	if _, err := x.Next(nil); name != "LOGIN" || first != nil || string(user) != "u" || string(password) != "p" || !errors.Is(err, sasl.ErrUnexpectedServerChallenge) {
		t.Errorf("LOGIN said %q %q %q %q, %v", name, first, user, password, err)
	}
}
