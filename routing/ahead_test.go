package routing

import (
	"context"
	"errors"
	"reflect"
	"testing"
	"testing/synctest"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/journaltest"
)

// records collects what a sequence yields, up to a number of records.
func records(all func(func(decoded, error) bool), atMost int) (got []decoded, failed error) {
	for d, err := range all {
		if failed = err; err == nil {
			got = append(got, d)
		}
		if len(got) == atMost {
			break
		}
	}
	return got, failed
}

// TestDecodeAhead: what is decoded ahead is what would have been decoded, wherever the loop or the log ends.
func TestDecodeAhead(t *testing.T) {
	log := newLog(t)
	h := &hall{b: t, floor: NewFloor(FloorConfig{}), now: hallBegin, seed: 1, log: log}
	h.equip()
	for range 3 * aheadBy {
		h.enqueue()
		log.flush()
	}
	spoilt := journal.NewRecord("spoilt", []byte{encodingVersion, 0xff})
	if _, err := log.journal.Append(t.Context(), "center/main", log.version, spoilt); err != nil {
		t.Fatal(err)
	}
	for _, fault := range []journaltest.Fault{journaltest.None, journaltest.Fail, journaltest.Break, journaltest.Flip} {
		for _, after := range []journal.Version{0, 1, log.version, log.version + 1} {
			for _, atMost := range []int{1, aheadBy, 1000} {
				synctest.Test(t, func(t *testing.T) { // which fails if a goroutine is left over
					j := &journaltest.Faulty{Journal: log.journal, Plan: func(journal.Op, int) journaltest.Fault { return fault }}
					c := &Center{cfg: Config{Journal: j}, stream: "center/main"}
					want, wantErr := records(c.decode(t.Context(), after, nil), atMost)
					got, err := records(c.decodeAhead(t.Context(), after), atMost)
					if !reflect.DeepEqual(got, want) || !reflect.DeepEqual(err, wantErr) {
						t.Errorf("%v, after %d: %d records, %v, want %d, %v", fault, after, len(got), err, len(want), wantErr)
					}
				})
			}
		}
	}
}

// TestDecodeAheadCancelled: a log that is not read to its end does not look like one that is.
func TestDecodeAheadCancelled(t *testing.T) {
	log := newLog(t)
	h := &hall{b: t, floor: NewFloor(FloorConfig{}), now: hallBegin, seed: 1, log: log}
	h.equip()
	for range 5 * aheadBy {
		h.enqueue()
		log.flush()
	}
	for cancelAt := range 3 * aheadBy {
		ctx, cancel := context.WithCancel(t.Context())
		c := &Center{cfg: Config{Journal: log.journal}, stream: "center/main"}
		n, last := 0, error(nil)
		for _, err := range c.decodeAhead(ctx, 0) {
			if last = err; n == cancelAt {
				cancel()
			}
			n++
		}
		cancel()
		if !errors.Is(last, context.Canceled) {
			t.Errorf("cancelled at record %d of %d, it ended after %d with %v", cancelAt, log.version, n, last)
		}
	}
}
