package blob

import (
	"context"
	"io"
)

// source is the content of a Put on its way in. It ends in an *Error if the reader fails, if ctx ends,
// and beyond the limit.
type source struct {
	ctx   context.Context
	key   Key
	r     io.Reader
	limit int64
	size  int64
}

// newSource reads r; a limit of 0 or less stands for DefaultLimit.
func newSource(ctx context.Context, key Key, r io.Reader, limit int64) *source {
	if limit <= 0 {
		limit = DefaultLimit
	}
	return &source{ctx: ctx, key: key, r: r, limit: limit}
}

func (s *source) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, &Error{Op: OpPut, Key: s.key, Err: err}
	}
	n, err := s.r.Read(p)
	s.size += int64(n)
	switch {
	case s.size > s.limit:
		return 0, &Error{Op: OpPut, Key: s.key, Limit: s.limit, Err: ErrTooLarge}
	case err != nil && err != io.EOF:
		return 0, &Error{Op: OpPut, Key: s.key, Err: ErrRead, Cause: err}
	}
	return n, err
}
