package routing

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
)

// Config is how a Center is opened. Journal is required; zero fields take the defaults named beside
// them.
type Config struct {
	ID        string            // of the center, without a slash: its log is the stream "center/<ID>"; "main"
	Journal   journal.Journal   // where the log is kept
	Customers contact.Customers // joins customers into offers; none: offers show ids
	Setup     []Command         // the configuration: brought about by Open, as far as it is not there yet
	Floor     FloorConfig       // strategies and time zones

	// Forward makes the center one of several nodes on one log: see Lead. It has a command done by the node that leads, by
	// that node's Serve, and returns what that returned: the error, and the version of the log that the answer rests on.
	// An error that is no *Error means that the outcome is open. nil: the center is the only one, and leads.
	Forward func(context.Context, Command) (journal.Version, error)
	// Patience is how long a command waits for a node that leads, if there are several, and the one that leads for its
	// journal; 15 s.
	Patience time.Duration

	// SnapshotEvery is how many events lie between two snapshots at least; 250,000, and none is taken if negative. There
	// are more if there are more agents and contacts, so that snapshots are never the greater part of the work.
	SnapshotEvery int
	// MaxBatch is how many commands share one append; 1024.
	MaxBatch int

	// Now is what the clock on the wall says; time.Now. What passes is measured by the process's own
	// clock, which nobody sets: if Now leaps, deadlines neither stop nor run out.
	Now    func() time.Time
	NewID  func() string // ids of records and of contacts that bring none; contact.NewID
	Logger *slog.Logger  // slog.Default
}

