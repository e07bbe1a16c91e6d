package chattest_test

import (
	"math/rand/v2"
	"sync"
	"testing"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/chat/chattest"
	"github.com/acdkit/acdkit/contact"
)

func TestMemoryConforms(t *testing.T) {
	chattest.Run(t, func(t *testing.T) chattest.Harness {
		m := new(chat.Memory)
		return chattest.Harness{Transport: m, Take: m.Take}
	})
}

// TestFaultyConforms: a Faulty that fails now and then, and for who is cut off, is a transport as others are.
func TestFaultyConforms(t *testing.T) {
	for name, away := range map[string]chattest.Fault{
		"Refuse": chattest.Refuse, "AnswerLost": chattest.AnswerLost, "Stall": chattest.Stall, "StallAfter": chattest.StallAfter,
	} {
		t.Run(name, func(t *testing.T) {
			chattest.Run(t, func(t *testing.T) chattest.Harness {
				m, random, off := new(chat.Memory), rand.New(rand.NewPCG(1, 2)), absent{}
				f := &chattest.Faulty{Transport: m, Plan: func(d chat.Delivery, n int) chattest.Fault {
					switch {
					case off.is(d.Contact, d.To):
						return away
					case random.IntN(10) == 0:
						return chattest.Refuse + chattest.Fault(random.IntN(2))
					}
					return chattest.None
				}}
				return chattest.Harness{Transport: f, Take: m.Take, Connect: off.connect, Cut: off.cut}
			})
		})
	}
}

// absent is who is out of reach.
type absent struct {
	mu  sync.Mutex
	who map[end]bool
}

// end is one member of one contact.
type end struct {
	Contact contact.ID
	To      chat.Member
}

func (a *absent) set(e end, off bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.who == nil {
		a.who = map[end]bool{}
	}
	a.who[e] = off
}

func (a *absent) connect(id contact.ID, to chat.Member) { a.set(end{id, to}, false) }
func (a *absent) cut(id contact.ID, to chat.Member)     { a.set(end{id, to}, true) }

func (a *absent) is(id contact.ID, to chat.Member) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.who[end{id, to}]
}
