package routing_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/routing"
	"github.com/google/go-cmp/cmp"
)

const (
	plantedName  = "Wilhelmina Planted"
	plantedEmail = "wilhelmina@planted.example"
)

// crm is a host's own store of customers.
type crm func(contact.CustomerID) (contact.Customer, error)

func (c crm) Customer(_ context.Context, id contact.CustomerID) (contact.Customer, error) {
	return c(id)
}

// TestCenterOffer: an offer shows what O1 and O2 ask for.
func TestCenterOffer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := newStore()
		people := &journal.Customers{Journal: j}
		who := contact.Customer{ID: "k1", Name: plantedName, Email: plantedEmail}
		if err := people.Save(t.Context(), who); err != nil {
			t.Fatal(err)
		}
		cfg := siteConfig(j)
		cfg.Customers = people
		s := openSite(t, cfg)
		begin := time.Now().UTC()
		s.do(routing.Enqueue{Contact: "c1", Queue: "chat", Customer: "k1"}, routing.Enqueue{Contact: "e1", Queue: "mail", Customer: "k1", Received: begin.Add(-time.Hour)})
		time.Sleep(time.Minute)
		s.staff("a0")
		at := begin.Add(time.Minute)
		want := routing.Offer{
			Offer: 1, Kind: routing.FromQueue, Contact: "c1", Channel: contact.Chat, Agent: "a0", Label: plantedName, Customer: who,
			Queue: "chat", QueueName: "Chat", OfferedAt: at, Deadline: at.Add(routing.DefaultOffer), Entered: begin, Received: begin,
		}
		s.offers(want)
		want.Offer, want.Contact, want.Channel, want.Queue, want.QueueName = 2, "e1", contact.Email, "mail", ""
		want.Deadline, want.Received = at.Add(time.Minute), begin.Add(-time.Hour)
		s.offers(want)
		if err := people.Erase(t.Context(), "k1"); err != nil {
			t.Fatal(err)
		}
		want.Label, want.Customer = "k1", contact.Customer{ID: "k1"}
		s.offers(want)
		if err := s.Snapshot(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, planted := range []string{plantedName, plantedEmail} {
			if stream := j.contains(planted); stream != "" {
				t.Errorf("personal data is in stream %s", stream)
			}
		}
	})
}

// offers checks the offer of a contact.
func (s *site) offers(want routing.Offer) {
	s.t.Helper()
	got, err := s.Offer(s.t.Context(), want.Contact)
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		s.t.Errorf("Offer(%s) returned %v, mismatch (-want +got):\n%s", want.Contact, err, diff)
	}
}

// TestCenterOfferLabel: the customer's name, or else the unique id (O1).
func TestCenterOfferLabel(t *testing.T) {
	known := crm(func(id contact.CustomerID) (contact.Customer, error) {
		switch id {
		case "named":
			return contact.Customer{ID: id, Name: "Kim"}, nil
		case "nameless":
			return contact.Customer{Email: "kim@example.com"}, nil
		}
		return contact.Customer{}, contact.ErrNoCustomer
	})
	for _, test := range []struct {
		customer contact.CustomerID
		people   contact.Customers
		want     string
	}{
		{"named", known, "Kim"}, {"nameless", known, "nameless"}, {"stranger", known, "stranger"},
		{"named", nil, "named"}, {"", known, "c1"}, {"", nil, "c1"},
	} {
		cfg := siteConfig(new(journal.Memory))
		cfg.Customers = test.people
		s := openSite(t, cfg)
		s.staff("a0")
		s.do(routing.Enqueue{Contact: "c1", Queue: "chat", Customer: test.customer})
		if o, err := s.Offer(t.Context(), "c1"); o.Label != test.want || err != nil {
			t.Errorf("customer %q: the label is %q, %v, want %q", test.customer, o.Label, err, test.want)
		}
	}
}

// TestCenterOfferErrors: what there is no offer of, and a store of customers that fails.
func TestCenterOfferErrors(t *testing.T) {
	down := errors.New("the CRM is down")
	cfg := siteConfig(new(journal.Memory))
	cfg.Customers = crm(func(contact.CustomerID) (contact.Customer, error) { return contact.Customer{}, down })
	s := openSite(t, cfg)
	_, err := s.Offer(t.Context(), "c1")
	refused(t, "Offer of a stranger", err, routing.ErrUnknownContact)
	s.do(routing.Enqueue{Contact: "c1", Queue: "chat", Customer: "k1"})
	_, err = s.Offer(t.Context(), "c1")
	refused(t, "Offer of a waiting contact", err, routing.ErrNoOffer)
	s.staff("a0")
	if o, err := s.Offer(t.Context(), "c1"); !errors.Is(err, down) || o != (routing.Offer{}) {
		t.Errorf("Offer returned %+v, %v", o, err)
	}
}

// TestCenterOfferConference: a conference request is an offer too (K2, K3).
func TestCenterOfferConference(t *testing.T) {
	s := openSite(t, siteConfig(new(journal.Memory)))
	s.staff("a0", "a1")
	s.do(routing.Enqueue{Contact: "c1", Queue: "chat"}, routing.Accept{Agent: "a0", Contact: "c1"},
		routing.Conference{Agent: "a0", Contact: "c1", Guest: "a1"})
	o, err := s.Offer(t.Context(), "c1")
	if err != nil || o.Kind != routing.ToConference || o.Agent != "a1" {
		t.Errorf("Offer returned %+v, %v", o, err)
	}
}
