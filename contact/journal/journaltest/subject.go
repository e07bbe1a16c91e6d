package journaltest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/contact/journal"
)

// secret is in the data of records whose append is refused; no error may show it.
const secret = "raw-content"

// subject is a stream under test, with a model of what it should hold.
type subject struct {
	suite  *suite
	t      *testing.T
	ctx    context.Context
	j      journal.Journal
	stream string
	cut    journal.Version  // trimmed up to here
	want   []journal.Record // what Read from cut should yield
}

// sibling returns another stream of the same journal.
func (s *subject) sibling(stream string) *subject {
	return &subject{suite: s.suite, t: s.t, ctx: s.ctx, j: s.j, stream: stream}
}

func (s *subject) last() journal.Version { return s.cut + journal.Version(len(s.want)) }

func (s *subject) record(data string) journal.Record {
	return journal.NewRecord(s.suite.id(), []byte(data))
}

// append appends rec at the end and expects success.
func (s *subject) append(rec journal.Record) {
	s.t.Helper()
	version, err := s.j.Append(s.ctx, s.stream, s.last(), rec)
	if err != nil {
		s.t.Fatalf("Append(%q, %d) failed: %v", s.stream, s.last(), err)
	}
	if version != s.last()+1 {
		s.t.Fatalf("Append(%q, %d) returned version %d, want %d", s.stream, s.last(), version, s.last()+1)
	}
	s.stored(rec)
}

// stored notes in the model that rec is at the end of the stream.
func (s *subject) stored(rec journal.Record) {
	rec.Version = s.last() + 1
	rec.Data = bytes.Clone(rec.Data)
	s.want = append(s.want, rec)
}

// fill appends n records.
func (s *subject) fill(n int) {
	s.t.Helper()
	for range n {
		s.append(s.record(fmt.Sprintf("%s after %d", s.stream, s.last())))
	}
}

// refused appends rec and expects the error want.
func (s *subject) refused(ctx context.Context, after journal.Version, rec journal.Record, want error) {
	s.t.Helper()
	_, err := s.j.Append(ctx, s.stream, after, rec)
	s.isError("Append", err, want)
	if err != nil && len(rec.Data) > 0 && strings.Contains(err.Error(), secret) {
		s.t.Errorf("Append's error shows the record's data: %v", err)
	}
}

// isError checks that err is want, and that it is a [journal.Error] if want is one of the sentinels.
func (s *subject) isError(call string, err, want error) {
	s.t.Helper()
	if !errors.Is(err, want) {
		s.t.Errorf("%s(%.40q) returned %v, want %v", call, s.stream, err, want)
		return
	}
	if errors.Is(want, context.Canceled) || errors.Is(want, context.DeadlineExceeded) {
		if errors.Is(err, journal.ErrUnknown) {
			s.t.Errorf("%s(%.40q) returned %v, want certainty", call, s.stream, err)
		}
		return
	}
	e, ok := errors.AsType[*journal.Error](err)
	if !ok {
		s.t.Errorf("%s(%.40q) returned %T, want a *journal.Error", call, s.stream, err)
	} else if e.Stream != s.stream {
		s.t.Errorf("%s(%.40q) returned an error about stream %.40q", call, s.stream, e.Stream)
	}
}

// read returns what Read yields, and the error that ended it. It uses the bare Read, not Replay, so
// that the journal's own failings show.
func (s *subject) read(ctx context.Context, after journal.Version) (recs []journal.Record, err error) {
	s.t.Helper()
	for rec, e := range s.j.Read(ctx, s.stream, after) {
		switch {
		case err != nil:
			s.t.Fatalf("Read(%q, %d) went on after the error %v", s.stream, after, err)
		case e != nil && (rec.ID != "" || rec.Version != 0 || rec.Data != nil || rec.Sum != 0):
			s.t.Errorf("Read(%q, %d) yielded a record with the error %v", s.stream, after, e)
		}
		if err = e; err == nil {
			recs = append(recs, rec)
		}
	}
	return recs, err
}

// check expects the stream to be as the model.
func (s *subject) check() {
	s.t.Helper()
	s.checkFrom(s.cut)
}

func (s *subject) checkFrom(after journal.Version) {
	s.t.Helper()
	recs, err := s.read(s.ctx, after)
	if err != nil {
		s.t.Fatalf("Read(%q, %d) failed: %v", s.stream, after, err)
	}
	want := s.want[min(after-s.cut, journal.Version(len(s.want))):]
	s.equal(recs, want)
}

func (s *subject) equal(got, want []journal.Record) {
	s.t.Helper()
	if len(got) != len(want) {
		s.t.Fatalf("stream %q: got %d records, want %d", s.stream, len(got), len(want))
	}
	for i := range got {
		if !same(got[i], want[i]) {
			s.t.Fatalf("stream %q: record %d mismatch:\ngot  %s\nwant %s", s.stream, i, describe(got[i]), describe(want[i]))
		}
	}
}

func same(a, b journal.Record) bool {
	return a.ID == b.ID && a.Version == b.Version && a.Sum == b.Sum && bytes.Equal(a.Data, b.Data)
}

func describe(rec journal.Record) string {
	return fmt.Sprintf("id %q version %d sum %08x, %d bytes %.60q", rec.ID, rec.Version, rec.Sum, len(rec.Data), rec.Data)
}
