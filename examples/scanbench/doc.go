// Package scanbench measures how fast card data is found, by three contenders on the same texts in one run:
//
//	go test ./examples/scanbench -run '^$' -bench . -count 5
//
// The contenders are
//
//   - acdkit: pci.Scanner with its default policy, which is all kinds of card data in any layout and script;
//   - regexp: Go's regexp with one pattern for card numbers in groups, as Presidio has it, and Luhn's check;
//   - hyperscan: Hyperscan 5 by cgo, all patterns in one database (card numbers with separators, verification codes and
//     PINs beside their words, tracks), with prefix, length and Luhn's check in C, in its callback.
//
// The last two find less: ASCII only, no markup, no expiry dates, one separator between digits. They show what speed
// is to be had for the simplest use.
//
// The texts come from a seeded generator and have 16 MiB each: clean is what customers and agents write, in English
// and some Korean, with three digits in a thousand bytes as real conversations have them (dates, times, prices, order
// numbers); korean is the same in Korean alone; cards is clean with a card number in each KiB; table is rows of figures
// as a spreadsheet has them. In message, one operation is one clean message of 120 bytes.
//
// libhs.so.5 (package libhyperscan5 of Debian and Ubuntu) is loaded at run time. Where it is missing, or cgo is, the
// benchmarks and tests of hyperscan are skipped.
package scanbench
