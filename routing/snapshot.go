package routing

import (
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/wrapup"
)

// snapshot is a floor's state without what can be derived: load, lines, indexes and timers. Lists are
// in the order of their numbers, so that equal states give equal bytes.
type snapshot struct {
	Settings Settings          `cbor:"1,keyasint"`
	Now      int64             `cbor:"2,keyasint"`
	Offers   uint64            `cbor:"3,keyasint"`
	Arrivals uint64            `cbor:"4,keyasint"`
	Hired    uint64            `cbor:"5,keyasint"`
	Profiles []contact.Profile `cbor:"6,keyasint"`
	Codes    []IdleCode        `cbor:"7,keyasint"`
	Reasons  []wrapup.Reason   `cbor:"8,keyasint"`
	Queues   []savedQueue      `cbor:"9,keyasint"`
	Agents   []savedAgent      `cbor:"10,keyasint"`
	Contacts []savedContact    `cbor:"11,keyasint"`
	Closed   []contact.ID      `cbor:"12,keyasint"` // the order in which they were
	Commands []string          `cbor:"13,keyasint"`
}

// snapshotFields is how many fields a snapshot has.
const snapshotFields = 13

type savedQueue struct {
	Config    Queue `cbor:"1,keyasint"`
	Seq       int   `cbor:"2,keyasint"`
	BusySince int64 `cbor:"3,keyasint,omitempty"`
	Pace      int64 `cbor:"4,keyasint,omitempty"`
}

type savedAgent struct {
	Config     Agent          `cbor:"1,keyasint"`
	Seq        uint64         `cbor:"2,keyasint"`
	Now        contact.Stand  `cbor:"3,keyasint"`
	Next       *contact.Stand `cbor:"4,keyasint,omitempty"`
	Changed    int64          `cbor:"5,keyasint"`
	Since      int64          `cbor:"6,keyasint"`
	LastOffers []uint64       `cbor:"7,keyasint,omitempty"` // by the agent's queues
}

type savedContact struct {
	ID           contact.ID         `cbor:"1,keyasint"`
	Seq          uint64             `cbor:"2,keyasint"`
	Channel      contact.Channel    `cbor:"3,keyasint"`
	Customer     contact.CustomerID `cbor:"4,keyasint,omitempty"`
	State        contact.State      `cbor:"5,keyasint,omitempty"`
	Guest        contact.GuestState `cbor:"6,keyasint,omitempty"`
	Reason       contact.Reason     `cbor:"7,keyasint,omitempty"`
	CustomerLeft bool               `cbor:"8,keyasint,omitempty"`
	Queue        contact.QueueID    `cbor:"9,keyasint"`
	Skills       []Skill            `cbor:"10,keyasint,omitempty"`
	Priority     int16              `cbor:"11,keyasint"`
	Step         int16              `cbor:"12,keyasint,omitempty"`
	Entered      int64              `cbor:"13,keyasint"`
	Queued       int64              `cbor:"14,keyasint"`
	Received     int64              `cbor:"15,keyasint"`
	HoldUntil    int64              `cbor:"16,keyasint,omitempty"`
	Overflown    int64              `cbor:"17,keyasint,omitempty"`
	LastAgent    contact.AgentID    `cbor:"18,keyasint,omitempty"`
	Avoid        contact.AgentID    `cbor:"19,keyasint,omitempty"`
	Offer        *savedOffer        `cbor:"20,keyasint,omitempty"`
	Owner        contact.AgentID    `cbor:"21,keyasint,omitempty"`
	GuestAgent   contact.AgentID    `cbor:"22,keyasint,omitempty"`
	Wraps        []savedWrap        `cbor:"23,keyasint,omitempty"`
	Filed        []Filed            `cbor:"24,keyasint,omitempty"`
	Watchers     []Watcher          `cbor:"25,keyasint,omitempty"`
	OnHold       bool               `cbor:"26,keyasint,omitempty"` // the customer; HoldUntil is another hold
}

type savedOffer struct {
	ID       uint64          `cbor:"1,keyasint"`
	Agent    contact.AgentID `cbor:"2,keyasint"`
	By       contact.AgentID `cbor:"3,keyasint,omitempty"`
	Kind     OfferKind       `cbor:"4,keyasint,omitempty"`
	Made     int64           `cbor:"5,keyasint"`
	Deadline int64           `cbor:"6,keyasint"`
}

type savedWrap struct {
	Agent    contact.AgentID `cbor:"1,keyasint"`
	Started  int64           `cbor:"2,keyasint"`
	Deadline int64           `cbor:"3,keyasint,omitempty"`
	Queue    contact.QueueID `cbor:"4,keyasint"`
}
