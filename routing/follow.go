package routing

import (
	"context"
	"errors"
	"time"

	"github.com/acdkit/acdkit/contact/journal"
)

const (
	pollEvery = 250 * time.Millisecond // how often a follower reads on if the journal gives no hints
	lookEvery = 15 * time.Second       // and if it does

	wholeLog = 10 // times Config.Patience a journal has for a log that is read from its beginning
)

// catchUp has a follower read on to the end of the log. A journal that gives no answer is asked again later, from where it
// fell silent.
func (c *Center) catchUp(ctx context.Context) error {
	c.mu.lock()
	defer c.mu.unlock()
	patience := c.cfg.Patience
	if c.floor == nil {
		patience *= wholeLog
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if c.floor != nil && c.damage == nil {
		if err := c.readOn(ctx, c.floor, c.version); err != nil && !errors.Is(err, journal.ErrTrimmed) {
			c.retry = pollEvery
			return &Error{Code: ErrUnavailable, Cause: err}
		} else if err != nil {
			c.floor = nil
		}
	}
	c.retry = 0
	return c.ready(ctx)
}

// tail tells a follower when there may be more to read.
type tail struct {
	hints <-chan struct{} // nil if there are none
	stop  context.CancelFunc
	lost  bool // there were some
}

// heard notes that a hint came, or that there will be no more.
func (t *tail) heard(open bool) {
	if !open {
		t.end()
		t.lost = true
	}
}

func (t *tail) end() {
	if t.stop != nil {
		t.stop()
	}
	*t = tail{}
}

// untilLook returns how long a follower waits for a hint.
func (c *Center) untilLook(t *tail) time.Duration {
	if t.hints == nil && !t.lost {
		c.listen(t)
		if t.hints != nil {
			return 0 // for what came before the first hint
		}
	}
	t.lost = false
	c.mu.lock()
	defer c.mu.unlock()
	switch {
	case c.damage != nil:
		return time.Hour
	case c.floor == nil || c.retry > 0:
		return c.retry
	case t.hints == nil:
		return pollEvery
	}
	return lookEvery
}

// listen asks the journal for hints.
func (c *Center) listen(t *tail) {
	watcher, ok := c.cfg.Journal.(journal.Watcher)
	if !ok {
		return
	}
	ctx, stop := context.WithCancel(c.ctx)
	hints, err := watcher.Watch(ctx, c.stream)
	if err != nil {
		stop()
		return
	}
	t.hints, t.stop = hints, stop
}
