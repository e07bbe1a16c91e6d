// Journalcat prints what a journal holds as JSON lines: one for each event of routing, each entry of a chat or an email, each
// line of a contact history, each profile of a customer, and each record of anything else.
//
//	go run ./examples/journalcat center.db
//	go run ./examples/journalcat -stream center/main -after 1200 -follow postgres://localhost/acd
//	go run ./examples/journalcat -list -prefix chat/ nats://localhost:4222
//	go run ./examples/journalcat -leases nats://localhost:4222
//
// It is an operator's tool. What it prints is what people wrote, redacted as the Guard has let it through, with names and
// addresses: personal data. Keep it out of logs and tickets.
//
// The SOURCE is the path of a SQLite file, which nobody else may have open; a URL of PostgreSQL (postgres://); or one of NATS
// (nats://, tls://; several with commas between them). Nothing is written there, and nothing begun that is not there. Without
// -stream all streams are printed, one after another. A stream whose beginning was cut is printed from where it is left.
//
// Each line has "stream", "version" and "record", the record's id; what it is ("kind"), when it happened ("time"), and the rest
// ("payload"). A record with several events or entries has a line for each, in order, with "n" counting from 1. Entries of
// chats and emails have their number in the conversation ("seq"), unless its beginning was cut. Records of streams that
// journalcat does not know are shown as the CBOR that they are; what is none, or cannot be read, is in "data" in base64. A
// "note" says so.
//
// The exit code is 0 if all went well, 1 if there is damage or the journal failed, 2 for wrong usage. What can be read of a
// damaged journal is printed, then comes the error.
package main
