package contact

// Reason says why a contact is over.
type Reason uint8

// The reasons for a contact's end.
const (
	NotEnded       Reason = iota
	AgentEnded            // its owner ended it (W2)
	CustomerLeft          // the customer left while an agent owned it, and the agent then ended it (W1)
	Abandoned             // the customer gave up before an agent took it
	TransferMissed        // a direct transfer was not accepted, and the policy is to drop it (X5, D1)
)

// String returns agent-ended, customer-left, abandoned or transfer-missed, nothing for NotEnded, and
// the number of any other value.
func (r Reason) String() string {
	return name(r, "", "agent-ended", "customer-left", "abandoned", "transfer-missed")
}

// MarshalText writes String.
func (r Reason) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads what MarshalText wrote; anything else is ErrUnknownName.
func (r *Reason) UnmarshalText(text []byte) error { return parse(r, TransferMissed, text, "reason") }

// Contact is the state machine of one contact: its lifecycle, the place of its conference guest, and
// whether its customer is on hold or has left. It is a value without locks: not safe for concurrent use.
type Contact struct {
	id       ID
	customer CustomerID
	channel  Channel
	state    State
	guest    GuestState
	reason   Reason
	left     bool
	onHold   bool
}

// New returns a queued contact of that customer, who may be unknown (""). It checks nothing: the ids
// and the channel are the caller's to validate.
func New(id ID, channel Channel, customer CustomerID) *Contact {
	return &Contact{id: id, channel: channel, customer: customer}
}

// Restore returns a contact as a snapshot describes it: what the methods of the same names returned.
func Restore(
	id ID, channel Channel, customer CustomerID, state State, guest GuestState, reason Reason, left, onHold bool,
) *Contact {
	return &Contact{
		id: id, channel: channel, customer: customer, state: state, guest: guest, reason: reason, left: left, onHold: onHold,
	}
}

// ID returns the contact's id.
func (c *Contact) ID() ID { return c.id }

// Customer returns the customer's id; the customer's name and addresses are the host's to join.
func (c *Contact) Customer() CustomerID { return c.customer }

// Channel returns the contact's channel.
func (c *Contact) Channel() Channel { return c.channel }

// State returns where the contact is.
func (c *Contact) State() State { return c.state }

// Reason returns why the contact is over. It is set when the contact is WrapUp or Closed, and
// becomes CustomerLeft as soon as an owned contact's customer leaves.
func (c *Contact) Reason() Reason { return c.reason }

// CustomerLeft reports whether the customer left while an agent owned the contact (W1).
func (c *Contact) CustomerLeft() bool { return c.left }

// Can reports whether the event may happen now.
func (c *Contact) Can(e Event) bool {
	return lifecycle.Can(c.state, e) && (e != Transfer || c.fixed() == nil)
}

// Fire lets the event happen. The reason is for End and Close and ignored otherwise; the first
// reason stands. End also empties the guest's place (K5, K8). Transfer needs a customer who is there
// (W1) and no guest, invited or joined (D2). Every event ends a hold of the customer. An event that may
// not happen now is refused with a *TransitionError and changes nothing.
func (c *Contact) Fire(e Event, reason Reason) error {
	to, err := lifecycle.Next(c.state, e)
	if err == nil && e == Transfer {
		err = c.fixed()
	}
	if err != nil {
		return err
	}
	c.state, c.onHold = to, false // a hold is the owner's, and no event leads from active to active
	if e == End {
		c.guest = NoGuest
	}
	if (e == End || e == Close) && c.reason == NotEnded {
		c.reason = reason
	}
	return nil
}

// fixed returns what keeps an active contact with its owner, or nil.
func (c *Contact) fixed() error {
	switch {
	case c.left:
		return &TransitionError{Machine: "contact", State: "customer-left", Event: Transfer.String()}
	case c.guest != NoGuest:
		return &TransitionError{Machine: "guest", State: c.guest.String(), Event: Transfer.String()}
	}
	return nil
}

// Leave records that the customer of an active contact left: nobody can answer any more, and the
// agent ends the contact (W1). A joined guest may stay until then (D3); a hold is over. In every other
// state, and the second time, it is refused with a *TransitionError and changes nothing.
func (c *Contact) Leave() error {
	if c.state != Active || c.left {
		return &TransitionError{Machine: "contact", State: c.state.String(), Event: "customer-left"}
	}
	c.left, c.onHold, c.reason = true, false, CustomerLeft
	return nil
}

// OnHold reports whether the owner has the customer waiting on the line (R13).
func (c *Contact) OnHold() bool { return c.onHold }

// Hold puts the customer of an active contact on hold: the owner works on, but not with the customer,
// so that handle time splits into talk, hold and wrap-up (R13). It needs a real-time channel and a
// customer who is there and not on hold yet; a refusal is a *TransitionError and changes nothing. The
// hold ends with Retrieve, and by itself when the customer leaves or the contact leaves its owner.
func (c *Contact) Hold() error {
	switch {
	case c.state != Active:
		return &TransitionError{Machine: "contact", State: c.state.String(), Event: "hold"}
	case c.left:
		return &TransitionError{Machine: "contact", State: "customer-left", Event: "hold"}
	case !c.channel.RealTime():
		return &TransitionError{Machine: "channel", State: c.channel.String(), Event: "hold"}
	case c.onHold:
		return &TransitionError{Machine: "contact", State: "on-hold", Event: "hold"}
	}
	c.onHold = true
	return nil
}

// Retrieve takes the customer off hold (R13). Without a hold it is refused with a *TransitionError and
// changes nothing.
func (c *Contact) Retrieve() error {
	if !c.onHold {
		return &TransitionError{Machine: "contact", State: c.state.String(), Event: "retrieve"}
	}
	c.onHold = false
	return nil
}

// Guest returns the state of the guest's place.
func (c *Contact) Guest() GuestState { return c.guest }

// CanGuest reports whether the event may happen to the guest's place now.
func (c *Contact) CanGuest(e GuestEvent) bool {
	return guestTable.Can(c.guest, e) && (e == Leave || c.state == Active && !c.left)
}

// FireGuest lets the event happen to the guest's place. Inviting and joining need an active contact
// whose customer is there (O7, K8). A refusal is a *TransitionError and changes nothing.
func (c *Contact) FireGuest(e GuestEvent) error {
	if !c.CanGuest(e) {
		return &TransitionError{Machine: "guest", State: c.guest.String(), Event: e.String()}
	}
	to, err := guestTable.Next(c.guest, e)
	if err != nil {
		return err
	}
	c.guest = to
	return nil
}
