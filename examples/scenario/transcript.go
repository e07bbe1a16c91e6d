package main

import (
	"bytes"
	"encoding/json"
	"time"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/chat/transcript"
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/attachment"
)

var readingCommands = []command{
	{name: "transcript", usage: "CONTACT [as=WHO] [language=ko]", parse: parseTranscript},
	{name: "typing", usage: "WHO CONTACT", parse: parseTyping},
	{name: "received", usage: "WHO CONTACT [through=N]", parse: parseReceive(false), tells: true},
	{name: "read", usage: "WHO CONTACT [through=N]", parse: parseReceive(true), tells: true},
}

// line is an entry as transcripts have it.
type line struct {
	Seq         uint64            `json:"seq"`
	At          time.Time         `json:"at"`
	From        string            `json:"from"` // the display name, or else the member
	Role        chat.Role         `json:"role"`
	Kind        string            `json:"kind"`
	Text        string            `json:"text"`
	Attachments []attachment.File `json:"attachments"`
	VisibleTo   string            `json:"visible_to"`
}

func parseTranscript(in *args) act {
	id := in.contact()
	var r transcript.Reader
	in.option("as", func(s string) error {
		r.Member = memberOf(s)
		return nil
	})
	in.option("language", text(&r.Language))
	return func(s *scene) (*result, error) {
		t, err := s.talk(id)
		if err != nil {
			return nil, err
		}
		entries := t.conv.All()
		if r.Member != "" {
			entries, err = t.conv.Since(r.Member, 0)
		}
		if err != nil {
			return nil, err
		}
		return readOut(entries, r)
	}
}

// readOut shows entries as somebody reads them.
func readOut(entries []chat.Entry, r transcript.Reader) (*result, error) {
	var data bytes.Buffer
	if err := transcript.JSON(&data, entries, r); err != nil {
		return nil, err
	}
	var lines []line
	if err := json.Unmarshal(data.Bytes(), &lines); err != nil {
		return nil, err
	}
	t := table{{"seq", "at", "visible to", "kind", "from", "text"}}
	for _, l := range lines {
		text := l.Text
		if l.Role != chat.RoleSystem {
			text = saying(l.Text, l.Attachments)
		}
		t.add(str(l.Seq), stamp(l.At), l.VisibleTo, l.Kind, l.From, text)
	}
	return &result{json.RawMessage(data.Bytes()), t}, nil
}

func parseTyping(in *args) act {
	who, id := in.member(), in.contact()
	return func(s *scene) (*result, error) {
		t, err := s.talk(id)
		if err != nil {
			return nil, err
		}
		told, err := t.typing(who)
		if err != nil {
			return nil, err
		}
		rows := table{{"shown to", "role", "name"}}
		for _, p := range told {
			rows.add(nameOf(p.Member), string(p.Role), p.Name)
		}
		return &result{told, rows}, nil
	}
}

// typing returns who is shown that somebody is typing: who may read what comes of it.
func (t *talk) typing(who chat.Member) ([]chat.Party, error) {
	err := t.conv.May(who, chat.CanSay)
	staff := err != nil
	if staff && t.conv.May(who, chat.CanNote) != nil {
		return nil, err
	}
	told := []chat.Party{}
	for _, p := range t.conv.Members() {
		if _, agent := p.Member.Agent(); p.Member != who && p.Role != chat.RoleBot && (agent || !staff) {
			told = append(told, p)
		}
	}
	return told, nil
}

func parseReceive(read bool) func(*args) act {
	return func(in *args) act {
		who, id, through := in.member(), in.contact(), 0
		some := in.option("through", number(&through))
		if through < 0 {
			in.fail("through=: not a place")
		}
		return func(s *scene) (*result, error) {
			t, err := s.talk(id)
			if err != nil {
				return nil, err
			}
			cmd := chat.Receive{Member: who, Through: uint64(through), Read: read}
			if !some {
				cmd.Through = t.conv.Len()
			}
			return nil, s.tell(t, cmd)
		}
	}
}

// memberOf reads customer, bot, or an agent's id.
func memberOf(w string) chat.Member {
	if w == string(chat.Customer) || w == string(chat.Bot) {
		return chat.Member(w)
	}
	return chat.AgentMember(contact.AgentID(w))
}

// nameOf writes what memberOf reads.
func nameOf(m chat.Member) string {
	if id, ok := m.Agent(); ok {
		return string(id)
	}
	return string(m)
}
