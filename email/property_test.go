package email_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/attachment"
	"github.com/acdkit/acdkit/email"
	"github.com/acdkit/acdkit/email/auto"
	"github.com/acdkit/acdkit/email/document"
	"github.com/acdkit/acdkit/email/message"
	"github.com/acdkit/acdkit/email/reply"
	"github.com/acdkit/acdkit/routing"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// world is a floor with one thread that follows it, without a shell.
type world struct {
	floor  *routing.Floor
	thread *email.Thread
	now    time.Time
	mails  int
}

func (w *world) AgentName(id contact.AgentID) string { return "name of " + string(id) }
func (w *world) QueueName(id contact.QueueID) string { return "name of " + string(id) }

func letterFrom(id, addr string) email.Letter {
	return email.Letter{
		ID: id, From: []message.Address{{Addr: addr}}, To: []message.Address{{Addr: "support@desk.example"}},
		Date: time.Date(2026, 11, 27, 1, 2, 3, 0, time.UTC), Text: "Hello", Blob: "in-" + id,
	}
}

func newWorld(t *rapid.T) *world {
	w := &world{floor: routing.NewFloor(routing.FloorConfig{}), thread: email.NewThread(), now: time.Date(2026, 11, 27, 0, 0, 0, 0, time.UTC)}
	for _, cmd := range setup() {
		if _, err := w.floor.Step(w.now, cmd); err != nil {
			t.Fatal(err)
		}
	}
	w.do(t, email.Open{
		Opened: email.Opened{Contact: "c1", Customer: "cust", Mailbox: "support@desk.example", Queue: "sales", Received: w.now},
		First:  email.Received{Letter: letterFrom("first", "ann@home.example"), Digest: "first", Class: auto.Person},
	})
	return w
}

// route has the floor do something, and the thread follow; now and then the thread misses it, and is matched.
func (w *world) route(t *rapid.T, cmd routing.Command) {
	events, err := w.floor.Step(w.now, cmd)
	if err != nil {
		if _, errand := cmd.(routing.Once); errand {
			t.Fatalf("routing refuses an errand: %v", err)
		}
		return
	}
	events = slices.Clone(events)
	if rapid.IntRange(0, 4).Draw(t, "missed") == 0 {
		view, known := w.floor.Contact("c1")
		w.do(t, email.Match{View: view, Known: known, Names: w})
		return
	}
	w.do(t, email.Follow{Events: events, Names: w})
}

// do has the thread do something, looks at what comes of it, and has the floor do what it wants.
func (w *world) do(t *rapid.T, cmd email.Command) {
	before := stateOf(w.thread)
	entries, err := w.thread.Step(w.now, cmd)
	if err != nil {
		e := (*email.Error)(nil)
		if !errors.As(err, &e) || e.Code == "" {
			t.Fatalf("%T: %v", cmd, err)
		}
		if diff := cmp.Diff(before, stateOf(w.thread)); diff != "" || len(entries) > 0 {
			t.Fatalf("%T was refused and changed something:\n%s", cmd, diff)
		}
		return
	}
	if w.thread.Err() != nil {
		t.Fatalf("%T made an entry that does not fit", cmd)
	}
	checkCoding(t, entries, w.thread.Len()-uint64(len(entries)))
	if e := w.thread.Errand(); e.Want != email.Nothing && rapid.Bool().Draw(t, "errand at once") {
		w.route(t, e.Command)
	}
}

// checkCoding reads what was written of entries.
func checkCoding(t *rapid.T, entries []email.Entry, after uint64) {
	if len(entries) == 0 {
		return
	}
	var data bytes.Buffer
	if err := email.AppendEntries(&data, entries); err != nil {
		t.Fatal(err)
	}
	got, err := email.DecodeEntries(data.Bytes(), after)
	if diff := cmp.Diff(entries, got); err != nil || diff != "" {
		t.Fatalf("%v\n%s", err, diff)
	}
	text, err := json.Marshal(entries)
	if err != nil {
		t.Fatal(err)
	}
	var again []email.Entry
	if err := json.Unmarshal(text, &again); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	if diff := cmp.Diff(entries, again); diff != "" {
		t.Fatal(diff)
	}
}

