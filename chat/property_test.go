package chat_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// world is a floor with one conversation that follows it, without a shell.
type world struct {
	floor *routing.Floor
	conv  *chat.Conversation
	now   time.Time
	bot   bool // the bot's part goes on, as the world knows
	said  int
}

var people = []contact.AgentID{"kim", "lee", "sup"}

func (w *world) AgentName(id contact.AgentID) string { return "name of " + string(id) }
func (w *world) QueueName(id contact.QueueID) string { return "name of " + string(id) }

func newWorld(t *rapid.T, bot bool) *world {
	w := &world{
		floor: routing.NewFloor(routing.FloorConfig{}), conv: chat.New(chat.ConversationConfig{Files: files()}),
		now: time.Date(2026, 11, 27, 0, 0, 0, 0, time.UTC), bot: bot,
	}
	for _, cmd := range setup() {
		if _, err := w.floor.Step(w.now, cmd); err != nil {
			t.Fatal(err)
		}
	}
	o := chat.Opened{Contact: "c1", Customer: "cust", Queue: "sales", Timers: chat.Timers{
		CustomerWarn: 2 * time.Minute, CustomerEnd: 5 * time.Minute, AgentWarn: time.Minute, AgentEnd: 3 * time.Minute,
	}}
	if bot {
		o.Bot = "Bot"
	}
	w.chat(t, chat.Open{Opened: o})
	return w
}

// route has the floor do something, and the conversation follow.
func (w *world) route(t *rapid.T, cmd routing.Command) error {
	events, err := w.floor.Step(w.now, cmd)
	if err == nil {
		w.chat(t, chat.Follow{Events: slices.Clone(events), Names: w})
	}
	return err
}

// chat has the conversation do something, and the floor what it wants.
func (w *world) chat(t *rapid.T, cmd chat.Command) error {
	_, err := w.conv.Step(w.now, cmd)
	if err == nil {
		w.bot = w.bot && w.conv.Errand().Want == chat.Nothing && w.conv.Phase() != chat.Over
	}
	if e := w.conv.Errand(); err == nil && e.Want != chat.Nothing {
		if refusal := w.route(t, e.Command); refusal != nil {
			t.Fatalf("routing refuses an errand: %v", refusal)
		}
		if again := w.conv.Errand(); again.Want != chat.Nothing && again.Seq == e.Seq {
			t.Fatalf("an errand that was run is still wanted")
		}
	}
	return err
}

// standing is where a member stands by what routing says, and nothing else.
type standing struct {
	role                          chat.Role // "" if not there
	customer, agent, guest, asked bool      // who is there
	bot, over                     bool
}

func (w *world) standing(m chat.Member) standing {
	v, known := w.floor.Contact("c1")
	s := standing{bot: w.bot, customer: true}
	if known {
		s.over = v.State == contact.WrapUp || v.State == contact.Closed
		s.agent, s.guest = v.Owner != "", len(v.Guests) > 0
		s.asked = v.Kind == routing.ToConference && v.OfferedTo != ""
		s.customer = !v.CustomerLeft && !s.over
	} else if !w.bot {
		s.over, s.customer = true, false
	}
	id, _ := m.Agent()
	switch {
	case s.over:
	case m == chat.Customer && s.customer:
		s.role = chat.RoleCustomer
	case m == chat.Bot && s.bot:
		s.role = chat.RoleBot
	case id == "":
	case v.Owner == id:
		s.role = chat.RoleAgent
	case slices.Contains(v.Guests, id):
		s.role = chat.RoleGuest
	default:
		for _, sv := range v.Supervisors {
			if sv.Supervisor == id {
				s.role = []chat.Role{chat.RoleMonitor, chat.RoleWhisper, chat.RoleBarge}[sv.Role]
			}
		}
	}
	return s
}

// may is the role table once more, from the requirements, as one would say it.
func (s standing) may(a chat.Action) bool {
	talking := s.customer && s.agent // O7, K8
	speaker := s.role == chat.RoleAgent || s.role == chat.RoleBarge || s.role == chat.RoleGuest && s.guest
	switch a {
	case chat.CanSay, chat.CanAttach:
		return s.role == chat.RoleCustomer || talking && speaker || a == chat.CanSay && s.role == chat.RoleBot
	case chat.CanNote:
		return talking && (speaker || s.role == chat.RoleWhisper)
	case chat.CanTemplate:
		return talking && speaker
	case chat.CanAskAgent:
		return s.bot && (s.role == chat.RoleCustomer || s.role == chat.RoleBot)
	case chat.CanTransfer, chat.CanConference: // O7, D2, K4, K5
		return s.role == chat.RoleAgent && talking && !s.guest && !s.asked
	case chat.CanLeave: // K4, K6, D3
		return s.role == chat.RoleCustomer || s.role == chat.RoleGuest || s.role.Supervises()
	case chat.CanEnd: // K5, W2
		return s.role == chat.RoleAgent
	case chat.CanRead:
		return s.role != ""
	}
	return false
}

