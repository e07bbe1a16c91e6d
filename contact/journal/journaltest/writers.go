package journaltest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/acdkit/acdkit/contact/journal"
)

// writersOneWins: of many writers for one version, one stores its record and the others know.
func writersOneWins(s *subject) {
	for round, empty := 0, 0; round < 20; {
		before := s.last()
		winner := s.race(8)
		recs, err := s.read(s.ctx, before)
		switch {
		case err != nil:
			s.t.Fatalf("Read failed: %v", err)
		case len(recs) > 1:
			s.t.Fatalf("%d records are stored after version %d, want one", len(recs), before)
		case len(recs) == 0 && winner == "" && empty < 5:
			empty++ // all conflicts were spurious
			continue
		case len(recs) == 0:
			s.t.Fatalf("nothing is stored after version %d; the winner is %q", before, winner)
		case winner != "" && recs[0].ID != winner:
			s.t.Fatalf("record %q is stored, but Append returned nil for %q", recs[0].ID, winner)
		}
		s.stored(recs[0])
		round++
	}
	s.check()
}

// race lets n writers append at the end at once, and returns the id of the one that succeeded, or "".
func (s *subject) race(n int) (winner string) {
	var wg sync.WaitGroup
	var mu sync.Mutex
	start := make(chan struct{})
	for range n {
		rec := s.record("race")
		wg.Go(func() {
			<-start
			_, err := s.j.Append(s.ctx, s.stream, s.last(), rec)
			mu.Lock()
			defer mu.Unlock()
			switch {
			case err == nil && winner == "":
				winner = rec.ID
			case err == nil:
				s.t.Errorf("Append returned nil for both %q and %q", winner, rec.ID)
			default:
				s.isError("Append", err, journal.ErrConflict)
			}
		})
	}
	close(start)
	wg.Wait()
	return winner
}

// writersAllGetThrough: writers that reload and try again all get through, and nothing is stored twice.
func writersAllGetThrough(s *subject) {
	s.crowd(s.j, 8, 20, s.j.Append)
}

type appendFunc = func(context.Context, string, journal.Version, journal.Record) (journal.Version, error)

// crowd lets n writers store each records through j, by reloading after each refusal, and checks the log.
func (s *subject) crowd(j journal.Journal, n, each int, try appendFunc) {
	var wg sync.WaitGroup
	ids := make([][]string, n)
	for w := range n {
		writer := &writer{j: j, stream: s.stream, try: try}
		wg.Go(func() {
			for i := range each {
				rec := s.record(fmt.Sprintf("writer %d record %d", w, i))
				if err := writer.store(s.ctx, rec); err != nil {
					s.t.Errorf("writer %d: %v", w, err)
					return
				}
				ids[w] = append(ids[w], rec.ID)
			}
		})
	}
	wg.Wait()
	s.checkCrowd(ids, n*each)
}

// checkCrowd expects each record once, and those of each writer in its order.
func (s *subject) checkCrowd(ids [][]string, total int) {
	s.t.Helper()
	recs, err := s.read(s.ctx, 0)
	if err != nil {
		s.t.Fatalf("Read failed: %v", err)
	}
	place := make(map[string]int)
	for i, rec := range recs {
		if rec.Version != journal.Version(i+1) {
			s.t.Fatalf("record %d has version %d", i, rec.Version)
		}
		if _, twice := place[rec.ID]; twice {
			s.t.Errorf("record %q is stored twice", rec.ID)
		}
		place[rec.ID] = i
	}
	if len(recs) != total {
		s.t.Errorf("%d records are stored, want %d", len(recs), total)
	}
	for w, own := range ids {
		last := -1
		for _, id := range own {
			if at, ok := place[id]; !ok || at <= last {
				s.t.Errorf("writer %d: record %q is missing or out of order", w, id)
			} else {
				last = at
			}
		}
	}
}

// writer is a node that knows the stream up to a version.
type writer struct {
	j      journal.Journal
	stream string
	try    appendFunc
	last   journal.Version
}

// store tries until rec is in the stream, as the caller's duties say: after a refusal it reads on, and
// tries again only if rec is not there.
func (w *writer) store(ctx context.Context, rec journal.Record) error {
	for {
		version, err := w.try(ctx, w.stream, w.last, rec)
		switch {
		case err == nil && version != w.last+1:
			return fmt.Errorf("version %d, want %d", version, w.last+1)
		case err == nil:
			w.last = version
			return nil
		case !errors.Is(err, journal.ErrConflict) && !errors.Is(err, journal.ErrUnknown):
			return err
		}
		if found, err := w.reload(ctx, rec.ID); found || err != nil {
			return err
		}
	}
}

func (w *writer) reload(ctx context.Context, id string) (found bool, err error) {
	for rec, err := range journal.Replay(ctx, w.j, w.stream, w.last) {
		if errors.Is(err, ErrInjected) {
			return found, nil // try with what is known
		}
		if err != nil {
			return false, err
		}
		w.last = rec.Version
		found = found || rec.ID == id
	}
	return found, nil
}

// writersReadersSeePrefix: a reader sees a prefix of the log, up to what was acknowledged at least.
func writersReadersSeePrefix(s *subject) {
	var done atomic.Bool
	var acked atomic.Uint64
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			for !done.Load() && !s.t.Failed() {
				least, n := acked.Load(), uint64(0)
				for rec, err := range journal.Replay(s.ctx, s.j, s.stream, 0) {
					if err != nil {
						s.t.Errorf("Read failed after %d records: %v", n, err)
						return
					}
					n = uint64(rec.Version)
				}
				if n < least {
					s.t.Errorf("Read ended at version %d, but %d was acknowledged before", n, least)
				}
			}
		})
	}
	for range 150 {
		version, err := s.j.Append(s.ctx, s.stream, s.last(), s.record("growing"))
		if err != nil {
			s.t.Errorf("Append failed: %v", err)
			break
		}
		acked.Store(uint64(version))
		s.want = append(s.want, journal.Record{})
	}
	done.Store(true)
	wg.Wait()
}
