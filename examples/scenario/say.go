package main

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/attachment"
	"github.com/acdkit/acdkit/routing"
)

var chatCommands = []command{
	{
		name: "chat", parse: parseChat, tells: true,
		usage: `ID queue=ID [customer=ID] [name="..."] [email=...] [language=ko] [bot="..."]`,
	},
	{name: "ask-agent", usage: "CONTACT [cause=asked|bot|bot-failed|bot-slow]", parse: parseAskAgent, tells: true},
	{name: "say", usage: `WHO CONTACT "text" [repeat=N]`, parse: parseSay(chat.Everyone), sends: true, tells: true},
	{name: "note", usage: `WHO CONTACT "text" [repeat=N]`, parse: parseSay(chat.Staff), sends: true, tells: true},
	{name: "disconnect", usage: "CONTACT", parse: parseConnect(true), tells: true},
	{name: "connect", usage: "CONTACT", parse: parseConnect(false), tells: true},
}

// member takes the next word: customer, bot, or the id of an agent or a supervisor.
func (in *args) member() chat.Member {
	return memberOf(in.word("WHO"))
}

func parseChat(in *args) act {
	var o chat.Opened
	var who contact.Customer
	in.value("ID", text(&o.Contact))
	in.need("queue", text(&o.Queue))
	in.option("customer", text(&o.Customer))
	in.option("name", text(&who.Name))
	in.option("email", text(&who.Email))
	in.option("language", text(&o.Language))
	in.option("bot", text(&o.Bot))
	return func(s *scene) (*result, error) { return nil, s.begin(o, who) }
}

// begin is a customer's opening of a chat, where only the chat knows of it yet.
func (s *scene) begin(o chat.Opened, who contact.Customer) error {
	q, known := s.floor.Queue(o.Queue)
	refused := &routing.Error{Code: routing.ErrUnknownQueue, Command: "chat", Contact: o.Contact, Queue: o.Queue}
	switch _, taken := s.floor.Contact(o.Contact); {
	case taken && s.chats[o.Contact] == nil:
		return &chat.Error{Code: chat.ErrExists, Contact: o.Contact}
	case !known:
		return refused
	case q.Channel != contact.Chat:
		refused.Code = routing.ErrInvalidChannel
		return refused
	}
	who.ID = cmp.Or(o.Customer, contact.CustomerID(o.Contact))
	who.Name, who.Email = s.book.guard.Text(inbound, who.Name).Text, s.book.guard.Text(inbound, who.Email).Text
	o.Name = s.known(who).Name
	return s.introduced(who, func() error { return s.open(o, true) })
}

func parseAskAgent(in *args) act {
	id, cause := in.contact(), chat.Asked
	in.option("cause", text(&cause))
	return func(s *scene) (*result, error) { return nil, s.order(id, chat.AskAgent{Cause: cause}) }
}

func parseConnect(lost bool) func(*args) act {
	return func(in *args) act {
		id := in.contact()
		return func(s *scene) (*result, error) {
			return nil, s.order(id, chat.Connect{Member: chat.Customer, Lost: lost})
		}
	}
}

// order has the conversation of a contact do a command.
func (s *scene) order(id contact.ID, cmd chat.Command) error {
	t, err := s.talk(id)
	if err != nil {
		return err
	}
	return s.tell(t, cmd)
}

func parseSay(to chat.Audience) func(*args) act {
	return func(in *args) act {
		m := chat.Message{From: in.member(), Contact: in.contact(), To: to}
		m.Text = in.typed(in.word("the text"))
		return func(s *scene) (*result, error) {
			t, err := s.talk(m.Contact)
			if err != nil {
				return nil, err
			}
			_, err = s.say(t, m, nil)
			return nil, err
		}
	}
}

// maxRepeat is how often a text can be repeated.
const maxRepeat = 100_000

// typed takes the option that repeats a text.
func (in *args) typed(text string) string {
	n := 1
	if in.option("repeat", number(&n)) && (n < 1 || n > maxRepeat) {
		in.fail("repeat=: not from 1 to %d", maxRepeat)
		n = 1
	}
	return strings.Repeat(text, n)
}

// say sends what the gate lets through of a message, and reports whether it was sent. The id is that of
// once, or else tells the message's place.
func (s *scene) say(t *talk, m chat.Message, files []attachment.File) (sent bool, err error) {
	if m.ID = s.once; m.ID == "" {
		m.ID = fmt.Sprintf("m%d", t.conv.Len()+1)
	}
	if _, sent := t.conv.Sent(m.From, m.ID); sent {
		return false, nil
	}
	p, err := t.gate.Pass(t.conv, m, files)
	if err != nil {
		return false, err
	}
	if err := s.tell(t, p.Command); err != nil {
		t.gate.Close() // it has seen what was not sent
		return false, err
	}
	_, sent = p.Command.(chat.Say)
	return sent, nil
}