func members() []chat.Member {
	list := []chat.Member{chat.Customer, chat.Bot}
	for _, id := range people {
		list = append(list, chat.AgentMember(id))
	}
	return list
}

// check compares everything that can be seen with what it should be.
func (w *world) check(t *rapid.T) {
	for _, m := range members() {
		s := w.standing(m)
		list, err := w.conv.Actions(m)
		if (err == nil) != (s.role != "") {
			t.Fatalf("%s is %q by routing, the conversation says %v", m, s.role, err)
		}
		if role, _ := w.conv.Role(m); role != s.role {
			t.Fatalf("%s is %q, want %q", m, role, s.role)
		}
		for _, p := range list {
			if p.Allowed != s.may(p.Action) {
				t.Fatalf("%s (%s) %s: allowed %t (%s), want %t", m, s.role, p.Action, p.Allowed, p.Why, s.may(p.Action))
			}
		}
		w.checkReading(t, m)
	}
	for i, e := range w.conv.All() {
		if e.Seq != uint64(i)+1 {
			t.Fatalf("entry %d has the number %d", i+1, e.Seq)
		}
	}
	w.checkReplay(t)
	v, known := w.floor.Contact("c1")
	if got, err := w.conv.Step(w.now, chat.Match{View: v, Known: known, Names: w}); err != nil || len(got) > 0 {
		t.Fatalf("the conversation is not where routing is: it adds %v, %v", linesOf(got), err)
	}
}

// checkReading makes sure that nobody reads what is not for them.
func (w *world) checkReading(t *rapid.T, m chat.Member) {
	entries, err := w.conv.Since(m, 0)
	if err != nil {
		return
	}
	supervised := false // at any time
	for _, e := range w.conv.All() {
		if p, ok := e.Payload.(chat.Joined); ok && p.Party.Member == m && p.Party.Role.Supervises() {
			supervised = true
		}
	}
	for _, e := range entries {
		_, staff := m.Agent()
		n, notice := e.Payload.(chat.Noticed)
		switch a := e.Audience(); {
		case a == chat.Staff && !staff, a == chat.Supervisors && !supervised, a == chat.Nobody, notice && n.Member != m:
			t.Fatalf("%s reads entry %d, which is for %s", m, e.Seq, a)
		}
	}
	for _, from := range []uint64{1, uint64(len(entries)) / 2, w.conv.Len()} {
		part, _ := w.conv.Since(m, from)
		want := slices.DeleteFunc(slices.Clone(entries), func(e chat.Entry) bool { return e.Seq <= from })
		if diff := cmp.Diff(want, part, cmp.Transformer("len", func(l []chat.Entry) int { return len(l) })); diff != "" {
			t.Fatalf("Since(%d) differs: %s", from, diff)
		}
	}
}

