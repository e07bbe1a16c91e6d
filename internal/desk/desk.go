package desk

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/history"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/routing"
)

// Config is what a Desk works with. All but Customers and Blobs must be there.
type Config struct {
	Channel   contact.Channel // whose contacts have rooms
	Center    *routing.Center
	Journal   journal.Journal   // of the contacts, "<channel>/<contact>", and of the histories
	Customers contact.Customers // is erased with a customer, if it is a journal.Customers
	Blobs     history.Blobs     // are erased with a contact

	Tenant func(*Room) Tenant // moves into a new room; called with the desk's lock
	Errors Errors
	Idle   time.Duration // that a room is not used until its machine leaves the memory; 10 minutes

	Now    func() time.Time
	NewID  func() string
	Logger *slog.Logger
}

// Errors are the words that the package above has for what goes wrong here.
type Errors struct {
	New func(code error, id contact.ID, cause error) error // makes an error that is one of these codes

	Unavailable error // the journal or the center is, for now; the outcome may be open
	Damaged     error // the stream is, for good
	Closed      error // the desk is
	InvalidID   error // of a customer
	NotOpen     error // there is no such contact, or the customer has none
	NotMember   error // who asks has no part in the contact
	StillOpen   error // the customer has one that goes on
}

// A Desk is the rooms of a channel's contacts. It is safe for concurrent use. Make it with New.
type Desk struct {
	cfg     Config
	history history.Log

	ctx  context.Context // of everything that goes on by itself
	stop context.CancelFunc
	work sync.WaitGroup

	mu       sync.Mutex // of what follows; never held while something waits
	rooms    map[contact.ID]*Room
	followed journal.Version // up to where the center's events are in the rooms' mail
	moved    chan struct{}   // closed when that goes on
	closed   bool
}

// New returns a desk that is not open yet.
func New(cfg Config) *Desk {
	if cfg.Idle <= 0 {
		cfg.Idle = 10 * time.Minute
	}
	return &Desk{
		cfg: cfg, history: history.Log{Journal: cfg.Journal, NewID: cfg.NewID},
		rooms: map[contact.ID]*Room{}, moved: make(chan struct{}),
	}
}

// Open takes up the contacts that the center has, and follows it. If the center is shared, it takes them up whenever the
// center leads. The context is for opening only. The error is Unavailable if the center is.
func (d *Desk) Open(ctx context.Context) error {
	d.ctx, d.stop = context.WithCancel(context.WithoutCancel(ctx))
	if err := d.begin(); err != nil {
		d.stop()
		return err
	}
	d.Go(d.follow)
	d.Go(d.sweep)
	return nil
}

func (d *Desk) begin() error {
	if !d.cfg.Center.Shared() {
		return d.takeUp()
	}
	d.reach(d.cfg.Center.Version())
	d.WhileLeading(d.lead)
	return nil
}

// Close stops the desk. It waits until what goes on has stopped, or the context ends.
func (d *Desk) Close(ctx context.Context) error {
	d.mu.Lock()
	d.closed = true
	d.mu.Unlock()
	d.stop()
	done := make(chan struct{})
	go func() {
		d.work.Wait()
		close(done)
	}()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Context returns that of everything that goes on by itself: it ends with the desk.
func (d *Desk) Context() context.Context { return d.ctx }

// Go starts something that ends with the desk. It does nothing once the desk is closed.
func (d *Desk) Go(f func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.closed {
		d.work.Go(f)
	}
}

// starts notes that something goes on until work.Done, unless the desk is closed.
func (d *Desk) starts() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.closed {
		d.work.Add(1)
	}
	return !d.closed
}

// Await waits for a channel to be closed. The error is the context's, or Closed.
func (d *Desk) Await(ctx context.Context, id contact.ID, closed <-chan struct{}) error {
	select {
	case <-closed:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-d.ctx.Done():
		return d.cfg.Errors.New(d.cfg.Errors.Closed, id, nil)
	}
}
