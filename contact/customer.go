package contact

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of a customer's profile, in bytes. An address has a local part of at most 64, the @ and a
// domain of at most 255 (RFC 5321, section 4.5.3.1).
const (
	MaxCustomerName  = 200
	MaxCustomerEmail = 320
)

// The conditions of customers, for errors.Is.
var (
	// ErrNoCustomer: Customers does not know the customer, or no longer.
	ErrNoCustomer = errors.New("contact: no such customer")
	// ErrInvalidCustomer: a profile breaks the limits of Customer.Validate.
	ErrInvalidCustomer = errors.New("contact: invalid customer")
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

// Validate reports what is wrong with the profile, as an ErrInvalidCustomer that says which field and
// why but never holds its content. An id has 1 to MaxID bytes, a name up to MaxCustomerName, an email
// address up to MaxCustomerEmail; all are UTF-8 on one line, without control characters. Whether mail
// can be sent to the address is not checked.
func (c Customer) Validate() error {
	for _, field := range [...]struct {
		name, text  string
		least, most int
	}{
		{"id", string(c.ID), 1, MaxID},
		{"name", c.Name, 0, MaxCustomerName},
		{"email", c.Email, 0, MaxCustomerEmail},
	} {
		if fault := flaw(field.text, field.least, field.most); fault != "" {
			return fmt.Errorf("%w: %s %s", ErrInvalidCustomer, field.name, fault)
		}
	}
	return nil
}

// flaw says what is wrong with a text of least to most bytes, or nothing.
func flaw(text string, least, most int) string {
	switch {
	case len(text) < least:
		return "is empty"
	case len(text) > most:
		return "is too long"
	case !utf8.ValidString(text):
		return "is not UTF-8"
	case strings.ContainsFunc(text, unprintable):
		return "has a control character"
	}
	return ""
}

// unprintable reports control characters and Unicode's own line and paragraph breaks.
func unprintable(r rune) bool {
	return unicode.IsControl(r) || r == '\u2028' || r == '\u2029'
}

// Customers is the port to the customers' profiles: a host's CRM, or journal.Customers. It must be
// safe for concurrent use.
type Customers interface {
	// Customer returns the profile. Its error is ErrNoCustomer, by errors.Is, for a customer who is
	// not known, and the store's own otherwise; no error holds personal data.
	Customer(ctx context.Context, id CustomerID) (Customer, error)
}
