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
// order, and only what is durable and seen by View already. It ends when the loop breaks off, or with
// an error as the last pair: the context's; ErrClosed, after everything was delivered; the damage, as
// Err has it; the journal's; or journal.ErrTrimmed if the log was cut there: then look at the state
// with ViewAt and subscribe after its version. A slow loop holds nobody up.
func (c *Center) Subscribe(ctx context.Context, after journal.Version) iter.Seq2[Batch, error] {
	return func(yield func(Batch, error) bool) {
		for {
			end := c.end()
			for b, err := range c.batches(ctx, after, end.version) {
				if !yield(b, err) || err != nil {
					return
				}
				after = b.Version
			}
			if err := c.await(ctx, end); err != nil {
				yield(Batch{}, err)
				return
			}
		}
	}
}

// logEnd is how far the state has come.
type logEnd struct {
	version journal.Version
	damage  error           // behind it
	changed <-chan struct{} // closed when there is more
}

func (c *Center) end() logEnd {
	c.mu.lock()
	defer c.mu.unlock()
	return logEnd{c.version, c.damage, c.changed}
}

// batches yields the log from after one version up to another.
func (c *Center) batches(ctx context.Context, after, last journal.Version) iter.Seq2[Batch, error] {
	return func(yield func(Batch, error) bool) {
		if after >= last {
			return
		}
		for rec, err := range journal.Replay(ctx, c.cfg.Journal, c.stream, after) {
			b := Batch{Version: rec.Version}
			if err == nil {
				b.Events, err = DecodeEvents(rec.Data)
			}
			if !yield(b, err) || err != nil || rec.Version == last {
				return
			}
		}
	}
}

// await returns when there may be more behind an end of the log, or why there will not be.
func (c *Center) await(ctx context.Context, end logEnd) error {
	if end.damage != nil {
		return end.damage
	}
	select {
	case <-end.changed:
	case <-ctx.Done():
		return ctx.Err()
	case <-c.done:
		if c.Version() == end.version {
			return &Error{Code: ErrClosed}
		}
	}
	return nil
}