// checkReplay makes sure that the log alone gives the same state.
func (w *world) checkReplay(t *rapid.T) {
	var data bytes.Buffer
	if err := chat.AppendEntries(&data, w.conv.All()); err != nil {
		t.Fatal(err)
	}
	entries, err := chat.DecodeEntries(data.Bytes(), 0)
	if err != nil {
		t.Fatal(err)
	}
	c := chat.New(chat.ConversationConfig{Files: files()})
	for _, e := range entries {
		c.Apply(e)
	}
	if err := errors.Join(c.Err(), w.conv.Err()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(view(w.conv), view(c)); diff != "" {
		t.Fatalf("replay (-want +got):\n%s", diff)
	}
}

// view is all that can be seen of a conversation.
func view(c *chat.Conversation) map[string]any {
	due, waits := c.Deadline()
	end, over := c.Ended()
	v := map[string]any{
		"phase": c.Phase(), "due": due, "waits": waits, "errand": c.Errand(), "members": c.Members(), "served": c.Served(),
		"ended": end, "over": over, "queue": c.Queue(), "messages": c.Messages(), "all": c.All(),
	}
	for _, m := range members() {
		v["actions "+string(m)], _ = c.Actions(m)
		v["since "+string(m)], _ = c.Since(m, 0)
		v["reading "+string(m)] = c.Reading(m)
	}
	return v
}

// say sends something that must be refused if, and only if, the table says so.
func (w *world) say(t *rapid.T, m chat.Member, to chat.Audience) {
	action := chat.CanSay
	if to == chat.Staff {
		action = chat.CanNote
	}
	want := w.standing(m).may(action)
	before := w.conv.Len()
	w.said++
	err := w.chat(t, chat.Say{From: m, ID: fmt.Sprint(w.said), To: to, Text: "한글"})
	if (err == nil) != want {
		t.Fatalf("%s says something to %s: %v, want allowed %t", m, to, err, want)
	}
	if err != nil && w.conv.Len() != before {
		t.Fatal("what was refused left something")
	}
}

func (w *world) act(t *rapid.T) {
	someone := rapid.SampledFrom(people).Draw(t, "who")
	other := rapid.SampledFrom(people).Draw(t, "other")
	member := rapid.SampledFrom(members()).Draw(t, "member")
	queue := rapid.SampledFrom([]contact.QueueID{"sales", "billing"}).Draw(t, "queue")
	role := rapid.SampledFrom([]routing.WatchRole{routing.Monitor, routing.Whisper, routing.Barge}).Draw(t, "role")
	flag := rapid.Bool().Draw(t, "flag")
	w.now = w.now.Add(time.Duration(rapid.IntRange(0, 20).Draw(t, "seconds")) * time.Second)
	switch rapid.IntRange(0, 19).Draw(t, "what") {
	case 0:
		_ = w.route(t, routing.SignIn{Agent: someone})
		_ = w.route(t, routing.SetState{Agent: someone, State: contact.Available})
	case 1, 2, 3:
		_ = w.route(t, routing.Accept{Agent: someone, Contact: "c1"})
	case 4:
		_ = w.route(t, routing.TransferToQueue{Agent: someone, Contact: "c1", Queue: queue})
	case 5:
		_ = w.route(t, routing.TransferToAgent{Agent: someone, Contact: "c1", To: other})
	case 6, 7:
		_ = w.route(t, routing.Conference{Agent: someone, Contact: "c1", Guest: other})
	case 8:
		_ = w.route(t, routing.Leave{Agent: someone, Contact: "c1"})
	case 9:
		if flag {
			_ = w.route(t, routing.End{Agent: someone, Contact: "c1"})
		}
	case 10:
		_ = w.route(t, routing.Supervise{Supervisor: someone, Contact: "c1", Role: role})
	case 11:
		_ = w.route(t, routing.Reassign{Supervisor: someone, Contact: "c1", To: other})
	case 12:
		if flag {
			_ = w.route(t, routing.Hold{Agent: someone, Contact: "c1"})
		} else {
			_ = w.route(t, routing.Retrieve{Agent: someone, Contact: "c1"})
		}
	case 13:
		if flag {
			_ = w.route(t, routing.Abandon{Contact: "c1"})
		}
		_ = w.chat(t, chat.Leave{})
		if w.conv.Phase() != chat.Over && w.conv.Phase() != chat.CustomerGone {
			_ = w.route(t, routing.Abandon{Contact: "c1"})
		}
	case 14:
		_ = w.chat(t, chat.Connect{Member: member, Lost: flag})
	case 15:
		_ = w.chat(t, chat.AskAgent{Cause: chat.Asked})
	case 16:
		_ = w.chat(t, chat.Receive{Member: member, Through: w.conv.Len(), Read: flag})
	case 17:
		w.now = w.now.Add(time.Duration(rapid.IntRange(0, 300).Draw(t, "pause")) * time.Second)
		_ = w.route(t, routing.Tick{})
		_ = w.chat(t, chat.Tick{})
	default:
		to := chat.Everyone
		if flag {
			to = chat.Staff
		}
		w.say(t, member, to)
	}
}

// TestRandomConversations has everybody do anything, and compares with what routing and the requirements say.
func TestRandomConversations(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t, rapid.Bool().Draw(t, "bot"))
		for _, id := range people {
			if rapid.IntRange(0, 3).Draw(t, "present") > 0 {
				_ = w.route(t, routing.SignIn{Agent: id})
				_ = w.route(t, routing.SetState{Agent: id, State: contact.Available})
			}
		}
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			w.act(t)
			w.check(t)
		}
	})
}
