package quote_test

import (
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/acdkit/acdkit/email/quote"
)

type fataler interface {
	Helper()
	Fatalf(string, ...any)
}

// checkCover looks whether ranges cover a text at the borders of lines.
func checkCover(t fataler, text string, ranges []quote.Range) {
	t.Helper()
	at := 0
	var last quote.Kind
	for i, r := range ranges {
		switch {
		case r.Start != at, r.End <= r.Start, r.End > len(text):
			t.Fatalf("Split(%.200q) = %v: range %d does not begin at %d, or is empty", text, ranges, i, at)
		case r.Kind == last, r.Kind < quote.Visible, r.Kind > quote.Quoted:
			t.Fatalf("Split(%.200q) = %v: range %d has the kind %v after %v", text, ranges, i, r.Kind, last)
		case at > 0 && !beginsLine(text, at):
			t.Fatalf("Split(%.200q) = %v: no line begins at %d", text, ranges, at)
		}
		at, last = r.End, r.Kind
	}
	if at != len(text) {
		t.Fatalf("Split(%.200q) = %v, want ranges up to %d", text, ranges, len(text))
	}
}

// checkSplit looks at the ranges of a text, and whether what is visible stays so.
func checkSplit(t fataler, text string) {
	t.Helper()
	checkCover(t, text, quote.Split(text))
	visible := quote.Only(text, quote.Visible)
	if strings.TrimSpace(text) != "" && strings.TrimSpace(visible) == "" {
		t.Fatalf("nothing is visible of %q", text)
	}
	if quote.Only(text, quote.Quoted) != "" && quote.Only(visible, quote.Quoted) != "" {
		t.Fatalf("%q has quotations, and what is visible of it, too: %q", text, visible)
	}
}

func beginsLine(text string, at int) bool {
	return text[at-1] == '\n' || text[at-1] == '\r' && text[at] != '\n'
}

// fragments are lines that mean something here, and some that do not.
func fragments() []string {
	all := []string{
		"", "", "Yes.", "> Is it?", ">> Where?", ">", " > no", ">From here", "-- ", "--", "—", "________________", "-----",
		"-----Original Message-----", "--------- 원본 메일 ---------", "---------- Forwarded message ---------", "Begin forwarded message:",
		"> Begin forwarded message:", "Sent from my iPhone", "나의 iPhone에서 보냄", "users mailing list", "wrote:", "Jane <jane@example.com> wrote:",
		"On Mon,", "Jan 15, 2024", "at 3:04 PM", "2024년 1월 15일", "于2024年1月15日写道：", ": value", "보낸사람", "\u200b", "\x00\xff",
	}
	for _, c := range clients {
		all = append(all, strings.Split(c.intro, "\n")...)
	}
	return all
}

func drawText(t *rapid.T) string {
	lines := rapid.SliceOfN(rapid.SampledFrom(fragments()), 0, 20).Draw(t, "lines")
	ends := rapid.SampledFrom([]string{"\n", "\r\n", "\r"})
	var b strings.Builder
	for _, line := range lines {
		b.WriteString(line + ends.Draw(t, "end"))
	}
	return b.String()
}

func TestProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkSplit(t, drawText(t)) })
}

// TestLineEnds: they make no difference.
func TestLineEnds(t *testing.T) {
	unify := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace
	rapid.Check(t, func(t *rapid.T) {
		text := drawText(t)
		mixed := pieces(text)
		for i := range mixed {
			mixed[i].Text = unify(mixed[i].Text)
		}
		// a lone CR and an LF after it, of an empty line, are one line end
		if diff := cmp.Diff(pieces(unify(text)), mixed); diff != "" {
			t.Fatalf("%q: Split mismatch (-LF +mixed):\n%s", text, diff)
		}
	})
}

// TestOracle: mails that are put together from known parts are split into these.
func TestOracle(t *testing.T) {
	words := rapid.SliceOfN(rapid.SampledFrom([]string{
		"Hello", "주문", "the order", "of 15 January", "wrote", "from", "am", "le", "Datum", "17:30", "we", "notre", "ご注文", "订单", "-",
	}), 1, 8)
	paragraph := rapid.Custom(func(t *rapid.T) string {
		return "Well, " + strings.Join(words.Draw(t, "words"), " ") + ".\n"
	})
	text := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(paragraph, 1, 4).Draw(t, "paragraphs"), rapid.SampledFrom([]string{"", "\n"}).Draw(t, "gap"))
	})
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom(clients).Draw(t, "client")
		c = rapid.SampledFrom(c.forms()).Draw(t, "form")
		earlier := c.intro + "\n\n" + text.Draw(t, "earlier")
		if c.marked {
			earlier = c.intro + "\n" + quote.Quote(text.Draw(t, "earlier"))
		}
		above := visible(text.Draw(t, "answer") + "\n")
		signed := rapid.SampledFrom([]string{"", "-- \nJane\n\n", "Sent from my iPhone\n\n"}).Draw(t, "signature")
		want := []piece{above}
		if signed != "" {
			want = append(want, sig(signed))
		}
		want = append(want, quoted(earlier))
		if c.marked && rapid.Bool().Draw(t, "below") {
			want[len(want)-1].Text += "\n"
			want = append(want, visible(text.Draw(t, "more")))
		}
		var whole strings.Builder
		for _, p := range want {
			whole.WriteString(p.Text)
		}
		if diff := cmp.Diff(want, pieces(whole.String())); diff != "" {
			t.Fatalf("Split mismatch (-want +got):\n%s", diff)
		}
	})
}

func checkQuote(t fataler, text string) {
	t.Helper()
	got := quote.Quote(text)
	if (got == "") != (strings.TrimFunc(text, invisible) == "") {
		t.Fatalf("Quote(%q) = %q", text, got)
	}
	for line := range strings.Lines(got) {
		line, ok := strings.CutSuffix(line, "\n")
		if !ok || !strings.HasPrefix(line, ">") || strings.TrimRightFunc(line, unicode.IsSpace) != line {
			t.Fatalf("Quote(%q) = %q: the line %q is not as it should be", text, got, line)
		}
	}
}

// invisible is what the package takes for space.
func invisible(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune("\u200b\u200e\u200f\u2060\ufeff", r)
}

func TestQuoteProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkQuote(t, drawText(t)) })
}

func FuzzSplit(f *testing.F) {
	for i := 0; i < len(clients); i += 8 {
		c := clients[i]
		f.Add("Yes.\n\n" + c.earlier())
		f.Add(c.earlier() + "\nYes.\n> Where?\r\nSent from my iPhone\r-- \n")
	}
	f.Fuzz(func(t *testing.T, text string) { checkSplit(t, text) })
}

func FuzzQuote(f *testing.F) {
	f.Add("one\r\n> two \r\r\n")
	f.Fuzz(func(t *testing.T, text string) { checkQuote(t, text) })
}
