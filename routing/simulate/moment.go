package simulate

import "github.com/acdkit/acdkit/contact"

// moment is something that happens to a contact or an agent and that what people do next is timed from: the agent
// answers so long after an offer, the customer gives up so long after coming. The same moment of a replay has the
// same name, whoever the agent is.
type moment struct {
	kind    occasion
	contact contact.ID
	agent   contact.AgentID // of fell
	n       int32           // the how many-th of its kind, from 1
}

// occasion is a kind of moment.
type occasion uint8

const (
	never  occasion = iota
	came            // a contact, into the center or back into a queue
	shown           // a contact, to an agent
	asked           // an agent, to join a conference
	taken           // a contact, by an agent
	joined          // an agent, the conference
	owed            // a wrap-up
	fell            // an agent, into RONA
)

// point is a moment with its time and the agent it is about.
type point struct {
	moment
	at    int64
	agent contact.AgentID
	queue contact.QueueID
}
