package faq

import (
	"context"
	"errors"
	"sync"
	"testing"

	"github.com/acdkit/acdkit/chat"
	"github.com/google/go-cmp/cmp"
)

func TestReply(t *testing.T) {
	bot := shop()
	const ko, en = "ko-KR", "en-US"
	for _, tt := range []struct {
		language, text, want string
		handOver             bool
	}{
		{ko, "환불", "환불은 사흘 걸립니다.", false},
		{ko, "환불은 언제 되나요?", "환불은 사흘 걸립니다.", false},
		{ko, "그럼 환불을요!", "환불은 사흘 걸립니다.", false},
		{ko, "환불해주세요", "환불은 사흘 걸립니다.", false},
		{ko, "내 돈!", "환불은 사흘 걸립니다.", false},
		{ko, "돈을 주세요", "환불은 사흘 걸립니다.", false},
		{ko, "돈까스 주세요", "다시 한번 말씀해 주세요.", false},
		{ko, "재환불", "다시 한번 말씀해 주세요.", false},
		{ko, "환불은 카드로 되나요", "카드사에 따라 다릅니다.", false}, // more words, in another order
		{ko, "카드요\n환불은요", "카드사에 따라 다릅니다.", false},
		{ko, "pdf를 영수증으로", "주문 내역에 있습니다.", false},
		{ko, "ＰＤＦ영수증", "주문 내역에 있습니다.", false},
		{ko, "\u1112\u116a\u11ab\u1107\u116e\u11af 돼요?", "환불은 사흘 걸립니다.", false}, // decomposed
		{ko, "서비스를 해지할게요", "상담사를 연결해 드릴게요.", true},
		{ko, "고장났어요", "기술 상담사를 연결해 드릴게요.", true},
		{ko, "환불 말고 상담사랑 얘기할래요", "상담사를 연결해 드릴게요.", true},
		{ko, "AGENT", "상담사를 연결해 드릴게요.", true},
		{ko, "사람 바꿔 주세요", "상담사를 연결해 드릴게요.", true},
		{en, "Refund!", "It takes three days.", false},
		{en, "I want my MONEY, back", "It takes three days.", false},
		{en, "refund to my card?", "Ask your bank.", false},
		{en, "refund or open", "It takes three days.", false},                    // as many words, and longer
		{en, "refunds", "Sorry?", false},                                         // Latin words match whole
		{en, "opening, and your hours, and refund", "From nine to five.", false}, // two words
		{en, "cancel it", "", true},
		{en, "a human, please", "", true},
		{en, "", "Sorry?", false}, // a file
		{en, "?!", "Sorry?", false},
	} {
		want := chat.Answer{HandOver: tt.handOver}
		if tt.want != "" {
			want.Texts = []string{tt.want}
		}
		got := reply(t, bot, chat.Turn{Language: tt.language, Text: tt.text, Entries: said("Hello", tt.text)})
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("Reply to %q mismatch (-want +got):\n%s", tt.text, diff)
		}
	}
}

func TestGreeting(t *testing.T) {
	bot := shop()
	bot.Scripts = append(bot.Scripts, Script{Language: "en-GB", Greeting: "Hullo", Fallback: "Pardon?"}, Script{Language: "zh-TW", Greeting: "您好", Fallback: "？"})
	for language, want := range map[string]string{
		"ko": "무엇을 도와드릴까요?", "ko-KR": "무엇을 도와드릴까요?", "kor": "무엇을 도와드릴까요?", "en": "How can I help?", "en-us": "How can I help?",
		"en-GB": "Hullo", "en_GB": "Hullo", "en-AU": "How can I help?", "zh-CN": "您好", "": "무엇을 도와드릴까요?", "fr": "무엇을 도와드릴까요?", "?": "무엇을 도와드릴까요?",
		"und": "무엇을 도와드릴까요?",
	} {
		got := reply(t, bot, chat.Turn{Language: language, Entries: said()})
		if diff := cmp.Diff(chat.Answer{Texts: []string{want}}, got); diff != "" {
			t.Errorf("greeting in %q mismatch (-want +got):\n%s", language, diff)
		}
	}
	for _, entries := range [][]chat.Entry{said("Hello"), said("Hello", "")} { // nothing, and a file
		if got := reply(t, bot, chat.Turn{Entries: entries}); got.Texts[0] != bot.Scripts[0].Fallback {
			t.Errorf("after %d entries: %q, want the fallback", len(entries), got.Texts)
		}
	}
}

