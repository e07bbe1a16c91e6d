package cloud

import (
	"context"
	"crypto/sha256"
	"hash"
	"io"

	"github.com/acdkit/acdkit/contact/attachment/blob"
)

// incoming is the content of a Put on its way in. It ends in an error if its reader fails, if ctx ends, and beyond the
// limit; err is that error, or io.EOF at the end.
type incoming struct {
	ctx   context.Context
	key   blob.Key
	r     io.Reader
	limit int64
	size  int64
	hash  hash.Hash
	err   error
}

func newIncoming(ctx context.Context, key blob.Key, r io.Reader, limit int64) *incoming {
	return &incoming{ctx: ctx, key: key, r: r, limit: limit, hash: sha256.New()}
}

func (in *incoming) Read(p []byte) (int, error) {
	if in.err != nil {
		return 0, in.err
	}
	if err := in.ctx.Err(); err != nil {
		return 0, in.fail(&blob.Error{Err: err})
	}
	n, err := in.r.Read(p)
	in.size += int64(n)
	in.hash.Write(p[:n])
	switch {
	case in.size > in.limit:
		return 0, in.fail(&blob.Error{Limit: in.limit, Err: blob.ErrTooLarge})
	case err != nil && err != io.EOF:
		return 0, in.fail(&blob.Error{Err: blob.ErrRead, Cause: err})
	}
	in.err = err
	return n, err
}

func (in *incoming) fail(err *blob.Error) error {
	err.Op, err.Key = blob.OpPut, in.key
	in.err = err
	return err
}

// ended reports whether all of the content has been read.
func (in *incoming) ended() bool { return in.err == io.EOF }

// failed returns why the content is not to be stored, or nil.
func (in *incoming) failed() error {
	if in.ended() {
		return nil
	}
	return in.err
}
