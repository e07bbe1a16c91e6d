// Package compose writes mail (RFC 5322, 2045 to 2047, 2183, 2231, 2387, 6532), so that every reader reads what was meant.
//
//	raw, err := compose.Mail{From: from, To: to, Subject: "Re: 견적", Date: now, ID: id, Text: text}.Bytes()
//
// # What comes out
//
//   - The same Mail gives the same bytes, with CRLF line ends. There is no clock, no randomness, and no Bcc.
//   - The header is ASCII, in lines of at most 76 characters. A line can be longer for what cannot be parted, an address or
//     a message-ID, and is still shorter than the 998 that a mail system may rely on (RFC 5322 2.1.1).
//   - No value can end its field, or begin another: what is on one line, but has a CR, LF or NUL, is refused.
//     Other control characters become blanks, there and in texts.
//   - Text goes as it is where that is safe, or else as quoted-printable or base64, whichever is shorter. It is not
//     format=flowed (RFC 3676): a paragraph is one line, and what shows it wraps it. Lines end as they do in mail, the last
//     one too.
//   - There are the levels that are needed of mixed, related and alternative. Boundaries begin with "=_", which neither
//     base64 nor quoted-printable can have, and text that has it is encoded. So no part has a boundary in it.
//   - Files are base64, and read while they are written. Their names are in parameters as RFC 2231 has them, never in encoded
//     words, with a name in ASCII for readers of old.
//
// # Duties of the caller
//
//  1. Have everything looked at by pci.Guard before.
//  2. Give the envelope's recipients to the mail system: the header is not where they come from.
//  3. Pass clean file names (attachment.CleanName), HTML that is safe, and a Text that says the same.
//  4. Log errors as they are: they have nothing of what people wrote, except for their cause, which they do not print.
package compose
