// Package message reads mail as it really comes (RFC 5322, 2045 to 2047, 2231, 6532).
//
//	m := message.Parse(raw)
//
// Parse never fails, never loses a part, and gives valid UTF-8 only. What was wrong with the mail is in
// Message.Warnings. It reads with the same eyes as pci.Guard (internal/mime): there is no part that one of them sees and
// the other does not. Nothing here is sanitised: HTML is as its sender wrote it, for package safehtml.
package message