// state is what can be seen of a thread.
type state struct {
	Entries   int
	Phase     email.Phase
	Owner     contact.AgentID
	Served    []contact.AgentID
	Drafts    []email.Draft
	Leaving   []uint64
	Parcels   []email.Parcel
	People    []bool
	Newest    uint64
	Want      email.Want
	Successor contact.ID
	There     []bool
}

var (
	people = []string{"ann@home.example", "bob@home.example", "eve@evil.example", "MAILER-DAEMON@x", "support@desk.example"}
	staff  = []contact.AgentID{"kim", "lee", "sup"}
)

func stateOf(t *email.Thread) state {
	s := state{
		Entries: int(t.Len()), Phase: t.Phase(), Owner: t.Owner(), Served: t.Served(), Drafts: t.Drafts(), Leaving: t.Leaving(),
		Newest: t.Newest(), Want: t.Errand().Want, Successor: t.Successor(),
	}
	for i := range t.Len() {
		if p, ok := t.Parcel(i + 1); ok {
			s.Parcels = append(s.Parcels, p)
		}
	}
	for _, addr := range people {
		s.People = append(s.People, t.Takes(message.Address{Addr: addr}))
	}
	for _, id := range staff {
		s.There = append(s.There, t.There(id))
	}
	return s
}

// simple is a thread in another, slower way: each question is answered by reading all entries.
type simple []email.Entry

func (all simple) state() state {
	s := state{Entries: len(all)}
	drafts, parcels, there, known := map[reply.Mode]email.Draft{}, map[uint64]*email.Parcel{}, map[contact.AgentID]bool{}, map[string]bool{}
	for i, e := range all {
		switch p := e.Payload.(type) {
		case email.Opened:
			s.Want = email.WantAgent
		case email.Received:
			if p.Class == auto.Person || i == 1 {
				for _, a := range slices.Concat(p.From, p.Sender, p.ReplyTo, p.To, p.Cc) {
					known[a.Key()] = true
				}
				s.Newest = e.Seq
			}
		case email.Queued:
			s.Want = email.Nothing
		case email.Joined:
			there[p.Party.Agent] = true
			if !p.Party.Supervises {
				s.Phase, s.Owner, s.Want = email.Serving, p.Party.Agent, email.Nothing
				if !slices.Contains(s.Served, s.Owner) {
					s.Served = append(s.Served, s.Owner)
				}
			}
		case email.Left:
			delete(there, p.Party.Agent)
		case email.Transferred:
			s.Phase, s.Owner = email.Waiting, ""
			if s.Want == email.WantEnd {
				s.Want = email.Nothing
			}
			clear(there)
		case email.Drafted:
			drafts[p.Mode] = p.Draft
		case email.Discarded:
			delete(drafts, p.Mode)
		case email.Sent:
			parcels[e.Seq] = &email.Parcel{Of: e.Seq, Left: slices.Clone(p.Rcpt)}
			for _, a := range slices.Concat(p.From, p.Sender, p.ReplyTo, p.To, p.Cc) {
				known[a.Key()] = true
			}
			if p.Agent != "" {
				delete(drafts, p.Mode)
				s.Want = email.WantEnd
			}
		case email.Delivery:
			m := parcels[p.Of]
			m.Have, m.Refused, m.GaveUp = append(m.Have, p.Have...), append(m.Refused, p.Refused...), m.GaveUp || p.GaveUp
			m.Left = slices.DeleteFunc(m.Left, func(a string) bool {
				return p.GaveUp || slices.Contains(p.Have, a) || slices.ContainsFunc(p.Refused, func(r email.Refusal) bool { return r.Addr == a })
			})
		case email.Continued:
			s.Successor = p.By
		case email.Ended:
			s.Phase, s.Owner, s.Want = email.Over, "", email.Nothing
			clear(drafts)
			clear(there)
		}
	}
	for _, m := range []reply.Mode{reply.Quick, reply.Reply, reply.All} {
		if d, ok := drafts[m]; ok {
			s.Drafts = append(s.Drafts, d)
		}
	}
	for _, seq := range slices.Sorted(maps.Keys(parcels)) {
		s.Parcels = append(s.Parcels, *parcels[seq])
		if len(parcels[seq].Left) > 0 {
			s.Leaving = append(s.Leaving, seq)
		}
	}
	for _, addr := range people {
		s.People = append(s.People, known[message.Address{Addr: addr}.Key()])
	}
	for _, id := range staff {
		s.There = append(s.There, there[id])
	}
	return s
}

