package contact_test

import (
	"testing"

	"github.com/acdkit/acdkit/contact"
)

// TestHoldEveryContact: in every state, channel, with the customer there and gone, on hold and not. A
// hold needs an active contact of a real-time channel whose customer is there; its end needs a hold (R13).
func TestHoldEveryContact(t *testing.T) {
	for i := range 5 * 4 * 2 * 2 {
		s, ch := contact.State(i/16), contact.Chat+contact.Channel(i/4%4)
		left, held := i/2%2 == 1, i%2 == 1
		c := contact.Restore("c1", ch, "u1", s, contact.NoGuest, contact.NotEnded, left, held)
		switch {
		case s != contact.Active:
			checkHold(t, c, "contact", s.String())
		case left:
			checkHold(t, c, "contact", "customer-left")
		case !ch.RealTime():
			checkHold(t, c, "channel", ch.String())
		case held:
			checkHold(t, c, "contact", "on-hold")
		default:
			checkHold(t, c, "", "")
		}
		checkRetrieve(t, contact.Restore("c1", ch, "u1", s, contact.NoGuest, contact.NotEnded, left, held))
	}
}

// checkHold holds the customer and expects a refusal of that machine in that state, or none.
func checkHold(t *testing.T, c *contact.Contact, machine, state string) {
	t.Helper()
	before := *c
	err := c.Hold()
	if machine == "" {
		if err != nil || !c.OnHold() || c.State() != before.State() {
			t.Errorf("Hold of %+v gave %+v, %v", before, *c, err)
		}
		return
	}
	refused(t, err, machine, state, "hold")
	if *c != before {
		t.Errorf("refused hold changed %+v to %+v", before, *c)
	}
}

func checkRetrieve(t *testing.T, c *contact.Contact) {
	t.Helper()
	before := *c
	err := c.Retrieve()
	if before.OnHold() {
		if err != nil || c.OnHold() || c.State() != before.State() {
			t.Errorf("Retrieve of %+v gave %+v, %v", before, *c, err)
		}
		return
	}
	refused(t, err, "contact", before.State().String(), "retrieve")
	if *c != before {
		t.Errorf("refused retrieve changed %+v to %+v", before, *c)
	}
}

// A hold ends by itself when the contact is sent on or ends, and when its customer leaves.
func TestHoldEnds(t *testing.T) {
	for name, change := range map[string]func(*contact.Contact) error{
		"transfer": func(c *contact.Contact) error { return c.Fire(contact.Transfer, contact.NotEnded) },
		"end":      func(c *contact.Contact) error { return c.Fire(contact.End, contact.AgentEnded) },
		"leave":    (*contact.Contact).Leave,
	} {
		c := contact.Restore("c1", contact.Chat, "u1", contact.Active, contact.NoGuest, contact.NotEnded, false, true)
		if err := change(c); err != nil || c.OnHold() {
			t.Errorf("%s: on hold %t, %v", name, c.OnHold(), err)
		}
	}
}

// A conference comes and goes during a hold, and a refused event does not end one.
func TestHoldStays(t *testing.T) {
	c := contact.Restore("c1", contact.Voice, "u1", contact.Active, contact.NoGuest, contact.NotEnded, false, true)
	for _, e := range []contact.GuestEvent{contact.Invite, contact.Join, contact.Leave} {
		if err := c.FireGuest(e); err != nil || !c.OnHold() {
			t.Errorf("%s of a guest: on hold %t, %v", e, c.OnHold(), err)
		}
	}
	if err := c.Fire(contact.Accept, contact.NotEnded); err == nil || !c.OnHold() {
		t.Errorf("after a refused event: on hold %t, %v", c.OnHold(), err)
	}
}
