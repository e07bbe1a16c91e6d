package pci

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"pgregory.net/rapid"
)

var genMask = rapid.Custom(func(t *rapid.T) Mask {
	return Mask{
		First: rapid.IntRange(0, MaxFirst).Draw(t, "first"),
		Last:  rapid.IntRange(KeepNone, MaxLast).Draw(t, "last"),
		Label: rapid.SampledFrom([]string{"", "", "[card number]", "(카드)", "*"}).Draw(t, "label"),
	}
})

// TestRedactedIsClean: nothing is found in redacted text, for all masks; so that redacting twice changes nothing.
func TestRedactedIsClean(t *testing.T) {
	codes := rapid.SampledFrom([]string{"", "", "", "cvv ", " pin: ", "pin카드 ", " CVC번호는 ", "security code ", " is my pin ", " 12/27 ", " 123 ", " 1234 ", " exp 1227 ", "%B"})
	rapid.Check(t, func(t *rapid.T) {
		s := newTestScanner(t, Config{Mask: genMask.Draw(t, "mask")})
		var text strings.Builder
		for range rapid.IntRange(1, 4).Draw(t, "texts") {
			text.WriteString(codes.Draw(t, "codes") + genText(t) + codes.Draw(t, "codes"))
		}
		if strings.Count(text.String(), "<!--") != strings.Count(text.String(), "-->") {
			t.Skip("what is in a comment that is not closed can read otherwise when what was before it is gone")
		}
		checkRedacted(t, s, text.String())
	})
}

// TestPlanted: every card that is put into text without digits is found, with its exact place.
func TestPlanted(t *testing.T) {
	s := newTestScanner(t, Config{})
	between := rapid.SampledFrom([]string{
		" hello, my card is ", " 카드 번호는 ", "번호", "\n\n", " and also ", "<p>Here: ", "</p><div class='x'>", " | ", "; ", " (", ") ", " 是 ", " カード", " <b>so</b> ", "&amp;", "=",
	})
	rapid.Check(t, func(t *rapid.T) {
		var text strings.Builder
		var want []string
		for range rapid.IntRange(1, 6).Draw(t, "cards") {
			text.WriteString(between.Draw(t, "between"))
			text.WriteString(strings.Repeat("x", rapid.IntRange(0, 70).Draw(t, "fill")) + " : ")
			start := text.Len()
			text.WriteString(genCard(t))
			want = append(want, fmt.Sprint(start, text.Len()))
			text.WriteString(" .. ")
		}
		text.WriteString("the end")
		var got []string
		for _, f := range s.FindString(text.String()) {
			got = append(got, fmt.Sprint(f.Start, f.End))
		}
		if fmt.Sprint(want) != fmt.Sprint(got) {
			t.Fatalf("Find(%q): got %q, want %q", text.String(), got, want)
		}
	})
}

// genCard draws a card in a layout of cards.
func genCard(t *rapid.T) string {
	number := rapid.SampledFrom(genCards[:9]).Draw(t, "number")
	separator := rapid.SampledFrom([]string{"", " ", "-", ".", "/", "_", "\u00a0", " - ", "\t", "\n", "–", "&nbsp;", "<b></b>", "</td><td>", "\u200b", "%20"}).Draw(t, "separator")
	size := rapid.SampledFrom([]int{1, 4, 8}).Draw(t, "size")
	write := rapid.SampledFrom(genDigits[:6]).Draw(t, "script")
	var b strings.Builder
	for i, d := range number {
		if i > 0 && i%size == 0 {
			b.WriteString(separator)
		}
		b.WriteString(write(d))
	}
	return b.String()
}

// TestWhatStays: at most six digits at the beginning and four at the end stay of a card number, as the mask says, and at
// least five are hidden.
func TestWhatStays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := genMask.Draw(t, "mask")
		m.Label = ""
		s := newTestScanner(t, Config{Mask: m})
		number := rapid.SampledFrom(genCards[:9]).Draw(t, "number")
		got := s.Redact(number)
		last := m.last()
		first := min(m.First, len(number)-last-minHidden)
		want := number[:first] + strings.Repeat("*", len(number)-first-last) + number[len(number)-last:]
		if got != want || strings.Count(got, "*") < minHidden {
			t.Fatalf("Redact(%q) with %+v = %q, want %q", number, m, got, want)
		}
	})
}

// TestDigitStrings: random digits in one piece are a card exactly when prefix, length and check digit say so.
func TestDigitStrings(t *testing.T) {
	s := newTestScanner(t, Config{Kinds: KindSet(PAN)})
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.StringMatching(`[2-9][0-9]{10,20}`).Draw(t, "number")
		want := false
		if len(number) >= minPAN && len(number) <= maxPAN {
			var prefix uint32
			fmt.Sscan(number[:6], &prefix)
			brand, _ := brandOf(prefix, len(number))
			want = brand != 0 && naiveLuhn(number)
		}
		if got := s.FindString(number); (len(got) == 1) != want {
			t.Fatalf("Find(%q) = %+v, want a card: %v", number, got, want)
		}
	})
}

// TestHTMLKeepsItsStructure: the tokens of redacted HTML are those of the source, but for digits.
func TestHTMLKeepsItsStructure(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkHTML(t, genHTML(t)) })
}

// genHTML draws well-formed HTML with cards in text, across tags and in attributes.
func genHTML(t *rapid.T) string {
	var b strings.Builder
	for range rapid.IntRange(1, 6).Draw(t, "elements") {
		name := rapid.SampledFrom([]string{"p", "td", "b", "span", "div", "li"}).Draw(t, "name")
		fmt.Fprintf(&b, `<%s title="%s">`, name, rapid.SampledFrom([]string{"", "a > b", "4539 1488 0343 6467", "12345"}).Draw(t, "title"))
		b.WriteString(rapid.SampledFrom([]string{"", "card ", "1", "cvv 123 ", "45", "<!-- 4539148803436467 -->"}).Draw(t, "before"))
		b.WriteString(genCard(t))
		b.WriteString(rapid.SampledFrom([]string{"", " 12/27 ", "2", "<br>", "<i>3</i>", "&amp;"}).Draw(t, "after"))
		fmt.Fprintf(&b, "</%s>", name)
	}
	return b.String()
}

func checkHTML(t interface{ Fatalf(string, ...any) }, text string) {
	s, _ := NewScanner(Config{})
	if want, got := tokens(text), tokens(s.Redact(text)); want != got {
		t.Fatalf("Redact(%q) = %q, whose tokens differ:\nwant %s\ngot  %s", text, s.Redact(text), want, got)
	}
}

// tokens writes the tokens of HTML with their names and attributes; of texts only the letters.
func tokens(source string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(source))
	for z.Next() != html.ErrorToken {
		token := z.Token()
		fmt.Fprintf(&b, "%d%s", token.Type, letters(token.Data))
		for _, a := range token.Attr {
			fmt.Fprintf(&b, " %s=%s", letters(a.Key), letters(a.Val))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// letters drops digits and what a mask has in their place.
func letters(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); {
		g := glyphAt([]byte(text), i)
		if g.class != digit && text[i] != '*' {
			b.WriteString(text[i : i+g.size])
		}
		i += g.size
	}
	return b.String()
}
