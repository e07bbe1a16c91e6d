package main

import (
	"errors"
	"strings"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/chat/template"
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/attachment"
	"github.com/acdkit/acdkit/pci"
)

var composeCommands = []command{
	{name: "compose", usage: `WHO CONTACT ["text"] [repeat=N]`, parse: parseCompose},
	{name: "attach", usage: "WHO CONTACT FILE | name=... size=34MB", parse: parseAttach},
	{name: "unattach", usage: "WHO CONTACT FILE", parse: parseUnattach},
	{name: "insert", usage: "AGENT CONTACT TEMPLATE...", parse: parseInsert},
	{name: "send", usage: "WHO CONTACT", parse: parseSend, sends: true, tells: true},
	{name: "navigate", usage: "WHO CONTACT", parse: parseNavigate},
}

// box finds the compose box of a member, who must be there.
func (s *scene) box(who chat.Member, id contact.ID) (*talk, error) {
	t, err := s.talk(id)
	if err != nil {
		return nil, err
	}
	return t, t.conv.May(who, chat.CanRead)
}

// draft returns what a member has in the compose box.
func (t *talk) draft(who chat.Member) *chat.Draft {
	if t.drafts[who] == nil {
		t.drafts[who] = &chat.Draft{}
	}
	return t.drafts[who]
}

func parseCompose(in *args) act {
	who, id := in.member(), in.contact()
	edits := len(in.words) > 0
	written := in.typed(in.next())
	return func(s *scene) (*result, error) {
		t, err := s.box(who, id)
		if err == nil && edits {
			err = t.edit(who, written)
		}
		if err != nil {
			return nil, err
		}
		return s.composing(t, who), nil
	}
}

// edit sets the text. One that is too long to be sent stays, so that nothing is lost (C1).
func (t *talk) edit(who chat.Member, written string) error {
	if err := t.conv.May(who, chat.CanSay); err != nil {
		return err
	}
	if _, err := (chat.Limits{}).Clean(written); errors.Is(err, chat.ErrNotText) || errors.Is(err, chat.ErrTooManyBytes) {
		return err
	}
	t.draft(who).Text = written
	return nil
}

// composing is what a compose box shows.
type composing struct {
	chat.Composing
	Notices []pci.Notice `json:"notices,omitempty"` // of the file that was attached
}

// composing shows a compose box (C7).
func (s *scene) composing(t *talk, who chat.Member, notices ...pci.Notice) *result {
	c := t.draft(who).View(chat.Limits{}, s.book.guard)
	if e, refused := errors.AsType[*chat.Error](t.conv.May(who, chat.CanSay)); refused {
		c.Refused = e.Code
	}
	rows := table{{"characters", "files", "bytes", "refused", "text"}}
	rows.add(str(c.Count)+" of "+str(c.Limit), fileNames(c.Files), bytesOf(c.Total), string(c.Refused), quote(c.Text))
	if c.Preview != "" {
		rows.add("", "", "", "", "would become "+quote(c.Preview))
	}
	for _, n := range notices {
		rows.add("", "", "", "", notice(n))
	}
	return &result{composing{c, notices}, rows}
}

func parseInsert(in *args) act {
	agent, id := in.agent(), in.contact()
	ids := append([]string{in.word("TEMPLATE")}, in.rest()...)
	return func(s *scene) (*result, error) {
		who := chat.AgentMember(agent)
		t, err := s.talk(id)
		if err == nil {
			err = t.conv.May(who, chat.CanTemplate)
		}
		if err != nil {
			return nil, err
		}
		chosen, err := s.book.choose(t, who, ids)
		if err != nil {
			return nil, err
		}
		o := t.conv.Opened()
		t.draft(who).Insert(template.Values{
			Customer: o.Name, Agent: names{s.floor}.AgentName(agent), Queue: t.conv.Queue().Name,
		}, chosen...)
		return s.composing(t, who), nil
	}
}

func parseSend(in *args) act {
	who, id := in.member(), in.contact()
	return func(s *scene) (*result, error) {
		if agent, is := who.Agent(); is && s.office.threads[id] != nil {
			return s.sendMail(agent, id)
		}
		t, err := s.talk(id)
		if err != nil {
			return nil, err
		}
		draft := t.draft(who)
		sent, err := s.say(t, chat.Message{From: who, Contact: id, Text: draft.Text}, draft.Files)
		if sent {
			delete(t.drafts, who)
		}
		return nil, err
	}
}

// leaving is what a desktop is told when its agent goes elsewhere (C7).
type leaving struct {
	Unsent bool              `json:"unsent"`
	Text   string            `json:"text,omitempty"`
	Files  []attachment.File `json:"files,omitempty"`
}

func parseNavigate(in *args) act {
	who, id := in.member(), in.contact()
	return func(s *scene) (*result, error) {
		if agent, is := who.Agent(); is && s.office.threads[id] != nil {
			return s.leaveBox(agent, id)
		}
		t, err := s.box(who, id)
		if err != nil {
			return nil, err
		}
		d := t.draft(who)
		l := leaving{d.Unsent(), d.Text, d.Files}
		if !l.Unsent {
			return &result{leaving{}, table{{"warning"}, {"none: nothing is unsent"}}}, nil
		}
		return &result{l, table{
			{"warning", "files", "text"}, {"unsent", fileNames(l.Files), quote(l.Text)},
		}}, nil
	}
}

func fileNames(files []attachment.File) string {
	parts := make([]string, len(files))
	for i, f := range files {
		parts[i] = fileName(f)
	}
	return strings.Join(parts, ", ")
}

func fileName(f attachment.File) string { return f.ID + " " + word(f.Name) + " " + bytesOf(f.Size) }
