// Mailview prints what the library sees of mails, and whom an answer would go to.
//
//	go run ./examples/mailview [-json] [-own a@x,b@y] FILE...
//
// A file is a mail, as it came (RFC 5322), or an mbox with several; "-" is the standard input. It has 256 MiB at most. -own
// names the addresses that mail is taken for: they get no answers, and a detail behind a plus sign, or a whole domain such
// as @x, is understood. The folder email/testdata/mails has mails to begin with.
//
// With -json, each mail is one line of JSON. Else it is printed for people: without what it quotes, and with the reason why
// somebody gets an answer or does not. Control characters that a terminal would obey are replaced.
//
// Everything is redacted first, as it is before a desk keeps it: card data is hidden, and files with some are replaced by a
// note. Files that nothing here can look into, such as pictures, are listed with a warning, where a desk with the usual
// policy drops them.
//
// The exit code is 0, or 1 if a file could not be read, or 2 for wrong arguments.
package main
