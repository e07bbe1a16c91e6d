package chat_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"sync/atomic"
	"testing"
	"time"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/pci"
)

// long is a conversation with n messages, as two people exchange them.
func long(tb testing.TB, n int) *chat.Conversation {
	c := chat.New(chat.ConversationConfig{})
	now := time.Date(2026, 11, 27, 0, 0, 0, 0, time.UTC)
	step := func(cmd chat.Command) {
		if _, err := c.Step(now, cmd); err != nil {
			tb.Fatal(err)
		}
	}
	step(chat.Open{Opened: chat.Opened{Contact: "c1", Queue: "q", Bot: "Bot"}})
	for i := range n {
		now = now.Add(time.Second)
		who := []chat.Member{chat.Customer, chat.Bot}[i%2]
		step(chat.Say{From: who, ID: fmt.Sprint(i), Text: "제 카드가 해외에서 결제되지 않습니다. 확인 부탁드립니다."})
	}
	return c
}

// BenchmarkSince reads the last ten entries of a short and of a long conversation: it costs the same.
func BenchmarkSince(b *testing.B) {
	for _, n := range []int{100, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			c := long(b, n)
			b.ReportAllocs()
			for b.Loop() {
				if list, err := c.Since(chat.Customer, c.Len()-10); err != nil || len(list) != 10 {
					b.Fatal(len(list), err)
				}
			}
		})
	}
}

// BenchmarkLoad replays a conversation from its records.
func BenchmarkLoad(b *testing.B) {
	for _, n := range []int{1000, 10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			var data bytes.Buffer
			if err := chat.AppendEntries(&data, long(b, n).All()); err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				entries, err := chat.DecodeEntries(data.Bytes(), 0)
				if err != nil {
					b.Fatal(err)
				}
				c := chat.New(chat.ConversationConfig{})
				for _, e := range entries {
					c.Apply(e)
				}
				if c.Err() != nil {
					b.Fatal(c.Err())
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/message")
		})
	}
}

// BenchmarkStep is a message through a conversation alone; with the gate, the Guard looks at it too.
func BenchmarkStep(b *testing.B) {
	guard, err := pci.NewGuard(pci.Policy{})
	if err != nil {
		b.Fatal(err)
	}
	for _, guarded := range []bool{false, true} {
		b.Run(map[bool]string{false: "bare", true: "guarded"}[guarded], func(b *testing.B) {
			c, gate, n := long(b, 0), chat.NewGate(guard), 0
			now := time.Date(2026, 11, 27, 0, 0, 0, 0, time.UTC)
			b.ReportAllocs()
			for b.Loop() {
				n++
				m := chat.Message{From: chat.Customer, ID: fmt.Sprint(n), Text: "제 카드가 해외에서 결제되지 않습니다. 확인 부탁드립니다."}
				cmd := chat.Command(chat.Say{From: m.From, ID: m.ID, Text: m.Text})
				if guarded {
					p, err := gate.Pass(c, m, nil)
					if err != nil {
						b.Fatal(err)
					}
					cmd = p.Command
				}
				if _, err := c.Step(now, cmd); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkDesk has many conversations go on at once, with the Guard on: messages a second through a Desk.
func BenchmarkDesk(b *testing.B) {
	for _, chats := range []int{1, 1000} {
		b.Run(fmt.Sprintf("%d chats", chats), func(b *testing.B) {
			s := open(b, func(c *chat.Config) { c.Logger, c.Transport = slog.New(slog.DiscardHandler), nil })
			ids := make([]contact.ID, chats)
			for i := range ids {
				id, err := s.Begin(b.Context(), chat.Start{Customer: contact.CustomerID(fmt.Sprint("cust", i)), Queue: "sales"})
				s.ok(err)
				ids[i] = id
			}
			b.ResetTimer()
			var n atomic.Int64
			b.ReportAllocs()
			b.SetParallelism(32)
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					i := n.Add(1)
					m := chat.Message{
						Contact: ids[int(i)%chats], From: chat.Customer, ID: fmt.Sprint(i),
						Text: "제 카드가 해외에서 결제되지 않습니다. 확인 부탁드립니다.",
					}
					if _, err := s.Say(b.Context(), m); err != nil {
						b.Fatal(err)
					}
				}
			})
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "messages/s")
		})
	}
}
