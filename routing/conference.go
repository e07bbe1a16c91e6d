package routing

import "github.com/acdkit/acdkit/contact"

// The commands of a conference: its owner is Agent 1, its guest Agent 2 (K1).
type (
	// Conference asks an agent who is Available and has room to join a contact (K2, D2).
	Conference struct {
		Agent   contact.AgentID `json:"agent"` // Agent 1, the owner
		Contact contact.ID      `json:"contact"`
		Guest   contact.AgentID `json:"guest"` // Agent 2
	}
	// Leave takes a guest out of a conference (K6), or a supervisor off a contact. The conversation
	// between its owner and the customer goes on, and no wrap-up is owed (K7).
	Leave struct {
		Agent   contact.AgentID `json:"agent"`
		Contact contact.ID      `json:"contact"`
	}
)

// GuestLeft says that Agent 2 is out of the conference.
type GuestLeft struct {
	Contact contact.ID      `json:"contact" cbor:"1,keyasint"`
	Agent   contact.AgentID `json:"agent" cbor:"2,keyasint"`
}

func (c Conference) step(f *Floor) error {
	_, it, err := f.movable(c.Agent, c.Contact)
	if err != nil {
		return err
	}
	if it.Channel() == contact.Email {
		return ErrChannelRule
	}
	to, err := f.target(c.Guest, it)
	if err != nil {
		return err
	}
	f.offerTo(it, to, ToConference, c.Agent, it.queue.cfg.Offer)
	return nil
}

func (c Leave) step(f *Floor) error {
	it := f.item(c.Contact)
	switch {
	case it == nil:
		return ErrUnknownContact
	case it.guest != nil && it.guest.ID() == c.Agent:
		f.emit(GuestLeft{Contact: c.Contact, Agent: c.Agent})
	case f.watcher(it, c.Agent) >= 0:
		f.emit(SupervisorLeft{Contact: c.Contact, Supervisor: c.Agent})
	default:
		return ErrNotGuest
	}
	return nil
}

func (p GuestLeft) apply(f *Floor) bool {
	c := f.item(p.Contact)
	if c == nil || c.guest == nil || c.guest.ID() != p.Agent || c.FireGuest(contact.Leave) != nil {
		return false
	}
	f.free(c.guest, c, visiting)
	c.guest = nil
	return true
}

func (c Conference) about() Error { return Error{Agent: c.Agent, Contact: c.Contact} }
func (c Leave) about() Error      { return Error{Agent: c.Agent, Contact: c.Contact} }
