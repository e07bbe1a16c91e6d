package email

import (
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/email/auto"
)

// Command is something to be done with a thread. The package's own are the only ones.
type Command interface {
	// step checks and then emits; an error means that nothing was emitted.
	step(stepper) error
}

// Open begins a thread with its first mail.
type Open struct {
	Opened
	First Received
}

func (cmd Open) step(s stepper) error {
	o := cmd.Opened
	switch {
	case s.Len() > 0:
		return ErrExists
	case !validID(string(o.Contact)), o.Customer != "" && !validID(string(o.Customer)), !validID(string(o.Queue)):
		return ErrInvalidID
	case cmd.First.Digest == "" || cmd.First.ID == "":
		return ErrInvalidCommand
	}
	s.emit(o)
	s.emit(cmd.First)
	return nil
}

// firstMail is the entry of the mail that a thread was opened with.
const firstMail = 2

// Receive adds a mail that came. One that is here already, by its digest, is no news. When the thread is over, it takes only
// what needs no answer: automatic replies, receipts, reports of a delay, and own mail that has come back; anything else
// is ErrOver, and begins another contact.
type Receive struct{ Received }

func (cmd Receive) step(s stepper) error {
	r := cmd.Received
	switch {
	case s.Len() == 0:
		return ErrNotOpen
	case r.Digest == "" || r.ID == "":
		return ErrInvalidCommand
	case s.letters[r.Digest] > 0:
		return nil
	case s.phase == Over && !r.attaches():
		return ErrOver
	}
	if err := s.full(); err != nil {
		return err
	}
	s.emit(r)
	return nil
}

// attaches reports whether a mail is only filed with its thread, and causes no new contact: what machines say about a mail
// that somebody sent. Other automatic mail may have something to say.
func (r Received) attaches() bool {
	switch r.Class {
	case auto.Reply, auto.Receipt, auto.Loop:
		return true
	case auto.Bounce:
		return !r.Failed
	}
	return false
}

// Send turns a draft into a mail that leaves, and has routing end the contact, which opens wrap-up (E9). A draft is
// sent once: another Send of the same version is ErrSent.
type Send struct {
	Agent contact.AgentID
	Mail  Sent
}

func (cmd Send) step(s stepper) error {
	m := cmd.Mail
	if err := s.mayWrite(cmd.Agent); err != nil {
		return err
	}
	d, ok := s.Draft(m.Mode)
	switch {
	case !ok || d.Version != m.Version:
		return &Error{Code: ErrConflict, Agent: cmd.Agent, Count: int(d.Version)}
	case m.Agent != cmd.Agent, m.ID == "", len(m.Rcpt) == 0, m.Blob == "":
		return ErrInvalidCommand
	}
	s.emit(m)
	return nil
}

// SendAutomatic has a mail leave that nobody wrote, unless the thread is over.
type SendAutomatic struct{ Mail Sent }

func (cmd SendAutomatic) step(s stepper) error {
	m := cmd.Mail
	switch {
	case s.Len() == 0:
		return ErrNotOpen
	case s.phase == Over:
		return &Error{Code: ErrOver}
	case m.Agent != "", m.Return != "", m.ID == "", len(m.Rcpt) == 0, m.Blob == "":
		return ErrInvalidCommand
	case s.ids[m.ID] > 0: // it has left already
		return nil
	}
	if err := s.full(); err != nil {
		return err
	}
	s.emit(m)
	return nil
}

// Continue notes which contact the later mails of a thread that is over go to. The first one stays.
type Continue struct{ By contact.ID }

func (cmd Continue) step(s stepper) error {
	switch {
	case s.Len() == 0:
		return ErrNotOpen
	case !validID(string(cmd.By)) || cmd.By == s.opened.Contact:
		return ErrInvalidID
	case s.phase != Over:
		return ErrNotOver
	case s.successor == "":
		s.emit(Continued(cmd))
	}
	return nil
}

// mayWrite returns nil if an agent may answer now.
func (t *Thread) mayWrite(id contact.AgentID) error {
	code := Code("")
	s := t.seats[id]
	switch {
	case t.Len() == 0:
		code = ErrNotOpen
	case t.phase == Over:
		code = ErrOver
	case s == nil || !s.there:
		code = ErrNotMember
	case t.owner != id:
		code = ErrNotAllowed
	case t.want == WantEnd:
		code = ErrSent
	default:
		return nil
	}
	return &Error{Code: code, Agent: id}
}

// full refuses more when a thread has as much as it can take; what ends it always fits.
func (t *Thread) full() error {
	if t.Len() >= MaxEntries {
		return &Error{Code: ErrFull, Count: int(t.Len()), Limit: MaxEntries}
	}
	return nil
}

// Directory tells names of agents and queues: what people are shown.
type Directory interface {
	AgentName(contact.AgentID) string
	QueueName(contact.QueueID) string
}
