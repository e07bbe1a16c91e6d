package blob

import (
	"context"
	"io"
)

// DefaultLimit is the size in bytes of the largest blob that [Memory] and [Dir] take if nothing else is
// configured.
const DefaultLimit = 64 << 20

// Store keeps blobs, and is the port that adapters implement. Implementations are safe for concurrent
// use. The package comment lists the duties of both sides.
type Store interface {
	// Put stores all that r has under key, whole or not at all, and returns how many bytes that is. When
	// it returns nil, the blob is durable. A key is written once: if it holds the same content already,
	// that is fine; if it holds another one, the error is ErrExists, and that one stays. ErrTooLarge,
	// ErrRead (r failed) and ErrInvalid: nothing is stored; nor if ctx ends before r does.
	Put(ctx context.Context, key Key, r io.Reader) (size int64, err error)

	// Open returns the content under key, for one goroutine to read, seek in and close. ErrNotFound if
	// there is none.
	Open(ctx context.Context, key Key) (io.ReadSeekCloser, error)

	// Delete removes the blob under key; one that is not there is fine. The key can then be put anew.
	Delete(ctx context.Context, key Key) error

	// Erase removes all blobs of an owner, as the erasure of personal data needs it. That there are none
	// is fine.
	Erase(ctx context.Context, owner string) error
}
