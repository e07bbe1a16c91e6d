package quote_test

import (
	"strings"
	"testing"

	"github.com/acdkit/acdkit/email/quote"
)

// repeat makes a text of n bytes.
func repeat(s string, n int) string {
	return strings.Repeat(s, n/len(s)+1)[:n]
}

// hostile are texts that would keep a careless reader busy.
var hostile = []struct {
	name string
	unit string
}{
	{"letters", "a"},
	{"spaces", " "},
	{"line feeds", "\n"},
	{"carriage returns", "\r"},
	{"short lines", "a\n"},
	{"short lines of CR", "a\r"},
	{"marks", ">"},
	{"marked lines", ">\n"},
	{"alternately", "> a\na\n"},
	{"runs", "> On Mon, Jan 15, 2024 at 3:04 PM Jane <j@example.com> wrote:\n\na\n\n"},
	{"colons", ":\n"},
	{"attributions", "On Mon, Jan 15, 2024 at 3:04 PM Jane wrote:\n"},
	{"addresses", "jane@example.com:\n"},
	{"dates", "15.01.2024, 15.01.2024 Mon 15:04 "},
	{"openings", "on on on on on on:\n"},
	{"long attributions", strings.Repeat("on 5 may ", 50) + "wrote:\n"},
	{"wrapped", "On Mon, Jan 15, 2024 at\n"},
	{"fields", "From: a\nSent: b\nTo: c\n"},
	{"one field", "From: a\n"},
	{"long fields", "From: a\n" + strings.Repeat("a\n", 11) + "To: b\n" + strings.Repeat("a\n", 11)},
	{"markers", "--- Original Message\n"},
	{"rules", "-----\n"},
	{"delimiters", "a\n-- \n"},
	{"delimiters and runs", "a\n-- \n> a\n"},
	{"programs", "Sent from my \n"},
	{"brackets", "<(["},
	{"Korean", "2024년 1월 15일 김하나 작성:\n"},
	{"invalid", "\xff\n"},
}

// TestHostile: a time that is more than linear would be noticed.
func TestHostile(t *testing.T) {
	for _, tt := range hostile {
		t.Run(tt.name, func(t *testing.T) {
			text := "Hello\n\n" + repeat(tt.unit, 1<<17)
			checkCover(t, text, quote.Split(text))
		})
	}
}

func BenchmarkSplit(b *testing.B) {
	var top, prose strings.Builder
	for _, c := range clients {
		prose.WriteString("Dear service,\n\nmy order number 17 has not come: please tell me where it is.\nThank you, it was due on 15 January.\n\n")
		top.WriteString(c.earlier())
	}
	texts := []struct{ name, text string }{
		{"prose", prose.String()},
		{"mail", "It is 17.\n\nOn Mon, Jan 15, 2024 at 3:04 PM Jane Doe <jane@example.com> wrote:\n\n" + quote.Quote(prose.String())},
		{"clients", top.String()},
	}
	for _, h := range hostile {
		texts = append(texts, struct{ name, text string }{"hostile/" + h.name, repeat(h.unit, 1<<20)})
	}
	for _, bb := range texts {
		b.Run(bb.name, func(b *testing.B) {
			b.SetBytes(int64(len(bb.text)))
			b.ReportAllocs()
			for b.Loop() {
				quote.Split(bb.text)
			}
		})
	}
}
