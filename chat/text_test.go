package chat_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/acdkit/acdkit/chat"
	"golang.org/x/text/unicode/norm"
)

func TestClean(t *testing.T) {
	family := "👩‍👩‍👧"
	for _, c := range []struct {
		name   string
		limits chat.Limits
		in     string
		out    string
		code   chat.Code
		count  int
	}{
		{name: "empty"},
		{name: "CRLF and CR", in: "a\r\nb\rc\n", out: "a\nb\nc\n"},
		{name: "NFD Korean", in: "\u1112\u1161\u11ab", out: "한"},
		{name: "1000 families", in: strings.Repeat(family, 800) + strings.Repeat("a", 0), code: "", out: strings.Repeat(family, 800)},
		{name: "1000 syllables", in: strings.Repeat("한", 1000), out: strings.Repeat("한", 1000)},
		{name: "1001 syllables", in: strings.Repeat("한", 1001), code: chat.ErrTooLong, count: 1001},
		{name: "code points", in: strings.Repeat("e"+strings.Repeat("\u0323", 9), 450), code: chat.ErrTooManyPoints, count: 450 * 9},
		{name: "bytes", in: strings.Repeat("x", 70000), code: chat.ErrTooManyBytes, count: 70000},
		{name: "NUL", in: "a\x00b", code: chat.ErrNotText},
		{name: "not UTF-8", in: "a\xffb", code: chat.ErrNotText},
		{name: "utf16", limits: chat.Limits{Unit: chat.UTF16, Most: 4}, in: "👍👍👍", code: chat.ErrTooLong, count: 6},
		{name: "code points as unit", limits: chat.Limits{Unit: chat.CodePoints, Most: 2}, in: "👍👍👍", code: chat.ErrTooLong, count: 3},
		{name: "graphemes", limits: chat.Limits{Most: 3}, in: "👍🏽👍🏽🇰🇷", out: "👍🏽👍🏽🇰🇷"},
	} {
		got, err := c.limits.Clean(c.in)
		e, _ := errors.AsType[*chat.Error](err)
		switch {
		case c.code == "" && (err != nil || got != c.out):
			t.Errorf("%s: got %d bytes, %v", c.name, len(got), err)
		case c.code != "" && (e == nil || e.Code != c.code || e.Count != c.count):
			t.Errorf("%s: got %v, want %v with %d", c.name, err, c.code, c.count)
		}
	}
}

func FuzzClean(f *testing.F) {
	for _, seed := range []string{"", "a\r\n", "한글", "e\u0301", "\xff", "👩‍👩‍👧", strings.Repeat("각", 1001)} {
		f.Add(seed, 10)
	}
	f.Fuzz(func(t *testing.T, text string, most int) {
		for _, unit := range []chat.Unit{chat.Graphemes, chat.UTF16, chat.CodePoints} {
			l := chat.Limits{Unit: unit, Most: most, Bytes: 1000}
			out, err := l.Clean(text)
			if err != nil {
				if e, ok := errors.AsType[*chat.Error](err); !ok || strings.Contains(err.Error(), "\n") || e.Limit < 0 {
					t.Fatalf("error is %v", err)
				}
				continue
			}
			if again, err := l.Clean(out); err != nil || again != out {
				t.Fatalf("cleaning twice gives another text or %v", err)
			}
			if !utf8.ValidString(out) || !norm.NFC.IsNormalString(out) || strings.ContainsAny(out, "\r\x00") || len(out) > 1000 {
				t.Fatal("the text is not clean")
			}
			if unit == chat.UTF16 && unit.Count(out) != len(utf16.Encode([]rune(out))) {
				t.Fatal("the count is wrong")
			}
			if unit == chat.Graphemes && unit.Count(out) > utf8.RuneCountInString(out) {
				t.Fatal("more clusters than code points")
			}
		}
	})
}
