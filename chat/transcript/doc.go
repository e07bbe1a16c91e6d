// Package transcript writes what people read of a conversation: the line for each thing that happened, and whole
// transcripts as plain text, HTML and JSON, in English and Korean.
//
//	entries, err := conversation.Since(member, 0)
//	err = transcript.HTML(w, entries, transcript.Reader{Language: "ko-KR", Member: member, Location: seoul})
//
// The same event reads differently for who it is about, for the customer and for the staff: "You left the chat.",
// "Kim left the chat.". That a bot failed, or that a transfer was not accepted, is told to the staff alone.
//
// Names are put in as they are, on one line, without control characters and direction controls. A name with
// letters that are written from right to left is isolated (U+2068, U+2069), so that it leaves the words around it in
// place; other names are not, so that lines can be compared and searched. Where there is no name, a neutral word
// stands: "the agent".
//
// # Duties of the caller
//
//  1. Give the entries that Conversation.Since returned for the reader. This package has no rights of its own: it
//     writes whatever it is given but receipts, and what is for the log alone (chat.Nobody).
//  2. Give the reader as a Member, or events about the reader read as if about somebody else. A Reader without a
//     Member reads as the staff does.
//  3. Serve JSON and plain text with their media types and nosniff. HTML is a document of its own: it runs no script
//     and loads nothing, and names files without linking them.
package transcript