// check compares the thread with the simple one, with one that was read anew, and with the floor.
func (w *world) check(t *rapid.T) {
	equal := cmp.Transformer("empty", func(list []uint64) []uint64 { return append([]uint64{}, list...) })
	strings := cmp.Transformer("none", func(list []string) []string { return append([]string{}, list...) })
	agents := cmp.Transformer("nobody", func(list []contact.AgentID) []contact.AgentID { return append([]contact.AgentID{}, list...) })
	live := stateOf(w.thread)
	if diff := cmp.Diff(simple(w.thread.All()).state(), live, equal, strings, agents); diff != "" {
		t.Fatalf("not as the entries say:\n%s", diff)
	}
	again := email.NewThread()
	for _, e := range w.thread.All() {
		again.Apply(e)
	}
	if diff := cmp.Diff(live, stateOf(again)); diff != "" || again.Err() != nil {
		t.Fatalf("%v; not as read anew:\n%s", again.Err(), diff)
	}
	for i, e := range w.thread.All() {
		if e.Seq != uint64(i)+1 || i > 0 && e.At.Before(w.thread.All()[i-1].At) {
			t.Fatalf("entry %d has number %d and time %v", i+1, e.Seq, e.At)
		}
	}
	if v, known := w.floor.Contact("c1"); known {
		over := v.State == contact.WrapUp || v.State == contact.Closed
		if over != (live.Phase == email.Over) || !over && v.Owner != live.Owner {
			t.Fatalf("routing has it %v with %q, the thread %v with %q", v.State, v.Owner, live.Phase, live.Owner)
		}
	}
}

