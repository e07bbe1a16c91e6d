package chat

import (
	"slices"
	"strings"

	"github.com/acdkit/acdkit/pci"
)

// Since returns the entries after a sequence number that a member may read, in order: for a desktop or widget that
// resumes there. Who has left may read up to that. What was hidden afterwards is hidden here; so are the notices to
// others. It takes time proportional to the entries behind seq.
func (c *Conversation) Since(m Member, seq uint64) ([]Entry, error) {
	s := c.seats[m]
	if s == nil {
		return nil, c.refused(&Error{Code: ErrNotMember, Member: m, Action: CanRead})
	}
	end := c.end(s)
	var list []Entry
	for _, e := range c.entries[min(seq, end):end] {
		if c.mayRead(s.party, e) {
			list = append(list, s.party.shown(e))
		}
	}
	return list, nil
}

// at returns a message, if a member may read it.
func (c *Conversation) at(m Member, seq uint64) (Said, error) {
	s := c.seats[m]
	if s == nil || seq == 0 || seq > c.end(s) || !c.mayRead(s.party, c.entries[seq-1]) {
		return Said{}, c.refused(&Error{Code: ErrNotMember, Member: m, Action: CanRead})
	}
	said, _ := c.entries[seq-1].Payload.(Said)
	return said, nil
}

// All returns all entries: for archives and supervisors' tools, not for members.
func (c *Conversation) All() []Entry { return slices.Clone(c.entries) }

// shown returns an entry as it is shown to a party: customers are not shown a supervisor who reassigned the contact.
func (p Party) shown(e Entry) Entry {
	if t, ok := e.Payload.(Transferred); ok && !p.Role.sees(Staff) {
		t.By = ""
		e.Payload = t
	}
	return e
}

// mayRead reports whether an entry is for a party.
func (c *Conversation) mayRead(p Party, e Entry) bool {
	if n, ok := e.Payload.(Noticed); ok {
		return n.Member == p.Member
	}
	return p.Role.sees(e.Payload.audience())
}

// lastSaid returns the places of a member's last messages, in order.
func (c *Conversation) lastSaid(m Member, n int) []uint64 {
	all := c.messages[m]
	return all[max(0, len(all)-n):]
}

// lastBy returns the place of a member's last message, 0 if there is none.
func (c *Conversation) lastBy(m Member) uint64 {
	if all := c.messages[m]; len(all) > 0 {
		return all[len(all)-1]
	}
	return 0
}

// lastFor returns the last message of others, after one place up to another, that a member may read; 0 if there is none.
func (c *Conversation) lastFor(m Member, after, through uint64) uint64 {
	for i := through; i > after; i-- {
		if said, ok := c.entries[i-1].Payload.(Said); ok && said.From.Member != m && c.mayRead(c.seats[m].party, c.entries[i-1]) {
			return i
		}
	}
	return 0
}

// heardBytes is how much of what a member heard may matter for the answer.
const heardBytes = 4 << 10

// lastHeard returns what the others said to a member since the member's own last message, line by line, the end of it.
func (c *Conversation) lastHeard(m Member) string {
	var lines []string
	size := 0
	for i := c.Len(); i > c.lastBy(m) && size < heardBytes; i-- {
		if said, ok := c.entries[i-1].Payload.(Said); ok && c.mayRead(c.party(m), c.entries[i-1]) {
			lines = append(lines, said.Text)
			size += len(said.Text)
		}
	}
	slices.Reverse(lines)
	return strings.Join(lines, "\n")
}

// outcome returns what became of a message that was sent before.
func (c *Conversation) outcome(seq uint64) pci.Outcome {
	if said, ok := c.entries[seq-1].Payload.(Said); ok && said.Redacted {
		return pci.Redacted
	}
	return pci.Passed
}
