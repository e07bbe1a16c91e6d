// Package imap fetches mail from a mailbox with the client of emersion/go-imap (IMAP4rev1 and rev2, RFC 3501 and 9051)
// and gives it to an [email.Receiver]: [Fetcher].
//
//	fetcher, err := imap.New(imap.Config{
//		Server:   "imap.example.com:993",
//		Login:    imap.Login{User: "desk", Password: password},
//		Address:  "desk@example.com",
//		Receiver: desk,
//		Cursor:   &imap.JournalCursor{Journal: journal, Stream: "mailbox/1"},
//	})
//	err = fetcher.Run(ctx)
//
// # What a Fetcher promises
//
//  1. Every mail of the mailbox is given to the Receiver until it takes it or refuses it for good; after a crash some come
//     again, which a Receiver recognises. A mailbox that begins anew (UIDVALIDITY) is read anew.
//  2. Nothing is marked as read, moved or deleted unless the configuration says so, and nothing at all that was not taken.
//  3. A mail that the Receiver fails on holds up nothing that comes after it. It is tried again, more and more seldom, and
//     set aside when it has failed often while others were taken: it stays in the mailbox, or moves to a folder.
//  4. The server tells of new mail with IDLE (RFC 2177); the Fetcher looks by itself, too.
//  5. A lost connection is made anew, with pauses that grow. Errors and the log have UIDs, sizes and codes, and nothing of
//     what people or servers wrote.
package imap
