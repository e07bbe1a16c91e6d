package main

import (
	"bytes"
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
)

// scene is what a scenario plays on: a floor, a conversation beside it for each chat, the mail, a clock that only
// commands move, and the customers, of whom the floor knows nothing but ids. It is not safe for
// concurrent use.
type scene struct {
	floor     *routing.Floor
	now       time.Time
	customers map[contact.CustomerID]contact.Customer
	book      book
	chats     map[contact.ID]*talk
	past      map[contact.ID]past // contacts of other channels
	office    office              // where the mail is
	routed    [][]byte            // what has happened on the floor, as a center's log has it

	once     string      // the id of the line under way
	happened []happening // and what it did
}

// happening is an event of the floor, an entry of a conversation, or one of a thread of mails.
type happening struct {
	event  *routing.Event
	entry  *entry
	letter *letter
	shown  bool // an entry that only follows an event is not: it stands there already
}

// entry is an entry of a contact's conversation.
type entry struct {
	Contact contact.ID `json:"contact"`
	Entry   chat.Entry `json:"entry"`
}

// opening is when every scenario begins, a Monday.
var opening = time.Date(2026, time.January, 5, 0, 0, 0, 0, time.UTC)

func newScene() *scene {
	return &scene{
		floor:     routing.NewFloor(routing.FloorConfig{}),
		now:       opening,
		customers: make(map[contact.CustomerID]contact.Customer),
		book:      newBook(),
		chats:     make(map[contact.ID]*talk),
		past:      make(map[contact.ID]past),
		office:    newOffice(),
	}
}

// perform does what a line says, and what conversations then want of the floor. A command that makes
// something overdue, such as a shorter overflow, has it done at once.
func (s *scene) perform(st *statement) (*result, error) {
	s.once = st.once
	shown, err := st.act(s)
	s.once = ""
	if err == nil {
		err = s.settle()
	}
	if err == nil {
		err = s.move(s.now)
	}
	return shown, err
}

// send sends a command to the floor, now.
func (s *scene) send(cmd routing.Command) error {
	if s.once != "" {
		cmd = routing.Once{ID: s.once, Command: cmd}
	}
	return s.do(cmd)
}

// do has the floor do a command, and the conversations follow.
func (s *scene) do(cmd routing.Command) error {
	events, err := s.floor.Step(s.now, cmd)
	if len(events) > 0 {
		var data bytes.Buffer
		if err := routing.AppendEvents(&data, events); err != nil {
			return err
		}
		s.routed = append(s.routed, data.Bytes())
	}
	for _, ev := range events {
		s.happened = append(s.happened, happening{event: &ev})
	}
	for _, ev := range events {
		s.remember(ev)
		if err := cmp.Or(s.followChat(ev), s.followMail(ev)); err != nil {
			return err
		}
	}
	return err
}

// takeHappened returns what the line did.
func (s *scene) takeHappened() []happening {
	happened := s.happened
	s.happened = nil
	return happened
}

// move moves the clock on, stopping wherever the floor or a conversation has a deadline.
func (s *scene) move(to time.Time) error {
	for {
		due, waits := s.deadline()
		if !waits || due.After(to) {
			break
		}
		if due.After(s.now) {
			s.now = due
		}
		if err := s.tick(); err != nil {
			return err
		}
	}
	s.now = to
	return nil
}

// deadline returns the next deadline there is.
func (s *scene) deadline() (time.Time, bool) {
	next, waits := s.floor.Deadline()
	for _, t := range s.chats {
		if due, is := t.conv.Deadline(); is && (!waits || due.Before(next)) {
			next, waits = due, true
		}
	}
	if due, is := s.mailDeadline(); is && (!waits || due.Before(next)) {
		next, waits = due, true
	}
	return next, waits
}

// tick does what is due: first on the floor, then in the conversations, then in the mail.
func (s *scene) tick() error {
	if due, waits := s.floor.Deadline(); waits && !due.After(s.now) {
		if err := s.do(routing.Tick{}); err != nil {
			return err
		}
	}
	for _, id := range slices.Sorted(maps.Keys(s.chats)) {
		t := s.chats[id]
		if due, waits := t.conv.Deadline(); waits && !due.After(s.now) {
			if err := s.tell(t, chat.Tick{}); err != nil {
				return err
			}
		}
	}
	if err := s.tickMail(); err != nil {
		return err
	}
	return s.settle()
}
