package journaltest

import (
	"context"

	"github.com/acdkit/acdkit/contact/journal"
)

// readEmpty: a stream that does not exist is an empty one, from any version.
func readEmpty(s *subject) {
	s.checkFrom(0)
	s.checkFrom(1)
	s.checkFrom(1000)
	s.fill(1)
	s.sibling("center/2").check()
}

func readFromVersion(s *subject) {
	s.fill(25)
	for after := range journal.Version(30) {
		s.checkFrom(after)
	}
}

// readLong: a stream that does not fit into one page of a store comes whole.
func readLong(s *subject) {
	s.fill(1200)
	s.check()
	s.checkFrom(1100)
}

// readAppendInLoop: the loop's body may append to the stream that it reads. Records appended since the
// loop began may be seen or not.
func readAppendInLoop(s *subject) {
	s.fill(20)
	before, n := s.last(), journal.Version(0)
	for rec, err := range s.j.Read(s.ctx, s.stream, 0) {
		if err != nil {
			s.t.Fatalf("Read failed after %d records: %v", n, err)
		}
		if n++; rec.Version != n || !same(rec, s.want[n-1]) {
			s.t.Fatalf("Read yielded %s, want %s", describe(rec), describe(s.want[n-1]))
		}
		if n <= 10 {
			s.fill(1)
		}
	}
	if n < before {
		s.t.Errorf("Read yielded %d records, want at least the %d that were there", n, before)
	}
	s.check()
}

// readBreak: leaving the loop early gives back what the loop holds, such as a connection.
func readBreak(s *subject) {
	s.fill(10)
	for i := range 200 {
		n := 0
		for _, err := range s.j.Read(s.ctx, s.stream, 0) {
			if err != nil {
				s.t.Fatalf("Read %d failed: %v", i, err)
			}
			if n++; n == 1+i%3 {
				break
			}
		}
	}
	s.fill(1)
	s.check()
}

// readTwice: a sequence reads anew each time.
func readTwice(s *subject) {
	s.fill(3)
	seq := s.j.Read(s.ctx, s.stream, 1)
	for range 2 {
		var recs []journal.Record
		for rec, err := range seq {
			if err != nil {
				s.t.Fatalf("Read failed: %v", err)
			}
			recs = append(recs, rec)
		}
		s.equal(recs, s.want[1:])
		s.fill(2)
	}
}

// readDataStays: what was read is not overwritten by later reads and appends.
func readDataStays(s *subject) {
	s.fill(50)
	want := s.want
	recs, err := s.read(s.ctx, 0)
	if err != nil {
		s.t.Fatalf("Read failed: %v", err)
	}
	s.fill(50)
	s.check()
	s.equal(recs, want)
}

// readCancelled: a context that has ended yields its error, even if there is nothing to read.
func readCancelled(s *subject) {
	ctx, cancel := context.WithCancel(s.ctx)
	cancel()
	for range 2 {
		recs, err := s.read(ctx, 0)
		s.isError("Read", err, context.Canceled)
		if len(recs) > 0 {
			s.t.Errorf("Read with a cancelled context yielded %d records", len(recs))
		}
		s.fill(3)
	}
}

// readCancelledInLoop: a Read that is cut short says so; records at hand may still come.
func readCancelledInLoop(s *subject) {
	s.fill(300)
	ctx, cancel := context.WithCancel(s.ctx)
	defer cancel()
	n, last := 0, error(nil)
	for rec, err := range s.j.Read(ctx, s.stream, 0) {
		if last = err; err != nil {
			break
		}
		if n++; rec.Version != journal.Version(n) {
			s.t.Fatalf("Read yielded version %d, want %d", rec.Version, n)
		}
		cancel()
	}
	if n == 0 {
		s.t.Error("Read yielded nothing before it was cancelled")
	}
	s.isError("Read", last, context.Canceled)
}
