package pci

import (
	"errors"
	"fmt"
	"strings"
)

// Kind is what a finding is. The zero value is nothing.
type Kind uint8

// The kinds. The first five are card data, which PCI DSS protects; the others are personal data that an
// administrator can switch on.
const (
	PAN      Kind = iota + 1 // primary account number: what is embossed on a card, 12 to 19 digits
	Track                    // what is on the magnetic stripe, track 1 or 2 (ISO/IEC 7813)
	CVV                      // card verification code (CVC2, CVV2, CID), beside a word for it
	PIN                      // personal identification number, beside a word for it
	Expiry                   // expiry date of a card, beside its PAN
	IBAN                     // International Bank Account Number (ISO 13616)
	SSN                      // social security number of the United States
	RRN                      // resident or foreigner registration number of Korea
	Passport                 // passport number, beside a word for it
	License                  // driving licence number, beside a word for it
	Account                  // bank account number, beside a word for it
	Phone                    // telephone number
	Email                    // email address

	kindEnd // one past the last
)

var kindNames = [kindEnd]string{
	"", "pan", "track", "cvv", "pin", "expiry", "iban", "ssn", "rrn", "passport", "license", "account", "phone", "email",
}

// String returns the name in lower case, such as "pan".
func (k Kind) String() string {
	if k >= kindEnd {
		return fmt.Sprintf("kind(%d)", uint8(k))
	}
	return kindNames[k]
}

// MarshalText writes the name.
func (k Kind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// Kinds is a set of kinds.
type Kinds uint16

// Sets of kinds.
const (
	CardData     = Kinds(1<<PAN | 1<<Track | 1<<CVV | 1<<PIN | 1<<Expiry) // the default
	PersonalData = Kinds(1<<IBAN | 1<<SSN | 1<<RRN | 1<<Passport | 1<<License | 1<<Account | 1<<Phone | 1<<Email)
	AllKinds     = CardData | PersonalData
)

// KindSet returns the set of these kinds.
func KindSet(kinds ...Kind) Kinds {
	var set Kinds
	for _, k := range kinds {
		set |= 1 << k
	}
	return set
}

// Has reports whether k is in the set.
func (s Kinds) Has(k Kind) bool { return s>>k&1 != 0 }

// String returns the names of the kinds in their order, with commas.
func (s Kinds) String() string {
	var names []string
	for k := PAN; k < kindEnd; k++ {
		if s.Has(k) {
			names = append(names, k.String())
		}
	}
	return strings.Join(names, ",")
}

// ErrUnknownKind refuses a name that no kind has, or a set with a bit that is none.
var ErrUnknownKind = errors.New("pci: unknown kind")

// ParseKinds reads what Kinds.String writes: names with commas. "card", "personal" and "all" name sets.
func ParseKinds(names string) (Kinds, error) {
	var set Kinds
	for i, name := range strings.Split(names, ",") {
		more := kindsOf(strings.TrimSpace(name))
		if more == 0 {
			return 0, fmt.Errorf("%w: name %d of the list", ErrUnknownKind, i+1)
		}
		set |= more
	}
	return set, nil
}

func kindsOf(name string) Kinds {
	switch name {
	case "card":
		return CardData
	case "personal":
		return PersonalData
	case "all":
		return AllKinds
	}
	for k := PAN; k < kindEnd; k++ {
		if kindNames[k] == name {
			return 1 << k
		}
	}
	return 0
}
