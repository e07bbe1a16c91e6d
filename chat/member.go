package chat

import (
	"strings"

	"github.com/acdkit/acdkit/contact"
)

// A Member is somebody in a conversation: the Customer, the Bot, or an agent or supervisor (AgentMember).
type Member string

// The members that every conversation can have.
const (
	Customer Member = "customer"
	Bot      Member = "bot"
)

const agentPrefix = "agent/"

// AgentMember returns the member that an agent or a supervisor is.
func AgentMember(id contact.AgentID) Member { return agentPrefix + Member(id) }

// Agent returns the id of an agent or a supervisor, and whether the member is one.
func (m Member) Agent() (contact.AgentID, bool) {
	id, ok := strings.CutPrefix(string(m), agentPrefix)
	return contact.AgentID(id), ok && id != ""
}

// A Role is what a member is in a conversation at a time.
type Role string

// The roles. A supervisor's is that of the routing's WatchRole (R9).
const (
	RoleCustomer Role = "customer"
	RoleBot      Role = "bot"
	RoleAgent    Role = "agent"   // Agent 1: who accepted the contact
	RoleGuest    Role = "guest"   // Agent 2 of a conference (K1)
	RoleMonitor  Role = "monitor" // a supervisor who reads along, unseen
	RoleWhisper  Role = "whisper" // a supervisor whom only the agents hear
	RoleBarge    Role = "barge"   // a supervisor whom all hear
	RoleSystem   Role = "system"  // nobody: what happened
)

// Supervises reports whether the role is a supervisor's.
func (r Role) Supervises() bool { return r == RoleMonitor || r == RoleWhisper || r == RoleBarge }

// A Party is a member as others see them.
type Party struct {
	Member Member `json:"member" cbor:"1,keyasint"`
	Role   Role   `json:"role" cbor:"2,keyasint"`
	Name   string `json:"name,omitempty" cbor:"3,keyasint,omitempty"` // display name (C2), or a bot's label (B2)
}

// An Audience is who may read an entry.
type Audience string

// The audiences. The zero value is Everyone.
const (
	Everyone    Audience = ""
	Staff       Audience = "staff"       // agents and supervisors
	Supervisors Audience = "supervisors" // who watches unseen is seen by them only
	Private     Audience = "private"     // one member: a notice to who sent something
	Nobody      Audience = "nobody"      // the log alone
)

// String returns everyone for the zero value, and the value for others.
func (a Audience) String() string {
	if a == Everyone {
		return "everyone"
	}
	return string(a)
}

// sees reports whether somebody in a role may read what an audience may.
func (r Role) sees(a Audience) bool {
	switch a {
	case Everyone:
		return true
	case Staff:
		return r == RoleAgent || r == RoleGuest || r.Supervises()
	case Supervisors:
		return r.Supervises()
	}
	return false
}
