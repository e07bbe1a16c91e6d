package pci

import (
	"errors"
	"fmt"
	"io"
)

// ErrDropped ends a stream in which something was found, if the policy is to drop.
var ErrDropped = errors.New("pci: dropped by policy")

// Stream is Text for a text of any length: what is written is passed on to w, redacted. Where the policy is to
// drop, the first finding ends it with ErrDropped, and the caller throws away what has come so far.
func (g *Guard) Stream(p Place, w io.Writer) *Stream {
	out, _ := NewWriter(w, g.policy.Config) // was validated
	return &Stream{place: p, writer: out, drop: g.policy.Action(p.Lane) == Drop}
}

// A Stream is made by Guard.Stream. It is not safe for concurrent use.
type Stream struct {
	opaque
	place  Place
	writer *Writer
	drop   bool
}

// Write takes p; an error is that of the writer below, or ErrDropped.
func (s *Stream) Write(p []byte) (int, error) {
	n, err := s.writer.Write(p)
	if err == nil {
		err = s.verdict()
	}
	return n, err
}

// Close passes on the rest. An error is that of the writer below, or ErrDropped.
func (s *Stream) Close() error {
	if err := s.writer.Close(); err != nil {
		return err
	}
	return s.verdict()
}

func (s *Stream) verdict() error {
	if s.drop && len(s.writer.stream.tally) > 0 {
		return fmt.Errorf("%w: %s of %s %s", ErrDropped, s.place.Field, s.place.Direction, s.place.Channel)
	}
	return nil
}

// Audit returns the record of what has been written so far.
func (s *Stream) Audit() Audit {
	tally := s.writer.Tally()
	if len(tally) == 0 {
		return nil
	}
	r := Record{Place: s.place, Outcome: Redacted, Found: tally}
	if s.drop {
		r.Outcome = Dropped
	}
	return Audit{r}
}

// Notices returns what the sender is told of what has been written so far.
func (s *Stream) Notices() []Notice { return s.Audit().notices(s.drop && len(s.Audit()) > 0) }
