// Package blobtest holds [Run], the conformance suite that every implementation of [blob.Store] passes:
//
//	func TestStore(t *testing.T) {
//		blobtest.Run(t, func(t *testing.T) blob.Store { return open(t) })
//	}
//
// It looks at what the port promises while a process lives: blobs are whole or not there, written once,
// told apart byte by byte and gone when erased. Two promises it cannot look at, which an adapter tests
// itself: that blobs outlive the process, and what size is too large.
package blobtest
