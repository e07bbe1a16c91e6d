package safehtml_test

import (
	"testing"

	"github.com/acdkit/acdkit/email/safehtml"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestLinks(t *testing.T) {
	type warnings = []safehtml.Warning
	for _, c := range []struct {
		href, text, target string
		warnings           warnings
	}{
		{"https://a.test/b?c=d#e", "text", "https://a.test/b?c=d#e", nil},
		{" HTTPS://A.Test:443", "text", "https://a.test", nil},
		{"https:\\\\a.test\\b", "text", "https://a.test/b", nil},
		{"https:a.test", "text", "https://a.test", nil},
		{"//a.test/b", "text", "https://a.test/b", nil},
		{"ht\ntps://a.\ttest/", "text", "https://a.test/", nil},
		{"https://a.test/100%/\"<>?q=a b&c=\"", "text", "https://a.test/100%25/%22%3C%3E?q=a%20b&c=%22", nil},
		{"https://a.test/한글", "text", "https://a.test/%ED%95%9C%EA%B8%80", nil},
		{"mailto:a@b.test?subject=c&attach=/etc/passwd&bcc=d@e.test", "text", "mailto:a@b.test?subject=c", nil},
		{"tel:+82 2-123-4567", "text", "tel:+822-123-4567", nil},

		{"https://bank.com/a", "bank.com", "https://bank.com/a", nil},
		{"https://click.bank.com/a", "https://www.bank.com", "https://click.bank.com/a", nil},
		{"https://evil.com/", "bank.com", "https://evil.com/", warnings{safehtml.TextDiffers}},
		{"https://evil.com/bank.com", "See https://bank.com/login now", "https://evil.com/bank.com", warnings{safehtml.TextDiffers}},
		{"https://bank.com.evil.com/", "www.bank.com", "https://bank.com.evil.com/", warnings{safehtml.TextDiffers}},
		{"https://a.github.io/", "b.github.io", "https://a.github.io/", warnings{safehtml.TextDiffers}},
		{"https://evil.com/", "b\u200bank.c\u202eom", "https://evil.com/", warnings{safehtml.TextDiffers}},
		{"https://evil.com/", "help@bank.com", "https://evil.com/", warnings{safehtml.TextDiffers}},
		{"mailto:a@evil.com", "help@bank.com", "mailto:a@evil.com", warnings{safehtml.TextDiffers}},
		{"mailto:a@bank.com", "help@bank.com", "mailto:a@bank.com", nil},
		{"https://a.co.kr/", "b.co.kr", "https://a.co.kr/", warnings{safehtml.TextDiffers}},
		{"https://bank.com/", "b\u0430nk.com", "https://bank.com/", warnings{safehtml.TextDiffers}},
		{"https://a.test/", "report.pdf and Node.js", "https://a.test/", nil},

		{"http://127.0.0.1/", "text", "http://127.0.0.1/", warnings{safehtml.IPAddress}},
		{"http://2130706433/", "text", "http://2130706433/", warnings{safehtml.IPAddress}},
		{"http://0x7f.1/", "text", "http://0x7f.1/", warnings{safehtml.IPAddress}},
		{"http://[::1]/", "text", "http://[::1]/", warnings{safehtml.IPAddress}},
		{"http://１２７.0.0.1/", "text", "http://127.0.0.1/", warnings{safehtml.IPAddress}},
		{"https://한국.kr/", "text", "https://xn--3e0b707e.kr/", warnings{safehtml.Punycode}},
		{"https://p\u0430ypal.com/", "text", "https://xn--pypal-4ve.com/", warnings{safehtml.Punycode, safehtml.MixedScripts}},
		{"https://xn--pypal-4ve.com/", "text", "https://xn--pypal-4ve.com/", warnings{safehtml.Punycode, safehtml.MixedScripts}},
		{"https://bank.com@evil.test/", "text", "https://bank.com@evil.test/", warnings{safehtml.UserInfo}},
		{"https://bank.com\\@evil.test/", "text", "https://bank.com/@evil.test/", nil},
		{"https://a.test:8443/", "text", "https://a.test:8443/", warnings{safehtml.Port}},
		{"http://a.test:443/", "text", "http://a.test:443/", warnings{safehtml.Port}},

		{"javascript:x()", "text", "", warnings{safehtml.Refused}},
		{"data:text/html,x", "text", "", warnings{safehtml.Refused}},
		{"ftp://a.test/", "text", "", warnings{safehtml.Refused}},
		{"page.html", "text", "", warnings{safehtml.Refused}},
		{"https://", "text", "", warnings{safehtml.Refused}},
		{"https://a test/", "text", "", warnings{safehtml.Refused}},
		{"https://a%2etest/", "text", "", warnings{safehtml.Refused}},
		{"tel:*21*1#", "text", "", warnings{safehtml.Refused}},
	} {
		var p safehtml.Policy
		got := p.Clean(`<a href='` + c.href + `'>` + c.text + `</a>`).Links
		want := []safehtml.Link{{Text: c.text, Target: c.target, Warnings: c.warnings}}
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("links of %q mismatch (-want +got):\n%s", c.href, diff)
		}
	}
}

func TestLinkTexts(t *testing.T) {
	var p safehtml.Policy
	r := p.Clean(`<a href=https://a.test/>one <b>two</b> <img src=cid:a alt=three></a><a name=b>four</a><a href=#c>five</a><a href=x:y>six`)
	want := []safehtml.Link{{Text: "one two three", Target: "https://a.test/"}, {Text: "six", Warnings: []safehtml.Warning{safehtml.Refused}}}
	if diff := cmp.Diff(want, r.Links, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("links mismatch (-want +got):\n%s", diff)
	}
}
