package email

import (
	"slices"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/email/auto"
	"github.com/acdkit/acdkit/email/message"
	"github.com/acdkit/acdkit/email/reply"
)

// A Thread is the pure machine of one contact's mails: what came, what is written, what was sent and what became
// of that, who has the contact. It has no clock, no I/O and no lock: not safe for concurrent use. Desk is the shell
// that makes it durable and shared, and that puts a Guard before it.
type Thread struct {
	entries   []Entry
	opened    Opened
	phase     Phase
	last      time.Time
	owner     contact.AgentID
	seats     map[contact.AgentID]*seat
	served    []contact.AgentID
	queue     Queued
	people    map[string]bool   // who has part in it, by Address.Key
	letters   map[string]uint64 // the place of a mail that came, by its digest
	ids       map[string]uint64 // the place of a mail by its Message-ID
	drafts    map[reply.Mode]Draft
	versions  map[reply.Mode]uint64
	sent      map[answer]uint64
	outbox    map[uint64]*parcel
	successor contact.ID
	unneeded  []string // staged files
	ended     Ended
	endedAt   time.Time
	endedSeq  uint64
	want      Want
	wanted    uint64 // the entry that made it so
	damaged   bool
}

// seat is the place of an agent or a supervisor.
type seat struct {
	party Party
	there bool
	left  uint64 // the last entry that somebody who is not there may read
}

// answer is a draft as it was sent: once.
type answer struct {
	mode    reply.Mode
	version uint64
}

// NewThread returns a thread that is not open yet.
func NewThread() *Thread {
	return &Thread{
		seats: map[contact.AgentID]*seat{}, people: map[string]bool{}, letters: map[string]uint64{}, ids: map[string]uint64{},
		drafts: map[reply.Mode]Draft{}, versions: map[reply.Mode]uint64{}, sent: map[answer]uint64{}, outbox: map[uint64]*parcel{},
	}
}

// Step decides a command at a time and returns what happens: the entries that are new. A time before the last
// entry's counts as the last entry's. A refused command returns an *Error and changes nothing.
func (t *Thread) Step(now time.Time, cmd Command) ([]Entry, error) {
	if cmd == nil {
		return nil, &Error{Code: ErrInvalidCommand}
	}
	if now = now.UTC(); now.Before(t.last) {
		now = t.last
	}
	n := len(t.entries)
	if err := cmd.step(stepper{t, now}); err != nil {
		return nil, t.refused(err)
	}
	return slices.Clone(t.entries[n:]), nil
}

// refused makes an error of a code, and says what it was about.
func (t *Thread) refused(err error) error {
	e, ok := err.(*Error)
	if !ok {
		e = &Error{Code: ErrInvalidCommand, Cause: err}
		if code, bare := err.(Code); bare {
			e = &Error{Code: code}
		}
	}
	e.Contact = t.opened.Contact
	return e
}

// stepper is a thread with the time of a step.
type stepper struct {
	*Thread
	now time.Time
}

// emit lets something happen.
func (s stepper) emit(p Payload) {
	s.Apply(Entry{Seq: s.Len() + 1, At: s.now, Payload: p})
}

// Apply replays one entry, on the path that Step took when it was new. It cannot fail; an entry that does not fit,
// which no Step ever made, leaves the state alone and is reported by Err.
func (t *Thread) Apply(e Entry) {
	if e.Payload == nil || e.Seq != t.Len()+1 || (t.Len() == 0) != (e.Payload.kind() == Opened{}.kind()) {
		t.damaged = true
		return
	}
	t.entries = append(t.entries, e)
	if !e.Payload.apply(t, e) {
		t.damaged = true
		t.entries = t.entries[:len(t.entries)-1]
		return
	}
	t.last = e.At
}

// Err reports an entry that did not fit.
func (t *Thread) Err() error {
	if t.damaged {
		return &Error{Code: ErrDamaged, Contact: t.opened.Contact}
	}
	return nil
}

// fire moves the thread to another phase.
func (t *Thread) fire(e step) bool {
	next, err := phases.Next(t.phase, e)
	t.phase = next
	return err == nil
}

// ID returns the contact's id.
func (t *Thread) ID() contact.ID { return t.opened.Contact }

// Opened returns how the thread began.
func (t *Thread) Opened() Opened { return t.opened }

// Phase returns where the thread stands.
func (t *Thread) Phase() Phase { return t.phase }

// Len returns the number of entries, which is the last one's sequence number.
func (t *Thread) Len() uint64 { return uint64(len(t.entries)) }

// Owner returns the agent who has the contact, "" if none.
func (t *Thread) Owner() contact.AgentID { return t.owner }

// Served returns the agents who had the contact, in the order in which they came first.
func (t *Thread) Served() []contact.AgentID { return slices.Clone(t.served) }

// Began returns the time of the first entry.
func (t *Thread) Began() time.Time {
	if len(t.entries) == 0 {
		return time.Time{}
	}
	return t.entries[0].At
}

// Ended returns how the thread ended, and whether it did.
func (t *Thread) Ended() (Ended, bool) { return t.ended, t.phase == Over }

// Queue returns the queue that the contact waits in or was last served from.
func (t *Thread) Queue() Queued { return t.queue }

// Successor returns the contact that later mails went to, "" if there is none.
func (t *Thread) Successor() contact.ID { return t.successor }

// Takes reports whether somebody has part in the thread: as sender or recipient of a mail of it (I11).
func (t *Thread) Takes(a message.Address) bool { return t.people[a.Key()] }

// Mails returns how many mails came and were sent.
func (t *Thread) Mails() (n int) {
	for _, e := range t.entries {
		switch e.Payload.(type) {
		case Received, Sent:
			n++
		}
	}
	return n
}

// Subject returns the subject of the first mail.
func (t *Thread) Subject() string {
	for _, e := range t.entries {
		if r, ok := e.Payload.(Received); ok {
			return r.Subject
		}
	}
	return ""
}

// At returns an entry, and whether there is one of that number.
func (t *Thread) At(seq uint64) (Entry, bool) {
	if seq == 0 || seq > t.Len() {
		return Entry{}, false
	}
	return t.entries[seq-1], true
}

// received returns a mail that came, by its entry.
func (t *Thread) received(seq uint64) (Received, bool) {
	e, _ := t.At(seq)
	r, ok := e.Payload.(Received)
	return r, ok
}

// Newest returns the mail that an answer answers unless it says otherwise: the last that a person wrote, or the last of
// all. It returns 0 if none came.
func (t *Thread) Newest() (seq uint64) {
	for i := t.Len(); i > 0; i-- {
		r, ok := t.received(i)
		switch {
		case !ok:
		case r.Class == auto.Person:
			return i
		case seq == 0:
			seq = i
		}
	}
	return seq
}

// Digest returns the entry of the mail with a digest, 0 if it is not here.
func (t *Thread) Digest(digest string) uint64 { return t.letters[digest] }

// MessageID returns the entry of the mail with an id, 0 if it is not here.
func (t *Thread) MessageID(id string) uint64 { return t.ids[id] }
