// Package blob is the port where the content of attachments is kept, with two implementations: [Memory]
// and [Dir], a folder. Object stores (package cloud) and databases implement [Store] in adapters of their
// own; all pass the same conformance suite, package blobtest.
//
// A blob is bytes under a [Key]: whose it is, a contact, and which. It is written once and whole, read
// as often as needed, and removed alone or with all that its owner has. What is in it is the caller's
// business, and so are its name and type: they belong into the caller's records.
//
//	size, err := store.Put(ctx, blob.Key{Owner: contactID, ID: fileID}, r)
//
//	content, err := store.Open(ctx, blob.Key{Owner: contactID, ID: fileID})
//	defer content.Close()
//	http.ServeContent(w, r, "", time.Time{}, content)
//
// # Duties of the caller
//
//  1. Give each blob a fresh ID, and use the same ID again only to try the same content again.
//  2. Show or send nothing before Put has returned nil. After [ErrExists], [ErrInvalid], [ErrTooLarge]
//     and [ErrRead], and if r did not come to its end, nothing was stored. After any other error the whole
//     content may be there or nothing, never a part: try again, or Delete.
//  3. See to it that r's Read comes back when ctx ends, as the body of an HTTP request does: Put cannot
//     interrupt it.
//  4. Close what Open returned, and keep its ctx until then. If the blob is removed meanwhile, reading
//     may go on or fail; what is read is never something else and never shorter without an error.
//  5. Erase an owner only when nobody puts for it any more: what is put meanwhile may stay. Repeat Delete
//     and Erase until they return nil; a part may be gone after an error.
//  6. Owners and ids turn up in errors, logs and names of files: put no personal data in them.
//
// # Duties of the implementer
//
//  1. Be safe for concurrent use. Of several contents put under one key at once, one is stored, and each
//     Put of another one returns ErrExists.
//  2. Return nil from Put only when the content is durable, and from Delete and Erase when it is gone
//     for good as far as the store can tell.
//  3. Until r has come to its end, nothing is to be seen under the key, and nothing stays if it does not.
//     Any error of r but io.EOF is such a case, io.ErrUnexpectedEOF included. Look at ctx between reads.
//  4. Hold no lock and no scarce resource while reading r: it may be slow, and it may use the store.
//  5. Do not keep or change the bytes that r or its WriteTo shows.
//  6. A ctx that has ended before the call does nothing and returns the ctx's error.
//  7. Call [CheckKey] or [CheckOwner] first, so that limits are the same everywhere. Compare keys byte by
//     byte: no case folding, no normalizing, no paths, no wildcards; Owner and ID never run together.
//  8. Each reader that Open returns has a position of its own, and serves one goroutine.
//  9. Return *[Error] with the sentinel in Err and the driver's error in Cause. If r fails, Err is
//     ErrRead; its own error is in Cause and not in the text, since it may quote what a user wrote.
//  10. Pass blobtest.Run.
package blob
