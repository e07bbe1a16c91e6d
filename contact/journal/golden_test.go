package journal_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/internal/golden"
)

// TestGolden: the profiles that version 1 of the encoding wrote are read for ever.
func TestGolden(t *testing.T) {
	customers := []contact.Customer{
		{ID: "k1", Name: "박둘"}, {ID: "k2", Email: "k2@customer.example"},
		{ID: "k1", Name: "박둘", Email: "k1@customer.example"}, {ID: "k3"},
	}
	write := func(j journal.Journal) {
		n := 0
		s := &journal.Customers{Journal: j, NewID: func() string { n++; return fmt.Sprint("r", n) }}
		for _, c := range customers {
			if err := s.Save(t.Context(), c); err != nil {
				t.Fatal(err)
			}
		}
	}
	golden.Check(t, "testdata/customers-v1.txt", write, func(j journal.Journal) (state []byte) {
		s := &journal.Customers{Journal: j}
		for _, id := range []contact.CustomerID{"k1", "k2", "k3", "k4"} {
			c, err := s.Customer(t.Context(), id)
			if err != nil && !errors.Is(err, contact.ErrNoCustomer) {
				t.Fatal(err)
			}
			state = fmt.Appendf(state, "%q %q %q %t\n", id, c.Name, c.Email, err == nil)
		}
		return state
	})
}
