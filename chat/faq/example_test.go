package faq_test

import (
	"context"
	"fmt"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/chat/faq"
)

// A bot for a shop. A chat.Desk asks it; here that is done by hand.
func Example() {
	bot := &faq.Bot{Scripts: []faq.Script{
		{
			Language: "en", Greeting: "How can I help?", Fallback: "Could you say that in other words?", HandOver: "I'll get you a colleague.",
			Answers: []faq.Answer{
				{Questions: []string{"refund", "money back"}, Text: "A refund takes three working days."},
				{Questions: []string{"cancel contract"}, HandOver: true},
			},
		},
		{
			Language: "ko", Greeting: "무엇을 도와드릴까요?", Fallback: "다른 말로 해 주시겠어요?", HandOver: "상담사를 연결해 드릴게요.",
			Answers: []faq.Answer{{Questions: []string{"환불 기간"}, Text: "환불은 사흘 걸립니다."}},
		},
	}}
	if err := bot.Validate(); err != nil {
		panic(err)
	}
	said := []chat.Entry{{Payload: chat.Said{From: chat.Party{Member: chat.Bot}, Text: "How can I help?"}}}
	for _, turn := range []chat.Turn{
		{Language: "en-GB"},
		{Language: "en-GB", Text: "I want my money back!", Entries: said},
		{Language: "en-GB", Text: "Can I cancel the contract?", Entries: said},
		{Language: "en-GB", Text: "Hm", Entries: said},
		{Language: "ko-KR", Text: "환불은 기간이 얼마나 되나요?", Entries: said},
		{Language: "ko-KR", Text: "사람이랑 얘기할래요", Entries: said},
	} {
		answer, err := bot.Reply(context.Background(), turn)
		if err != nil {
			panic(err)
		}
		fmt.Println(answer.Texts, answer.HandOver)
	}
	// Output:
	// [How can I help?] false
	// [A refund takes three working days.] false
	// [I'll get you a colleague.] true
	// [Could you say that in other words?] false
	// [환불은 사흘 걸립니다.] false
	// [상담사를 연결해 드릴게요.] true
}
