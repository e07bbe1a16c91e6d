package faq

import (
	"fmt"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/chat"
)

// BenchmarkReply finds the last of 1,000 answers, with three questions each, for one sentence and for a message of
// the greatest length.
func BenchmarkReply(b *testing.B) {
	s := Script{Language: "ko", Greeting: "안녕하세요", Fallback: "네?"}
	for i := range 1000 {
		s.Answers = append(s.Answers, Answer{
			Questions: []string{fmt.Sprintf("상품 %d 환불", i), fmt.Sprintf("배송 %d", i), fmt.Sprintf("product %d refund", i)}, Text: fmt.Sprint("답 ", i),
		})
	}
	short := "상품 999의 환불은 언제쯤 되는지 알고 싶어요."
	for name, text := range map[string]string{"sentence": short, "message": short + strings.Repeat(" 그런데 말이죠, 제가", 85)} {
		b.Run(name, func(b *testing.B) {
			bot := &Bot{Scripts: []Script{s}}
			turn := chat.Turn{Language: "ko", Text: text, Entries: said("안녕하세요", text)}
			b.ReportAllocs()
			for b.Loop() {
				if a := reply(b, bot, turn); a.Texts[0] != "답 999" {
					b.Fatal(a)
				}
			}
		})
	}
}
