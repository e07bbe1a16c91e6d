package document

import (
	"regexp"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/pci"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// guard redacts as the real one does.
func guard(t testing.TB, mask pci.Mask) func(string) string {
	t.Helper()
	g, err := pci.NewGuard(pci.Policy{Config: pci.Config{Mask: mask}})
	if err != nil {
		t.Fatal(err)
	}
	return func(text string) string {
		redacted, _ := g.Preview(text)
		return redacted
	}
}

const card = "4111111111111111" // the number that everybody tests with

func TestRedact(t *testing.T) {
	bold := func(text string) Run { return Run{Text: text, Marks: Bold} }
	image := Run{Image: Image{ID: "1"}}
	tests := []struct {
		name      string
		doc, want Doc
	}{
		{"nothing to hide", doc(para(Run{Text: "a"}, bold("b"))), doc(para(Run{Text: "a"}, bold("b")))},
		{"one run", doc(words("my card " + card + " thanks")), doc(words("my card ************1111 thanks"))},
		{"looks change within", doc(para(Run{Text: "x 411111"}, bold("111111"), Run{Text: "1111 y", Color: "#ff0000"})),
			doc(para(Run{Text: "x ******"}, bold("******"), Run{Text: "1111 y", Color: "#ff0000"}))},
		{"two in a line", doc(para(Run{Text: card + " and "}, bold("this"), Run{Text: " 5555555555554444"})),
			doc(para(Run{Text: "************1111 and "}, bold("this"), Run{Text: " ************4444"}))},
		{"an image within", doc(para(Run{Text: "41111111"}, image, Run{Text: "11111111"})), doc(para(Run{Text: "********"}, image, Run{Text: "****1111"}))},
		{"line breaks", doc(words("4111\n1111\n1111\n1111")), doc(words("****\n****\n****\n1111"))},
		{"blocks", doc(words("4111"), words("1111"), words("1111"), words("1111")), doc(words("****"), words("****"), words("****"), words("1111"))},
		{"items", doc(listed(Ordered, 0, "4111 1111"), listed(Ordered, 0, "1111 1111")), doc(listed(Ordered, 0, "**** ****"), listed(Ordered, 0, "**** 1111"))},
		{"the word in the cell beside", doc(Block{Kind: Table, Rows: [][]Line{row("CVV", "123")}}), doc(Block{Kind: Table, Rows: [][]Line{row("CVV", "***")}})},
		{"links and alternative texts", doc(para(Run{Text: "a", Link: "https://x/?n=" + card}, Run{Image: Image{ID: "1", Alt: card}})),
			doc(para(Run{Text: "a", Link: "https://x/?n=************1111"}, Run{Image: Image{ID: "1", Alt: "************1111"}}))},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, tt.doc.Redact(guard(t, pci.Mask{}))); diff != "" {
				t.Errorf("Redact mismatch (-want +got):\n%s", diff)
			}
		})
	}
}

// TestRedactWithLabel: a label is longer or shorter than what it replaces, and has no line breaks or tabs.
func TestRedactWithLabel(t *testing.T) {
	label := guard(t, pci.Mask{Label: "[card number]"})
	tests := []struct{ doc, want Doc }{
		{doc(para(Run{Text: "x 411111", Color: "#ff0000"}, Run{Text: "1111111111 y", Marks: Bold})),
			doc(para(Run{Text: "x [card number]", Color: "#ff0000"}, Run{Text: " y", Marks: Bold}))},
		{doc(words("a"), words("4111 1111"), words("1111 1111"), words("b")), doc(words("a"), words("[card number]"), Block{}, words("b"))},
		{doc(para(Run{Image: Image{ID: "1"}}, Run{Text: card})), doc(para(Run{Image: Image{ID: "1"}}, Run{Text: "[card number]"}))},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, tt.doc.Redact(label)); diff != "" {
			t.Errorf("Redact of %q mismatch (-want +got):\n%s", tt.doc.Text(), diff)
		}
	}
}

// TestRedactSeesWhole: what Redact is given is the text, and what it returns is the text then, whatever it does.
func TestRedactSeesWhole(t *testing.T) {
	check(t, func(t *rapid.T, d Doc) {
		seed := rapid.IntRange(1, 7).Draw(t, "seed")
		before, _ := d.flat()
		var after string
		redact := func(text string) string {
			if text != before {
				return text // an alternative text or a link
			}
			after = scramble(text, seed)
			return after
		}
		got := d.Redact(redact)
		if fault := abnormal(got); fault != "" {
			t.Errorf("%s: %+v", fault, got)
		}
		if text, _ := got.flat(); after != "" && text != after && len(got.Blocks) == len(d.Blocks) {
			t.Errorf("Redact gives %q, want %q for %q", text, after, before)
		}
		if diff := cmp.Diff(shape(d), shape(got)); diff != "" && len(got.Blocks) > 0 {
			t.Errorf("Redact changes the shape (-want +got):\n%s", diff)
		}
	})
}

// scramble hides, lengthens, shortens and adds, but for what separates lines and cells.
func scramble(text string, seed int) string {
	var b strings.Builder
	for i, r := range text {
		switch {
		case r == '\n' || r == '\t' || (i*seed+int(r))%5 > 1:
			b.WriteRune(r)
		case (i+seed)%4 == 0:
			b.WriteString("[-]")
		case (i+seed)%4 == 1:
			b.WriteByte('*')
		case (i+seed)%4 == 2:
			b.WriteRune(r)
			b.WriteRune('한')
		}
	}
	return b.String()
}

// shape is a document without its text.
func shape(d Doc) (shape []string) {
	for _, b := range d.Blocks {
		s := b.Kind.String() + strings.Repeat(">", b.Indent) + strings.Repeat("|", columns(b.Rows)) + strings.Repeat("-", len(b.Rows))
		shape = append(shape, s)
	}
	return shape
}

// TestNoDigitIsLeft: whatever a document looks like, what is hidden in its text is not in what is made of it.
func TestNoDigitIsLeft(t *testing.T) {
	digits := regexp.MustCompile(`[0-9](?:[^0-9]{0,3}[0-9]){2,}`)
	hide := func(text string) string { return digits.ReplaceAllString(text, "#") }
	rapid.Check(t, func(t *rapid.T) {
		d := docs.Draw(t, "doc")
		for i := range d.Blocks {
			for j := range d.Blocks[i].Line {
				d.Blocks[i].Line[j].Text = rapid.StringMatching(`[a 0-9]{0,5}`).Draw(t, "digits")
			}
		}
		before, _ := d.Normal().flat()
		if text, _ := d.Redact(hide).flat(); digits.MatchString(text) {
			t.Errorf("Redact leaves %q in %q of %q", digits.FindString(text), text, before)
		}
	})
}

func FuzzRedact(f *testing.F) {
	f.Add("a\n1\tb", "a\n*\tb")
	f.Add("한글 1111", "한* [x]")
	f.Fuzz(func(t *testing.T, text, redacted string) {
		d, err := FromText(text)
		if err != nil || len(d.Blocks) == 0 { // then there is no place for anything
			return
		}
		before, _ := d.flat()
		got, want := d.Redact(func(string) string { return redacted }), clean(redacted)
		if strings.Count(before, "\n") != strings.Count(want, "\n") || strings.ContainsAny(redacted, "\t\r\u2028\u2029\u0085") || len(got.Blocks) != len(d.Blocks) {
			return
		}
		if text, _ := got.flat(); text != want {
			t.Errorf("Redact of %q gives %q, want %q", before, text, want)
		}
	})
}
