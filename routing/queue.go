package routing

import (
	"slices"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/wrapup"
)

// Queue is an administrator's queue. Zero fields take the defaults named beside them.
type Queue struct {
	ID       contact.QueueID `json:"id" cbor:"1,keyasint"`
	Name     string          `json:"name,omitempty" cbor:"2,keyasint,omitempty"`
	Channel  contact.Channel `json:"channel" cbor:"3,keyasint"`
	Offer    time.Duration   `json:"offer_ns,omitempty" cbor:"4,keyasint,omitempty"`      // how long an agent may take to accept; DefaultOffer
	Strategy string          `json:"strategy,omitempty" cbor:"5,keyasint,omitempty"`      // which agent is offered a contact (R2); LongestIdle
	Skills   []Skill         `json:"skills,omitempty" cbor:"6,keyasint,omitempty"`        // what its contacts need (R3)
	Relax    []Relax         `json:"relax,omitempty" cbor:"7,keyasint,omitempty"`         // how that is lowered as they wait
	Priority int             `json:"priority,omitempty" cbor:"8,keyasint,omitempty"`      // of contacts that bring none, 0 to MaxPriority (R4)
	Max      int             `json:"max,omitempty" cbor:"9,keyasint,omitempty"`           // waiting contacts it admits (R6); 0: any number
	Hours    Hours           `json:"hours,omitzero" cbor:"10,keyasint,omitempty"`         // when it admits contacts of a real-time channel (R6); always
	Overflow Overflow        `json:"overflow,omitzero" cbor:"11,keyasint,omitempty"`      // where contacts go that waited too long or are not admitted (R6)
	Sticky   time.Duration   `json:"sticky_ns,omitempty" cbor:"12,keyasint,omitempty"`    // how long a contact waits for its last agent alone (R5); 0: preferred if free
	Miss     Miss            `json:"transfer_miss,omitzero" cbor:"13,keyasint,omitempty"` // what becomes of an unaccepted direct transfer (D1); Drop
	Decline  bool            `json:"decline,omitempty" cbor:"14,keyasint,omitempty"`      // whether agents may decline offers (O3); no
	WrapUp   wrapup.Policy   `json:"wrapup,omitzero" cbor:"15,keyasint,omitempty"`        // rules of its wrap-ups (D7)
}

// Overflow moves a contact to another queue of the same channel.
type Overflow struct {
	After time.Duration   `json:"after_ns,omitempty" cbor:"1,keyasint,omitempty"` // 0: only when the queue is full or closed
	Queue contact.QueueID `json:"queue,omitempty" cbor:"2,keyasint,omitempty"`
}

// Miss says what becomes of a direct transfer that its agent does not accept (D1).
type Miss struct {
	Action MissAction      `json:"action" cbor:"1,keyasint"`
	Queue  contact.QueueID `json:"queue,omitempty" cbor:"2,keyasint,omitempty"` // of OverflowTo
}

// MissAction is the kind of a Miss.
type MissAction uint8

// The choices of D1.
const (
	Drop           MissAction = iota // the contact is over (X5)
	ReturnToQueue                    // back to its queue, in the place its age gives it
	ReturnToSender                   // offered to the agent who sent it, even while in wrap-up; to the queue if that cannot be
	OverflowTo                       // to another queue
)

// Defaults and limits of queues.
const (
	DefaultOffer = 20 * time.Second
	MaxPriority  = 99
	MaxWait      = 7 * 24 * time.Hour // the longest of every duration of a queue
	MaxName      = 200                // bytes of a display name
	maxRelax     = 32
)

// validate checks what can be checked without the other queues.
func (q *Queue) validate() error {
	switch {
	case checkID(string(q.ID)) != nil:
		return ErrInvalidID
	case q.Overflow.Queue != "" && checkID(string(q.Overflow.Queue)) != nil:
		return ErrInvalidID
	case q.Miss.Queue != "" && checkID(string(q.Miss.Queue)) != nil:
		return ErrInvalidID
	case checkName(q.Name) != nil:
		return ErrInvalidName
	case !q.Channel.Valid():
		return ErrInvalidChannel
	case q.Priority < 0 || q.Priority > MaxPriority:
		return ErrInvalidPriority
	case q.Max < 0 || len(q.Relax) > maxRelax || q.Miss.Action > OverflowTo:
		return ErrInvalidQueue
	case (q.Miss.Action == OverflowTo) != (q.Miss.Queue != ""):
		return ErrInvalidQueue
	case q.Overflow.Queue == "" && q.Overflow.After != 0 || q.Overflow.Queue == q.ID:
		return ErrInvalidQueue
	case !sane(q.Offer) || !sane(q.Overflow.After) || !sane(q.Sticky):
		return ErrInvalidDuration
	}
	for _, r := range q.Relax {
		if r.After <= 0 || r.After > MaxWait || r.Level < 0 || r.Level > MaxLevel || checkID(r.Skill) != nil {
			return ErrInvalidQueue
		}
	}
	if err := q.Hours.validate(); err != nil {
		return err
	}
	if q.WrapUp.Validate() != nil {
		return ErrInvalidWrapUp
	}
	return checkSkills(q.Skills, 1)
}

func sane(d time.Duration) bool { return d >= 0 && d <= MaxWait }

// withDefaults returns the queue with its defaults filled in and its steps in order.
func (q Queue) withDefaults() Queue {
	if q.Offer == 0 {
		q.Offer = DefaultOffer
	}
	if q.Strategy == "" {
		q.Strategy = LongestIdle
	}
	q.Skills, q.Relax, q.Hours.Spans = own(q.Skills), own(q.Relax), own(q.Hours.Spans)
	slices.SortStableFunc(q.Relax, func(a, b Relax) int { return int(a.After - b.After) })
	return q
}

// own returns a list that is not its sender's any more; nil if it is empty, as logs give it back.
func own[T any](list []T) []T {
	if len(list) == 0 {
		return nil
	}
	return slices.Clone(list)
}
