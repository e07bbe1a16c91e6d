package pci

import (
	"fmt"
	"math/big"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestIBANAgainstBig compares the check of IBANs with arithmetic on whole numbers (ISO 13616-1, 6).
func TestIBANAgainstBig(t *testing.T) {
	var countries []string
	for c := range ibanLength {
		countries = append(countries, c)
	}
	rapid.Check(t, func(t *rapid.T) {
		country := rapid.SampledFrom(countries).Draw(t, "country")
		n := ibanLength[country] - 4
		bban := rapid.StringMatching(fmt.Sprintf(`[A-Z0-9]{%d}`, n)).Draw(t, "bban")
		check := fmt.Sprintf("%02d", 98-remainder(bban+country+"00"))
		if rapid.IntRange(0, 3).Draw(t, "wrong") == 0 {
			check = rapid.StringMatching(`[0-9]{2}`).Draw(t, "check")
		}
		iban := country + check + bban
		want := 0
		if remainder(bban+country+check) == 1 {
			want = len(iban)
		}
		if got := ibanAt([]byte(iban), 0); got != want {
			t.Fatalf("ibanAt(%q) = %d, want %d", iban, got, want)
		}
	})
}

func remainder(s string) int64 {
	var digits strings.Builder
	for _, c := range s {
		if c <= '9' {
			digits.WriteRune(c)
		} else {
			fmt.Fprint(&digits, c-'A'+10)
		}
	}
	n, _ := new(big.Int).SetString(digits.String(), 10)
	return n.Mod(n, big.NewInt(97)).Int64()
}

// TestRRNAgainstCalendar compares resident numbers in one piece with package time and a check written out.
func TestRRNAgainstCalendar(t *testing.T) {
	s := newScanner(t, Config{Kinds: KindSet(RRN)})
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.StringMatching(`[0-9]{2}[01][0-9][0-3][0-9][0-9]{7}`).Draw(t, "number")
		if rapid.Bool().Draw(t, "checked") {
			number = number[:12] + checkDigit(number)
		}
		year := map[byte]string{'9': "18", '0': "18", '1': "19", '2': "19", '5': "19", '6': "19", '3': "20", '4': "20", '7': "20", '8': "20"}[number[6]]
		_, err := time.Parse("20060102", year+number[:6])
		hyphened := number[:6] + "-" + number[6:]
		if got, want := len(s.FindString(hyphened)) == 1, err == nil; got != want {
			t.Fatalf("Find(%q) = %v, want %v", hyphened, got, want)
		}
		if got, want := len(s.FindString(number)) == 1, err == nil && number[12:] == checkDigit(number); got != want {
			t.Fatalf("Find(%q) = %v, want %v", number, got, want)
		}
	})
}

func checkDigit(n string) string {
	d := func(i int) int { return int(n[i] - '0') }
	sum := 2*d(0) + 3*d(1) + 4*d(2) + 5*d(3) + 6*d(4) + 7*d(5) + 8*d(6) + 9*d(7) + 2*d(8) + 3*d(9) + 4*d(10) + 5*d(11)
	check := (11 - sum%11) % 10
	if strings.ContainsRune("5678", rune(n[6])) {
		check = (13 - sum%11) % 10
	}
	return fmt.Sprint(check)
}

// TestRoutingNumbers: one wrong digit is always seen.
func TestRoutingNumbers(t *testing.T) {
	s := newScanner(t, Config{Kinds: KindSet(Account)})
	for _, number := range []string{"021000021", "011401533", "091000019", "322271627", "121000358"} {
		if got := len(s.FindString("routing " + number)); got != 1 {
			t.Errorf("routing %s: %d findings, want 1", number, got)
		}
		for i := range number {
			wrong := []byte(number)
			wrong[i] = '0' + (wrong[i]-'0'+1)%10
			if got := len(s.FindString("routing " + string(wrong))); got != 0 {
				t.Errorf("routing %s: found", wrong)
			}
		}
	}
}