func TestFallbacks(t *testing.T) {
	fallback, over := chat.Answer{Texts: []string{"다시 한번 말씀해 주세요."}}, chat.Answer{Texts: []string{"상담사를 연결해 드릴게요."}, HandOver: true}
	said0, said1 := fallback.Texts[0], "환불은 사흘 걸립니다."
	for _, tt := range []struct {
		entries []chat.Entry
		want    chat.Answer
	}{
		{said("무엇을 도와드릴까요?", "음"), fallback},
		{said("무엇을 도와드릴까요?", "음", said0, "음"), fallback},
		{said("무엇을 도와드릴까요?", "음", said0, "음", said0, "음"), over},
		{said("무엇을 도와드릴까요?", "음", said0, "환불", said1, "음", said0, "음"), fallback}, // not in a row
		{said("무엇을 도와드릴까요?", said0, "", said0, "", said0), fallback},              // the customer said it
	} {
		if diff := cmp.Diff(tt.want, reply(t, shop(), chat.Turn{Language: "ko", Text: "음", Entries: tt.entries})); diff != "" {
			t.Errorf("Reply after %d entries mismatch (-want +got):\n%s", len(tt.entries), diff)
		}
	}
}

// TestFallbackAsKept: a conversation keeps texts in NFC, with LF.
func TestFallbackAsKept(t *testing.T) {
	bot := &Bot{Scripts: []Script{{Greeting: "Hi", Fallback: "e\u0301\r\n?", MaxFallbacks: 1}}}
	if got := reply(t, bot, chat.Turn{Text: "x", Entries: said("Hi", "x", "é\n?", "x")}); !got.HandOver {
		t.Errorf("the fallback is not recognised: %v", got)
	}
}

func TestHandOverWords(t *testing.T) {
	bot := &Bot{Scripts: []Script{{Greeting: "Hi", Fallback: "?", HandOverWords: []string{"real person", "점장"}}}}
	for text, want := range map[string]bool{"agent": false, "person": false, "a Person, real": true, "점장님": true} {
		if got := reply(t, bot, chat.Turn{Text: text, Entries: said("Hi", text)}); got.HandOver != want {
			t.Errorf("%q hands over: %t, want %t", text, got.HandOver, want)
		}
	}
	for _, word := range DefaultWords() {
		if got := reply(t, shop(), chat.Turn{Text: word, Entries: said("Hi", word)}); !got.HandOver {
			t.Errorf("%q does not hand over", word)
		}
	}
}

// TestLongSaying: of a long text the end counts.
func TestLongSaying(t *testing.T) {
	long := make([]byte, 10*maxRead)
	for i := range long {
		long[i] = "가 나다 "[i%len("가 나다 ")]
	}
	for text, want := range map[string]string{string(long) + " 환불": "환불은 사흘 걸립니다.", "환불 " + string(long): "다시 한번 말씀해 주세요."} {
		if got := reply(t, shop(), chat.Turn{Language: "ko", Text: text, Entries: said("", text)}); got.Texts[0] != want {
			t.Errorf("Reply = %q, want %q", got.Texts, want)
		}
	}
}

func TestReplyRefuses(t *testing.T) {
	for range 2 {
		if _, err := new(Bot).Reply(t.Context(), chat.Turn{}); !errors.Is(err, ErrNoScript) {
			t.Errorf("a bot without scripts: %v", err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := shop().Reply(ctx, chat.Turn{}); !errors.Is(err, context.Canceled) {
		t.Errorf("in a context that has ended: %v", err)
	}
}

func TestConcurrentReplies(t *testing.T) {
	bot := shop()
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if a, err := bot.Reply(t.Context(), chat.Turn{Text: "환불", Entries: said("", "환불")}); err != nil || a.HandOver {
				t.Errorf("Reply = %v, %v", a, err)
			}
		})
	}
	wg.Wait()
}
