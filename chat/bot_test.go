package chat_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/acdkit/acdkit/chat"
	"github.com/google/go-cmp/cmp"
)

// botFunc is a function as a bot.
type botFunc func(chat.Turn) (chat.Answer, error)

func (f botFunc) Reply(_ context.Context, t chat.Turn) (chat.Answer, error) { return f(t) }

// slowBot answers when it is too late.
type slowBot struct{}

func (slowBot) Reply(ctx context.Context, t chat.Turn) (chat.Answer, error) {
	if t.Text == "" {
		return chat.Answer{Texts: []string{"Hello"}}, nil
	}
	<-ctx.Done()
	return chat.Answer{}, ctx.Err()
}

func echo(t chat.Turn) (chat.Answer, error) {
	switch t.Text {
	case "":
		return chat.Answer{Texts: []string{"Hello"}}, nil
	case "human":
		return chat.Answer{Texts: []string{"One moment"}, HandOver: true}, nil
	case "fail":
		return chat.Answer{}, errors.New("no")
	}
	return chat.Answer{Texts: []string{"You said: " + t.Text}}, nil
}

func TestBot(t *testing.T) {
	const label = "Virtual assistant"
	opening := []string{"opened", "joined bot " + label, label + ": Hello"}
	for _, c := range []struct {
		name string
		bot  chat.Responder
		says []string
		want []string
	}{
		{"answers", botFunc(echo), []string{"1", "2"}, []string{"박둘: 1", label + ": You said: 1", "박둘: 2", label + ": You said: 2"}},
		{"hands over", botFunc(echo), []string{"human"}, []string{"박둘: human", label + ": One moment", "handed-over bot", "queued"}},
		{"fails", botFunc(echo), []string{"fail"}, []string{"박둘: fail", "handed-over bot-failed", "queued"}},
		{"is slow", slowBot{}, []string{"x"}, []string{"박둘: x", "handed-over bot-slow", "queued"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				s := open(t, func(cfg *chat.Config) { cfg.Bot = c.bot })
				s.begin("c1")
				wait(time.Second)
				for _, text := range c.says {
					s.say(chat.Customer, "c1", text)
					wait(time.Minute)
				}
				if diff := cmp.Diff(append(opening, c.want...), s.lines(chat.Customer, "c1")); diff != "" {
					t.Errorf("mismatch (-want +got):\n%s", diff)
				}
			})
		})
	}
}

func TestAskForAPerson(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, func(cfg *chat.Config) { cfg.Bot = botFunc(echo) })
		s.staff("kim")
		s.begin("c1")
		wait(1)
		s.ok(s.AskAgent(t.Context(), "c1"))
		is(t, s.AskAgent(t.Context(), "c1"), chat.ErrNoBot)
		s.ok(s.center.Accept(t.Context(), "kim", "c1"))
		s.equal(kim, []string{
			"opened", "joined bot Virtual assistant", "Virtual assistant: Hello", "handed-over asked", "queued", "joined agent 김하나",
		})
		_, err := s.Say(t.Context(), chat.Message{Contact: "c1", From: chat.Bot, Text: "still here"})
		is(t, err, chat.ErrNotMember)
	})
}

func TestCustomerLeavesTheBot(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, func(cfg *chat.Config) { cfg.Bot = botFunc(echo) })
		s.begin("c1")
		wait(1)
		s.ok(s.Leave(t.Context(), "c1"))
		s.equal(chat.Customer, []string{"opened", "joined bot Virtual assistant", "Virtual assistant: Hello", "ended abandoned"})
		if _, known := s.center.Contact("c1"); known {
			t.Error("routing has the contact")
		}
	})
}

// TestSaidWhileTheBotThinks: what the customer adds meanwhile is the bot's next turn.
func TestSaidWhileTheBotThinks(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, func(cfg *chat.Config) {
			cfg.Bot = botFunc(func(t chat.Turn) (chat.Answer, error) {
				time.Sleep(time.Second)
				return echo(t)
			})
		})
		s.begin("c1")
		wait(2 * time.Second)
		for _, text := range []string{"1", "2", "3"} {
			s.say(chat.Customer, "c1", text)
		}
		wait(time.Minute)
		s.equal(chat.Customer, []string{
			"opened", "joined bot Virtual assistant", "Virtual assistant: Hello", "박둘: 1", "박둘: 2", "박둘: 3",
			"Virtual assistant: You said: 1", "Virtual assistant: You said: 2\n3",
		})
	})
}

// TestLastWordsAndHandOver: nothing comes between what a bot says in parting and the search for an agent.
func TestLastWordsAndHandOver(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, func(cfg *chat.Config) { cfg.Bot = botFunc(echo) })
		s.begin("c1")
		wait(1)
		s.say(chat.Customer, "c1", "human")
		wait(time.Second)
		for rec, err := range s.journal.Read(t.Context(), "chat/c1", 0) {
			s.ok(err)
			entries, err := chat.DecodeEntries(rec.Data, 0)
			s.ok(err)
			if lines := linesOf(entries); lines[0] == "Virtual assistant: One moment" {
				if len(lines) < 2 || lines[1] != "handed-over bot" {
					t.Errorf("the record has %q", lines)
				}
				return
			}
		}
		t.Error("the bot said nothing in parting")
	})
}