func (c Config) withDefaults() Config {
	if c.ID == "" {
		c.ID = "main"
	}
	if c.SnapshotEvery == 0 {
		c.SnapshotEvery = 250_000
	}
	if c.Patience <= 0 {
		c.Patience = 15 * time.Second
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
// One Center at a time leads a log. If another node appends, this one notices before its next answer,
// which is ErrUnavailable, drops its state, reads the log anew and goes on from there; nothing is lost
// or done twice. With Config.Forward there are Centers on several nodes, of which one leads and the others follow: see
// Lead.
type Center struct {
	cfg      Config
	stream   string
	requests chan *request
	spare    sync.Pool       // of *request
	ctx      context.Context // of the loop's work; nil while opening
	cut      context.CancelFunc
	closing  context.Context // ends at Close
	stop     context.CancelFunc
	done     chan struct{} // closed when the loop has ended
	durable  atomic.Uint64 // version, for those who need no more
	named    atomic.Uint64 // commands with an id that were applied while the center was open
	keeps    atomic.Uint64 // ids that are remembered
	standing atomic.Pointer[standing]
	turns    chan turn     // of the role
	behind   chan struct{} // holds a token when a follower is to read on

	saving mutex  // of the snapshot that is being written, and of these
	saved  []byte // the last one, for its memory
	shelf  *shelf

	mu      mutex  // of all that follows; comes after saving
	floor   *Floor // nil while it must be loaded
	damage  error  // the log cannot be trusted: no more commands
	version journal.Version
	doubt   bool          // an append may yet land: the next one must come before any answer
	events  int           // since the last snapshot
	retry   time.Duration // how long a floor that is not there waits for the next try
	stamp   time.Time     // the leader's time
	read    time.Time     // what the process's own clock said at stamp
	changed chan struct{} // closed at the next append
	data    bytes.Buffer
}

// Reasons of a Center, beside the Floor's.
const (
	ErrClosed      Code = "center-closed"       // Close was called
	ErrUnavailable Code = "journal-unavailable" // the command may have been applied or not: send it again in the same Once
	ErrNotLeading  Code = "center-not-leading"  // another node leads the center: the command was not applied
	ErrReadOnly    Code = "center-read-only"    // the log is damaged; the cause is a *DamageError or journal.ErrCorrupt
	ErrConfig      Code = "invalid-config"      // no journal, or no proper id
)

// Open reads a center's log, brings the configuration about, and starts to serve. Running offers are
// given the time back that passed while the center was closed. The context is for opening only. With Config.Forward, it
// reads the log, and follows until Lead is called.
//
// The error is an *Error: ErrConfig; ErrReadOnly for a damaged log; ErrUnavailable if the journal
// fails, or another node appended meanwhile; or the refusal of a command of the Setup.
func Open(ctx context.Context, cfg Config) (*Center, error) {
	cfg = cfg.withDefaults()
	if cfg.Journal == nil || checkID(cfg.ID) != nil || strings.Contains(cfg.ID, "/") {
		return nil, &Error{Code: ErrConfig}
	}
	c := &Center{
		cfg: cfg, mu: make(mutex, 1), saving: make(mutex, 1), shelf: newShelf("center/" + cfg.ID), stream: "center/" + cfg.ID, done: make(chan struct{}),
		requests: make(chan *request, waitingBatches*cfg.MaxBatch), spare: sync.Pool{New: newRequest}, changed: make(chan struct{}),
		turns: make(chan turn), behind: make(chan struct{}, 1),
	}
	c.standing.Store(&standing{leads: !c.Shared(), changed: make(chan struct{})})
	if err := c.begin(ctx); err != nil {
		return nil, err
	}
	c.ctx, c.cut = context.WithCancel(context.WithoutCancel(ctx))
	c.closing, c.stop = context.WithCancel(c.ctx)
	go c.run()
	return c, nil
}

// begin loads the floor, and brings the configuration about if this node leads.
func (c *Center) begin(ctx context.Context) error {
	if err := c.ready(ctx); err != nil || c.Shared() {
		return err
	}
	return c.setUp(ctx)
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
	c.stop()
	defer c.cut()
	select {
	case <-c.done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Err reports whether the log is damaged and the center therefore read-only.
func (c *Center) Err() error {
	c.mu.lock()
	defer c.mu.unlock()
	return c.damage
}

// Version returns the version of the log that the center's state has reached. What was acknowledged is in it. It
// waits for nobody.
func (c *Center) Version() journal.Version { return journal.Version(c.durable.Load()) }

// View lets a function look at the floor while nothing changes it. The function must not keep the
// floor, call Step or Apply, nor the center's own methods, or take long: commands wait for it. It sees
// durable state only. The error is ErrUnavailable, from an append that failed until the log has been
// read anew: that is tried at the next command, and after a second at the latest.
func (c *Center) View(look func(*Floor)) error {
	return c.ViewAt(func(f *Floor, _ journal.Version) { look(f) })
}

// ViewAt is View with the version of the log that the floor's state has reached: who subscribes after it misses
// nothing and is told nothing twice.
func (c *Center) ViewAt(look func(*Floor, journal.Version)) error {
	c.mu.lock()
	defer c.mu.unlock()
	if c.floor == nil {
		return &Error{Code: ErrUnavailable}
	}
	look(c.floor, c.version)
	return nil
}

// mutex is a lock that is held while the journal works. Who waits for it waits on a channel, which, as
// opposed to a sync.Mutex, lets the time in a bubble of testing/synctest go on.
type mutex chan struct{}

func (m mutex) lock()   { m <- struct{}{} }
func (m mutex) unlock() { <-m }

// request is one command on its way.
type request struct {
	cmd     Command
	err     error
	version journal.Version // that the answer rests on
	done    chan struct{}   // holds a token when err is final
}

// waitingBatches is how many batches of requests can wait without their callers waiting to be let in.
const waitingBatches = 4

func newRequest() any { return &request{done: make(chan struct{}, 1)} }

// Do has a command applied and returns when it is durable, or refused with an *Error. If the context
// ends first, or the journal fails (ErrUnavailable), the command may have been applied or not: to find
// out, send it again in the same Once. ErrClosed: it was not applied.
//
// On a node that follows, the command is done by the one that leads, and Do returns when this node knows what came of it.
// ErrNotLeading: there was none for Config.Patience, and the command was not applied.
func (c *Center) Do(ctx context.Context, cmd Command) error {
	if c.Shared() {
		return c.doShared(ctx, cmd)
	}
	_, err := c.do(ctx, cmd)
	return err
}

// do has a command applied here.
func (c *Center) do(ctx context.Context, cmd Command) (journal.Version, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	if c.closing.Err() != nil {
		return 0, &Error{Code: ErrClosed}
	}
	r := c.spare.Get().(*request)
	r.cmd = cmd
	select { // a select of one is much cheaper for many callers
	case c.requests <- r:
		return c.answer(ctx, r)
	default:
	}
	select {
	case c.requests <- r:
		return c.answer(ctx, r)
	case <-ctx.Done():
		return 0, ctx.Err()
	case <-c.closing.Done():
		return 0, &Error{Code: ErrClosed}
	}
}

// answer waits for the answer to a request that was sent.
func (c *Center) answer(ctx context.Context, r *request) (journal.Version, error) {
	select {
	case <-r.done:
		version, err := r.version, r.err
		r.cmd, r.err = nil, nil
		c.spare.Put(r)
		return version, err
	case <-ctx.Done():
		return 0, ctx.Err()
	case <-c.done: // nobody is there to answer, unless it was done just before
		select {
		case <-r.done:
			return r.version, r.err
		default:
			return 0, &Error{Code: ErrClosed}
		}
	}
}
