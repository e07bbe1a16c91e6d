// Package reply decides who gets an answer, what its subject is, and which mails it refers to (E1 to E3, I11).
//
//	o := reply.Of(m)
//	answer, err := reply.Recipients(o, reply.All, own) // To, Cc, why, and what is odd
//	answer, err = reply.AddCc(answer, own, "boss@example.com")
//	subject := reply.Subject(m.Subject)                // "Re: ...", once
//	parent, references := reply.Threading(o)
//
// Everything is a function of the one mail that is answered: nobody from another mail gets the answer.
//
// # Who gets it
//
// RFC 5322 3.6.2 and 3.6.3 say whom an answer may go to. Within that:
//
//   - Reply-To is answered if there is anybody in it who is not the desk itself; or else From; or else, if From has
//     no address, Sender. From is not answered beside Reply-To.
//   - Reply all keeps everybody where they were: To stays To, Cc stays Cc, after who is answered.
//   - A mail that the desk itself wrote is answered to those whom it went to.
//   - The desk's own addresses get no answer (I13); each other address gets one.
//   - Resent fields are for people to read (RFC 5322 3.6.6). List-Post (RFC 2369) is ignored, since a desk answers
//     customers and not lists, and so is Mail-Followup-To, which never became a standard and has a stranger choose
//     who gets an answer to all.
//
// Answer.Why has a reason for every address of the mail, whether it gets the answer or not.
//
// # Duties of the host
//
//  1. Make Own of all addresses that come in to the desk, with those that it once had.
//  2. Give the people of the earlier mails in Original.Before, and show Answer.Warnings to the agent before the answer
//     leaves.
//  3. Take To and Subject from here when the answer is sent, never from what a browser sends back (E3).
package reply
