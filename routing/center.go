package routing

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
)

// Config is how a Center is opened. Journal is required; zero fields take the defaults named beside
// them.
type Config struct {
	ID        string            // of the center: its log is the stream "center/<ID>"; "main"
	Journal   journal.Journal   // where the log is kept
	Customers contact.Customers // joins customers into offers; none: offers show ids
	Setup     []Command         // the configuration: brought about by Open, as far as it is not there yet
	Floor     FloorConfig       // strategies and time zones

	// SnapshotEvery is how many events lie between two snapshots; 250,000, and never if negative.
	SnapshotEvery int
	// MaxBatch is how many commands share one append; 1024.
	MaxBatch int

	Now    func() time.Time // time.Now
	NewID  func() string    // ids of records and of contacts that bring none; contact.NewID
	Logger *slog.Logger     // slog.Default
}

func (c Config) withDefaults() Config {
	if c.ID == "" {
		c.ID = "main"
	}
	if c.SnapshotEvery == 0 {
		c.SnapshotEvery = 250_000
	}
	if c.MaxBatch <= 0 {
		c.MaxBatch = 1024
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.NewID == nil {
		c.NewID = contact.NewID
	}
	if c.Logger == nil {
		c.Logger = slog.Default()
	}
	return c
}

// Center is a Floor made durable and shared: it takes commands from many goroutines, appends what
// happens to the journal, and only then answers and delivers. It keeps the time that Floor needs. It
// is safe for concurrent use.
//
// One Center at a time leads a log. If another node appends, this one's next append fails, it drops
// its state, reads the log anew and goes on from there; nothing is lost or done twice.
type Center struct {
	cfg      Config
	stream   string
	requests chan *request
	done     chan struct{} // closed when the loop has ended
	stop     context.CancelCauseFunc
	ctx      context.Context

	mu      sync.Mutex
	floor   *Floor // nil while it must be loaded
	damage  error  // the log cannot be trusted: no more commands
	version journal.Version
	events  int // since the last snapshot
	stamp   time.Time
	read    time.Time     // what the clock said at stamp
	changed chan struct{} // closed at the next append
	data    bytes.Buffer
}

// Reasons of a Center, beside the Floor's.
const (
	ErrClosed      Code = "center-closed"
	ErrUnavailable Code = "journal-unavailable" // the command may have been applied or not: send it again in the same Once
	ErrReadOnly    Code = "center-read-only"    // the log is damaged; the cause is a *DamageError or journal.ErrCorrupt
	ErrConfig      Code = "invalid-config"
)

// Open reads a center's log, brings the configuration about, and starts to serve. Running offers are
// given the time back that passed while the center was closed. The context is for opening only.
func Open(ctx context.Context, cfg Config) (*Center, error) {
	cfg = cfg.withDefaults()
	if cfg.Journal == nil || checkID(cfg.ID) != nil {
		return nil, &Error{Code: ErrConfig}
	}
	c := &Center{
		cfg: cfg, stream: "center/" + cfg.ID, done: make(chan struct{}),
		requests: make(chan *request, cfg.MaxBatch), changed: make(chan struct{}),
	}
	if err := c.load(ctx); err != nil {
		return nil, err
	}
	if err := c.setUp(ctx); err != nil {
		return nil, err
	}
	c.ctx, c.stop = context.WithCancelCause(context.WithoutCancel(ctx))
	go c.run()
	return c, nil
}

// setUp brings the configuration about.
func (c *Center) setUp(ctx context.Context) error {
	batch := make([]*request, len(c.cfg.Setup))
	for i, cmd := range c.cfg.Setup {
		batch[i] = &request{cmd: cmd}
	}
	c.commit(ctx, batch)
	for _, r := range batch {
		if r.err != nil {
			return r.err
		}
	}
	return nil
}

// Close stops the center: commands that wait are done, further ones refused with ErrClosed. It waits
// until that is so, or the context ends and cuts it short. What was acknowledged is durable already.
func (c *Center) Close(ctx context.Context) error {
	c.stop(ErrClosed)
	select {
	case <-c.done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Err reports whether the log is damaged and the center therefore read-only.
func (c *Center) Err() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.damage
}

// Version returns the version of the log that the center's state has reached.
func (c *Center) Version() journal.Version {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.version
}

// View lets a function look at the floor while nothing changes it. The function must not keep the
// floor, call Step or Apply, or take long: commands wait for it. It sees durable state only. The error
// is ErrUnavailable, while the log cannot be read.
func (c *Center) View(look func(*Floor)) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.floor == nil {
		return &Error{Code: ErrUnavailable}
	}
	look(c.floor)
	return nil
}

// request is one command on its way.
type request struct {
	cmd  Command
	err  error
	done chan struct{} // holds a token when err is final
}

var requestPool = sync.Pool{New: func() any { return &request{done: make(chan struct{}, 1)} }}

// Do has a command applied and returns when it is durable, or refused with an *Error. If the context
// ends first, or the journal fails, the command may have been applied or not: to find out, send it
// again in the same Once.
func (c *Center) Do(ctx context.Context, cmd Command) error {
	r := requestPool.Get().(*request)
	r.cmd = cmd
	select {
	case c.requests <- r:
	case <-ctx.Done():
		return ctx.Err()
	case <-c.ctx.Done():
		return &Error{Code: ErrClosed}
	}
	select {
	case <-r.done:
		err := r.err
		r.cmd, r.err = nil, nil
		requestPool.Put(r)
		return err
	case <-ctx.Done():
		return ctx.Err()
	case <-c.done: // nobody is there to answer, unless it was done just before
		select {
		case <-r.done:
			return r.err
		default:
			return &Error{Code: ErrClosed}
		}
	}
}

// run is the center's only writer.
func (c *Center) run() {
	defer close(c.done)
	timer := time.NewTimer(0)
	defer timer.Stop()
	batch := make([]*request, 0, c.cfg.MaxBatch)
	for {
		select {
		case r := <-c.requests:
			batch = append(batch, r)
		case <-timer.C:
		case <-c.ctx.Done():
			c.drain(batch)
			return
		}
		batch = c.gather(batch)
		c.commit(c.ctx, batch)
		batch = answer(batch)
		timer.Reset(c.untilDeadline())
	}
}

// gather adds the requests that wait already.
func (c *Center) gather(batch []*request) []*request {
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

// drain does what was sent before the center was closed.
func (c *Center) drain(batch []*request) {
	for {
		if batch = c.gather(batch); len(batch) == 0 {
			return
		}
		c.commit(context.WithoutCancel(c.ctx), batch)
		batch = answer(batch)
	}
}

func answer(batch []*request) []*request {
	for i, r := range batch {
		r.done <- struct{}{}
		batch[i] = nil
	}
	return batch[:0]
}

// untilDeadline returns how long the floor can do without a Tick.
func (c *Center) untilDeadline() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.damage != nil:
		return time.Hour
	case c.floor == nil:
		return retryLoad
	}
	due, waits := c.floor.Deadline()
	if !waits {
		return time.Hour
	}
	return max(0, due.Sub(c.time(c.cfg.Now())))
}