// TestThread does anything in any order.
func TestThread(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t)
		who := rapid.Custom(func(t *rapid.T) contact.AgentID { // mostly whoever can
			v, _ := w.floor.Contact("c1")
			if best := max(v.OfferedTo, v.Owner); best != "" && rapid.IntRange(0, 4).Draw(t, "able") > 0 {
				return best
			}
			return rapid.SampledFrom(staff).Draw(t, "who")
		})
		if rapid.Bool().Draw(t, "begun") {
			w.route(t, routing.SignIn{Agent: "kim"})
			w.route(t, routing.SetState{Agent: "kim", State: contact.Available})
			if e := w.thread.Errand(); e.Want != email.Nothing {
				w.route(t, e.Command)
			}
			w.route(t, routing.Accept{Agent: "kim", Contact: "c1"})
		}
		mode := rapid.Custom(func(t *rapid.T) reply.Mode {
			if list := w.thread.Drafts(); len(list) > 0 && rapid.IntRange(0, 2).Draw(t, "same") > 0 {
				return list[0].Mode
			}
			return rapid.SampledFrom([]reply.Mode{reply.Quick, reply.Reply, reply.Reply, reply.All, "other"}).Draw(t, "which")
		})
		addr := rapid.SampledFrom(people)
		seq := func() uint64 { // often the first mail, or one that leaves
			return rapid.SampledFrom(append(w.thread.Leaving(), 2, 2, rapid.Uint64Range(0, w.thread.Len()+1).Draw(t, "entry"))).Draw(t, "of")
		}
		seldom := func(t *rapid.T, cmd routing.Command) {
			if rapid.IntRange(0, 9).Draw(t, "really") == 0 {
				w.route(t, cmd)
			}
		}
		save := func(t *rapid.T) {
			d := email.Draft{Mode: mode.Draw(t, "mode"), Answers: rapid.SampledFrom([]uint64{2, 2, 2, 2, seq()}).Draw(t, "answers")}
			have, _ := w.thread.Draft(d.Mode)
			d.Version = have.Version + rapid.SampledFrom([]uint64{0, 0, 0, 1}).Draw(t, "ahead")
			if d.Mode == reply.Quick || rapid.IntRange(0, 9).Draw(t, "wrong") == 0 {
				d.Text = rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "text")
			} else {
				d.Body, _ = document.FromText(rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "body"))
				d.Files = []attachment.File{{ID: "f", Name: "a.txt", Size: 1, Type: "text/plain"}}
			}
			w.do(t, email.Save{Agent: who.Draw(t, "agent"), Draft: d})
		}
		send := func(t *rapid.T) {
			a, m := who.Draw(t, "agent"), mode.Draw(t, "mode")
			have, _ := w.thread.Draft(m)
			w.mails++
			l := letterFrom(fmt.Sprint("s", w.mails), "support@desk.example")
			l.To = []message.Address{{Addr: "ann@home.example"}}
			w.do(t, email.Send{Agent: a, Mail: email.Sent{
				Letter: l, Agent: a, Mode: m, Version: have.Version + rapid.SampledFrom([]uint64{0, 0, 0, 1}).Draw(t, "ahead"),
				Answers: have.Answers, Rcpt: []string{"ann@home.example", "bob@home.example"},
			}})
		}
		t.Repeat(map[string]func(*rapid.T){
			"": w.check,
			"time": func(t *rapid.T) {
				w.now = w.now.Add(time.Duration(rapid.IntRange(-10, 1000).Draw(t, "seconds")) * time.Second)
				if w.now.Before(w.floor.Now()) {
					w.now = w.floor.Now()
				}
				w.route(t, routing.Tick{})
			},
			"available": func(t *rapid.T) {
				a := who.Draw(t, "agent")
				w.route(t, routing.SignIn{Agent: a})
				w.route(t, routing.SetState{Agent: a, State: contact.Available})
			},
			"accept":  func(t *rapid.T) { w.route(t, routing.Accept{Agent: who.Draw(t, "agent"), Contact: "c1"}) },
			"end":     func(t *rapid.T) { seldom(t, routing.End{Agent: who.Draw(t, "agent"), Contact: "c1"}) },
			"abandon": func(t *rapid.T) { seldom(t, routing.Abandon{Contact: "c1"}) },
			"transfer": func(t *rapid.T) {
				w.route(t, routing.TransferToQueue{Agent: who.Draw(t, "agent"), Contact: "c1", Queue: "billing"})
			},
			"monitor": func(t *rapid.T) { w.route(t, routing.Supervise{Supervisor: "sup", Contact: "c1"}) },
			"reassign": func(t *rapid.T) {
				w.route(t, routing.Reassign{Supervisor: "sup", Contact: "c1", To: who.Draw(t, "agent")})
			},
			"errand": func(t *rapid.T) {
				if e := w.thread.Errand(); e.Want != email.Nothing {
					w.route(t, e.Command)
				}
			},
			"receive": func(t *rapid.T) {
				w.mails++
				id := fmt.Sprint("m", rapid.IntRange(1, w.mails).Draw(t, "mail"))
				w.do(t, email.Receive{Received: email.Received{
					Letter: letterFrom(id, addr.Draw(t, "from")), Digest: id, Failed: rapid.Bool().Draw(t, "failed"),
					Class: rapid.SampledFrom([]auto.Class{auto.Person, auto.Bounce, auto.Reply}).Draw(t, "class"),
				}})
			},
			"save": save, "save again": save, "send": send, "send now": send,
			"discard": func(t *rapid.T) { w.do(t, email.Discard{Agent: who.Draw(t, "agent"), Mode: mode.Draw(t, "mode")}) },
			"automatic": func(t *rapid.T) {
				l := letterFrom(fmt.Sprint("a", rapid.IntRange(1, 3).Draw(t, "mail")), "support@desk.example")
				w.do(t, email.SendAutomatic{Mail: email.Sent{Letter: l, Answers: seq(), Rcpt: []string{"ann@home.example"}}})
			},
			"deliver": func(t *rapid.T) {
				d := email.Delivery{Of: seq(), GaveUp: rapid.IntRange(0, 5).Draw(t, "gives up") == 0}
				for _, a := range people[:2] {
					switch rapid.IntRange(0, 3).Draw(t, "what") {
					case 0:
						d.Have = append(d.Have, a)
					case 1:
						d.Refused = append(d.Refused, email.Refusal{Addr: a, Permanent: true})
					}
				}
				w.do(t, email.Deliver{Delivery: d})
			},
			"continue": func(t *rapid.T) {
				w.do(t, email.Continue{By: rapid.SampledFrom([]contact.ID{"", "c1", "c2", "c3"}).Draw(t, "by")})
			},
		})
	})
}
