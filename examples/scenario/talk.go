package main

import (
	"maps"
	"slices"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
)

// talk is the conversation of a chat contact, with what a shell keeps beside it.
type talk struct {
	conv   *chat.Conversation
	gate   *chat.Gate
	drafts map[chat.Member]*chat.Draft
	files  int // that were ever staged: they are f1, f2 and so on
}

func newTalk(b book) *talk {
	return &talk{
		conv: chat.New(b.conversation()), gate: chat.NewGate(b.guard), drafts: make(map[chat.Member]*chat.Draft),
	}
}

// talk returns the conversation of a contact.
func (s *scene) talk(id contact.ID) (*talk, error) {
	if t := s.chats[id]; t != nil {
		return t, nil
	}
	return nil, &chat.Error{Code: chat.ErrNotOpen, Contact: id}
}

// open begins a conversation. The name is what the customer typed into a form: it goes through the
// Guard as well.
func (s *scene) open(o chat.Opened, shown bool) error {
	o.QueueName, o.Timers = names{s.floor}.QueueName(o.Queue), s.book.timers
	o.Name = s.book.guard.Text(inbound, o.Name).Text
	t := s.chats[o.Contact]
	if t == nil {
		t = newTalk(s.book)
	}
	if err := s.step(t, chat.Open{Opened: o}, shown); err != nil {
		return err
	}
	s.chats[o.Contact] = t
	return nil
}

// tell has a conversation do a command, which is shown.
func (s *scene) tell(t *talk, cmd chat.Command) error { return s.step(t, cmd, true) }

func (s *scene) step(t *talk, cmd chat.Command, shown bool) error {
	entries, err := t.conv.Step(s.now, cmd)
	for _, e := range entries {
		s.happened = append(s.happened, happening{entry: &entry{t.conv.ID(), e}, shown: shown})
		switch e.Payload.(type) {
		case chat.Left, chat.Transferred, chat.CustomerLeft, chat.Ended:
			t.dropDrafts()
		}
	}
	return err
}

// dropDrafts throws away what those who are not there any more had not sent.
func (t *talk) dropDrafts() {
	for m := range t.drafts {
		_, there := t.conv.Role(m)
		if !there || t.conv.Phase() == chat.CustomerGone {
			delete(t.drafts, m)
		}
	}
}

// followChat tells the conversation of the contact, if it is a chat, what the floor has decided.
func (s *scene) followChat(ev routing.Event) error {
	id := ev.Contact()
	if q, ok := ev.Payload.(routing.ContactQueued); ok && q.Channel == contact.Chat && s.chats[id] == nil {
		c, _ := s.floor.Contact(id)
		o := chat.Opened{Contact: id, Customer: q.Customer, Name: s.customer(c).Name, Queue: q.Queue}
		if err := s.open(o, false); err != nil {
			return err
		}
	}
	if t := s.chats[id]; t != nil {
		return s.step(t, chat.Follow{Events: []routing.Event{ev}, Names: names{s.floor}}, false)
	}
	return nil
}

// settle does what the conversations and the mail want of the floor, until they want nothing.
func (s *scene) settle() error {
	for _, id := range slices.Sorted(maps.Keys(s.chats)) {
		if err := s.runErrand(s.chats[id]); err != nil {
			return err
		}
	}
	return s.settleMail()
}

// runErrand does what one conversation wants. What the floor refuses, the conversation is told.
func (s *scene) runErrand(t *talk) error {
	e := t.conv.Errand()
	if e.Want == chat.Nothing {
		return nil
	}
	refusal := s.do(e.Command)
	if refusal == nil {
		return nil
	}
	if cmd := e.Refused(refusal); cmd != nil {
		return s.tell(t, cmd)
	}
	return s.step(t, s.where(t), false)
}

// where returns where the floor stands with a conversation's contact.
func (s *scene) where(t *talk) chat.Match {
	m := chat.Match{Names: names{s.floor}}
	m.View, m.Known = s.floor.Contact(t.conv.ID())
	return m
}

// names tells names from the floor.
type names struct{ floor *routing.Floor }

// AgentName implements chat.Directory.
func (n names) AgentName(id contact.AgentID) string {
	a, _ := n.floor.Agent(id)
	return a.Name
}

// QueueName implements chat.Directory.
func (n names) QueueName(id contact.QueueID) string {
	q, _ := n.floor.Queue(id)
	return q.Name
}
