package faq

import (
	"fmt"
	"testing"

	"github.com/acdkit/acdkit/chat"
)

// shop has a script in Korean, and one in English.
func shop() *Bot {
	return &Bot{Scripts: []Script{
		{
			Language: "ko", Greeting: "무엇을 도와드릴까요?", Fallback: "다시 한번 말씀해 주세요.", HandOver: "상담사를 연결해 드릴게요.",
			Answers: []Answer{
				{Questions: []string{"환불", "돈"}, Text: "환불은 사흘 걸립니다."},
				{Questions: []string{"카드 환불"}, Text: "카드사에 따라 다릅니다."},
				{Questions: []string{"해지", "서비스 해지"}, HandOver: true},
				{Questions: []string{"PDF 영수증"}, Text: "주문 내역에 있습니다."},
				{Questions: []string{"고장"}, Text: "기술 상담사를 연결해 드릴게요.", HandOver: true},
			},
		},
		{
			Language: "en-US", Greeting: "How can I help?", Fallback: "Sorry?", MaxFallbacks: 1,
			Answers: []Answer{
				{Questions: []string{"refund", "money back"}, Text: "It takes three days."},
				{Questions: []string{"refund card"}, Text: "Ask your bank."},
				{Questions: []string{"opening hours", "open"}, Text: "From nine to five."},
				{Questions: []string{"cancel"}, HandOver: true},
			},
		},
	}}
}

// said makes a conversation of messages, by turns the bot's and the customer's.
func said(texts ...string) []chat.Entry {
	entries := []chat.Entry{{Seq: 1, Payload: chat.Opened{}}, {Seq: 2, Payload: chat.Joined{Party: chat.Party{Member: chat.Bot, Role: chat.RoleBot}}}}
	for i, text := range texts {
		from := chat.Party{Member: chat.Bot, Role: chat.RoleBot}
		if i%2 == 1 {
			from = chat.Party{Member: chat.Customer, Role: chat.RoleCustomer}
		}
		entries = append(entries, chat.Entry{Seq: uint64(len(entries)) + 1, Payload: chat.Said{ID: fmt.Sprint(i), From: from, Text: text}})
	}
	return entries
}

func reply(t testing.TB, b *Bot, turn chat.Turn) chat.Answer {
	t.Helper()
	a, err := b.Reply(t.Context(), turn)
	if err != nil {
		t.Fatal(err)
	}
	return a
}
