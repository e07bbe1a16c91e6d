package email_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/attachment"
	"github.com/acdkit/acdkit/contact/attachment/blob"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/email"
	"github.com/acdkit/acdkit/email/auto"
	"github.com/acdkit/acdkit/email/document"
	"github.com/acdkit/acdkit/email/message"
	"github.com/acdkit/acdkit/email/reply"
	"github.com/acdkit/acdkit/email/token"
	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/wrapup"
)

// site is a center with a desk on it.
type site struct {
	*email.Desk
	t       testing.TB
	center  *routing.Center
	journal journal.Journal
	blobs   *blob.Memory
	out     *email.Memory
	cfg     email.Config
	again   func() // another desk opens in place of one that has stopped
}

// setup is two email queues and three people, of whom the supervisor serves none.
func setup() []routing.Command {
	commands := []routing.Command{
		routing.SetProfile{Profile: contact.Profile{ID: "p", Capacity: contact.Load{contact.Email: 100}}},
		routing.SetReason{Reason: wrapup.Reason{ID: "done", Name: "Done"}},
	}
	for _, q := range []contact.QueueID{"sales", "billing"} {
		commands = append(commands, routing.SetQueue{Queue: routing.Queue{ID: q, Name: "The " + string(q), Channel: contact.Email}})
	}
	for id, name := range map[contact.AgentID]string{"kim": "김하나", "lee": "Lee"} {
		commands = append(commands, routing.SetAgent{Agent: routing.Agent{
			ID: id, Name: name, Profile: "p", Queues: []routing.Serves{{Queue: "sales"}, {Queue: "billing"}},
		}})
	}
	return append(commands, routing.SetAgent{Agent: routing.Agent{ID: "sup", Name: "Sup", Profile: "p"}})
}

func keys(t testing.TB) *token.Keys {
	t.Helper()
	key, err := token.NewKey(1, bytes.Repeat([]byte("k"), 32))
	if err != nil {
		t.Fatal(err)
	}
	k, err := token.NewKeys(key)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func text(s string) document.Doc {
	d, err := document.FromText(s)
	if err != nil {
		panic(err)
	}
	return d
}

func settings() email.Settings {
	files := attachment.EmailRules()
	files.MaxTotal, files.MaxCount = 1000, 3
	return email.Settings{
		Mailboxes: []email.Mailbox{
			{Address: message.Address{Name: "Example Support", Addr: "support@desk.example"}, Aliases: []string{"help@desk.example"}, Queue: "sales"},
			{Address: message.Address{Name: "청구팀", Addr: "billing@desk.example"}, Queue: "billing", Language: "ko"},
		},
		Templates: map[contact.QueueID]document.Template{
			"": {ID: "std", Name: "Standard", Body: text("Dear {{customer_name}},\n\nBest regards\n{{agent_name}}")},
		},
		Files: files,
	}
}

// open opens a site on an empty journal, with a change of the desk's config.
func open(t testing.TB, change func(*email.Config)) *site {
	return openOn(t, &journal.Memory{}, change)
}

func openOn(t testing.TB, j journal.Journal, change func(*email.Config)) *site {
	t.Helper()
	s := openCenter(t, j, nil)
	s.openDesk(change)
	return s
}

type forward func(context.Context, routing.Command) (journal.Version, error)

// openCenter opens a site without a desk, one of several if it has others to forward commands to.
func openCenter(t testing.TB, j journal.Journal, to forward) *site {
	t.Helper()
	s := &site{t: t, journal: j, blobs: &blob.Memory{}, out: &email.Memory{}}
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
func (s *site) openDesk(change func(*email.Config)) {
	s.t.Helper()
	s.cfg = email.Config{
		Center: s.center, Journal: s.journal, Blobs: s.blobs, Keys: keys(s.t), Sender: s.out, Settings: settings(), Logger: quiet,
	}
	if change != nil {
		change(&s.cfg)
	}
	var err error
	if s.Desk, err = email.OpenDesk(s.t.Context(), s.cfg); err != nil {
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

// mailOf writes a mail of header lines, an empty line and a body.
func mailOf(lines ...string) []byte { return []byte(strings.Join(lines, "\r\n") + "\r\n") }

// from is a plain mail of somebody to the support, with further header lines.
func from(addr, id, subject, body string, more ...string) []byte {
	head := []string{
		"From: " + addr, "To: support@desk.example", "Subject: " + subject, "Message-ID: <" + id + ">", "Date: Fri, 27 Nov 2026 10:00:00 +0900",
	}
	return mailOf(append(append(head, more...), "", body)...)
}

// take takes a mail that must not be refused.
func (s *site) take(raw []byte) email.Taken {
	s.t.Helper()
	taken, err := s.Take(s.t.Context(), email.Incoming{Raw: raw, To: []string{"support@desk.example"}})
	s.ok(err)
	return taken
}

// serve takes a mail and has an agent accept its contact.
func (s *site) serve(agent contact.AgentID, raw []byte) contact.ID {
	s.t.Helper()
	taken := s.take(raw)
	s.ok(s.center.Accept(s.t.Context(), agent, taken.Contact))
	return taken.Contact
}

// answer writes and sends a quick reply.
func (s *site) answer(agent contact.AgentID, id contact.ID, text string) email.Dispatched {
	s.t.Helper()
	a, err := s.Compose(s.t.Context(), agent, id, reply.Quick)
	s.ok(err)
	a.Draft.Text = text
	a, err = s.Save(s.t.Context(), agent, id, a.Draft)
	s.ok(err)
	out, err := s.Send(s.t.Context(), agent, id, reply.Quick, a.Draft.Version)
	s.ok(err)
	return out
}

// lines returns what an agent reads, one line for each entry.
func (s *site) lines(agent contact.AgentID, id contact.ID) []string {
	s.t.Helper()
	entries, err := s.Since(s.t.Context(), agent, id, 0)
	s.ok(err)
	return linesOf(entries)
}

func linesOf(entries []email.Entry) []string {
	var lines []string
	for _, e := range entries {
		line := e.Kind()
		switch p := e.Payload.(type) {
		case email.Received:
			line += fmt.Sprintf(" %s: %s", p.From[0].Addr, p.Subject)
			if p.Class != auto.Person {
				line += fmt.Sprintf(" (%s)", p.Class)
			}
		case email.Queued:
			line += " " + string(p.Queue)
		case email.Joined:
			line += " " + p.Party.Name
		case email.Transferred:
			line += " " + string(p.Queue)
		case email.Drafted:
			line += fmt.Sprintf(" %s %d", p.Mode, p.Version)
		case email.Sent:
			line += fmt.Sprintf(" %s: %s", strings.Join(p.Rcpt, ","), p.Subject)
		case email.Delivery:
			line += fmt.Sprintf(" %d %v %d", p.Of, p.Have, len(p.Refused))
		}
		lines = append(lines, line)
	}
	return lines
}

// sent returns the mails that have left, when nothing moves any more.
func (s *site) sent() []email.Outgoing {
	synctest.Wait()
	return s.out.Sent()
}
