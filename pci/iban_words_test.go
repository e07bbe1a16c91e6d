package pci_test

import (
	"fmt"
	"testing"

	"github.com/acdkit/acdkit/pci"
)

// TestWordsAreNoIBAN: "is my pin cvv" and a card number are as long as an IBAN of Iceland, and one in 97 has
// its remainder. It is a card all the same.
func TestWordsAreNoIBAN(t *testing.T) {
	s := scanner(t, pci.Config{})
	for n := range 1000 {
		number := withCheckDigit(fmt.Sprintf("675964982%06d", n))
		if len(s.FindString("is my pin cvv "+number)) == 0 {
			t.Fatalf("number %d is not found behind words", n)
		}
	}
}

// withCheckDigit appends Luhn's check digit.
func withCheckDigit(digits string) string {
	sum := 0
	for i := range digits {
		v := int(digits[len(digits)-1-i] - '0')
		if i%2 == 0 {
			if v *= 2; v > 9 {
				v -= 9
			}
		}
		sum += v
	}
	return digits + string(rune('0'+(10-sum%10)%10))
}
