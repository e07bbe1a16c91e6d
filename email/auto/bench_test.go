package auto_test

import (
	"strings"
	"testing"

	"github.com/acdkit/acdkit/email/auto"
	"github.com/acdkit/acdkit/email/message"
)

// BenchmarkClassify measures ordinary mail and a bounce, without parsing, and texts that are made to take long.
func BenchmarkClassify(b *testing.B) {
	hostile := func(unit string) *message.Message {
		return parse("From: MAILER-DAEMON@a.example|Subject: failure notice", strings.Repeat(unit, 256<<10/len(unit)))
	}
	for _, bc := range []struct {
		name string
		m    *message.Message
	}{
		{"person", parse("Subject: order 7|To: support@desk.example", strings.Repeat("Where is my order?\r\n", 200))},
		{"bounce", message.Parse([]byte(crlf(bounces[0].mail)))},
		{"ids", hostile("message-id ")},
		{"addresses", hostile("\r\n<a")},
		{"numbers", hostile("5.1.1.")},
		{"blank lines", hostile("\r\n")},
		{"html", parse("From: MAILER-DAEMON@a.example|Subject: failure notice|Content-Type: text/html", strings.Repeat("<&lt;", 50<<10))},
	} {
		b.Run(bc.name, func(b *testing.B) {
			b.SetBytes(int64(len(bc.m.Text) + len(bc.m.HTML)))
			for b.Loop() {
				auto.Classify(bc.m, auto.Envelope{}, mark)
			}
		})
	}
}
