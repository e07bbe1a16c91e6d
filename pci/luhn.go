package pci

// luhn reports whether the digits, eight or more, pass Luhn's check (ISO/IEC 7812-1, annex B): every second digit from the
// right is doubled. They are added up eight at a time.
func luhn(digits []uint8) bool {
	n, sum := len(digits), uint64(0)
	for ; n >= 8; n -= 8 {
		sum += luhnSum(load(digits[n-8:]))
	}
	return (sum+luhnSum(load(digits)<<(64-8*n)))%10 == 0
}

// luhnSum adds up eight digits, a byte each; the last is not doubled.
func luhnSum(x uint64) uint64 {
	twice := x & 0x00FF00FF00FF00FF
	over := (twice + (0x80-5)*each) & high >> 7 // twice 5 and more has two digits
	return ((x + twice - 9*over) * each) >> 56
}
