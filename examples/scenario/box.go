package main

import (
	"context"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/email"
	"github.com/acdkit/acdkit/email/reply"
	"github.com/acdkit/acdkit/pci"
)

// boxKey is whose compose box it is, and of which contact.
type boxKey struct {
	agent   contact.AgentID
	contact contact.ID
}

// openBox is a compose box as an agent's desktop has it: the draft that it was opened with, and what was typed since.
type openBox struct {
	answer  email.Answer
	typed   string
	unsaved bool
}

// mailBox finds the compose box that an agent has open.
func (s *scene) mailBox(agent contact.AgentID, id contact.ID) (boxKey, openBox, error) {
	key := boxKey{agent, id}
	if _, err := s.thread(id); err != nil {
		return key, openBox{}, err
	}
	b, open := s.office.boxes[key]
	if !open {
		return key, b, &email.Error{Code: email.ErrInvalidCommand, Contact: id, Agent: agent}
	}
	return key, b, nil
}

// saveTyped saves what was typed into an open box: on leaving it, and on switching (E7).
func (s *scene) saveTyped(ctx context.Context, d *email.Desk, agent contact.AgentID, id contact.ID) error {
	key := boxKey{agent, id}
	b, open := s.office.boxes[key]
	if !open || !b.unsaved {
		return nil
	}
	if err := b.edit(); err != nil {
		return err
	}
	a, err := d.Save(ctx, agent, id, b.answer.Draft)
	if err == nil {
		s.office.boxes[key] = openBox{answer: a}
	}
	return err
}

// edit puts what was typed into the draft.
func (b *openBox) edit() (err error) {
	d := &b.answer.Draft
	if d.Mode == reply.Quick {
		d.Text = linesOf(b.typed)
		return nil
	}
	if d.Body, err = documentOf(b.typed); err != nil {
		err = &email.Error{Code: email.ErrNotText, Cause: err}
	}
	return err
}

// shown keeps a box open, and shows it.
func (s *scene) shown(agent contact.AgentID, id contact.ID, a email.Answer, err error) (*result, error) {
	if err != nil {
		return dropped(a.Notices), err
	}
	s.office.boxes[boxKey{agent, id}] = openBox{answer: a}
	return answerResult(a), nil
}

// dropped tells an agent why what was written is withheld (P3).
func dropped(notices []pci.Notice) *result {
	if len(notices) == 0 {
		return nil
	}
	t := table{{"notice"}}
	for _, n := range notices {
		t.add(notice(n))
	}
	return &result{map[string]any{"notices": notices}, t}
}
