package chat_test

import (
	"context"
	"fmt"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/chat/template"
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/attachment"
	"github.com/acdkit/acdkit/contact/attachment/blob"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/wrapup"
)

var (
	kim = chat.AgentMember("kim")
	lee = chat.AgentMember("lee")
	sup = chat.AgentMember("sup")
)

// site is a center with a desk on it.
type site struct {
	*chat.Desk
	t       testing.TB
	center  *routing.Center
	journal journal.Journal
	blobs   *blob.Memory
	post    *chat.Memory
	cfg     chat.Config
}

// setup is two chat queues and three people, of whom the supervisor serves none.
func setup() []routing.Command {
	commands := []routing.Command{
		routing.SetProfile{Profile: contact.Profile{ID: "p", Capacity: contact.Load{contact.Chat: 100}}},
		routing.SetReason{Reason: wrapup.Reason{ID: "done", Name: "Done"}},
	}
	for _, q := range []contact.QueueID{"sales", "billing"} {
		commands = append(commands, routing.SetQueue{Queue: routing.Queue{ID: q, Name: "The " + string(q), Channel: contact.Chat}})
	}
	for id, name := range map[contact.AgentID]string{"kim": "김하나", "lee": "Lee"} {
		commands = append(commands, routing.SetAgent{Agent: routing.Agent{
			ID: id, Name: name, Profile: "p", Queues: []routing.Serves{{Queue: "sales"}, {Queue: "billing"}},
		}})
	}
	return append(commands, routing.SetAgent{Agent: routing.Agent{ID: "sup", Name: "Sup", Profile: "p"}})
}

// files allows small files of two types.
func files() attachment.Rules {
	return attachment.Rules{Enabled: true, Types: []string{".txt", ".csv"}, MaxTotal: 1000, MaxCount: 3}
}

func settings() chat.Settings {
	return chat.Settings{
		Files: files(),
		Templates: []template.Template{
			{ID: "hi", Name: "Greeting", Text: "Hello {{customer}}, this is {{agent}}."},
			{ID: "bye", Name: "Farewell", Text: "Thank you for calling {{queue}}."},
			{ID: "vip", Name: "VIP", Text: "For billing only.", Queues: []contact.QueueID{"billing"}},
		},
	}
}

// open opens a site on an empty journal, with a change of the desk's config.
func open(t testing.TB, change func(*chat.Config)) *site {
	return openOn(t, &journal.Memory{}, change)
}

func openOn(t testing.TB, j journal.Journal, change func(*chat.Config)) *site {
	t.Helper()
	s := openCenter(t, j, nil)
	s.openDesk(change)
	return s
}

type forward func(context.Context, routing.Command) (journal.Version, error)

// openCenter opens a site without a desk, one of several if it has others to forward commands to.
func openCenter(t testing.TB, j journal.Journal, to forward) *site {
	t.Helper()
	s := &site{t: t, journal: j, blobs: &blob.Memory{}, post: &chat.Memory{}}
	var err error
	s.center, err = routing.Open(t.Context(), routing.Config{Journal: j, Setup: setup(), Logger: quiet, Forward: to})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.center.Close(context.Background()) })
	return s
}

var quiet = slog.New(slog.DiscardHandler)

// openDesk opens the site's desk.
func (s *site) openDesk(change func(*chat.Config)) {
	s.t.Helper()
	s.cfg = chat.Config{
		Center: s.center, Journal: s.journal, Blobs: s.blobs, Transport: s.post, Settings: settings(),
		Customers: &journal.Customers{Journal: s.journal}, Logger: quiet,
	}
	if change != nil {
		change(&s.cfg)
	}
	var err error
	if s.Desk, err = chat.OpenDesk(s.t.Context(), s.cfg); err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { s.Desk.Close(context.Background()) })
}

// bubble runs a test in virtual time.
func bubble(t *testing.T, test func(t *testing.T)) { synctest.Test(t, test) }

func (s *site) ok(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// staff brings agents to work.
func (s *site) staff(agents ...contact.AgentID) {
	s.t.Helper()
	for _, a := range agents {
		s.ok(s.center.SignIn(s.t.Context(), a))
		s.ok(s.center.SetState(s.t.Context(), a, contact.Available, ""))
	}
}

// begin begins a chat of a customer who is known by name.
func (s *site) begin(id contact.ID) contact.ID {
	s.t.Helper()
	got, err := s.Begin(s.t.Context(), chat.Start{Contact: id, Customer: "cust", Name: "박둘", Queue: "sales", Language: "ko"})
	s.ok(err)
	return got
}

// serve begins a chat that kim has.
func (s *site) serve(id contact.ID) contact.ID {
	s.t.Helper()
	s.begin(id)
	s.ok(s.center.Accept(s.t.Context(), "kim", id))
	return id
}

// say sends a text that must not be refused.
func (s *site) say(who chat.Member, id contact.ID, text string) chat.Sending {
	s.t.Helper()
	out, err := s.Say(s.t.Context(), chat.Message{Contact: id, From: who, Text: text})
	if err != nil {
		s.t.Fatalf("%s says %d bytes: %v", who, len(text), err)
	}
	return out
}

// lines returns what a member reads, one line for each entry.
func (s *site) lines(who chat.Member, id contact.ID) []string {
	s.t.Helper()
	entries, err := s.Since(s.t.Context(), who, id, 0)
	s.ok(err)
	return linesOf(entries)
}

func linesOf(entries []chat.Entry) []string {
	var lines []string
	for _, e := range entries {
		switch p := e.Payload.(type) {
		case chat.Said:
			line := fmt.Sprintf("%s: %s", p.From.Name, p.Text)
			if p.To != chat.Everyone {
				line = fmt.Sprintf("%s (%s): %s", p.From.Name, p.To, p.Text)
			}
			for _, f := range p.Files {
				line += " [" + f.Name + "]"
			}
			lines = append(lines, line)
		case chat.Joined:
			lines = append(lines, fmt.Sprintf("joined %s %s", p.Party.Role, p.Party.Name))
		case chat.Left:
			lines = append(lines, fmt.Sprintf("left %s", p.Party.Name))
		case chat.Ended:
			lines = append(lines, fmt.Sprintf("ended %s", p.Cause))
		case chat.Transferred:
			lines = append(lines, fmt.Sprintf("transferred to %s%s", p.QueueName, p.To.Name))
		case chat.HandedOver:
			lines = append(lines, fmt.Sprintf("handed-over %s", p.Cause))
		default:
			lines = append(lines, e.Kind())
		}
	}
	return lines
}

// wait lets everything happen that happens by itself within a time.
func wait(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}
