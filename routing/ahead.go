package routing

import (
	"context"
	"iter"

	"github.com/acdkit/acdkit/contact/journal"
)

// decoded is a record of the log, unpacked.
type decoded struct {
	version journal.Version
	events  []Event
}

// decode reads the log behind a version, up to an error.
func (c *Center) decode(ctx context.Context, after journal.Version, known *texts) iter.Seq2[decoded, error] {
	return func(yield func(decoded, error) bool) {
		for rec, err := range journal.Replay(ctx, c.cfg.Journal, c.stream, after) {
			d := decoded{version: rec.Version}
			if err == nil {
				d.events, err = decodeEvents(rec.Data, known)
			}
			if !yield(d, err) || err != nil {
				return
			}
		}
	}
}

// aheadBy is how many records may be decoded before they are applied.
const aheadBy = 8

// decodeAhead is decode in a goroutine of its own, so that reading and decoding do not wait for what is done with
// the events. The goroutine has ended when the loop has.
func (c *Center) decodeAhead(ctx context.Context, after journal.Version) iter.Seq2[decoded, error] {
	type result struct {
		decoded
		err error
	}
	return func(yield func(decoded, error) bool) {
		reading, stop := context.WithCancel(ctx)
		results := make(chan result, aheadBy)
		go func() {
			defer close(results)
			for d, err := range c.decode(reading, after, newTexts(1<<13)) {
				select {
				case results <- result{d, err}:
				case <-reading.Done():
					return
				}
			}
		}()
		defer func() {
			stop()
			for range results { // until it has ended
			}
		}()
		for r := range results {
			if !yield(r.decoded, r.err) || r.err != nil {
				return
			}
		}
		if err := ctx.Err(); err != nil { // it may have ended on that
			yield(decoded{}, err)
		}
	}
}
