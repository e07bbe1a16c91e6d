package pci

import (
	"strings"
	"testing"
)

// hostile are shapes of text that cost most: much that may be a number, a tag or an escape, and is none.
var hostile = []struct{ name, piece string }{
	{"words", "Thank you for your message, we will be back soon. "},
	{"angle", "<"}, {"digit-angle", "1<"}, {"tags", "<b>"}, {"digit-tags", "1<b>"}, {"open-quote", `1<a b="`}, {"quotes", `1<a b="1<a b='`},
	{"comment", "1<!--"}, {"script", "1<script>"}, {"scripts", "1<script>2</script>"}, {"nested", `1<b a='2<b c="3">4'>`}, {"tag-spaces", "1<p>" + strings.Repeat(" ", 400)},
	{"reference", "&#"}, {"references", "&#52"}, {"digit-reference", "1&#"}, {"named", "1&nbsp;"}, {"percent", "%20"}, {"digit-percent", "1%20"},
	{"percents", "%E2%80%8B"}, {"backslash", `1\n`}, {"unicode", `\u00a0`}, {"digits", "7"}, {"singles", "4 "}, {"fours", "4539 "}, {"pairs", "45-"},
	{"cards", "4539148803436467 "}, {"joined", "4539 1488 0343 6467 "}, {"hidden", "4\u200b"}, {"zero-width", "\u200b"}, {"control", "4\x00"}, {"long-gap", "4" + strings.Repeat("\u200b", 600)},
	{"codes", "cvv 123 "}, {"code-tags", "cvv" + strings.Repeat("<b>", 10) + "123"}, {"stars", "*"}, {"masked", "**** 6467 "}, {"expiry", "4539148803436467 12/27 123 "}, {"track", "%B4539148803436467^"},
	{"message-id", "<4539148803436467@"}, {"uuid", "45391488-0343-4647-8539-148803436467 "}, {"iban", "DE89 3704 0044 0532 0130 00 "}, {"hangul", "카드번호는 4539 "},
}

// BenchmarkHostile shows the cost of hostile text for each byte, of 64 KiB and 1 MiB: it is to be the same.
func BenchmarkHostile(b *testing.B) {
	for _, h := range hostile {
		for _, size := range []struct {
			name string
			n    int
		}{{"64K", 64 << 10}, {"1M", 1 << 20}} {
			b.Run(h.name+"/"+size.name, func(b *testing.B) {
				text := []byte(strings.Repeat(h.piece, size.n/len(h.piece)))
				s := newTestScanner(b, Config{})
				var out []byte
				b.SetBytes(int64(len(text)))
				for b.Loop() {
					out, _ = s.AppendRedacted(out[:0], text)
				}
			})
		}
	}
}

// TestHostile: nothing of the kind is a panic, and all is clean when redacted.
func TestHostile(t *testing.T) {
	s := newTestScanner(t, Config{})
	for _, h := range hostile {
		once := s.Redact(strings.Repeat(h.piece, 20_000/len(h.piece)))
		if found := s.FindString(once); len(found) > 0 {
			t.Errorf("%s: the redacted text still has %d findings", h.name, len(found))
		}
	}
}

// TestCleanAllocatesNothing: looking through clean text takes no memory.
func TestCleanAllocatesNothing(t *testing.T) {
	s := newTestScanner(t, Config{})
	for _, text := range []string{
		"Thank you for your message, we will be back soon.", "Order 3348917502 of 2026-11-27 10:45, 12.50 EUR, call +1 415 555 2671.", "안녕하세요, 주문번호 20261127-0001234 배송 언제 되나요?",
		"비밀번호를 잊었어요. 카드는 있어요.", "12.50 13.75 14.25 15.00 16.75\n1 2 3 4 5 6 7 8 9 10\n", "<td>12</td><td>13</td>&nbsp;<td>14&nbsp;000</td> 5&#160;000 7&ndash;8",
		"https://example.com/a%20b/12%2013?x=1", "日本語のテキスト１２３", "số 12 và 13, ελληνικά 14", "pin the 12 tabs, security of 123 items",
	} {
		source := []byte(strings.Repeat(text+" ", 50))
		s.Find(source)
		if n := testing.AllocsPerRun(20, func() { s.Find(source) }); n != 0 {
			t.Errorf("Find(%q ...) allocates %v times, want 0", text, n)
		}
	}
}
