package main

import (
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
)

// scene is what a scenario plays on: a floor, a clock that only commands move, and the customers, of
// whom the floor knows nothing but ids. It is not safe for concurrent use.
type scene struct {
	floor     *routing.Floor
	now       time.Time
	customers map[contact.CustomerID]contact.Customer

	once   string          // the id of the line under way
	events []routing.Event // and what it did
}

// opening is when every scenario begins, a Monday.
var opening = time.Date(2026, time.January, 5, 0, 0, 0, 0, time.UTC)

func newScene() *scene {
	return &scene{
		floor:     routing.NewFloor(routing.FloorConfig{}),
		now:       opening,
		customers: make(map[contact.CustomerID]contact.Customer),
	}
}

// perform does what a line says. A command that makes something overdue, such as a shorter overflow,
// has it done at once.
func (s *scene) perform(st *statement) (*result, error) {
	s.once = st.once
	shown, err := st.act(s)
	s.once = ""
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
	events, err := s.floor.Step(s.now, cmd)
	s.events = append(s.events, events...)
	return err
}

// takeEvents returns what the line did.
func (s *scene) takeEvents() []routing.Event {
	events := s.events
	s.events = nil
	return events
}

// move moves the clock on, stopping wherever the floor has a deadline.
func (s *scene) move(to time.Time) error {
	for {
		due, waits := s.floor.Deadline()
		if !waits || due.After(to) {
			break
		}
		if due.After(s.now) {
			s.now = due
		}
		if err := s.send(routing.Tick{}); err != nil {
			return err
		}
	}
	s.now = to
	return nil
}
