// Package attachment decides which files a chat message or an email may have, and how they are named and
// handed out (C3 to C6, D5, D6, E6). It has no clock and no I/O but the readers it is given; content is
// kept in a blob store, package blob, and looked at for malicious software by a [Scanner], such as package clamd.
//
// [Rules] are what the administrator sets; [ChatRules] and [EmailRules] are the defaults. A file passes
// three gates, and each denies what it does not know to be allowed:
//
//	data, err := rules.Read(upload, staged)  // while it comes in: enabled, how many, how large
//	file, err := rules.Inspect(name, data)   // when it is there: its name, and what it really is
//	err = rules.Check(files)                 // when the message is sent: the whole set, by the rules of now
//
// A refusal is an [*Error]. It has a [Code] and numbers, has nothing of the file's name or content in it,
// and its Text is what the user is shown, in English or Korean.
//
// # The name decides, and the content must agree
//
// The last extension says what a file is for the person who opens it, so it is what the list of types is
// about. [CleanName] takes out first whatever makes a name look other than it is. Then the content must not
// contradict the extension (D6), be a program or an archive with one in it, or expand beyond all
// measure. Macros, active content and encryption are refused unless the rules allow them.
//
// # Duties of the host
//
//  1. Call [Rules.Validate] when an administrator has changed the rules, and keep the old ones on an error.
//  2. Use no name, size or media type that the sender has given, only those of the [File].
//  3. Stage one file of a message at a time: Read counts what is staged when it begins. Take a file off the
//     list when it is removed (C6), and delete its content.
//  4. Call Inspect with everything that Read returned, then [Scan], then the scanner for card data (P1);
//     store and show the file only after all three have passed. An error of any of them keeps it back.
//  5. Scan again what has been stored for long, before it is handed out: signatures are learnt later.
//  6. Choose the File's ID and keep the content under that. Never make a path or a key of a name: two files
//     may have the same one, and it is user text that can hold personal data.
//  7. Call Check when the message is sent, on the server, whatever the client has said.
//  8. Hand files out with [Headers], from an origin without cookies if there is one, and to nobody but the
//     parties of the conversation. Never show them inline.
//  9. Log refusals as they are. Names belong in streams that can be erased.
//  10. Show people that a file has macros, is encrypted or is active, where the rules allow that.
package attachment
