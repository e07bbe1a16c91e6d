package pci

import (
	"html"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

func newTestScanner(t interface{ Fatal(...any) }, c Config) *Scanner {
	s, err := NewScanner(c)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// checkOracle compares Find with the oracle. Runs that are read in pieces have no oracle.
func checkOracle(t interface{ Fatalf(string, ...any) }, s *Scanner, text []byte) {
	if len(text) > maxDigits-maxPAN-2 {
		return
	}
	if diff := cmp.Diff(oracle(text), s.Find(text), cmp.AllowUnexported(Finding{}), cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("Find(%q) mismatch (-oracle +found):\n%s", text, diff)
	}
}

func TestOracle(t *testing.T) {
	s := newTestScanner(t, Config{Kinds: KindSet(PAN)})
	rapid.Check(t, func(t *rapid.T) { checkOracle(t, s, []byte(genText(t))) })
}

func FuzzFind(f *testing.F) {
	for _, seed := range append(append([]string{}, genWords...), genCards...) {
		f.Add("on 2026 " + seed + " 4539 1488 0343 6467" + seed)
	}
	s := newTestScanner(f, Config{Kinds: KindSet(PAN)})
	f.Fuzz(func(t *testing.T, text string) { checkOracle(t, s, []byte(text)) })
}

// checkRedacted looks whether redacted text is clean, and stays as it is when redacted again.
func checkRedacted(t interface{ Fatalf(string, ...any) }, s *Scanner, text string) {
	once := s.Redact(text)
	if found := s.FindString(once); len(found) > 0 {
		t.Fatalf("Redact(%q) with %+v = %q, in which Find finds %+v", text, s.config.Mask, once, found)
	}
	if utf8.ValidString(text) && !utf8.ValidString(once) {
		t.Fatalf("Redact(%q) = %q, not UTF-8 any more", text, once)
	}
}

func FuzzRedact(f *testing.F) {
	for i, seed := range append(append([]string{}, genWords...), genCards...) {
		f.Add("pin "+seed+" 4539 1488 0343 6467 12/27 123"+seed, uint8(i), uint8(i), false)
	}
	f.Fuzz(func(t *testing.T, text string, first, last uint8, label bool) {
		m := Mask{First: int(first % 7), Last: int(last%6) - 1}
		if label {
			m.Label = "[card]"
		}
		checkRedacted(t, newTestScanner(t, Config{Mask: m}), text)
	})
}

func FuzzHTML(f *testing.F) {
	f.Add("45", "39", "b", "title")
	f.Add("4539148803436467", "", "p", "4539 1488 0343 6467")
	f.Fuzz(func(t *testing.T, before, after, name, title string) {
		text := "<p title=\"" + html.EscapeString(title) + "\">" + html.EscapeString(before) + "<" + tag(name) + ">" + html.EscapeString(after) + "</p>"
		checkHTML(t, text)
	})
}

// tag returns the letters of name, to be that of an element.
func tag(name string) string {
	only := strings.Map(func(r rune) rune {
		if r|0x20 >= 'a' && r|0x20 <= 'z' {
			return r
		}
		return -1
	}, name)
	return "b" + only
}
