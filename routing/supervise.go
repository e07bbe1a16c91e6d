package routing

import (
	"slices"

	"github.com/acdkit/acdkit/contact"
)

// WatchRole is what a supervisor is on a contact (R9).
type WatchRole uint8

// The roles of a supervisor.
const (
	Monitor WatchRole = iota // reads along, unseen
	Whisper                  // is heard by the agents only
	Barge                    // is heard by all
)

// Watcher is a supervisor on a contact.
type Watcher struct {
	Supervisor contact.AgentID `json:"supervisor" cbor:"1,keyasint"`
	Role       WatchRole       `json:"role" cbor:"2,keyasint,omitempty"`
}

// MaxWatchers is how many supervisors can be on a contact.
const MaxWatchers = 16

// The supervisor's commands about a contact. Who is a supervisor is for the host to know.
type (
	// Reassign offers a contact to an agent who is Available and has room, wherever the contact is;
	// its owner's wrap-up starts. If it is not accepted, it goes to its queue.
	Reassign struct {
		Supervisor contact.AgentID `json:"supervisor"`
		Contact    contact.ID      `json:"contact"`
		To         contact.AgentID `json:"to"`
	}
	// Supervise puts a supervisor on a contact that an agent owns, or changes the role there. Leave
	// ends it, and so does the owner's leaving the contact.
	Supervise struct {
		Supervisor contact.AgentID `json:"supervisor"`
		Contact    contact.ID      `json:"contact"`
		Role       WatchRole       `json:"role"`
	}
)

// The events of supervision.
type (
	// SupervisorJoined says that a supervisor is on a contact, in a role.
	SupervisorJoined struct {
		Contact    contact.ID      `json:"contact" cbor:"1,keyasint"`
		Supervisor contact.AgentID `json:"supervisor" cbor:"2,keyasint"`
		Role       WatchRole       `json:"role" cbor:"3,keyasint,omitempty"`
	}
	// SupervisorLeft says that a supervisor is off a contact.
	SupervisorLeft struct {
		Contact    contact.ID      `json:"contact" cbor:"1,keyasint"`
		Supervisor contact.AgentID `json:"supervisor" cbor:"2,keyasint"`
	}
)

func (c Reassign) step(f *Floor) error {
	it := f.item(c.Contact)
	switch {
	case checkID(string(c.Supervisor)) != nil:
		return ErrInvalidID
	case it == nil:
		return ErrUnknownContact
	case it.over():
		return ErrOver
	case it.CustomerLeft():
		return ErrCustomerLeft
	case it.Guest() != contact.NoGuest:
		return ErrConference
	}
	to, err := f.target(c.To, it)
	if err != nil {
		return err
	}
	if it.offer.agent != nil {
		f.endOffer(it, Withdrawn)
	}
	if owner := it.owner; owner != nil {
		f.sendAway(it)
		f.emit(ContactTransferred{Contact: c.Contact, Agent: owner.ID(), To: c.To, By: c.Supervisor})
		f.startWrapUp(owner, it, it.queue)
	}
	f.offerTo(it, to, FromReassign, c.Supervisor, it.queue.cfg.Offer)
	return nil
}

func (c Supervise) step(f *Floor) error {
	it := f.item(c.Contact)
	switch {
	case checkID(string(c.Supervisor)) != nil:
		return ErrInvalidID
	case it == nil:
		return ErrUnknownContact
	case it.over():
		return ErrOver
	case it.owner == nil:
		return &Error{Code: ErrState, State: it.State().String()}
	case it.owner.ID() == c.Supervisor || it.guest != nil && it.guest.ID() == c.Supervisor:
		return ErrSelf
	case c.Role > Barge:
		return ErrInvalidCommand
	}
	watch := f.watch[c.Contact]
	if i := f.watcher(it, c.Supervisor); i >= 0 && watch[i].Role == c.Role {
		return nil
	} else if i < 0 && len(watch) >= MaxWatchers {
		return ErrTooMany
	}
	f.emit(SupervisorJoined{Contact: c.Contact, Supervisor: c.Supervisor, Role: c.Role})
	return nil
}

// watcher returns the place of a supervisor among those on the contact, or -1.
func (f *Floor) watcher(c *item, id contact.AgentID) int {
	if !c.watched {
		return -1
	}
	return slices.IndexFunc(f.watch[c.ID()], func(w Watcher) bool { return w.Supervisor == id })
}

// sendAway takes the supervisors off a contact that leaves its owner.
func (f *Floor) sendAway(c *item) {
	for _, w := range slices.Clone(f.watch[c.ID()]) {
		f.emit(SupervisorLeft{Contact: c.ID(), Supervisor: w.Supervisor})
	}
}

func (p SupervisorJoined) apply(f *Floor) bool {
	c := f.item(p.Contact)
	if c == nil || c.owner == nil {
		return false
	}
	if i := f.watcher(c, p.Supervisor); i >= 0 {
		f.watch[p.Contact][i].Role = p.Role
	} else {
		f.watch[p.Contact] = append(f.watch[p.Contact], Watcher{Supervisor: p.Supervisor, Role: p.Role})
	}
	c.watched = true
	return true
}

func (p SupervisorLeft) apply(f *Floor) bool {
	c := f.item(p.Contact)
	if c == nil || f.watcher(c, p.Supervisor) < 0 {
		return false
	}
	i := f.watcher(c, p.Supervisor)
	f.watch[p.Contact] = slices.Delete(f.watch[p.Contact], i, i+1)
	if len(f.watch[p.Contact]) == 0 {
		delete(f.watch, p.Contact)
		c.watched = false
	}
	return true
}

// String returns monitor, whisper or barge.
func (r WatchRole) String() string { return word(r, "monitor", "whisper", "barge") }

// MarshalText writes String.
func (r WatchRole) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (r *WatchRole) UnmarshalText(text []byte) error { return parseWord(r, Barge, text) }

func (c Reassign) about() Error  { return Error{Agent: c.To, Contact: c.Contact} }
func (c Supervise) about() Error { return Error{Agent: c.Supervisor, Contact: c.Contact} }
