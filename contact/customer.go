package contact

import (
	"context"
	"errors"
)

// Customer is what a host shows of a customer (O1): personal data, kept apart from the routing log,
// in a stream of its own that can be erased.
type Customer struct {
	ID    CustomerID `json:"id" cbor:"1,keyasint"`
	Name  string     `json:"name,omitempty" cbor:"2,keyasint,omitempty"`
	Email string     `json:"email,omitempty" cbor:"3,keyasint,omitempty"`
}

// Label is what an offer shows: the customer's name, or else the unique id (O1).
func (c Customer) Label() string {
	if c.Name != "" {
		return c.Name
	}
	return string(c.ID)
}

// ErrNoCustomer is returned by Customers for a customer it does not know, or no longer.
var ErrNoCustomer = errors.New("contact: no such customer")

// Customers is the port to the customers' profiles: a host's CRM, or journal.Customers. It must be
// safe for concurrent use.
type Customers interface {
	// Customer returns the profile, or ErrNoCustomer.
	Customer(ctx context.Context, id CustomerID) (Customer, error)
}
