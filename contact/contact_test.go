package contact_test

import (
	"testing"

	"github.com/acdkit/acdkit/contact"
)

const lastState, lastEvent, lastReason = contact.Closed, contact.Close, contact.TransferMissed

// The way of a contact (I6), with its customer there and no guest.
const contactGrid = `
	        offer   return accept transfer end    close
	queued  offered -      -      -        wrapup closed
	offered -       queued active -        -      -
	active  -       -      -      queued   wrapup -
	wrapup  -       -      -      -        -      closed
	closed  -       -      -      -        -      -
`

func TestContactEveryStateAndEvent(t *testing.T) {
	want := grid(t, contactGrid)
	for s := contact.Queued; s <= lastState; s++ {
		for e := contact.Offer; e <= lastEvent; e++ {
			to, known := want[[2]string{s.String(), e.String()}]
			if !known {
				t.Fatalf("the table has no cell for %s in %s", e, s)
			}
			checkContactEvent(t, s, e, to)
		}
	}
	if got, want := len(want), 30; got != want {
		t.Errorf("the table has %d cells, want %d", got, want)
	}
}

func checkContactEvent(t *testing.T, s contact.State, e contact.Event, to string) {
	t.Helper()
	c := contact.Restore("c1", contact.Chat, "u1", s, contact.NoGuest, contact.NotEnded, false, false)
	before, allowed := *c, to != "-"
	if got := c.Can(e); got != allowed {
		t.Errorf("Can(%s) in %s = %t, want %t", e, s, got, allowed)
	}
	err := c.Fire(e, contact.Abandoned)
	if !allowed {
		refused(t, err, "contact", s.String(), e.String())
		if *c != before {
			t.Errorf("refused %s in %s changed the contact", e, s)
		}
		return
	}
	if err != nil || c.State().String() != to {
		t.Errorf("%s in %s led to %s, %v, want %s", e, s, c.State(), err, to)
	}
	ended := e == contact.End || e == contact.Close
	if got := c.Reason(); (got == contact.Abandoned) != ended || !ended && got != contact.NotEnded {
		t.Errorf("%s in %s left reason %q", e, s, got)
	}
}

func TestContactUnknownEvents(t *testing.T) {
	for s := contact.Queued; s <= lastState; s++ {
		for e := int(lastEvent) + 1; e < 256; e++ {
			c := contact.Restore("c1", contact.Chat, "", s, contact.NoGuest, contact.NotEnded, false, false)
			if c.Can(contact.Event(e)) || c.Fire(contact.Event(e), 0) == nil || c.State() != s {
				t.Errorf("event %d in %s is not refused", e, s)
			}
		}
	}
}

// The reason that came first stands.
func TestContactReason(t *testing.T) {
	c := contact.New("c1", contact.Email, "")
	fire(t, c, contact.Offer, contact.Accept)
	for _, step := range []struct {
		event  contact.Event
		reason contact.Reason
	}{{contact.End, contact.AgentEnded}, {contact.Close, contact.Abandoned}} {
		if err := c.Fire(step.event, step.reason); err != nil {
			t.Fatal(err)
		}
	}
	if got, want := c.Reason(), contact.AgentEnded; got != want {
		t.Errorf("Reason() = %s, want %s", got, want)
	}
}

// W1: a customer can leave an active contact, once; then the contact can be ended, and not sent on.
func TestContactCustomerLeft(t *testing.T) {
	for s := contact.Queued; s <= lastState; s++ {
		c := contact.Restore("c1", contact.Chat, "u1", s, contact.NoGuest, contact.NotEnded, false, false)
		before := *c
		err := c.Leave()
		if s != contact.Active {
			refused(t, err, "contact", s.String(), "customer-left")
			if *c != before {
				t.Errorf("refused leave in %s changed the contact", s)
			}
			continue
		}
		if err != nil || !c.CustomerLeft() || c.State() != s || c.Reason() != contact.CustomerLeft {
			t.Errorf("Leave in active: left %t, %s, reason %s, %v", c.CustomerLeft(), c.State(), c.Reason(), err)
		}
		refused(t, c.Leave(), "contact", "active", "customer-left")
		refused(t, c.Fire(contact.Transfer, 0), "contact", "customer-left", "transfer")
		if c.Can(contact.Transfer) || !c.Can(contact.End) {
			t.Error("after the customer left, the contact can be transferred, or cannot be ended")
		}
		if err := c.Fire(contact.End, contact.AgentEnded); err != nil || c.Reason() != contact.CustomerLeft {
			t.Errorf("End after the customer left: reason %s, %v", c.Reason(), err)
		}
	}
}

func TestRestore(t *testing.T) {
	c := contact.New("c1", contact.Chat, "u1")
	fire(t, c, contact.Offer, contact.Accept)
	for _, change := range []func() error{
		func() error { return c.FireGuest(contact.Invite) }, c.Hold, c.Leave,
	} {
		if err := change(); err != nil {
			t.Fatal(err)
		}
		r := contact.Restore(c.ID(), c.Channel(), c.Customer(), c.State(), c.Guest(), c.Reason(), c.CustomerLeft(), c.OnHold())
		if *r != *c {
			t.Errorf("Restore of what the methods return gives %+v, want %+v", *r, *c)
		}
	}
}

func fire(t *testing.T, c *contact.Contact, events ...contact.Event) {
	t.Helper()
	for _, e := range events {
		if err := c.Fire(e, contact.NotEnded); err != nil {
			t.Fatalf("%s failed: %v", e, err)
		}
	}
}
