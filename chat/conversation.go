package chat

import (
	"slices"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/attachment"
)

// A Conversation is the pure machine of one contact's chat: what was said and what happened, in order, who takes
// part in which role, and what each may do and read. It has no clock, no I/O and no lock: not safe for concurrent
// use. Desk is the shell that makes it durable and shared, and that puts a Guard before it.
type Conversation struct {
	cfg     ConversationConfig
	entries []Entry
	opened  Opened
	phase   Phase
	last    time.Time

	seats    map[Member]*seat
	host     Member // Agent 1
	guest    Member // Agent 2
	invited  Member // who was asked to be that
	ended    Ended
	queue    Queued
	routed   bool                // it was in one
	sent     map[sending]uint64  // the place of a message by its sender's id
	messages map[Member][]uint64 // the places of a member's messages
	files    map[string]uint64   // the place of a message by a file's id
	reading  map[Member]Reading
	served   []contact.AgentID
	held     bool
	away     map[Member]time.Time // since when the connections are lost
	silence  silence
	want     Want
	wanted   uint64 // the entry that made it so
	damaged  bool
}

// ConversationConfig is what a Conversation cannot know from its log: the rules for what is new.
type ConversationConfig struct {
	Limits Limits
	Files  attachment.Rules // the zero value allows none (C3)
}

// seat is a member's place.
type seat struct {
	party Party
	there bool
	left  uint64 // the last entry that somebody who is not there may read
}

// sending is a message's id with its sender.
type sending struct {
	from Member
	id   string
}

// Reading is up to where a member has the others' messages.
type Reading struct {
	Received uint64 `json:"received"`
	Read     uint64 `json:"read"`
}

// New returns a conversation that is not open yet.
func New(cfg ConversationConfig) *Conversation {
	return &Conversation{
		cfg: cfg, seats: map[Member]*seat{}, sent: map[sending]uint64{}, messages: map[Member][]uint64{},
		files: map[string]uint64{}, reading: map[Member]Reading{}, away: map[Member]time.Time{},
	}
}

// Step decides a command at a time and returns what happens: the entries that are new. A time before the last entry's counts as the last entry's. A refused command returns an *Error and changes nothing.
func (c *Conversation) Step(now time.Time, cmd Command) ([]Entry, error) {
	if cmd == nil {
		return nil, &Error{Code: ErrInvalidCommand}
	}
	if now = now.UTC(); now.Before(c.last) {
		now = c.last
	}
	s := stepper{c, now}
	n := len(c.entries)
	if err := cmd.step(s); err != nil {
		return nil, c.refused(err)
	}
	return slices.Clone(c.entries[n:]), nil
}

// refused makes an error of a code, and says what it was about.
func (c *Conversation) refused(err error) error {
	e, ok := err.(*Error)
	if !ok {
		e = &Error{Code: ErrInvalidCommand, Cause: err}
		if code, bare := err.(Code); bare {
			e = &Error{Code: code}
		}
	}
	e.Contact, e.Phase = c.opened.Contact, c.phase
	return e
}

// stepper is a conversation with the time of a step.
type stepper struct {
	*Conversation
	now time.Time
}

// emit lets something happen.
func (s stepper) emit(p Payload) {
	s.Apply(Entry{Seq: uint64(len(s.entries)) + 1, At: s.now, Payload: p})
}

// Apply replays one entry, on the path that Step took when it was new. It cannot fail; an entry that does not fit,
// which no Step ever made, leaves the state alone and is reported by Err.
func (c *Conversation) Apply(e Entry) {
	if e.Payload == nil || e.Seq != uint64(len(c.entries))+1 || len(c.entries) == 0 != (e.Payload.kind() == Opened{}.kind()) {
		c.damaged = true
		return
	}
	c.entries = append(c.entries, e)
	if !e.Payload.apply(c, e) {
		c.damaged = true
		c.entries = c.entries[:len(c.entries)-1]
		return
	}
	c.last = e.At
}

// Err reports an entry that did not fit.
func (c *Conversation) Err() error {
	if c.damaged {
		return &Error{Code: ErrDamaged, Contact: c.opened.Contact}
	}
	return nil
}

// fire moves the conversation to another phase.
func (c *Conversation) fire(e step) bool {
	next, err := phases.Next(c.phase, e)
	c.phase = next
	return err == nil
}

// Configure changes the rules for what is new.
func (c *Conversation) Configure(cfg ConversationConfig) { c.cfg = cfg }

// Sent returns the number of the message that a member sent with an id, and whether there is one.
func (c *Conversation) Sent(m Member, id string) (seq uint64, sent bool) {
	seq, sent = c.sent[sending{m, id}]
	return seq, sent
}

// ID returns the contact's id.
func (c *Conversation) ID() contact.ID { return c.opened.Contact }

// Opened returns how the conversation began.
func (c *Conversation) Opened() Opened { return c.opened }

// Phase returns where the conversation stands.
func (c *Conversation) Phase() Phase { return c.phase }

// Len returns the number of entries, which is the last one's sequence number.
func (c *Conversation) Len() uint64 { return uint64(len(c.entries)) }

// Messages returns how many messages were sent.
func (c *Conversation) Messages() int { return len(c.sent) }

// Served returns the agents who had the contact or were guests there, in the order in which they came first.
func (c *Conversation) Served() []contact.AgentID { return slices.Clone(c.served) }

// Began returns the time of the first entry.
func (c *Conversation) Began() time.Time {
	if len(c.entries) == 0 {
		return never
	}
	return c.entries[0].At
}

// Ended returns how the conversation ended, and whether it did.
func (c *Conversation) Ended() (Ended, bool) { return c.ended, c.phase == Over }

// Reading returns up to where a member has received and read the others' messages.
func (c *Conversation) Reading(m Member) Reading { return c.reading[m] }

// Queue returns the queue that the contact waits in or was last served from.
func (c *Conversation) Queue() Queued { return c.queue }
