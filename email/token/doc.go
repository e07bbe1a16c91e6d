// Package token makes addresses and Message-IDs that say which contact a mail belongs to, and that nobody else
// can make (I11).
//
//	keys, err := token.NewKeys(newest, older...)
//	keys.Address("support@example.com", contact)   // support+aaaq...@example.com, for Reply-To
//	keys.MessageID(contact, 3, "example.com")      // aaaqg...@example.com, of the contact's third mail
//
//	keys.ReadAddress("Support+AAAQ...@Example.COM") // contact, true
//	keys.ReadMessageID("<aaaqg...@example.com>")    // contact, 3, true
//
// A token is the number of a key, the contact and a MAC of both (HMAC-SHA-256, RFC 2104, with a text of its own for each
// purpose, cut to 80 bits: a guess can only be tried by sending a mail). It is written in base32 (RFC 4648 6), so
// that mail systems may change the case of letters. It hides nothing: whoever has it can read the contact's id.
//
// # Duties of the host
//
//  1. Give every key a secret of 32 random bytes or more, from a store of secrets, and a number that no other key ever
//     had.
//  2. To change keys, put the new one first and keep the older ones for as long as answers may come.
//  3. A token says which contact is meant, not who wrote: tokens are forwarded and quoted with the mails that
//     they are in. Check too that the sender takes part in the contact.
package token
