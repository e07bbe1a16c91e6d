package main

import (
	"context"
	"strings"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/email"
	"github.com/acdkit/acdkit/email/message"
	"github.com/acdkit/acdkit/email/reply"
	"github.com/acdkit/acdkit/pci"
)

var answerCommands = []command{
	{name: "reply", usage: "AGENT CONTACT mode=quick|reply|all [cc=a@x,b@y]", parse: parseReply},
	{name: "body", usage: `AGENT CONTACT "text" [repeat=N] [saved=no]`, parse: parseBody},
	{name: "view", usage: "AGENT CONTACT original|quick|reply|all [entry=N]", parse: parseView},
	{name: "image", usage: "AGENT CONTACT FILE | name=... size=34MB", parse: parseImage},
	{name: "discard", usage: "AGENT CONTACT", parse: parseDiscard, tells: true},
}

func (in *args) mode() (m reply.Mode) {
	in.need("mode", modeNamed(&m))
	return m
}

func modeNamed(to *reply.Mode) reader {
	return func(s string) error {
		*to = reply.Mode(s)
		if *to != reply.Quick && *to != reply.Reply && *to != reply.All {
			return errNoWord
		}
		return nil
	}
}

func parseReply(in *args) act {
	agent, id, mode := in.agent(), in.contact(), in.mode()
	var cc []message.Address
	in.option("cc", list(func(a string) error { cc = append(cc, message.Address{Addr: a}); return nil }))
	return func(s *scene) (*result, error) {
		if _, err := s.thread(id); err != nil {
			return nil, err
		}
		var a email.Answer
		err := s.withDesk("", func(ctx context.Context, d *email.Desk) (err error) {
			if err = s.saveTyped(ctx, d, agent, id); err != nil {
				return err
			}
			a, err = d.Compose(ctx, agent, id, mode)
			if err == nil && len(cc) > 0 {
				a.Draft.Cc = cc
				a, err = d.Save(ctx, agent, id, a.Draft)
			}
			return err
		})
		return s.shown(agent, id, a, err)
	}
}

func parseBody(in *args) act {
	agent, id := in.agent(), in.contact()
	typed, save := in.typed(in.word("the text")), true
	in.option("saved", onOff(func(on bool) { save = on }))
	return func(s *scene) (*result, error) {
		key, b, err := s.mailBox(agent, id)
		if err != nil {
			return nil, err
		}
		b.typed, b.unsaved = typed, true
		if !save {
			s.office.boxes[key] = b
			return &result{map[string]any{"unsaved": typed}, table{{"unsaved"}, {quote(typed)}}}, nil
		}
		if err := b.edit(); err != nil {
			return nil, err
		}
		var a email.Answer
		err = s.withDesk("", func(ctx context.Context, d *email.Desk) (err error) {
			a, err = d.Save(ctx, agent, id, b.answer.Draft)
			return err
		})
		return s.shown(agent, id, a, err)
	}
}

func parseView(in *args) act {
	agent, id := in.agent(), in.contact()
	what, entry := in.word("original, quick, reply or all"), 0
	in.option("entry", number(&entry))
	var mode reply.Mode
	if err := modeNamed(&mode)(what); err != nil && what != "original" {
		in.fail("%q is neither original, quick, reply nor all", what)
	}
	return func(s *scene) (*result, error) {
		t, err := s.thread(id)
		if err != nil {
			return nil, err
		}
		if entry == 0 {
			entry := t.Newest()
			return s.view(agent, id, what, entry)
		}
		return s.view(agent, id, what, uint64(max(entry, 0)))
	}
}

// view switches between the original and the answers, which saves what was typed (E7, E8).
func (s *scene) view(agent contact.AgentID, id contact.ID, what string, entry uint64) (*result, error) {
	var a email.Answer
	var m email.Mail
	err := s.withDesk("", func(ctx context.Context, d *email.Desk) (err error) {
		if err = s.saveTyped(ctx, d, agent, id); err != nil {
			return err
		}
		if what == "original" {
			m, err = d.Mail(ctx, agent, id, entry)
		} else {
			a, err = d.Compose(ctx, agent, id, reply.Mode(what))
		}
		return err
	})
	if err == nil && what == "original" {
		return mailResult(m), nil
	}
	return s.shown(agent, id, a, err)
}

// leaveBox is an agent's going elsewhere: the draft is saved (E7).
func (s *scene) leaveBox(agent contact.AgentID, id contact.ID) (*result, error) {
	key, b, err := s.mailBox(agent, id)
	if err == nil {
		err = s.withDesk("", func(ctx context.Context, d *email.Desk) error { return s.saveTyped(ctx, d, agent, id) })
	}
	if err != nil {
		return nil, err
	}
	delete(s.office.boxes, key)
	if !b.unsaved {
		return &result{leaving{}, table{{"warning"}, {"none: nothing is unsent"}}}, nil
	}
	return &result{leaving{Text: b.typed}, table{{"warning"}, {"none: the draft is saved"}}}, nil
}

// sentMail is what became of an answer.
type sentMail struct {
	Number  int          `json:"number"` // in the outbox
	Entry   uint64       `json:"entry"`
	Outcome pci.Outcome  `json:"outcome"`
	Notices []pci.Notice `json:"notices,omitempty"`
}

// sendMail sends the draft that is open, with what was typed into it.
func (s *scene) sendMail(agent contact.AgentID, id contact.ID) (*result, error) {
	key, _, err := s.mailBox(agent, id)
	if err != nil {
		return nil, err
	}
	var out email.Dispatched
	err = s.withDesk("", func(ctx context.Context, d *email.Desk) (err error) {
		if err = s.saveTyped(ctx, d, agent, id); err != nil {
			return err
		}
		draft := s.office.boxes[key].answer.Draft
		if draft.Version == 0 && !draft.Body.Blank() { // as it was filled in
			a, err := d.Save(ctx, agent, id, draft)
			if err != nil {
				return err
			}
			s.office.boxes[key] = openBox{answer: a}
			draft = a.Draft
		}
		out, err = d.Send(ctx, agent, id, draft.Mode, draft.Version)
		return err
	})
	if err != nil {
		return dropped(out.Notices), err
	}
	r := sentMail{Entry: out.Entry, Outcome: out.Outcome, Notices: out.Notices}
	for i, p := range s.office.sent {
		if p.contact == id && p.seq == out.Entry {
			r.Number = i + 1
		}
	}
	t := table{{"outbox", "entry", "outcome", "notices"}}
	t.add(str(r.Number), "#"+str(r.Entry), r.Outcome.String(), noticesOf(r.Notices))
	return &result{r, t}, nil
}

func noticesOf(list []pci.Notice) string {
	parts := make([]string, len(list))
	for i, n := range list {
		parts[i] = notice(n)
	}
	return strings.Join(parts, ", ")
}

func parseDiscard(in *args) act {
	agent, id := in.agent(), in.contact()
	return func(s *scene) (*result, error) {
		key, b, err := s.mailBox(agent, id)
		if err != nil {
			return nil, err
		}
		err = s.withDesk("", func(ctx context.Context, d *email.Desk) error {
			return d.Discard(ctx, agent, id, b.answer.Draft.Mode)
		})
		if err == nil {
			delete(s.office.boxes, key)
		}
		return nil, err
	}
}
