// Package journal is the storage port of acdkit: an append-only log per stream, and the in-memory
// implementation of it. Databases and message systems implement [Journal] in adapters of their own; all
// of them, and [Memory], pass the same conformance suite, package journaltest.
//
// A stream is a name, such as "center/7" or "chat/4711", with records at the versions 1, 2, 3 and so
// on, without gaps. A record is a packet of bytes with an id, its version and a checksum; what is in it
// is the caller's business. Appending names the version that the writer believes to be the last. If the
// stream has moved on, the append is refused: that is the fence between two nodes that both believe to
// lead (I1, I3), and no lock is needed.
//
//	after, err := journal.Commit(ctx, j, "center/7", after, journal.NewRecord(id, data))
//
//	for rec, err := range journal.Replay(ctx, j, "center/7", 0) { ... }  // what is there, then ends
//	for rec, err := range journal.Follow(ctx, j, "center/7", 0) { ... }  // and then waits for more
//
// [Customers] keeps the customers' profiles each in a stream of its own that can be erased.
//
// # Duties of the caller
//
//  1. Make records with [NewRecord] and a fresh ID each; never use an ID for two different records. The
//     ID is what tells a lost answer from a lost append (I8). Leave Data alone until Append has returned.
//  2. Append with [Commit]; it settles doubt. Deliver nothing and answer nobody before it returns nil.
//  3. If Commit returns [ErrConflict], the record is not stored and never will be. If it returns
//     [ErrUnknown], it may be, now or later. After either, drop the state, replay the stream, and look
//     there for what became of the record; only then append again. A record that is still missing and
//     is tried again keeps its ID: then it is stored once, whatever happened to the first try.
//     Test for ErrUnknown before other errors, because it may wrap one.
//  4. Read with [Replay] or [Follow], which verify. Skip no record and no error: after [ErrCorrupt] the
//     owner of the stream stops writing (I9).
//  5. Treat Data that was read as read-only; others may hold the same bytes.
//  6. Trim only after the snapshot that replaces the records is durable. After [ErrTrimmed], load the
//     snapshot and read from its version.
//  7. Delete only a stream that nobody writes or follows any more, and never let two lives of one name
//     overlap: a writer that waits since before the erasure could hit the same version in the new life.
//  8. Stream names and record ids turn up in errors and logs: put no personal data in them. Raw card
//     data must not be in Data either (P3, I12).
//
// # Duties of the implementer
//
//  1. Be safe for concurrent use. Between nodes, Append is one atomic step: compare the last version
//     with after, store at after+1.
//  2. Return nil only when the record is durable. Return ErrUnknown whenever the record may have been
//     stored or may yet be: connection lost, ctx ended on the way. Every other error promises that the
//     record is not stored and never will be; only ErrConflict may also stand for a record that is
//     already there for Read to find (a driver's own second try, for instance).
//  3. A ctx that has ended before the call stores nothing and returns the ctx's error.
//  4. Call [CheckAppend] or [CheckStream] first, so that limits are the same everywhere. Compare names
//     byte by byte: no case folding, no normalizing, no trimming of space, no wildcards.
//  5. Store ID, Data and Sum as they are; Sum belongs to the writer and is not computed anew. Do not
//     keep the Data slice after Append has returned, and hand out memory that you do not use again.
//  6. Read yields everything whose Append had returned when the loop began, from after+1 on in order and
//     only what is durable; it may yield later records. Then it ends. An error is yielded once, with a
//     zero Record, as the last pair. A Read that cannot go on never just ends: a ctx that has ended,
//     or a Trim or a lost connection on the way is an error. Only a Delete on the way may end it.
//  7. Hold no lock and no scarce resource while yielding: the loop's body may append to the same stream,
//     and may be slow. The sequence can be ranged over again and then reads anew.
//  8. Watch loses no wake-up: for each append that returns after Watch has returned, a hint comes after
//     it. After a connection was down, give a hint. Hints too many do no harm.
//  9. Trim and Delete can be repeated. Trim never changes which version is next, not even when it cuts
//     everything; Delete does: the stream begins again at 0.
//  10. A Lister compares prefixes byte by byte as well: none of their characters has a meaning.
//  11. Return *[Error] with the sentinel in Err and the driver's error in Cause. No text contains Data.
//  12. Pass journaltest.Run, with the features that the adapter's documentation promises.
//
// # Versions of encodings
//
// What is in a record is written by packages routing, chat, email, contact/history, and by [Customers]. Each begins its
// records, and routing its snapshots, with one byte: the version of the encoding behind it, 1 so far. (0 is not a version: in
// streams of chats and emails it says that a number comes first, how far the writer had followed routing, and then the
// record; in histories it is the seal of an erasure. The short records beside the logs, such as names of snapshots, are a
// bare CBOR item, whose first byte is 0x80 at least, and that is their version 1.)
//
// Most changes need no new version. A field is added to a kind of event or entry with a number of its own, left out if zero:
// nodes of before skip it. A kind that is new gets the next number: nodes of before stop at it, read-only, for what they do
// not understand must not be skipped. So all nodes are replaced before anybody uses it. Numbers are never used again.
//
// A version 2 is due when the bytes of what is there already have to change. It is introduced in two releases. The first
// reads 1 and 2, each by its first byte and with code of its own, and still writes 1; when it is on all nodes, the second
// writes 2. Nothing is converted: a log holds records of both, one behind the other, in the order in which they were
// written. The code that reads version 1 stays for ever, since a log is as old as its oldest record that was not trimmed,
// and is kept in files of its own with the types as version 1 had them. Snapshots are the exception in practice only: the
// next one is written in the new version, but one of the old version is read as well.
//
// Beside each of these packages' tests lies a log as version 1 wrote it, with all kinds of events and entries. Tests replay
// it to the state that it gave when it was written, and write it once more, byte for byte. These files never change; a new
// version adds one.
package journal
