package chat

import (
	"github.com/acdkit/acdkit/contact"
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
