// Package pci finds card data and other personal data in text and files, hides it, and decides by an
// administrator's policy what becomes of a message that has some (requirements P1 to P3, I12).
//
// A [Guard] stands before everything that is stored or delivered:
//
//	guard, err := pci.NewGuard(pci.Policy{}) // redact; drop files with findings, and what cannot be examined
//	t := guard.Text(place, text)             // a body, plain or HTML, a subject, a draft, what a bot says
//	f, err := guard.File(ctx, place, name, r) // a file, by its content
//	m := guard.Mail(ctx, lane, raw)          // a whole mail, redacted in place
//
// What it returns is safe to keep: the redacted text, [Notice] values for the sender, and [Record] values for the
// audit, which hold kinds, counts and places, never a digit. Below it, a [Scanner] finds and hides in one text, a
// [Reader] or [Writer] in a stream of any length, and a [Window] what somebody spreads over several messages.
// Package extract takes the text out of files.
//
// # What is found
//
// A card number (PAN) is 12 to 19 digits that begin as those of a network, in a length of that network, and pass
// Luhn's check (a few networks do not use it: their numbers count beside a word for cards). Any decimal digit of
// Unicode is a digit; zero-width characters, inline tags and HTML entities make no difference. Digits may stand in
// one piece or in groups: with one kind of separator between all of them, or, parted by spaces, dashes or line
// breaks, in groups as cards have them. Any sequence of whole groups is tried, so that a number beside it hides
// no card. Structure excludes: ASCII letters that touch the digits (unless they are words for cards), decimals,
// UUIDs, Message-IDs, IBANs, telephone numbers with a plus sign, tracking numbers with their check digit. Words
// nearby, or a URL around it, exclude nothing: that would be a way past the Guard. They make a finding Likely, no more.
//
// Verification codes and PINs are found beside words for them, expiry dates beside a PAN, tracks by their form. The
// other kinds, which an administrator can switch on, are described where they are defined.
//
// # What is left
//
// A [Mask] keeps the last four digits of a PAN by default, and at most the first six and last four (PCI DSS 3.4.1).
// Verification codes, PINs and tracks go without a trace of their length. There is no hash. What has been redacted scans
// clean, so that redacting twice changes nothing.
//
// # Duties of a host
//
//  1. Put the Guard before the first store, queue, log or cache, for every field that people write (P1).
//  2. Ask it again when a rule or its policy changes what was let through: it keeps nothing.
//  3. Use one Window for each participant, and replace what it revises before anybody else reads it.
//  4. Treat a File with a cause as what it is: not examined.
//
// # Memory
//
// No type here shows text when it is printed, by fmt, encoding/json or log/slog. Buffers that held text
// are overwritten after use. That is as far as Go allows: strings of the caller, copies that the runtime made when a
// slice grew or a stack moved, and pages that were swapped out are out of reach.
package pci
