// Package auto tells mail that a machine sent from mail of people, and keeps two machines from answering each
// other for ever (I13).
//
//	v := auto.Classify(m, auto.Envelope{Null: in.Null}, mark)
//	v.Class, v.Reason     // "bounce", "report-type"
//	v.Report              // of a bounce: who failed, and the ids of the mail that it is about
//	if v.MayAnswer() { times, ok := allowance.Take(now, times) ... }
//	mark.Automatic()      // header fields that say of a mail that nobody must answer it automatically
//
// Classify goes by what senders say of themselves (RFC 2369, 2919, 3464, 3834, 8098, and headers in use), then by
// addresses of machines, and last by the subject alone where nothing speaks against it. In doubt a mail is a person's as
// far as its class goes, and gets no automatic answer.
//
// # Duties of the host
//
//  1. Lose no mail for its class: each is in a conversation that an agent can read.
//  2. Answer automatically only if MayAnswer says so and Allowance permits, and only to the sender that the envelope
//     names.
//  3. Send automatic mail with the fields of Mark.Automatic, and with a null envelope sender (RFC 3834 3.3); and all other
//     mail with those of Mark.Personal.
//  4. Believe no report: anybody can write one. Look for its ids among those of own mail (package token), and show what it
//     says as what the mail system at the other end says.
package auto