const retryLoad = time.Second

// time returns the leader's time: the clock's, but never before the last stamp plus what passed since,
// so that a clock set back neither stops deadlines nor reorders the log.
func (c *Center) time(clock time.Time) time.Time {
	if steady := c.stamp.Add(clock.Sub(c.read)); steady.After(clock) {
		return steady
	}
	return clock
}

// commit steps whatever is due and a batch of commands, and appends it all, as one record if it is not
// too large for that. Every request has its answer when it returns.
func (c *Center) commit(ctx context.Context, batch []*request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.ready(ctx); err != nil {
		fail(batch, err)
		return
	}
	for first := true; first || len(batch) > 0; first = false {
		n, err := c.stepSome(batch)
		if err == nil {
			err = c.append(ctx)
		}
		if err != nil {
			c.floor = nil // its state is not what the log says
			c.cfg.Logger.Warn("routing: append failed; reloading", "center", c.cfg.ID, "version", c.version, "err", err)
			fail(batch, &Error{Code: ErrUnavailable, Cause: err})
			return
		}
		batch = batch[n:]
	}
	c.snapshotIfDue(ctx)
}

// ready loads the floor if it is not there.
func (c *Center) ready(ctx context.Context) error {
	if c.floor == nil && c.damage == nil {
		if err := c.load(ctx); err != nil {
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
	clock := c.cfg.Now()
	c.stamp, c.read = c.time(clock), clock
	if due, waits := c.floor.Deadline(); waits && !due.After(c.stamp) {
		if err := c.step(Tick{}); err != nil {
			return 0, err
		}
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

func (c *Center) step(cmd Command) error {
	events, err := c.floor.Step(c.stamp, cmd)
	if err != nil {
		return err
	}
	c.events += len(events)
	if err := AppendEvents(&c.data, events); err != nil {
		return &DamageError{Cause: err}
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
		return err
	}
	c.reached(version)
	return nil
}

// reached notes the version of the log that the state has, and tells those who follow.
func (c *Center) reached(version journal.Version) {
	c.version = version
	close(c.changed)
	c.changed = make(chan struct{})
}
