package pci_test

import (
	"strings"
	"testing"
	"unicode"

	"github.com/acdkit/acdkit/pci"
)

var separators = []string{
	"", " ", "  ", "\u00a0", "\u2009", "\u202f", "\u3000", "\u2003", "\t", "\n", "\r\n", "-", " - ", "- ", " -", "\u2010", "\u2011", "\u2012", "–", "—", "−", "－",
	".", " . ", "_", "/", " / ", "·", "・", "\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "&nbsp;", "&#160;", "&#xA0;", "&ndash;", "&#8209;", "&shy;",
	"<br>", "<br/>", "</td><td>", "</td>\n<td>", "</span><span>", `</b><b title="a > 1 2 3">`, "<!-- 1 2 3 -->", "<wbr>", "</p>\n\n<p>", "<o:p></o:p>",
	"%20", "%2D", "%2d", "%C2%A0", "%E2%80%93", `\u00a0`, `\n`, `\/`, `\-`, `\u2013`,
}

// TestSeparators: one separator throughout, with every grouping of cards.
func TestSeparators(t *testing.T) {
	for _, sep := range separators {
		checkMarked(t, []string{
			"⟦visa:" + inGroups("4539148803436467", sep, 4) + "⟧",
			"my card ⟦visa:" + inGroups("4539148803436467", sep, 4) + "⟧ thanks",
			"⟦visa:" + inGroups("4539148803436467", sep, 8) + "⟧",
			"⟦visa:" + inGroups("4539148803436467", sep, 1) + "⟧",
			"⟦amex:" + strings.Join([]string{"3714", "496353", "98431"}, sep) + "⟧",
			"⟦diners:" + strings.Join([]string{"3056", "930902", "5904"}, sep) + "⟧",
			"⟦unionpay:" + inGroups("6205500000000000004", sep, 4) + "⟧",
			"⟦visa:" + strings.Join([]string{"4222", "2222", "22222"}, sep) + "⟧",
			"⟦visa:" + strings.Join([]string{"4222", "222", "222", "222"}, sep) + "⟧",
		})
	}
}

// TestScripts: the digits of every script of Unicode, in one piece and in fours.
func TestScripts(t *testing.T) {
	for _, zero := range zeros() {
		one := script(zero, "4539148803436467")
		checkMarked(t, []string{
			"⟦visa:" + one + "⟧",
			"x" + strings.Repeat(" ", 70) + "⟦visa:" + one + "⟧ " + strings.Repeat("y", 70),
			"⟦visa:" + script(zero, "4539 1488 0343 6467") + "⟧",
			"⟦amex:" + script(zero, "3714-496353-98431") + "⟧",
		})
	}
}

// zeros returns the zero of every script.
func zeros() []rune {
	var all []rune
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if unicode.Is(unicode.Nd, r) {
			all = append(all, r)
			r += 9
		}
	}
	return all
}

// script writes the digits of text in the script of zero.
func script(zero rune, text string) string {
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return zero + r - '0'
		}
		return r
	}, text)
}

// TestDisguised: every digit with something invisible, or as an entity.
func TestDisguised(t *testing.T) {
	each := func(f func(d rune) string) string {
		var b strings.Builder
		for _, d := range "4539148803436467" {
			b.WriteString(f(d))
		}
		return b.String()
	}
	after := func(s string) string {
		all := each(func(d rune) string { return string(d) + s })
		return "⟦visa:" + strings.TrimSuffix(all, s) + "⟧" + s
	}
	for _, hidden := range []string{"\u200b", "\u200c", "\ufeff", "\u00ad", "\ufe0f\u20e3", "\u0301", "\u0336", "\x00", "&#8203;", "&zwnj;", "<b></b>", "<!---->", `<i a='>'>`, "\u200b\u200b\u200b"} {
		checkMarked(t, []string{after(hidden), "a" + strings.Repeat(" ", 63) + after(hidden)})
	}
	checkMarked(t, []string{
		"⟦visa:" + each(func(d rune) string { return "&#" + itoa(d) + ";" }) + "⟧",
		"⟦visa:" + each(func(d rune) string { return "&#000" + itoa(d) + ";" }) + "⟧",
		"⟦visa:" + each(func(d rune) string { return "&#" + itoa(d) }) + "⟧",
		"⟦visa:" + each(func(d rune) string { return "&#x" + hex(d) + ";" }) + "⟧",
		"⟦visa:" + each(func(d rune) string { return "&#X" + hex(d-'0'+'０') + ";" }) + "⟧",
	})
}

func itoa(r rune) string {
	s := ""
	for ; r > 0; r /= 10 {
		s = string('0'+r%10) + s
	}
	return s
}

func hex(r rune) string {
	s := ""
	for ; r > 0; r /= 16 {
		s = string("0123456789abcdef"[r%16]) + s
	}
	return s
}

// TestAlignment: a card is found wherever it lies in the blocks of the filter.
func TestAlignment(t *testing.T) {
	s := scanner(t, pci.Config{})
	for _, card := range []string{"4539148803436467", "4\r\n\r\n-  5 3 9 1 4 8 8 0 3 4 3 6 4 6 7", "4" + strings.Repeat(" ", 2) + "5  3  9  1  4  8  8  0  3  4  3  6  4  6  7"} {
		for n := range 200 {
			text := strings.Repeat("x", n) + "," + card
			if found := s.FindString(text); len(found) != 1 {
				t.Errorf("at byte %d Find(%q) = %v, want the card", n+1, card, described(text, found))
			}
		}
	}
}
