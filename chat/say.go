package chat

import (
	"cmp"
	"errors"
	"slices"

	"github.com/acdkit/acdkit/contact/attachment"
	"github.com/acdkit/acdkit/pci"
)

// Say sends a message. Text and files are what a Guard has let through. A message that was sent before, by the same
// member with the same id, causes nothing.
type Say struct {
	From     Member
	ID       string   // of up to contact.MaxID bytes
	To       Audience // Everyone or Staff
	Text     string
	Files    []attachment.File
	Redacted bool
	Notices  []pci.Notice // for the sender
	Revise   []Revised    // what the message makes of earlier ones; by Of and what is left
	HandOver bool         // the bot's last words: an agent is asked for in the same step
}

func (cmd Say) step(s stepper) error {
	if _, sent := s.sent[sending{cmd.From, cmd.ID}]; sent {
		return nil
	}
	text, err := s.check(cmd)
	if err != nil {
		return err
	}
	if err := s.revise(cmd.Revise); err != nil {
		return about(err, cmd.From, CanSay)
	}
	s.emit(Said{
		ID: cmd.ID, From: s.party(cmd.From), To: cmd.To, Text: text, Files: slices.Clone(cmd.Files), Redacted: cmd.Redacted,
	})
	if len(cmd.Notices) > 0 {
		s.emit(Noticed{cmd.From, cmd.ID, slices.Clone(cmd.Notices)})
	}
	if cmd.HandOver && cmd.From == Bot {
		s.emit(HandedOver{ByBot})
	}
	return nil
}

// check refuses a message that may not be sent, and returns its text as it is kept.
func (c *Conversation) check(cmd Say) (string, error) {
	action := CanSay
	switch {
	case !validID(cmd.ID):
		return "", &Error{Code: ErrInvalidID, Member: cmd.From}
	case cmd.To == Staff:
		action = CanNote
	case cmd.To != Everyone:
		return "", &Error{Code: ErrInvalidCommand, Member: cmd.From}
	}
	if err := cmp.Or(c.may(cmd.From, action), c.full()); err != nil {
		return "", err
	}
	text, err := c.cfg.Limits.Clean(cmd.Text)
	if err != nil {
		return "", about(err, cmd.From, action)
	}
	if blank(text) && len(cmd.Files) == 0 {
		return "", &Error{Code: ErrEmpty, Member: cmd.From, Action: action}
	}
	return text, c.checkFiles(cmd)
}

func (c *Conversation) checkFiles(cmd Say) error {
	if len(cmd.Files) == 0 {
		return nil
	}
	if err := c.may(cmd.From, CanAttach); err != nil {
		return err
	}
	if err := c.cfg.Files.Check(cmd.Files); err != nil {
		return &Error{Code: ErrFiles, Member: cmd.From, Action: CanAttach, Cause: err}
	}
	if len(cmd.Files) > MaxFiles {
		return &Error{Code: ErrFiles, Member: cmd.From, Action: CanAttach, Cause: tooMany(len(cmd.Files))}
	}
	for i, f := range cmd.Files {
		_, taken := c.files[f.ID]
		twice := slices.ContainsFunc(cmd.Files[:i], func(g attachment.File) bool { return g.ID == f.ID })
		if taken || twice || !validID(f.ID) {
			return &Error{Code: ErrUnknownFile, Member: cmd.From, Action: CanAttach}
		}
	}
	return nil
}

// MaxFiles is how many files a message can have, whatever the rules say: any number, for people (C4).
const MaxFiles = 500

func tooMany(files int) error {
	return &attachment.Error{Code: attachment.TooMany, Limit: MaxFiles, Size: int64(files)}
}

// MaxEntries is how many entries a conversation can have before members can add no more. It can still end.
const MaxEntries = 1_000_000

// full refuses what members add to a conversation that is longer than any people's.
func (c *Conversation) full() error {
	if len(c.entries) >= MaxEntries {
		return &Error{Code: ErrFull, Count: len(c.entries), Limit: MaxEntries}
	}
	return nil
}

// about says of a refusal who was refused what.
func about(err error, m Member, a Action) error {
	if e, ok := errors.AsType[*Error](err); ok {
		e.Member, e.Action = m, a
	}
	return err
}

// Withhold tells a sender that a message was dropped by the policy (P3); nothing of it is kept.
type Withhold struct {
	From    Member
	ID      string
	Notices []pci.Notice
	Revise  []Revised
}

func (cmd Withhold) step(s stepper) error {
	if _, sent := s.sent[sending{cmd.From, cmd.ID}]; sent || !validID(cmd.ID) {
		return &Error{Code: ErrInvalidID, Member: cmd.From}
	}
	if err := s.may(cmd.From, CanRead); err != nil {
		return err
	}
	if err := s.revise(cmd.Revise); err != nil {
		return err
	}
	s.emit(Noticed{cmd.From, cmd.ID, slices.Clone(cmd.Notices)})
	return nil
}

// revise hides what is to be hidden in earlier messages, or refuses all of it.
func (s stepper) revise(list []Revised) error {
	for _, r := range list {
		if !s.revisable(r) {
			return &Error{Code: ErrUnknownEntry}
		}
	}
	for _, r := range list {
		r.To = s.entries[r.Of-1].Payload.audience()
		s.emit(r)
	}
	return nil
}
