package contact_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/contact"
)

// O1: the name, or else the unique id.
func TestCustomerLabel(t *testing.T) {
	for want, c := range map[string]contact.Customer{
		"Min-ji": {ID: "u1", Name: "Min-ji", Email: "minji@example.com"},
		"u2":     {ID: "u2", Email: "u2@example.com"},
		"":       {},
	} {
		if got := c.Label(); got != want {
			t.Errorf("Label of %+v = %q, want %q", c, got, want)
		}
	}
}

func TestCustomerValidate(t *testing.T) {
	long := func(n int) string { return strings.Repeat("x", n) }
	for want, customers := range map[string][]contact.Customer{
		"": {
			{ID: "u1"},
			{ID: contact.CustomerID(long(contact.MaxID)), Name: long(200), Email: long(320)},
			{ID: "고객-1", Name: "김 민지 👩‍💻", Email: "민지@example.com"},
		},
		"id is empty":                  {{Name: "Min-ji"}},
		"id is too long":               {{ID: contact.CustomerID(long(contact.MaxID + 1))}},
		"id is not UTF-8":              {{ID: "u\xff"}},
		"id has a control character":   {{ID: "u\n1"}},
		"name is too long":             {{ID: "u1", Name: long(201)}, {ID: "u1", Name: strings.Repeat("김", 67)}},
		"name is not UTF-8":            {{ID: "u1", Name: "\xc3"}},
		"name has a control character": {{ID: "u1", Name: "a\x00"}, {ID: "u1", Name: "a\u0085"}, {ID: "u1", Name: "a\u2028b"}, {ID: "u1", Name: "a\u2029"}},
		"email is too long":            {{ID: "u1", Email: long(321)}},
		"email is not UTF-8":           {{ID: "u1", Email: "a@\xff"}},
		"email has a control character": {
			{ID: "u1", Email: "a@example.com\r\nBcc: b@example.com"}, {ID: "u1", Email: "\x7f"},
		},
	} {
		for _, c := range customers {
			err := c.Validate()
			if want == "" && err == nil {
				continue
			}
			if !errors.Is(err, contact.ErrInvalidCustomer) || err.Error() != "contact: invalid customer: "+want {
				t.Errorf("Validate of %+v returned %v, want %q", c, err, want)
			}
		}
	}
}
