// Package quote splits the text of a mail into what its sender has written in it, the signature, and what is quoted from
// earlier mail, so that a conversation can be shown without saying everything again and again (requirement E8).
//
//	for _, r := range quote.Split(text) {
//		show(r.Kind, text[r.Start:r.End])
//	}
//
// The text is that of a plain-text part, or was made from HTML with quotes as lines that begin with "> ". Nothing is ever
// deleted: the ranges cover the text. Hiding a customer's own words would be worse than showing old ones, so that
// everything in doubt is visible:
//
//   - A quotation is lines with ">", with or without a line before them that says who wrote them, or else everything
//     after a line that names its writer's address and the date, after a header block of three lines or more, or after
//     "-----Original Message-----" and its translations.
//   - What follows lines with ">" is the sender's own again. Answers between quoted lines, and a mail that is quoted
//     from beginning to end, are shown whole.
//   - A forwarded mail is what its sender wants to be read: it is visible from its marker on. A header block alone does not
//     tell a forward from a reply; only the subject would.
//   - A signature follows "-- " (RFC 3676 4.3), is a line of a mail program such as "Sent from my iPhone", or is the
//     footer of a mailing list. A name under a greeting is visible.
//
// What mail programs write is data, one table per language. The time is linear in the length of the text.
package quote
