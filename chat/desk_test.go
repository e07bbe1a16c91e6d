package chat_test

import (
	"errors"
	"testing"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/routing"
	"github.com/google/go-cmp/cmp"
)

// equal compares what a member reads with what the member should.
func (s *site) equal(who chat.Member, want []string) {
	s.t.Helper()
	if diff := cmp.Diff(want, s.lines(who, "c1")); diff != "" {
		s.t.Errorf("%s reads (-want +got):\n%s", who, diff)
	}
}

func is(t *testing.T, err error, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("error is %v, want %v", err, want)
	}
}

func TestChatFromBeginningToEnd(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, nil)
		s.staff("kim")
		s.begin("c1")
		s.say(chat.Customer, "c1", "카드가 안 돼요 😢")
		_, err := s.Say(t.Context(), chat.Message{Contact: "c1", From: kim, Text: "too early"})
		is(t, err, chat.ErrNotMember)
		s.ok(s.center.Accept(t.Context(), "kim", "c1"))
		s.say(kim, "c1", "안녕하세요")
		s.ok(s.center.End(t.Context(), "kim", "c1"))
		_, err = s.Say(t.Context(), chat.Message{Contact: "c1", From: kim, Text: "too late"})
		is(t, err, chat.ErrOver)
		want := []string{"opened", "queued", "박둘: 카드가 안 돼요 😢", "joined agent 김하나", "김하나: 안녕하세요", "ended agent-ended"}
		s.equal(chat.Customer, want)
		s.equal(kim, want)
		_, err = s.Since(t.Context(), lee, "c1", 0)
		is(t, err, chat.ErrNotMember)
	})
}

func TestConference(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, nil)
		s.staff("kim")
		s.serve("c1")
		s.staff("lee")
		s.ok(s.center.Conference(t.Context(), "kim", "c1", "lee"))
		_, err := s.Say(t.Context(), chat.Message{Contact: "c1", From: lee, Text: "not yet"})
		is(t, err, chat.ErrNotMember)
		s.ok(s.center.Accept(t.Context(), "lee", "c1"))
		s.say(lee, "c1", "Hello")
		is(t, func() error { _, err := s.Actions(t.Context(), "agent/nobody", "c1"); return err }(), chat.ErrNotMember)
		s.ok(s.Leave(t.Context(), "c1"))
		_, err = s.Say(t.Context(), chat.Message{Contact: "c1", From: lee, Text: "gone"})
		is(t, err, chat.ErrCustomerLeft)
		s.ok(s.center.Leave(t.Context(), "lee", "c1"))
		s.ok(s.center.End(t.Context(), "kim", "c1"))
		s.equal(kim, []string{
			"opened", "queued", "joined agent 김하나", "invited", "joined guest Lee", "Lee: Hello", "customer-left", "left Lee", "ended customer-left",
		})
		s.equal(chat.Customer, []string{"opened", "queued", "joined agent 김하나", "joined guest Lee", "Lee: Hello", "customer-left"})
		s.equal(lee, []string{"opened", "queued", "joined agent 김하나", "invited", "joined guest Lee", "Lee: Hello", "customer-left", "left Lee"})
	})
}

func TestTransfer(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, nil)
		s.staff("kim")
		s.serve("c1")
		s.say(kim, "c1", "one moment")
		s.ok(s.Edit(t.Context(), kim, "c1", "half a sent"))
		s.staff("lee")
		s.ok(s.center.TransferToQueue(t.Context(), "kim", "c1", "billing"))
		_, err := s.Compose(t.Context(), kim, "c1")
		is(t, err, chat.ErrNotMember)
		s.ok(s.center.Accept(t.Context(), "lee", "c1"))
		s.equal(lee, []string{
			"opened", "queued", "joined agent 김하나", "김하나: one moment", "transferred to The billing", "joined agent Lee",
		})
		s.equal(kim, []string{"opened", "queued", "joined agent 김하나", "김하나: one moment", "transferred to The billing"})
	})
}

func TestSupervisors(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, nil)
		s.staff("kim")
		s.serve("c1")
		supervise := func(role routing.WatchRole) { s.ok(s.center.Supervise(t.Context(), "sup", "c1", role)) }
		supervise(routing.Monitor)
		_, err := s.Say(t.Context(), chat.Message{Contact: "c1", From: sup, Text: "hm"})
		is(t, err, chat.ErrMonitorsOnly)
		supervise(routing.Whisper)
		_, err = s.Say(t.Context(), chat.Message{Contact: "c1", From: sup, Text: "hm"})
		is(t, err, chat.ErrWhispersOnly)
		_, err = s.Say(t.Context(), chat.Message{Contact: "c1", From: sup, To: chat.Staff, Text: "offer a discount"})
		s.ok(err)
		supervise(routing.Barge)
		s.say(sup, "c1", "I can help")
		supervise(routing.Monitor) // who has heard of the supervisor is told that it is over
		s.ok(s.center.Leave(t.Context(), "sup", "c1"))
		s.equal(chat.Customer, []string{"opened", "queued", "joined agent 김하나", "joined barge Sup", "Sup: I can help", "left Sup"})
		s.equal(kim, []string{
			"opened", "queued", "joined agent 김하나", "joined whisper Sup", "Sup (staff): offer a discount", "joined barge Sup",
			"Sup: I can help", "left Sup",
		})
		s.equal(sup, []string{
			"opened", "queued", "joined agent 김하나", "joined monitor Sup", "joined whisper Sup", "Sup (staff): offer a discount",
			"joined barge Sup", "Sup: I can help", "left Sup", "joined monitor Sup", "left Sup",
		})
	})
}
