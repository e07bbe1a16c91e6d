package transcript_test

import (
	"fmt"
	"os"
	"time"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/chat/transcript"
)

// conversation is one that begins with a bot.
func conversation() *chat.Conversation {
	c := chat.New(chat.ConversationConfig{})
	at := time.Date(2026, 11, 27, 6, 30, 0, 0, time.UTC)
	for _, cmd := range []chat.Command{
		chat.Open{Opened: chat.Opened{Contact: "c1", Name: "김하나", Queue: "orders", Bot: "도우미"}},
		chat.Say{From: chat.Bot, ID: "1", Text: "무엇을 도와드릴까요?"},
		chat.Say{From: chat.Customer, ID: "2", Text: "상담사와 이야기하고 싶어요.\n주문 건입니다."},
		chat.AskAgent{Cause: chat.Asked},
	} {
		if _, err := c.Step(at, cmd); err != nil {
			panic(err)
		}
		at = at.Add(20 * time.Second)
	}
	return c
}

// What the customer reads, by the customer's clock.
func Example() {
	entries, err := conversation().Since(chat.Customer, 0)
	if err != nil {
		panic(err)
	}
	reader := transcript.Reader{Language: "ko-KR", Member: chat.Customer, Location: time.FixedZone("KST", 9*60*60)}
	if err := transcript.Text(os.Stdout, entries, reader); err != nil {
		panic(err)
	}
	// Output:
	// 2026년 11월 27일 금요일 (UTC+09:00)
	//
	// 15:30  * 채팅을 시작하셨습니다.
	// 15:30  * 도우미가 채팅에 참여했습니다.
	// 15:30  [챗봇] 도우미
	//     무엇을 도와드릴까요?
	// 15:30  [고객] 김하나
	//     상담사와 이야기하고 싶어요.
	//     주문 건입니다.
	// 15:31  * 상담사 연결을 요청하셨습니다.
}

// The same event reads differently for others.
func ExampleLine() {
	e := chat.Entry{Payload: chat.Disconnected{}}
	fmt.Println(transcript.Line(e, transcript.Reader{Language: "en", Member: chat.Customer}))
	fmt.Println(transcript.Line(e, transcript.Reader{Language: "en", Member: chat.AgentMember("7")}))
	// Output:
	// Your connection was lost.
	// The customer's connection was lost.
}

func ExampleJSON() {
	entries, err := conversation().Since(chat.Customer, 4)
	if err != nil {
		panic(err)
	}
	if err := transcript.JSON(os.Stdout, entries, transcript.Reader{Member: chat.Customer}); err != nil {
		panic(err)
	}
	// Output:
	// [
	// {"seq":5,"at":"2026-11-27T06:31:00Z","from":"","role":"system","kind":"handed-over","text":"You asked for an agent.","attachments":[],"visible_to":"everyone"}]
}
