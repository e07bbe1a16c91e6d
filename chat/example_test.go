package chat_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/chat/template"
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/routing"
)

// newCenter opens a center with one queue and one agent, who is available.
func newCenter(ctx context.Context, j journal.Journal) (*routing.Center, error) {
	center, err := routing.Open(ctx, routing.Config{Journal: j, Setup: []routing.Command{
		routing.SetProfile{Profile: contact.Profile{ID: "chat", Capacity: contact.Load{contact.Chat: 3}}},
		routing.SetQueue{Queue: routing.Queue{ID: "sales", Name: "Sales", Channel: contact.Chat}},
		routing.SetAgent{Agent: routing.Agent{
			ID: "kim", Name: "Kim", Profile: "chat", Queues: []routing.Serves{{Queue: "sales"}},
		}},
	}})
	if err != nil {
		return nil, err
	}
	if err := center.SignIn(ctx, "kim"); err != nil {
		return nil, err
	}
	return center, center.SetState(ctx, "kim", contact.Available, "")
}

// A chat from its beginning to its end. The card number is hidden before anything is stored.
func Example() {
	ctx := context.Background()
	j := &journal.Memory{}
	center, err := newCenter(ctx, j)
	if err != nil {
		panic(err)
	}
	defer center.Close(ctx)
	desk, err := chat.OpenDesk(ctx, chat.Config{Center: center, Journal: j, Settings: chat.Settings{
		Templates: []template.Template{{ID: "hello", Name: "Hello", Text: "Hello {{customer}}, I am {{agent}}."}},
	}})
	if err != nil {
		panic(err)
	}
	defer desk.Close(ctx)

	id, _ := desk.Begin(ctx, chat.Start{Contact: "c1", Name: "박둘", Queue: "sales", Language: "ko"})
	desk.Say(ctx, chat.Message{Contact: id, From: chat.Customer, Text: "제 카드는 4539 1488 0343 6467 입니다"})
	kim := chat.AgentMember("kim")
	center.Accept(ctx, "kim", id)
	desk.Insert(ctx, kim, id, "hello")
	desk.Send(ctx, kim, id, "")
	center.End(ctx, "kim", id)

	entries, _ := desk.Since(ctx, kim, id, 0)
	for _, e := range entries {
		switch p := e.Payload.(type) {
		case chat.Said:
			fmt.Printf("%d %s: %s\n", e.Seq, p.From.Name, p.Text)
		default:
			fmt.Printf("%d (%s)\n", e.Seq, e.Kind())
		}
	}
	// Output:
	// 1 (opened)
	// 2 (queued)
	// 3 박둘: 제 카드는 **** **** **** 6467 입니다
	// 5 (joined)
	// 6 Kim: Hello 박둘, I am Kim.
	// 7 (ended)
}

// The role table as data: what the guest of a conference may do.
func ExampleRules() {
	for _, r := range chat.Rules() {
		if r.Role == chat.RoleGuest && len(r.Phases) > 0 {
			fmt.Println(r.Action, r.Phases)
		}
	}
	// Output:
	// say [conferring]
	// attach [conferring]
	// note [conferring]
	// template [conferring]
	// leave [conferring customer-gone]
	// read [with-bot waiting serving inviting conferring customer-gone over]
}

// What is too long is refused with its length, and nothing is cut off.
func ExampleLimits_Clean() {
	_, err := chat.Limits{}.Clean(strings.Repeat("🇰🇷", 1001))
	fmt.Println(err)
	fmt.Println(chat.Graphemes.Count("👩‍👩‍👧"), chat.UTF16.Count("👩‍👩‍👧"))
	// Output:
	// chat: too long count=1001 limit=1000
	// 1 8
}
