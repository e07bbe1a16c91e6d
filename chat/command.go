package chat

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"unicode"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/attachment"
	"github.com/acdkit/acdkit/pci"
)

// Command is something to be done with a conversation. The package's own are the only ones.
type Command interface {
	// step checks and then emits; an error means that nothing was emitted.
	step(stepper) error
}

// Open begins a conversation. Its times count from the first entry.
type Open struct{ Opened }

func (cmd Open) step(s stepper) error {
	o := cmd.Opened
	if len(s.entries) > 0 {
		return ErrExists
	}
	if err := o.check(); err != nil {
		return err
	}
	o.Timers = o.Timers.withDefaults()
	s.emit(o)
	if o.Bot != "" {
		s.emit(Joined{Party{Bot, RoleBot, o.Bot}})
	}
	return nil
}

// check returns why no conversation can begin like that, or nil.
func (o Opened) check() error {
	switch {
	case !validID(string(o.Contact)), o.Customer != "" && !validID(string(o.Customer)), !validID(string(o.Queue)):
		return ErrInvalidID
	case !line(o.Name), !line(o.QueueName), !line(o.Language), !line(o.Bot):
		return ErrInvalidCommand
	}
	return o.Timers.Validate()
}

// maxLine is the length in bytes of a name, a label or a language tag.
const maxLine = 200

// onLine makes a name of a profile, which may have spaces of all kinds, one that line takes.
func onLine(name string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, name)
}

func line(text string) bool { return len(text) <= maxLine && printable(text) }

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

// AskAgent is the customer's wish for a person, or the end of the bot's part.
type AskAgent struct {
	Cause Cause // Asked, ByBot, BotFailed or BotSlow
}

func (cmd AskAgent) step(s stepper) error {
	who := Bot
	switch cmd.Cause {
	case Asked:
		who = Customer
	case ByBot, BotFailed, BotSlow:
	default:
		return ErrInvalidCommand
	}
	if err := s.may(who, CanAskAgent); err != nil {
		return err
	}
	s.emit(HandedOver(cmd))
	return nil
}

// NotAdmitted says that routing refused the contact (R6): the conversation is over.
type NotAdmitted struct {
	Cause Cause // QueueFull, QueueClosed, or Vanished
}

func (cmd NotAdmitted) step(s stepper) error {
	if s.want != WantAgent {
		return ErrInvalidCommand
	}
	s.emit(Ended{Cause: cmd.Cause})
	return nil
}

// Leave is the customer's leaving while no agent is asked for yet. Later, routing is told, and tells it by Follow.
type Leave struct{}

func (Leave) step(s stepper) error {
	if err := s.may(Customer, CanLeave); err != nil {
		return err
	}
	if s.phase == WithBot || s.want == WantAgent {
		s.emit(Ended{Cause: Abandoned})
	}
	return nil
}

// Connect says whether a member's connection is there. Those of supervisors and the bot leave no trace.
type Connect struct {
	Member Member
	Lost   bool
}

func (cmd Connect) step(s stepper) error {
	if err := s.may(cmd.Member, CanRead); err != nil {
		return err
	}
	if err := s.full(); err != nil {
		return err
	}
	p := s.party(cmd.Member)
	_, lost := s.away[cmd.Member]
	switch {
	case p.Role.Supervises() || p.Role == RoleBot:
	case cmd.Lost && !lost:
		s.emit(Disconnected{p})
	case !cmd.Lost && lost:
		s.emit(Reconnected{p})
	}
	return nil
}

// Receive says up to where a member has received, or read, what others said. Where there is no further message of
// theirs, it causes nothing. Supervisors, who are not part of the conversation, leave no trace.
type Receive struct {
	Member  Member
	Through uint64
	Read    bool
}

func (cmd Receive) step(s stepper) error {
	if err := s.may(cmd.Member, CanRead); err != nil {
		return err
	}
	if cmd.Through == 0 || cmd.Through > s.Len() {
		return &Error{Code: ErrUnknownEntry, Member: cmd.Member, Action: CanRead}
	}
	role, _ := s.Role(cmd.Member)
	have := s.reading[cmd.Member].Received
	if cmd.Read {
		have = s.reading[cmd.Member].Read
	}
	cmd.Through = s.lastFor(cmd.Member, have, cmd.Through)
	if role.Supervises() || cmd.Through == 0 || s.phase == Over {
		return nil
	}
	if err := s.full(); err != nil {
		return err
	}
	s.emit(Receipt(cmd))
	return nil
}

// Tick does what is due.
type Tick struct{}

func (Tick) step(s stepper) error {
	if due, waits := s.Deadline(); waits && !due.After(s.now) {
		s.expire()
	}
	return nil
}

// Resume gives silences and lost connections their time anew if it ran out while nobody led the conversation, so
// that a restart punishes nobody.
type Resume struct{}

func (Resume) step(s stepper) error {
	if due, waits := s.Deadline(); waits && !due.After(s.now) {
		s.emit(Resumed{})
	}
	return nil
}

// Directory tells names of agents and queues: what people are shown.
type Directory interface {
	AgentName(contact.AgentID) string
	QueueName(contact.QueueID) string
}
