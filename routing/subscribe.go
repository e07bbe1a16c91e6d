package routing

import (
	"context"
	"iter"

	"github.com/acdkit/acdkit/contact/journal"
)

// Batch is the events of one record of the log: what happened together.
type Batch struct {
	Version journal.Version // subscribe after it to go on behind the batch
	Events  []Event
}

// Subscribe yields what happened after a version of the log, and then what happens, without gaps, in
// order, and only what is durable. It ends when the loop breaks off, or with an error as the last pair:
// the context's, ErrClosed, a *DamageError, or journal.ErrTrimmed if the log was cut there; then look
// at the state with View and subscribe from its Version. A slow loop holds nobody up.
func (c *Center) Subscribe(ctx context.Context, after journal.Version) iter.Seq2[Batch, error] {
	return func(yield func(Batch, error) bool) {
		for {
			more := c.next()
			for rec, err := range journal.Replay(ctx, c.cfg.Journal, c.stream, after) {
				b := Batch{Version: rec.Version}
				if err == nil {
					b.Events, err = DecodeEvents(rec.Data)
				}
				if err != nil {
					yield(Batch{}, err)
					return
				}
				after = rec.Version
				if !yield(b, nil) {
					return
				}
			}
			select {
			case <-more:
			case <-ctx.Done():
				yield(Batch{}, ctx.Err())
				return
			case <-c.done:
				if c.Version() <= after {
					yield(Batch{}, &Error{Code: ErrClosed})
					return
				}
			}
		}
	}
}

// next returns a channel that is closed at the next append.
func (c *Center) next() <-chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.changed
}
