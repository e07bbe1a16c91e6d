package contact_test

import (
	"testing"

	"github.com/acdkit/acdkit/contact"
	"pgregory.net/rapid"
)

const lastGuestState, lastGuestEvent = contact.Joined, contact.Leave

// The guest's place on an active contact whose customer is there (K1, K3, K6).
const guestGrid = `
	        invite  join   leave
	none    invited -      -
	invited -       joined none
	joined  -       -      none
`

// TestGuestEveryStateAndEvent: in every state of the contact, with the customer there and gone.
// Inviting and joining need an active contact and a customer (O7, K8); leaving is always possible.
func TestGuestEveryStateAndEvent(t *testing.T) {
	want := grid(t, guestGrid)
	for i := range 5 * 2 * 3 * 3 {
		s, left := contact.State(i/18), i/9%2 == 1
		g, e := contact.GuestState(i/3%3), contact.GuestEvent(i%3)
		to, known := want[[2]string{g.String(), e.String()}]
		if !known {
			t.Fatalf("the table has no cell for %s in %s", e, g)
		}
		if e != contact.Leave && (s != contact.Active || left) {
			to = "-"
		}
		checkGuestEvent(t, contact.Restore("c1", contact.Chat, "u1", s, g, contact.NotEnded, left, false), e, to)
	}
}

func checkGuestEvent(t *testing.T, c *contact.Contact, e contact.GuestEvent, to string) {
	t.Helper()
	before, allowed := *c, to != "-"
	if got := c.CanGuest(e); got != allowed {
		t.Errorf("CanGuest(%s) of %+v = %t, want %t", e, before, got, allowed)
	}
	err := c.FireGuest(e)
	if !allowed {
		refused(t, err, "guest", before.Guest().String(), e.String())
		if *c != before {
			t.Errorf("refused %s changed %+v to %+v", e, before, *c)
		}
		return
	}
	if err != nil || c.Guest().String() != to || c.State() != before.State() {
		t.Errorf("%s of %+v gave %+v, %v, want guest %s", e, before, *c, err, to)
	}
}

func TestGuestUnknownEvents(t *testing.T) {
	for g := contact.NoGuest; g <= lastGuestState; g++ {
		for e := int(lastGuestEvent) + 1; e < 256; e++ {
			c := contact.Restore("c1", contact.Chat, "", contact.Active, g, contact.NotEnded, false, false)
			if c.CanGuest(contact.GuestEvent(e)) || c.FireGuest(contact.GuestEvent(e)) == nil || c.Guest() != g {
				t.Errorf("event %d in %s is not refused", e, g)
			}
		}
	}
}

// D2: no transfer while a conference is requested or on. K5, K8: the end empties the guest's place.
func TestGuestAndContact(t *testing.T) {
	for g := contact.Invited; g <= lastGuestState; g++ {
		for _, left := range []bool{false, true} {
			c := contact.Restore("c1", contact.Chat, "u1", contact.Active, g, contact.NotEnded, left, false)
			before, err := *c, c.Fire(contact.Transfer, 0)
			if left {
				refused(t, err, "contact", "customer-left", "transfer")
			} else {
				refused(t, err, "guest", g.String(), "transfer")
			}
			if *c != before || c.Can(contact.Transfer) {
				t.Errorf("a contact with a guest %s can be transferred", g)
			}
			if err := c.Fire(contact.End, contact.AgentEnded); err != nil || c.Guest() != contact.NoGuest {
				t.Errorf("after End the guest is %s, %v", c.Guest(), err)
			}
		}
	}
}

// D3: when the customer leaves, the guest stays until the guest leaves or the owner ends.
func TestGuestStaysWhenCustomerLeaves(t *testing.T) {
	c := contact.Restore("c1", contact.Chat, "u1", contact.Active, contact.Joined, contact.NotEnded, false, false)
	if err := c.Leave(); err != nil || c.Guest() != contact.Joined {
		t.Fatalf("after the customer left the guest is %s, %v", c.Guest(), err)
	}
	if err := c.FireGuest(contact.Leave); err != nil || c.State() != contact.Active {
		t.Errorf("the guest's leaving made the contact %s, %v (K6)", c.State(), err)
	}
}

// TestContactLives: whatever happens in whatever order, the parts of a contact fit together.
func TestContactLives(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := contact.New("c1", contact.Chat, "u1")
		t.Repeat(map[string]func(*rapid.T){
			"fire": func(t *rapid.T) {
				e := contact.Event(rapid.Uint8Range(0, uint8(lastEvent)).Draw(t, "event"))
				reason := contact.Reason(rapid.Uint8Range(1, uint8(lastReason)).Draw(t, "reason"))
				if can, err := c.Can(e), c.Fire(e, reason); can != (err == nil) {
					t.Fatalf("Can(%s) = %t, Fire returned %v", e, can, err)
				}
			},
			"guest": func(t *rapid.T) {
				e := contact.GuestEvent(rapid.Uint8Range(0, uint8(lastGuestEvent)).Draw(t, "event"))
				if can, err := c.CanGuest(e), c.FireGuest(e); can != (err == nil) {
					t.Fatalf("CanGuest(%s) = %t, FireGuest returned %v", e, can, err)
				}
			},
			"leave":    func(*rapid.T) { _ = c.Leave() },
			"hold":     func(*rapid.T) { _ = c.Hold() },
			"retrieve": func(*rapid.T) { _ = c.Retrieve() },
			"":         func(t *rapid.T) { checkContact(t, c) },
		})
	})
}

func checkContact(t *rapid.T, c *contact.Contact) {
	over := c.State() == contact.WrapUp || c.State() == contact.Closed
	switch {
	case c.Guest() != contact.NoGuest && c.State() != contact.Active:
		t.Fatalf("%s with a guest %s", c.State(), c.Guest())
	case over && c.Reason() == contact.NotEnded:
		t.Fatalf("%s without a reason", c.State())
	case !over && !c.CustomerLeft() && c.Reason() != contact.NotEnded:
		t.Fatalf("%s with reason %s", c.State(), c.Reason())
	case c.CustomerLeft() && (c.Reason() != contact.CustomerLeft || !over && c.State() != contact.Active):
		t.Fatalf("%s, customer left, reason %s (W1)", c.State(), c.Reason())
	case c.OnHold() && (c.State() != contact.Active || c.CustomerLeft()):
		t.Fatalf("%s, customer left %t, on hold (R13)", c.State(), c.CustomerLeft())
	}
}
