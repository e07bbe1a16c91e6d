package routing

import (
	"context"
	"errors"
	"runtime"
	"time"

	"github.com/acdkit/acdkit/contact/journal"
)

// run is the center's only writer.
func (c *Center) run() {
	defer close(c.done)
	timer := time.NewTimer(0)
	defer timer.Stop()
	var t tail
	defer t.end()
	batch := make([]*request, 0, c.cfg.MaxBatch)
	for {
		select {
		case r := <-c.requests:
			batch = append(batch, r)
		case turn := <-c.turns:
			turn.done <- c.turn(turn)
		case <-c.behind:
		case _, open := <-t.hints:
			t.heard(open)
		case <-timer.C:
		case <-c.closing.Done():
			c.drain(batch)
			c.saving.lock() // until a snapshot is complete
			c.saving.unlock()
			return
		}
		batch = c.serve(c.gather(batch))
		timer.Reset(c.pause(&t))
	}
}

// serve does what a leader does with a batch of requests, or a follower.
func (c *Center) serve(batch []*request) []*request {
	if !c.leads() {
		fail(batch, &Error{Code: ErrNotLeading})
		c.catchUp(c.ctx)
		return release(batch)
	}
	c.commitSoon(batch)
	batch = release(batch)
	c.snapshotIfDue()
	return batch
}

// commitSoon commits. If there are other nodes, a journal that gives no answer for Config.Patience has failed: one of them
// may reach it.
func (c *Center) commitSoon(batch []*request) {
	if !c.Shared() {
		c.commit(c.ctx, batch)
		return
	}
	ctx, cancel := context.WithTimeout(c.ctx, c.cfg.Patience)
	defer cancel()
	c.commit(ctx, batch)
}

// pause returns how long the loop can do without looking again.
func (c *Center) pause(t *tail) time.Duration {
	if c.leads() {
		t.end()
		return c.untilDeadline()
	}
	return c.untilLook(t)
}

// gather adds the requests that wait already. Those who have just got their answers come first: if they want more, one
// append is enough for them and for those who came meanwhile.
func (c *Center) gather(batch []*request) []*request {
	for before := -1; len(c.requests) > before; runtime.Gosched() {
		before = len(c.requests)
	}
	for len(batch) < cap(batch) {
		select {
		case r := <-c.requests:
			batch = append(batch, r)
		default:
			return batch
		}
	}
	return batch
}

// drain does what was sent before. What comes meanwhile is not waited for: there may be no end of it.
func (c *Center) drain(batch []*request) {
	for left := len(c.requests); left > 0 || len(batch) > 0; {
		before := len(batch)
		batch = c.gather(batch)
		left -= len(batch) - before
		batch = c.serve(batch)
	}
}

// release lets those who wait go on; their answers are final.
func release(batch []*request) []*request {
	for i, r := range batch {
		r.done <- struct{}{}
		batch[i] = nil
	}
	return batch[:0]
}

// untilDeadline returns how long the floor can do without a Tick.
func (c *Center) untilDeadline() time.Duration {
	c.mu.lock()
	defer c.mu.unlock()
	switch {
	case c.damage != nil:
		return time.Hour
	case c.floor == nil:
		return c.retry
	}
	due, waits := c.floor.Deadline()
	if !waits {
		return time.Hour
	}
	return max(0, due.Sub(c.stamp.Add(time.Since(c.read))))
}

// commit steps whatever is due and a batch of commands, and appends it all, as one record if it is not
// too large for that. Every request has its answer when it returns.
func (c *Center) commit(ctx context.Context, batch []*request) {
	c.mu.lock()
	defer c.mu.unlock()
	if err := c.ready(ctx); err != nil {
		fail(batch, err)
		return
	}
	for first := true; first || len(batch) > 0; first = false {
		n, err := c.stepSome(batch)
		if err == nil {
			err = c.settle(ctx, n)
		}
		if err != nil {
			c.drop(err)
			fail(batch, &Error{Code: ErrUnavailable, Cause: err})
			return
		}
		for _, r := range batch[:n] {
			r.version = c.version
		}
		batch = batch[n:]
	}
	c.retry = 0
}

