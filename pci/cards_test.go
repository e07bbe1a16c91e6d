package pci_test

import (
	"strings"
	"testing"

	"github.com/acdkit/acdkit/pci"
)

// TestNetworks: numbers of every network and length, alone, in fours, after Hangul; and none with another check digit.
func TestNetworks(t *testing.T) {
	s := scanner(t, pci.Config{})
	for _, test := range []struct {
		brand   pci.Brand
		numbers []string
	}{
		{pci.Visa, []string{"4111111111111111", "4012888888881881", "4539148803436467", "4222222222222", withLuhn("4917", 19)}},
		{pci.Mastercard, []string{"5555555555554444", "5105105105105100", "2223003122003222", "2221000000000009", withLuhn("272099", 16), withLuhn("5599", 16)}},
		{pci.Amex, []string{"378282246310005", "371449635398431", "343434343434343"}},
		{pci.Discover, []string{"6011111111111117", "6011000990139424", withLuhn("6445", 16), withLuhn("6599", 19), withLuhn("622126", 16)}},
		{pci.Diners, []string{"30569309025904", "38520000023237", "36227206271667", "3056930009020004", withLuhn("3095", 14)}},
		{pci.JCB, []string{"3530111333300000", "3566002020360505", withLuhn("2131", 15), withLuhn("1800", 15), withLuhn("3528", 19)}},
		{pci.UnionPay, []string{"6200000000000005", "6205500000000000004", withLuhn("6201", 17), withLuhn("6230", 18), withLuhn("8100", 16)}},
		{pci.Maestro, []string{"6759649826438453", withLuhn("6304", 16), withLuhn("5018", 12), withLuhn("5020", 13), withLuhn("6761", 14),
			withLuhn("6763", 15), withLuhn("5893", 17), withLuhn("5612", 18), withLuhn("6799", 19)}},
		{pci.RuPay, []string{withLuhn("6073", 16), withLuhn("508500", 16), withLuhn("8172", 16)}},
		{pci.Mir, []string{withLuhn("2200", 16), withLuhn("220470", 19), withLuhn("2202", 17)}},
		{pci.Elo, []string{"6362970000457013", withLuhn("438935", 16), withLuhn("509049", 16), withLuhn("650495", 16)}},
		{pci.Hipercard, []string{"6062825624254001", withLuhn("384100", 19)}},
		{pci.Verve, []string{withLuhn("506099", 16), "5060990580000217499", withLuhn("507865", 18), withLuhn("650010", 19)}},
		{pci.Troy, []string{"9792030394440796", withLuhn("979280", 16)}},
		{pci.OtherBrand, []string{withLuhn("8600", 16), withLuhn("9860", 16), withLuhn("5614", 16), withLuhn("9704", 19), withLuhn("9112", 16), withLuhn("9051", 16)}},
	} {
		for _, number := range test.numbers {
			for _, text := range []string{number, "번호" + number + "번", "x " + inGroups(number, " ", 4) + ", y", inGroups(number, "-", 1)} {
				found := s.FindString(text)
				if len(found) != 1 || found[0].Kind != pci.PAN || found[0].Brand != test.brand {
					t.Errorf("Find(%q) = %v, want one PAN of %v", text, described(text, found), test.brand)
				}
			}
			if text := "order " + spoiled(number); len(s.FindString(text)) > 0 {
				t.Errorf("Find(%q): want nothing, Luhn's check fails", text)
			}
		}
	}
}

// TestNoCheckDigit: issuers of some networks do not use Luhn's check; a word makes it a card.
func TestNoCheckDigit(t *testing.T) {
	for _, number := range []string{"6200000000000006", "6212345678901234", "62123456789012345", "621234567890123456", "6212345678901234567", "201400000000001"} {
		checkMarked(t, []string{
			"number " + number,
			"card ⟦" + noLuhnBrand(number) + ":" + number + "⟧",
			"银行卡号：⟦" + noLuhnBrand(number) + ":" + number + "⟧",
			"카드번호 ⟦" + noLuhnBrand(number) + ":" + number + "⟧입니다",
			"⟦" + noLuhnBrand(number) + ":" + inGroups(number, " ", 4) + "⟧ is my unionpay",
		})
	}
}

func noLuhnBrand(number string) string {
	if number[0] == '2' {
		return "enroute"
	}
	return "unionpay"
}

// inGroups parts a number into groups of size digits.
func inGroups(number, separator string, size int) string {
	var groups []string
	for ; len(number) > size; number = number[size:] {
		groups = append(groups, number[:size])
	}
	return strings.Join(append(groups, number), separator)
}

// TestNotOfANetwork: numbers with a check digit whose beginning or length no network has.
func TestNotOfANetwork(t *testing.T) {
	s := scanner(t, pci.Config{})
	for _, number := range []string{
		withLuhn("0", 16), withLuhn("7", 16), withLuhn("1", 16), withLuhn("90", 16), withLuhn("34", 16), withLuhn("4", 15), withLuhn("4", 14),
		withLuhn("51", 15), withLuhn("2720", 15), withLuhn("272100", 16), withLuhn("222099", 16), withLuhn("3527", 16), withLuhn("3590", 16),
		withLuhn("36", 15), withLuhn("2132", 15), withLuhn("6011", 15)[:11], withLuhn("4", 12), withLuhn("979300", 16), withLuhn("4", 20), withLuhn("6", 20),
	} {
		if found := s.FindString("card " + number); len(found) > 0 {
			t.Errorf("Find(card %s) = %v, want nothing", number, described("card "+number, found))
		}
	}
}
