package wrapup

import (
	"fmt"
	"time"

	"github.com/acdkit/acdkit/contact"
)

// Role is the part that an agent had in the contact.
type Role uint8

// The roles. A transfer makes the receiver the owner, and the sender wraps up as the owner it was.
const (
	Owner Role = iota + 1 // who accepted the contact; Agent 1 of a conference
	Guest                 // Agent 2 of a conference (K7)
)

// String returns owner or guest.
func (r Role) String() string {
	switch r {
	case Owner:
		return "owner"
	case Guest:
		return "guest"
	}
	return fmt.Sprintf("role(%d)", uint8(r))
}

// State is where a wrap-up stands. The zero State is Closed: what was never started takes nothing.
type State uint8

// The states.
const (
	Closed State = iota // over
	Open                // the agent picks reasons
)

// String returns open or closed.
func (s State) String() string {
	switch s {
	case Closed:
		return "closed"
	case Open:
		return "open"
	}
	return fmt.Sprintf("state(%d)", uint8(s))
}

// WrapUp is one agent's wrap-up of one contact (W3, W4): Open from Start until Submit, Expire or
// Close. It is a small value and holds no pointers of its own; copy it to try a step out. It is not
// safe for concurrent use. A refused step changes nothing.
type WrapUp struct {
	State    State     `json:"state,omitempty" cbor:"1,keyasint,omitempty"`
	Started  time.Time `json:"started,omitzero" cbor:"2,keyasint,omitzero"`
	Deadline time.Time `json:"deadline,omitzero" cbor:"3,keyasint,omitzero"` // zero: no timer runs
}

// Start opens a wrap-up. The timer, if the policy has one, runs from now. An *Error of ErrGuest
// refuses Agent 2, who never applies a reason (K7, K8); ErrBadRole any other role but Owner; and
// the policy must be valid.
func Start(p Policy, role Role, now time.Time) (WrapUp, error) {
	switch role {
	case Owner:
	case Guest:
		return WrapUp{}, &Error{Code: ErrGuest}
	default:
		return WrapUp{}, &Error{Code: ErrBadRole}
	}
	if err := p.Validate(); err != nil {
		return WrapUp{}, err
	}
	now = now.Round(0) // without the monotonic clock, which no record keeps
	w := WrapUp{State: Open, Started: now}
	if p.After > 0 {
		w.Deadline = now.Add(p.After)
	}
	return w, nil
}

// Due reports whether the timer has run out: from the deadline on, while the wrap-up is open.
func (w WrapUp) Due(now time.Time) bool {
	return w.State == Open && !w.Deadline.IsZero() && !now.Before(w.Deadline)
}

// CancelTimer stops the timer for good (D7); the wrap-up then waits for the agent. An *Error of
// ErrClosed, ErrNoTimer or ErrKeepsTimer (the policy has no MayCancel) refuses.
func (w *WrapUp) CancelTimer(p Policy) error {
	switch {
	case w.State != Open:
		return &Error{Code: ErrClosed}
	case w.Deadline.IsZero():
		return &Error{Code: ErrNoTimer}
	case !p.MayCancel:
		return &Error{Code: ErrKeepsTimer}
	}
	w.Deadline = time.Time{}
	return nil
}

// Submit ends the wrap-up with the picked reasons, before or after the deadline as long as Expire
// has not been called. An *Error of ErrClosed or one of Check's refuses.
func (w *WrapUp) Submit(c *Catalog, p Policy, ch contact.Channel, q contact.QueueID, picked []ReasonID) error {
	if w.State != Open {
		return &Error{Code: ErrClosed}
	}
	if err := c.Check(p, ch, q, picked); err != nil {
		return err
	}
	w.Close()
	return nil
}

// Expire ends the wrap-up at its deadline and returns what to file: the policy's default reason, or
// nothing if that cannot be picked for the contact any more. An *Error of ErrClosed, ErrNoTimer or
// ErrNotDue refuses.
func (w *WrapUp) Expire(c *Catalog, p Policy, ch contact.Channel, q contact.QueueID, now time.Time) ([]ReasonID, error) {
	switch {
	case w.State != Open:
		return nil, &Error{Code: ErrClosed}
	case w.Deadline.IsZero():
		return nil, &Error{Code: ErrNoTimer}
	case !w.Due(now):
		return nil, &Error{Code: ErrNotDue}
	}
	w.Close()
	if c.fault(p.Default, ch, q) != "" {
		return nil, nil
	}
	return []ReasonID{p.Default}, nil
}

// Close ends the wrap-up whatever its state and checks nothing: for replaying records, and for
// those who may end an agent's wrap-up (I2, R9). The timer stops.
func (w *WrapUp) Close() {
	w.State, w.Deadline = Closed, time.Time{}
}
