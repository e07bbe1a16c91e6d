package journal_test

import (
	"encoding/hex"
	"errors"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
)

// stored returns Customers on a journal whose stream customer/u1 ends with a record of that data.
func stored(t testing.TB, data []byte) *journal.Customers {
	t.Helper()
	m := new(journal.Memory)
	if _, err := m.Append(t.Context(), "customer/u1", 0, journal.NewRecord("r-1", data)); err != nil {
		t.Fatal(err)
	}
	return &journal.Customers{Journal: m}
}

// TestProfileEncoding: the bytes of a profile stay what they are, or old stores could not be read.
func TestProfileEncoding(t *testing.T) {
	for want, c := range map[string]contact.Customer{
		"01" + "a1" + "016275" + "31":                                {ID: "u1"},
		"01" + "a3" + "01627531" + "0261" + "6b" + "03" + "63614062": {ID: "u1", Name: "k", Email: "a@b"},
	} {
		m := new(journal.Memory)
		save(t, &journal.Customers{Journal: m}, c)
		for rec, err := range m.Read(t.Context(), "customer/u1", 0) {
			if got := hex.EncodeToString(rec.Data); err != nil || got != want {
				t.Errorf("%+v is stored as %s, %v, want %s", c, got, err, want)
			}
		}
	}
}

// TestProfileUnknownField: what a later version adds is skipped.
func TestProfileUnknownField(t *testing.T) {
	wantCustomer(t, stored(t, []byte("\x01\xa3\x01\x62u1\x02\x61k\x18\x63\x83\x01\x02\x03")), contact.Customer{ID: "u1", Name: "k"})
}

func TestProfileDamaged(t *testing.T) {
	for name, data := range map[string]string{
		"empty":             "",
		"no map":            "\x01",
		"later encoding":    "\x02\xa1\x01\x62u1",
		"cut":               "\x01\xa2\x01\x62u1\x02\x66mi",
		"something behind":  "\x01\xa1\x01\x62u1\x00",
		"another customer":  "\x01\xa2\x01\x62u2\x02\x65minji",
		"nobody":            "\x01\xa0",
		"null":              "\x01\xf6",
		"array":             "\x01\x81\x62u1",
		"wrong type":        "\x01\xa1\x01\x18\x2a",
		"not UTF-8":         "\x01\xa2\x01\x62u1\x02\x61\xff",
		"twice":             "\x01\xa2\x01\x62u1\x01\x62u1",
		"key twice":         "\x01\xa3\x01\x62u1\x65minji\x01\x65minji\x02",
		"indefinite length": "\x01\xbf\x01\x62u1\xff",
		"tag":               "\x01\xa1\x01\xc1\x62u1",
	} {
		_, err := stored(t, []byte(data)).Customer(t.Context(), "u1")
		e, ok := errors.AsType[*journal.Error](err)
		if !errors.Is(err, journal.ErrCorrupt) || !ok || e.Version != 1 || e.RecordID != "r-1" || strings.Contains(err.Error(), "minji") {
			t.Errorf("%s: Customer returned %v, want ErrCorrupt without content", name, err)
		}
	}
}

// FuzzProfile: any bytes are a profile or ErrCorrupt; a valid profile can be saved and comes back.
func FuzzProfile(f *testing.F) {
	f.Add([]byte("\x01\xa1\x01\x62u1"))
	f.Add([]byte("\x01\xa3\x01\x62u1\x02\x61k\x03\x63a@b"))
	f.Add([]byte("\x02\xf6"))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := stored(t, data).Customer(t.Context(), "u1")
		if err != nil {
			if !errors.Is(err, journal.ErrCorrupt) {
				t.Fatalf("Customer returned %v, want ErrCorrupt", err)
			}
			return
		}
		if c.Validate() != nil {
			return
		}
		fresh := &journal.Customers{Journal: new(journal.Memory), NewID: func() string { return "r-1" }}
		save(t, fresh, c)
		if back, err := fresh.Customer(t.Context(), "u1"); err != nil || back != c {
			t.Fatalf("Customer returned %+v, %v, want %+v", back, err, c)
		}
	})
}
