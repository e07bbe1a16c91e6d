package chattest

import (
	"strings"
	"time"

	"github.com/acdkit/acdkit/chat"
)

// contentPayloads: every kind of entry arrives as it was.
func contentPayloads(s *subject) {
	l := s.line("상담 1", chat.AgentMember("김하나"))
	for _, p := range payloads {
		l.send(p)
	}
	l.check()
}

// bytesOfText is the length of the longest text that a message has by default (chat.Limits).
const bytesOfText = 16 << 10

// texts are what people write: anything that is UTF-8 without a NUL.
var texts = []string{
	"x", "안녕하세요, 무엇을 도와드릴까요?", "👩‍👩‍👧‍👦 🇰🇷 👍🏽", "שלום مرحبا \u202eabc\u202c", "z\u0335\u0321a\u0334l\u0337g\u0336o",
	" before and after ", "\n\n", "one\ntwo\n\nthree", "\t", "a\r\nb\rc", "\x01\x07\b\f\v\x1b[31m\x7f\u0085\u200b\u2028\u2029\ufeff\ufffd\U0010ffff",
	`"quoted" 'quoted' \ \\ \n \u0041 / // /* */`, "<b>&amp;</b><script>alert(1)</script>", "100% {{customer}} ${x} %s %00 %zz",
	`{"seq":1,"at":"2026-01-01T00:00:00Z","type":"ended"}`, "]}", "null", "\ndata: x\n\nevent: y\n\n", "\r\n.\r\n", "ping",
	strings.Repeat("x", bytesOfText), strings.Repeat("<", bytesOfText), strings.Repeat("\x01", bytesOfText),
	strings.Repeat("가", bytesOfText/3), strings.Repeat("🤷🏽‍♀️", bytesOfText/len("🤷🏽‍♀️")), strings.Repeat("\n", bytesOfText),
}

// contentTexts: every text arrives as it was.
func contentTexts(s *subject) {
	l := s.line("c1", chat.Customer)
	for _, text := range texts {
		said := l.said("")
		said.Text = text
		l.send(said)
	}
	l.check()
}

// contentTimes: times arrive to the nanosecond, in UTC.
func contentTimes(s *subject) {
	l := s.line("c1", chat.Customer)
	day := time.Date(2026, time.December, 31, 0, 0, 0, 0, time.UTC)
	for _, after := range []time.Duration{
		0, 1, 999, 100_000_000, 123_456_789, 999_999_999, time.Second, 24*time.Hour - 1, 24 * time.Hour, 59 * 24 * time.Hour,
	} {
		d := l.following(l.said("then"))
		d.Entry.At = day.Add(after)
		l.again(d)
	}
	l.check()
}

// contentNumbers: numbers arrive as they were, up to those that JavaScript can count to.
func contentNumbers(s *subject) {
	l := s.line("c1", chat.Customer)
	for _, seq := range []uint64{0, 1, 9, 127, 255, 65_535, 1<<31 - 1, 1 << 31, 1<<32 - 1, 1 << 32, 1<<53 - 20} {
		l.seq = max(l.seq, seq)
		l.send(chat.Receipt{Member: chat.AgentMember("kim"), Through: l.seq + 1})
		l.send(chat.Revised{Of: l.seq, Text: "****"})
	}
	l.check()
}
