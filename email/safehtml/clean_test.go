package safehtml_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/acdkit/acdkit/email/safehtml"
	"pgregory.net/rapid"
)

// checkClean looks whether cleaned HTML is what it must be.
func checkClean(t interface{ Fatalf(string, ...any) }, p *safehtml.Policy, source string) safehtml.Result {
	r := p.Clean(source)
	source = source[:min(len(source), 2000)] // to be shown
	if wrong := unsafe(r.HTML); wrong != "" {
		t.Fatalf("Clean(%q) = %q: %s", source, r.HTML, wrong)
	}
	if n := strings.Count(r.HTML, ` data-remote-src="http`); n != r.Remote {
		t.Fatalf("Clean(%q) = %q: Remote is %d, want %d", source, r.HTML, r.Remote, n)
	}
	again := p.Clean(r.HTML)
	if again.HTML != r.HTML {
		t.Fatalf("Clean(%q) = %q, and again %q", source, r.HTML, again.HTML)
	}
	shown := p.ShowRemote(r.HTML)
	if strings.Contains(shown, ` data-remote-src="http`) || p.Clean(shown).HTML != r.HTML {
		t.Fatalf("ShowRemote(%q) = %q, which does not clean to the same", r.HTML, shown)
	}
	return r
}

func TestAttacks(t *testing.T) {
	var p safehtml.Policy
	list := someAttacks()
	if len(list) < 150 {
		t.Errorf("%d attacks, want at least 150", len(list))
	}
	for _, a := range list {
		checkClean(t, &p, a)
		checkText(t, a)
	}
}

// TestOracle: the oracle finds the attacks that are not cleaned.
func TestOracle(t *testing.T) {
	found := 0
	for _, a := range someAttacks() {
		if unsafe(a) != "" {
			found++
		}
	}
	if n := len(someAttacks()); found < n*9/10 {
		t.Errorf("the oracle finds %d of %d attacks", found, n)
	}
}

// TestAttacksTogether: attacks cut, nested and mixed are as harmless.
func TestAttacksTogether(t *testing.T) {
	list := append(someAttacks(), strings.Fields(`<p> </p> <table> <tr> <td> </td> </tr> </table> <ul> <li> </ul> <b> </b> <a> </a> <span> </span> <svg> </svg> <pre> <caption> <col> <h1> </div> <dt> text`)...)
	var p safehtml.Policy
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		for range rapid.IntRange(1, 12).Draw(t, "n") {
			one := rapid.SampledFrom(list).Draw(t, "attack")
			b.WriteString(one[:rapid.IntRange(0, len(one)).Draw(t, "cut")])
			b.WriteString(rapid.SampledFrom(list).Draw(t, "whole"))
		}
		checkClean(t, &p, b.String())
		checkText(t, b.String())
	})
}

func FuzzClean(f *testing.F) {
	for _, a := range someAttacks() {
		f.Add(a)
	}
	var p safehtml.Policy
	f.Fuzz(func(t *testing.T, source string) { checkClean(t, &p, source) })
}

func checkText(t interface{ Fatalf(string, ...any) }, source string) {
	text := safehtml.Text(source)
	if !utf8.ValidString(text) || strings.ContainsAny(text, "\x00\r\x1b") {
		t.Fatalf("Text(%q) = %q: not plain text", source, text)
	}
	for line := range strings.Lines(text) {
		if trimmed := strings.TrimRight(line, "\n"); strings.TrimRight(trimmed, " ") != trimmed && !strings.HasSuffix(trimmed, "-- ") {
			t.Fatalf("Text(%q) = %q: spaces at the end of a line", source, text)
		}
	}
	if strings.HasSuffix(text, "\n") || strings.HasPrefix(text, "\n") {
		t.Fatalf("Text(%q) = %q: empty lines around it", source, text)
	}
}

func FuzzText(f *testing.F) {
	for _, a := range someAttacks() {
		f.Add(a)
	}
	for _, c := range texts {
		f.Add(c.html)
	}
	f.Fuzz(func(t *testing.T, source string) { checkText(t, source) })
}
