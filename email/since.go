package email

import (
	"slices"

	"github.com/acdkit/acdkit/contact"
)

// Since returns the entries after a sequence number that an agent or a supervisor may read, in order. Who has left,
// into wrap-up too, may read up to that, and what becomes of a mail that was the own answer. The error is ErrNotMember.
func (t *Thread) Since(id contact.AgentID, seq uint64) ([]Entry, error) {
	s := t.seats[id]
	if s == nil {
		return nil, t.refused(&Error{Code: ErrNotMember, Agent: id})
	}
	end := t.end(s)
	var list []Entry
	for _, e := range t.entries[min(seq, end):end] {
		if s.party.Supervises || !e.supervision() {
			list = append(list, e)
		}
	}
	for _, e := range t.entries[max(seq, end):] { // who has left is told what became of the own answer
		if p, ok := e.Payload.(Delivery); ok && t.wrote(id, p.Of) {
			list = append(list, e)
		}
	}
	return list, nil
}

// supervision reports whether an entry says that a supervisor reads along, which only supervisors are told (R9).
func (e Entry) supervision() bool {
	switch p := e.Payload.(type) {
	case Joined:
		return p.Party.Supervises
	case Left:
		return true
	}
	return false
}

// wrote reports whether an agent wrote a mail that was sent.
func (t *Thread) wrote(id contact.AgentID, seq uint64) bool {
	e, _ := t.At(seq)
	sent, ok := e.Payload.(Sent)
	return ok && sent.Agent == id
}

// end returns the last entry that is for a seat.
func (t *Thread) end(s *seat) uint64 {
	if s.there {
		return t.Len()
	}
	return s.left
}

// There reports whether an agent or a supervisor is in the thread now.
func (t *Thread) There(id contact.AgentID) bool {
	s := t.seats[id]
	return s != nil && s.there
}

// letter returns a mail that an agent or a supervisor may read, by its entry.
func (t *Thread) letter(id contact.AgentID, seq uint64) (Letter, error) {
	s := t.seats[id]
	if s == nil || seq > t.end(s) {
		return Letter{}, t.refused(&Error{Code: ErrNotMember, Agent: id})
	}
	e, _ := t.At(seq)
	l, ok := letterOf(e)
	if !ok {
		return l, t.refused(&Error{Code: ErrUnknownEntry, Agent: id})
	}
	return l, nil
}

// letterOf returns the mail that an entry is about, and whether it is about one.
func letterOf(e Entry) (Letter, bool) {
	switch p := e.Payload.(type) {
	case Received:
		return p.Letter, true
	case Sent:
		return p.Letter, true
	}
	return Letter{}, false
}

// All returns all entries: for archives and supervisors' tools, not for agents.
func (t *Thread) All() []Entry { return slices.Clone(t.entries) }
