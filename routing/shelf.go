package routing

import (
	"bytes"
	"context"
	"errors"
	"iter"
	"slices"

	"github.com/acdkit/acdkit/contact/journal"
)

// snapshotRef is a record in the stream center/<ID>/snapshots. Snapshots lie in streams of their own, one each, cut
// into records that every journal takes. A snapshot is announced, with no number of records, before it is written,
// so that what a crash leaves behind is found; and named, with their number, when it is complete.
type snapshotRef struct {
	_       struct{} `cbor:",toarray"`
	Version uint64   // of the log
	Stream  string
	Records uint64
}

func (r snapshotRef) encode() ([]byte, error) {
	var data bytes.Buffer
	err := encoding.MarshalToBuffer(&r, &data)
	return data.Bytes(), err
}

// shelf is what is known of a center's snapshots: their names and announcements, the newest last. It is not safe for
// concurrent use.
type shelf struct {
	stream string
	refs   []placedRef     // that are not known to be erased
	last   journal.Version // read up to here
	cut    journal.Version // cut up to here
}

type placedRef struct {
	snapshotRef
	at journal.Version
}

func newShelf(center string) *shelf { return &shelf{stream: center + "/snapshots"} }

// read reads on, up to an error.
func (s *shelf) read(ctx context.Context, j journal.Journal) error {
	err := s.readOn(ctx, j)
	for errors.Is(err, journal.ErrTrimmed) { // by another node, perhaps meanwhile
		if s.cut, err = journal.Cut(ctx, j, s.stream); err == nil {
			s.refs, s.last = nil, s.cut
			err = s.readOn(ctx, j)
		}
	}
	return err
}

func (s *shelf) readOn(ctx context.Context, j journal.Journal) error {
	for rec, err := range journal.Replay(ctx, j, s.stream, s.last) {
		var ref snapshotRef
		if err == nil && decoding.Unmarshal(rec.Data, &ref) != nil {
			err = &DamageError{Cause: errors.New("not a snapshot's name")}
		}
		if err != nil {
			return err
		}
		s.add(ref, rec.Version)
	}
	return nil
}

func (s *shelf) add(ref snapshotRef, at journal.Version) {
	s.refs, s.last = append(s.refs, placedRef{ref, at}), at
}

// newest returns the last snapshots that are complete, n at most, the newest last.
func (s *shelf) newest(n int) (refs []snapshotRef) {
	for _, ref := range slices.Backward(s.refs) {
		if len(refs) == n {
			break
		}
		if ref.Records > 0 {
			refs = append(refs, ref.snapshotRef)
		}
	}
	slices.Reverse(refs)
	return refs
}

// streams yields the streams of all snapshots. They may be dropped meanwhile.
func (s *shelf) streams() iter.Seq[string] {
	return func(yield func(string) bool) {
		last := ""
		for _, ref := range slices.Clone(s.refs) {
			if ref.Stream != last && !yield(ref.Stream) {
				return
			}
			last = ref.Stream // announced, then named
		}
	}
}

// drop forgets an erased snapshot.
func (s *shelf) drop(stream string) {
	s.refs = slices.DeleteFunc(s.refs, func(ref placedRef) bool { return ref.Stream == stream })
}

// namesAtLeast is how many names and announcements are cut at once.
const namesAtLeast = 64

// trim cuts the names before the first snapshot that is not erased, if there are many and the journal can.
func (s *shelf) trim(ctx context.Context, j journal.Journal) error {
	trimmer, ok := j.(journal.Trimmer)
	if !ok || len(s.refs) == 0 || s.refs[0].at-1 < s.cut+namesAtLeast {
		return nil
	}
	err := trimmer.Trim(ctx, s.stream, s.refs[0].at-1)
	if errors.Is(err, errors.ErrUnsupported) {
		return nil
	}
	if err == nil {
		s.cut = s.refs[0].at - 1
	}
	return err
}
