package pci

import "fmt"

// Brand is the network of a card by the first digits of its number. Numbers of several networks overlap,
// so that it is a good guess, no more.
type Brand uint8

// The brands. The zero value is none: not a card number.
const (
	Visa Brand = iota + 1
	Mastercard
	Amex
	Discover
	Diners
	JCB
	UnionPay
	Maestro
	RuPay
	Mir
	Elo
	Hipercard
	Verve
	Troy
	EnRoute
	OtherBrand // national networks: Uzcard, Humo, Napas, GPN, BelKart, ArCa, Prostir

	brandEnd // one past the last
)

var brandNames = [brandEnd]string{
	"", "visa", "mastercard", "amex", "discover", "diners", "jcb", "unionpay", "maestro", "rupay", "mir",
	"elo", "hipercard", "verve", "troy", "enroute", "other",
}

// String returns the name in lower case, or "" for none.
func (b Brand) String() string {
	if b >= brandEnd {
		return fmt.Sprintf("brand(%d)", uint8(b))
	}
	return brandNames[b]
}

// MarshalText writes the name.
func (b Brand) MarshalText() ([]byte, error) { return []byte(b.String()), nil }

// lengths is a set of numbers of digits, 12 to 19: bit n stands for n digits.
type lengths uint32

const (
	len12 lengths = 1 << (12 + iota)
	len13
	len14
	len15
	len16
	len17
	len18
	len19

	from16 = len16 | len17 | len18 | len19
	from12 = len12 | len13 | len14 | len15 | from16
)

// A prefixRange says whose numbers begin with the six digits from lo to hi, and how long they are.
type prefixRange struct {
	lo, hi  uint32
	lengths lengths
	brand   Brand
	noLuhn  bool // issuers need not use the check digit: such a number counts beside a card word
}

// prefixes are the public ranges of the networks (ISO/IEC 7812-1 issuer identification numbers). The
// first range that fits counts: narrow ones stand before the wide ones they are in.
var prefixes = [10][]prefixRange{
	1: {
		{180000, 180099, len15, JCB, false},
		{194600, 194699, len16, OtherBrand, false}, // GPN
	},
	2: {
		{201400, 201499, len15, EnRoute, true},
		{213100, 213199, len15, JCB, false},
		{214900, 214999, len15, EnRoute, true},
		{220000, 220499, from16, Mir, false},
		{220500, 220599, len16, OtherBrand, false}, // Borica
		{222100, 272099, len16, Mastercard, false},
	},
	3: {
		{300000, 305999, len14 | from16, Diners, false},
		{309500, 309599, len14 | from16, Diners, false},
		{340000, 349999, len15, Amex, false},
		{352800, 358999, from16, JCB, false},
		{353000, 353999, len16, RuPay, false},
		{360000, 369999, len14 | from16, Diners, false},
		{370000, 379999, len15, Amex, false},
		{384100, 384100, len16 | len19, Hipercard, false},
		{384140, 384140, len16 | len19, Hipercard, false},
		{384160, 384160, len16 | len19, Hipercard, false},
		{380000, 399999, len14 | from16, Diners, false},
	},
	4: {
		{401178, 401179, len16, Elo, false},
		{431274, 431274, len16, Elo, false},
		{438935, 438935, len16, Elo, false},
		{451416, 451416, len16, Elo, false},
		{457393, 457393, len16, Elo, false},
		{457631, 457632, len16, Elo, false},
		{400000, 499999, len13 | len16 | len19, Visa, false},
	},
	5: {
		{510000, 559999, len16, Mastercard, false},
		{504175, 504175, len16, Elo, false},
		{506099, 506198, len16 | len18 | len19, Verve, false},
		{506699, 506778, len16, Elo, false},
		{507865, 507964, len16 | len18 | len19, Verve, false},
		{508000, 508999, len16, RuPay, false},
		{509000, 509999, len16, Elo, false},
		{561400, 561499, len16, OtherBrand, false}, // Uzcard
		{500000, 509999, from12, Maestro, false},
		{560000, 589999, from12, Maestro, false},
	},
	6: {
		{601100, 601199, from16, Discover, false},
		{606282, 606282, len16, Hipercard, false},
		{622126, 622925, from16, Discover, false},
		{620000, 629999, from16, UnionPay, true},
		{636297, 636297, len16, Elo, false},
		{636368, 636368, len16, Elo, false},
		{637095, 637095, len16, Hipercard, false},
		{637568, 637568, len16, Hipercard, false},
		{637599, 637599, len16, Hipercard, false},
		{637609, 637609, len16, Hipercard, false},
		{637612, 637612, len16, Hipercard, false},
		{644000, 649999, from16, Discover, false},
		{650002, 650027, len16 | len18 | len19, Verve, false},
		{650031, 650051, len16, Elo, false},
		{650405, 650439, len16, Elo, false},
		{650485, 650598, len16, Elo, false},
		{650700, 650727, len16, Elo, false},
		{650901, 650978, len16, Elo, false},
		{651652, 651679, len16, Elo, false},
		{655000, 655058, len16, Elo, false},
		{650000, 659999, from16, Discover, false},
		{600000, 609999, len16, RuPay, false},
		{600000, 699999, from12, Maestro, false},
	},
	8: {
		{810000, 817199, from16, UnionPay, true},
		{817200, 829999, len16, RuPay, false},
		{860000, 860099, len16, OtherBrand, false}, // Uzcard
	},
	9: {
		{905100, 905199, len16, OtherBrand, false},         // ArCa
		{911200, 911299, len16, OtherBrand, false},         // BelKart
		{970400, 970499, len16 | len19, OtherBrand, false}, // Napas
		{979200, 979299, len16, Troy, false},
		{980400, 980499, len16, OtherBrand, false}, // Prostir
		{986000, 986099, len16, OtherBrand, false}, // Humo
	},
}

// A twoDigits tells of the numbers that begin with the same two digits.
type twoDigits struct {
	ranges      []prefixRange // those that have such numbers
	any, noLuhn lengths       // of all of them, and of those for which no check digit is needed
}

var beginnings = func() (all [100]twoDigits) {
	for _, ranges := range prefixes {
		for _, r := range ranges {
			for two := r.lo / 10_000; two <= r.hi/10_000; two++ {
				all[two].add(r)
			}
		}
	}
	return all
}()

func (b *twoDigits) add(r prefixRange) {
	b.ranges = append(b.ranges, r)
	b.any |= r.lengths
	if r.noLuhn {
		b.noLuhn |= r.lengths
	}
}

// brandOf returns whose number of n digits begins with these six, and whether it needs no check digit.
func brandOf(prefix uint32, n int) (b Brand, noLuhn bool) {
	ranges := beginnings[prefix/10_000].ranges
	for i := range ranges {
		if r := &ranges[i]; r.lo <= prefix && prefix <= r.hi && r.lengths>>n&1 != 0 {
			return r.brand, r.noLuhn
		}
	}
	return 0, false
}
