// Package history keeps the contact history of customers: which chats, emails and other contacts a
// customer had, newest first and page by page (C8, E11); and it erases everything about a customer in
// one call.
//
// An [Entry] is one line of a history: when a contact began and ended, its queue and agents, how many
// messages it has. What was said is not in it but in the contact's own stream, "chat/<contact>" or
// "email/<contact>". A [Log] keeps the entries of each customer in the stream "history/<customer>" of
// a [journal.Journal]:
//
//	log := &history.Log{Journal: j}
//	err := log.Put(ctx, "customer-7", entry)             // a contact began, moved on or ended
//	page, err := log.Page(ctx, "customer-7", "", 20)     // the newest 20
//	page, err = log.Page(ctx, "customer-7", page.Next, 20)
//
// An [Eraser] finds in the history what there is of a customer, and erases the content of all contacts,
// their files, the profile and the history itself:
//
//	erased, err := (&history.Eraser{Journal: j, Blobs: blobs}).Erase(ctx, "customer-7")
//
// # Duties of the caller
//
//  1. Put a contact's entry before the first of its content is stored, and its end after the last: only
//     what the history lists is found by an erasure, and only a contact that goes on is safe from one.
//     A contact is in the history of one customer.
//  2. Put it again when agents, queue or subject change and when the contact ends, with the number of
//     messages of that moment. Do not put it for every message: each change is a record, and reading
//     costs as much as the history has records.
//  3. Subjects and queue names are redacted before they come here (P1, P3, I12).
//  4. When Put returns [contact.ErrNoCustomer], an erasure is on: store no content of that contact, or
//     put it again later.
//  5. Repeat Erase until it returns nil; each call finishes what earlier ones left. Erase a customer
//     once at a time: one erasure could hit what came after the other. After a forced erasure of a
//     contact that went on, erase once more when it is over.
//  6. Erase backups, search indexes and what other systems know of the customer yourself.
package history
