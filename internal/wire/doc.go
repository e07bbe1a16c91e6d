// Package wire writes and reads the payloads of logs: kinds by number, each with a name, in deterministic
// CBOR for records and JSON for the edges.
//
// A log's package keeps one Types with all its kinds. A kind keeps its number for good. Reading is strict:
// an unknown kind is an error, for what is not understood must not be skipped; unknown fields are skipped.
package wire
