package contact

import "github.com/google/uuid"

// The ids of the nouns. They are opaque, compared byte by byte, and at most MaxID bytes long;
// hosts bring their own or take NewID's.
type (
	ID         string // a contact: one customer's request, from its queue to its wrap-up
	AgentID    string // an agent or a supervisor (X1: a supervisor is an agent too)
	CustomerID string // a customer
	QueueID    string // a queue
	ProfileID  string // a multimedia profile (S1)
)

// MaxID is the length in bytes that an id may have.
const MaxID = 128

// NewID returns a fresh UUID, version 7 (RFC 9562), which sorts by time of creation. It is the
// default of every NewID config field.
func NewID() string {
	return uuid.Must(uuid.NewV7()).String()
}
