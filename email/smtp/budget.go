package smtp

import (
	"errors"
	"io"
	"sync/atomic"
)

// budget is how many bytes of mails may be in memory. It is safe for concurrent use.
type budget struct {
	limit int64
	used  atomic.Int64
}

// take reports whether there was room for n more.
func (b *budget) take(n int64) bool {
	if b.used.Add(n) <= b.limit {
		return true
	}
	b.used.Add(-n)
	return false
}

// room is what a mail has before it needs more.
const room = 64 << 10

// read reads a mail to its end within the budget, which it has until free is called.
func (s *Server) read(r io.Reader) (raw []byte, free func(), err error) {
	held := int64(0)
	free = func() { s.buffered.used.Add(-held) }
	for {
		if len(raw) == cap(raw) {
			more := int64(max(room, cap(raw)))
			if !s.buffered.take(more) {
				return raw, free, replyNoRoom
			}
			held += more
			raw = append(make([]byte, 0, held), raw...)
		}
		n, err := r.Read(raw[len(raw):cap(raw)])
		raw = raw[:len(raw)+n]
		switch {
		case errors.Is(err, io.EOF):
			return raw, free, s.fits(raw)
		case err != nil:
			return raw, free, err
		}
	}
}

// fits is the last word on the size: the protocol lets one byte too many pass.
func (s *Server) fits(raw []byte) error {
	if int64(len(raw)) > s.cfg.MaxBytes {
		return replyTooLarge
	}
	return nil
}
