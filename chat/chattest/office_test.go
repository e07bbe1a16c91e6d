package chattest_test

import (
	"context"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/routing"
)

var (
	kim = chat.AgentMember("kim")
	lee = chat.AgentMember("lee")
	sup = chat.AgentMember("sup")
)

// id is the contact of the tests with a desk.
const id contact.ID = "상담/1"

// office is a real desk on a center, with two agents at work, a supervisor, and a chat that kim has.
type office struct {
	*chat.Desk
	t      *testing.T
	center *routing.Center
	post   *chat.Memory
}

// open opens an office whose desk delivers through what wrap makes of its post.
func open(t *testing.T, wrap func(*chat.Memory) chat.Transport) *office {
	t.Helper()
	o := &office{t: t, post: new(chat.Memory)}
	log, quiet := new(journal.Memory), slog.New(slog.DiscardHandler)
	setup := []routing.Command{
		routing.SetProfile{Profile: contact.Profile{ID: "p", Capacity: contact.Load{contact.Chat: 10}}},
		routing.SetQueue{Queue: routing.Queue{ID: "sales", Channel: contact.Chat}},
		routing.SetAgent{Agent: routing.Agent{ID: "sup", Name: "Sup", Profile: "p"}},
	}
	for agent, name := range map[contact.AgentID]string{"kim": "김하나", "lee": "Lee"} {
		setup = append(setup, routing.SetAgent{Agent: routing.Agent{
			ID: agent, Name: name, Profile: "p", Queues: []routing.Serves{{Queue: "sales"}},
		}})
	}
	var err error
	o.center, err = routing.Open(t.Context(), routing.Config{Journal: log, Setup: setup, Logger: quiet})
	o.ok(err)
	t.Cleanup(func() { o.center.Close(context.Background()) })
	o.Desk, err = chat.OpenDesk(t.Context(), chat.Config{Center: o.center, Journal: log, Transport: wrap(o.post), Logger: quiet})
	o.ok(err)
	t.Cleanup(func() { o.Desk.Close(context.Background()) })
	o.work("kim")
	_, err = o.Begin(t.Context(), chat.Start{Contact: id, Name: "박둘", Queue: "sales"})
	o.ok(err)
	o.ok(o.center.Accept(t.Context(), "kim", id))
	o.work("lee")
	wait(time.Second)
	return o
}

func (o *office) work(agent contact.AgentID) {
	o.t.Helper()
	o.ok(o.center.SignIn(o.t.Context(), agent))
	o.ok(o.center.SetState(o.t.Context(), agent, contact.Available, ""))
}

func (o *office) ok(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) say(who chat.Member, to chat.Audience, text string) error {
	_, err := o.Say(o.t.Context(), chat.Message{Contact: id, From: who, To: to, Text: text})
	return err
}

// arrived takes what there is for a member, without signs of typing.
func (o *office) arrived(who chat.Member) []chat.Delivery {
	o.t.Helper()
	var list []chat.Delivery
	for {
		ctx, cancel := context.WithTimeout(o.t.Context(), time.Nanosecond)
		d, err := o.post.Take(ctx, id, who)
		cancel()
		switch {
		case err != nil:
			return list
		case d.Typing == nil:
			list = append(list, d)
		case d.Entry.Payload != nil || d.Typing.Member == who:
			o.t.Errorf("%s got the sign of typing %+v", who, d)
		}
	}
}

// wait lets everything happen that happens by itself within a time.
func wait(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}
