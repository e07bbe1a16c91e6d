// Package email receives, shows, answers and transfers mail (requirements E1 to E11): it is the email side of an
// agent's desktop, with storage and mail systems behind ports.
//
//	desk, err := email.OpenDesk(ctx, email.Config{Center: center, Journal: store, Blobs: blobs, Keys: keys, Sender: sender, Settings: settings})
//	taken, err := desk.Take(ctx, email.Incoming{Raw: raw, To: rcpt})         // a mail has come: routing finds an agent
//	answer, err := desk.Compose(ctx, "kim", taken.Contact, reply.All)        // who gets it, and a body from the template
//	answer, err = desk.Save(ctx, "kim", taken.Contact, answer.Draft)         // whenever the compose box is left (E7)
//	sent, err := desk.Send(ctx, "kim", taken.Contact, reply.All, answer.Draft.Version) // opens wrap-up; the mail leaves by itself
//
// Thread is the pure machine of one contact's mails; Desk makes it durable and shared, and puts a pci.Guard before
// everything that is stored or sent. A contact is in the hands of a routing.Center: accepting it, transferring it to another
// email queue (E10), ending it without an answer (E9) and wrap-up are the Center's commands, and the thread follows.
//
// # A mail that comes in
//
//  1. Files that the rules or the antivirus refuse are taken out, one by one, and said so (E6).
//  2. The Guard redacts the rest, or withholds the mail (P2, P3). Nothing raw is stored, and the sender is told.
//  3. It is classified (package auto): what a machine sent is never answered automatically (I13), and is not lost.
//  4. It is placed: a signed token in the address, In-Reply-To, or References name a contact, and the sender has part in
//     that; otherwise it begins one, linked to the old and flagged if it named one (I11). A subject decides nothing. To a
//     contact that is over, a new one is linked, which the last agent is preferred for.
//  5. The thread has the letter; the mail itself is a blob. Mail shows it: sanitised, split into what is new and what is
//     quoted, with all its files.
//
// # A mail that goes out
//
// To and Subject follow from the mail that is answered, by package reply; Cc can be added. What leaves is written when it is
// sent, with a Message-ID that no try changes, and is tried until the mail system has taken or refused it for everyone.
// What is refused for good comes back as a bounce, in the thread or as a new contact, so that somebody sees it.
//
// # Duties of the host
//
//  1. Give mail to Take, or a Receiver such as packages smtp and imap to the Desk, and acknowledge it to the mail system only
//     when that has returned without an error. After an error that is passing, give it again.
//  2. Check what can be checked of senders (SPF, DKIM, DMARC) before: mail can be sent in anybody's name.
//  3. Save drafts when the compose box is left and when the agent switches between original, Reply and Reply all (E7), with
//     the Version of the draft that was edited. On ErrConflict, show both.
//  4. Show Answer.Warnings and Opened.Stranger before an answer leaves, and Mail.Links where they have warnings.
//  5. Show Mail.HTML in a sandboxed frame with a Content-Security-Policy, and hand out files with attachment.Headers.
//  6. Keep the secrets of Keys; rotate them as package token says.
//  7. Choose a pci.Policy with Pictures: pci.WarnPictures if mails may have pictures, inline ones too (E5): the zero Policy
//     drops what nobody can look into.
//  8. Open one Desk at a time on a Center.
package email
