package pci_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/acdkit/acdkit/pci"
)

// Texts of tables have what is to be found in double brackets, with its brand, or else its kind, before a colon:
// "on 2026 ⟦visa:4539 1488 0343 6467⟧".

// unmark returns the text without brackets, and the findings that they tell.
func unmark(t testing.TB, marked string) (text string, want []string) {
	t.Helper()
	var plain strings.Builder
	for {
		before, rest, found := strings.Cut(marked, "⟦")
		plain.WriteString(before)
		if !found {
			return plain.String(), want
		}
		name, rest, ok := strings.Cut(rest, ":")
		what, rest, closed := strings.Cut(rest, "⟧")
		if !ok || !closed {
			t.Fatalf("unbalanced mark in %q", marked)
		}
		want = append(want, fmt.Sprintf("%s %d-%d %q", name, plain.Len(), plain.Len()+len(what), what))
		plain.WriteString(what)
		marked = rest
	}
}

// described tells findings as unmark does.
func described(text string, found []pci.Finding) []string {
	var out []string
	for _, f := range found {
		name := f.Kind.String()
		if f.Kind == pci.PAN {
			name = f.Brand.String()
		}
		out = append(out, fmt.Sprintf("%s %d-%d %q", name, f.Start, f.End, text[f.Start:f.End]))
	}
	return out
}

// checkMarked compares what is found in each of the texts with their marks, and looks whether the redacted text is clean.
func checkMarked(t *testing.T, texts []string) {
	t.Helper()
	s := scanner(t, pci.Config{})
	for _, marked := range texts {
		text, want := unmark(t, marked)
		if diff := cmp.Diff(want, described(text, s.FindString(text))); diff != "" {
			t.Errorf("Find(%q) mismatch (-want +got):\n%s", text, diff)
		}
		redacted := s.Redact(text)
		if found := s.FindString(redacted); len(found) > 0 {
			t.Errorf("Redact(%q) = %q, which still has %v", text, redacted, described(redacted, found))
		}
	}
}

// withLuhn returns prefix with zeros up to n digits and its check digit.
func withLuhn(prefix string, n int) string {
	digits := prefix + strings.Repeat("0", n-1-len(prefix))
	sum := 0
	for i := range len(digits) {
		d := int(digits[len(digits)-1-i] - '0')
		if i%2 == 0 {
			d *= 2
		}
		sum += d/10 + d%10
	}
	return digits + string(rune('0'+(10-sum%10)%10))
}

// spoiled returns a number with another check digit.
func spoiled(number string) string {
	last := number[len(number)-1]
	return number[:len(number)-1] + string(rune('0'+(last-'0'+1)%10))
}
