package ole

import (
	"errors"
	"io"
)

var errCycle = errors.New("ole: the sectors of a stream go round")

// A stream reads one stream of a compound file, sector by sector.
type stream struct {
	c     *compound
	next  uint32
	left  uint64 // bytes of the stream that are still to come
	mini  bool
	steps int    // sectors so far
	mark  uint32 // the sector at the last power of two of steps: to come back to it is to go round
	rest  []byte // of the sector that is being read
}

func (c *compound) stream(e *entry) *stream {
	return &stream{c: c, next: e.start, left: e.size, mini: e.size < cutoff}
}

// Read implements io.Reader. A chain that is too short is io.ErrUnexpectedEOF.
func (s *stream) Read(p []byte) (int, error) {
	if s.left == 0 {
		return 0, io.EOF
	}
	if len(s.rest) == 0 {
		if err := s.step(); err != nil {
			return 0, err
		}
	}
	n := copy(p, s.rest[:min(uint64(len(s.rest)), s.left)])
	s.rest, s.left = s.rest[n:], s.left-uint64(n)
	return n, nil
}

// step goes to the next sector.
func (s *stream) step() error {
	sn := s.next
	if s.steps > 0 && sn == s.mark {
		return errCycle
	}
	if s.steps&(s.steps-1) == 0 {
		s.mark = sn
	}
	s.steps++
	if s.mini {
		s.rest, s.next = s.c.miniAt(sn), endOfChain
		if int64(sn) < int64(len(s.c.mini)) {
			s.next = s.c.mini[sn]
		}
	} else {
		s.rest, s.next = s.c.at(sn), s.c.next(sn)
	}
	return s.whole()
}

// whole reports a sector that is cut while the stream goes on.
func (s *stream) whole() error {
	size := s.c.sector
	if s.mini {
		size = miniSize
	}
	switch {
	case len(s.rest) == 0:
		return io.ErrUnexpectedEOF
	case len(s.rest) < size && uint64(len(s.rest)) < s.left:
		s.next = endOfChain
	}
	return nil
}