// drop forgets a floor whose state is not what the log says. If there are other nodes, one of them may lead by now.
func (c *Center) drop(err error) {
	c.floor = nil
	if c.Shared() {
		c.become(false)
	}
	c.retry = min(max(2*c.retry, 10*time.Millisecond), time.Second)
	c.cfg.Logger.Warn("routing: append failed; reloading", "center", c.cfg.ID, "version", c.version, "err", err)
}

// ready loads the floor if it is not there.
func (c *Center) ready(ctx context.Context) error {
	if c.floor == nil && c.damage == nil {
		if err := c.load(ctx); err != nil {
			c.retry = time.Second
			return &Error{Code: ErrUnavailable, Cause: err}
		}
	}
	if c.damage != nil {
		return &Error{Code: ErrReadOnly, Cause: c.damage}
	}
	return nil
}

func fail(batch []*request, err error) {
	for _, r := range batch {
		r.err = err
	}
}

// A record is closed beyond this many bytes: one more command makes it no longer than every journal
// takes, unless the command's own events are.
const recordSize = journal.PortableRecord / 2

// stepSome steps what is due, then as many of the batch as one record holds, packing the events. It
// returns how many. The error is the floor's damage.
func (c *Center) stepSome(batch []*request) (int, error) {
	c.data.Reset()
	if err := c.advance(); err != nil {
		return 0, err
	}
	for i, r := range batch {
		if c.data.Len() > recordSize {
			return i, nil
		}
		r.err = c.step(r.cmd)
		if _, damaged := errors.AsType[*DamageError](r.err); damaged {
			return i, r.err
		}
	}
	return len(batch), nil
}

// A clock or a loop that is further off than this has been set, or stood still.
const leap = time.Second

// advance brings the leader's time up to now and steps what is due. Time passes by the process's own
// clock, and that on the wall is followed forward only: so a clock set back stops no deadline and
// reorders nothing. If it was set forward, or the machine slept, what is running gets that time back.
func (c *Center) advance() error {
	now, clock := time.Now(), c.cfg.Now().Round(0)
	c.stamp, c.read = c.stamp.Add(now.Sub(c.read)), now
	ahead := clock.Sub(c.stamp)
	if ahead > 0 && ahead <= leap {
		c.stamp = clock
	}
	if err := c.expire(); err != nil || ahead <= leap {
		return err
	}
	c.stamp = clock
	return c.step(Resume{})
}

// expire steps what is due. What is long overdue nobody could accept in time, because the process or
// the journal stood still: it gets the time back.
func (c *Center) expire() error {
	due, waits := c.floor.Deadline()
	if !waits || due.After(c.stamp) {
		return nil
	}
	if c.stamp.Sub(due) > leap {
		if err := c.step(Resume{}); err != nil {
			return err
		}
	}
	return c.step(Tick{})
}

func (c *Center) step(cmd Command) error {
	events, err := c.floor.Step(c.stamp, cmd)
	if err != nil || len(events) == 0 {
		return err
	}
	c.events += len(events)
	c.named.Add(named(events))
	if err := AppendEvents(&c.data, events); err != nil {
		return &DamageError{Cause: err}
	}
	return nil
}

// settle makes the packed events durable. If there are none, the answers to n commands still need the
// certainty that nobody else has appended, for they rest on a state that may be gone (I8).
func (c *Center) settle(ctx context.Context, n int) error {
	if c.data.Len() > 0 || n == 0 {
		return c.append(ctx)
	}
	for _, err := range c.cfg.Journal.Read(ctx, c.stream, c.version) {
		if err == nil {
			err = journal.ErrConflict
		}
		return err
	}
	return nil
}

// append makes the packed events durable and tells those who follow.
func (c *Center) append(ctx context.Context) error {
	if c.data.Len() == 0 {
		return nil
	}
	rec := journal.NewRecord(c.cfg.NewID(), c.data.Bytes())
	version, err := journal.Commit(ctx, c.cfg.Journal, c.stream, c.version, rec)
	if err != nil {
		c.doubt = c.doubt || errors.Is(err, journal.ErrUnknown)
		return err
	}
	c.doubt = false
	c.reached(version)
	return nil
}

// reached notes the version of the log that the state has, and tells those who follow.
func (c *Center) reached(version journal.Version) {
	c.version = version
	c.keeps.Store(uint64(c.floor.settings.KeepCommands))
	c.durable.Store(uint64(version))
	close(c.changed)
	c.changed = make(chan struct{})
}
