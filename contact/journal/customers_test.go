package journal_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/google/go-cmp/cmp"
)

var minji = contact.Customer{ID: "u1", Name: "김민지", Email: "minji@example.com"}

// plain hides the optional capabilities of a journal.
type plain struct{ journal.Journal }

func save(t *testing.T, s *journal.Customers, profiles ...contact.Customer) {
	t.Helper()
	for _, c := range profiles {
		if err := s.Save(t.Context(), c); err != nil {
			t.Fatalf("Save failed: %v", err)
		}
	}
}

// wantCustomer checks what is stored for the id of want; the zero profile but for the id means nobody.
func wantCustomer(t *testing.T, s *journal.Customers, want contact.Customer) {
	t.Helper()
	got, err := s.Customer(t.Context(), want.ID)
	if want == (contact.Customer{ID: want.ID}) {
		e, ok := errors.AsType[*journal.Error](err)
		if !errors.Is(err, contact.ErrNoCustomer) || !ok || e.Stream != "customer/"+string(want.ID) || got != (contact.Customer{}) {
			t.Errorf("Customer(%q) = %+v, %v, want ErrNoCustomer", want.ID, got, err)
		}
		return
	}
	if err != nil {
		t.Fatalf("Customer(%q) failed: %v", want.ID, err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Customer(%q) mismatch (-want +got):\n%s", want.ID, diff)
	}
}

func TestCustomers(t *testing.T) {
	m := new(journal.Memory)
	s := &journal.Customers{Journal: m}
	jiho, renamed := contact.Customer{ID: "u2", Email: "jiho@example.com"}, contact.Customer{ID: "u1", Name: "김민서"}
	wantCustomer(t, s, contact.Customer{ID: "u1"})
	save(t, s, minji, jiho)
	wantCustomer(t, s, minji)
	save(t, s, renamed, renamed, renamed)
	wantCustomer(t, s, renamed)
	wantCustomer(t, s, jiho)

	versions, err := collect(t, journal.Replay(t.Context(), m, "customer/u1", 0))
	if diff := cmp.Diff([]journal.Version{1, 2}, versions); err != nil || diff != "" {
		t.Errorf("versions mismatch, %v (-want +got):\n%s", err, diff)
	}
}

func TestCustomersNewID(t *testing.T) {
	m, n := new(journal.Memory), 0
	s := &journal.Customers{Journal: m, NewID: func() string { n++; return fmt.Sprintf("id-%d", n) }}
	save(t, s, minji)
	for rec, err := range m.Read(t.Context(), "customer/u1", 0) {
		if err != nil || rec.ID != "id-1" {
			t.Errorf("the record has id %q, %v, want id-1", rec.ID, err)
		}
	}
}

// TestCustomersInvalid: limits and characters are checked, and no error quotes what was wrong.
func TestCustomersInvalid(t *testing.T) {
	m := new(journal.Memory)
	s := &journal.Customers{Journal: m}
	secret := "minji"
	for name, c := range map[string]contact.Customer{
		"no id":          {Name: secret},
		"id too long":    {ID: contact.CustomerID(secret + strings.Repeat("x", contact.MaxID))},
		"id not a line":  {ID: contact.CustomerID(secret + "\n")},
		"name too long":  {ID: "u1", Name: secret + strings.Repeat("x", contact.MaxCustomerName)},
		"name control":   {ID: "u1", Name: secret + "\x00"},
		"email too long": {ID: "u1", Email: secret + strings.Repeat("x", contact.MaxCustomerEmail)},
		"email not text": {ID: "u1", Email: secret + "\xff"},
	} {
		err := s.Save(t.Context(), c)
		if !errors.Is(err, journal.ErrInvalid) || !errors.Is(err, contact.ErrInvalidCustomer) || strings.Contains(err.Error(), secret) {
			t.Errorf("%s: Save returned %v, want ErrInvalid without content", name, err)
		}
		if c.ID == "u1" {
			continue
		}
		_, err = s.Customer(t.Context(), c.ID)
		if erased := s.Erase(t.Context(), c.ID); !errors.Is(err, journal.ErrInvalid) || !errors.Is(erased, journal.ErrInvalid) || strings.Contains(err.Error()+erased.Error(), secret) {
			t.Errorf("%s: Customer returned %v, Erase %v, want ErrInvalid without content", name, err, erased)
		}
	}
	if got := m.Kept(); got != 0 {
		t.Errorf("refused profiles left %d streams", got)
	}
}

func TestCustomersErase(t *testing.T) {
	m := new(journal.Memory)
	s := &journal.Customers{Journal: m}
	save(t, s, minji, contact.Customer{ID: "u1", Name: "김민서"}, contact.Customer{ID: "u2", Name: "이지호"})
	for range 2 {
		if err := s.Erase(t.Context(), "u1"); err != nil {
			t.Fatalf("Erase failed: %v", err)
		}
		wantCustomer(t, s, contact.Customer{ID: "u1"})
	}
	wantCustomer(t, s, contact.Customer{ID: "u2", Name: "이지호"})
	if got := m.Kept(); got != 1 {
		t.Errorf("%d streams after the erasure, want 1", got)
	}
	save(t, s, minji)
	wantCustomer(t, s, minji)
}

func TestCustomersEraseUnsupported(t *testing.T) {
	s := &journal.Customers{Journal: plain{new(journal.Memory)}}
	save(t, s, minji)
	err := s.Erase(t.Context(), "u1")
	if e, ok := errors.AsType[*journal.Error](err); !errors.Is(err, errors.ErrUnsupported) || !ok || e.Stream != "customer/u1" {
		t.Errorf("Erase returned %v, want ErrUnsupported", err)
	}
	wantCustomer(t, s, minji)
}
