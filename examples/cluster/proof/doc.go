// Package proof checks what clients of a cluster saw, and what its log holds, against each other.
//
// A [Recorder] notes each command with the time of its call, the time of its answer, and the answer. Three checks look at
// that from different sides, and none of them uses routing.Floor:
//
//   - [Linearizable] looks at the clients alone: is there an order of the commands, in keeping with who waited for whom, in
//     which a small sequential model of offers and ownership gives every answer that was given?
//   - [Audit] looks at the log alone: two owners, two live offers, contacts that were never closed, gaps.
//   - [Compare] looks at both: what was acknowledged is in the log once and does what it says, what was refused is not, and
//     the log's order keeps to who waited for whom.
package proof
