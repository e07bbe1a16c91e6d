package journal

import (
	"context"
	"errors"
	"iter"
)

var errGap = errors.New("version out of order")

// Replay reads stream from after to its end, as [Journal].Read does, and verifies what it reads:
// versions follow one another from after+1 without a gap (I9), and each checksum fits. The first
// record that fails is not yielded; [ErrCorrupt] is, as the last pair. Every error is the last pair.
func Replay(ctx context.Context, j Journal, stream string, after Version) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		last := after
		for rec, err := range j.Read(ctx, stream, after) {
			if err == nil {
				err = check(stream, last+1, rec)
			}
			if err != nil {
				yield(Record{}, err)
				return
			}
			last = rec.Version
			if !yield(rec, nil) {
				return
			}
		}
	}
}

// check returns an error if rec is not sound, or not the record of stream at version want.
func check(stream string, want Version, rec Record) error {
	fail := func(cause error) error {
		return &Error{Op: OpRead, Stream: stream, Version: want, RecordID: rec.ID, Err: ErrCorrupt, Cause: cause}
	}
	if rec.Version != want {
		return fail(errGap)
	}
	if rec.Sum != sum(rec.ID, rec.Data) {
		return fail(errSum)
	}
	return nil
}
