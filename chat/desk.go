package chat

import (
	"context"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/attachment"
	"github.com/acdkit/acdkit/contact/attachment/blob"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/internal/desk"
	"github.com/acdkit/acdkit/pci"
	"github.com/acdkit/acdkit/routing"
)

// Config is how a Desk is opened. Center and Journal are required; zero fields take the defaults named beside them.
type Config struct {
	Center  *routing.Center
	Journal journal.Journal // of the conversations, "chat/<contact>", and of the histories

	Guard     *pci.Guard         // one with the zero Policy
	Blobs     blob.Store         // of files; without it, none can be attached
	Transport Transport          // none: hosts read with Desk.Subscribe
	Bot       Responder          // none
	Customers contact.Customers  // joins customers' names into conversations; none
	Scanner   attachment.Scanner // antivirus; none. A file that it cannot scan is refused
	Audit     func(Audited)      // is told what the Guard has found; called while the conversation waits
	Settings  Settings

	Uploads int // files that are examined at a time; 4. Each member can have one more in memory, that is being read

	// Idle is how long a conversation is not used until it leaves the memory, but for drafts and what has to go on; 10 minutes.
	// It comes back from the journal.
	Idle time.Duration

	Now    func() time.Time // time.Now
	NewID  func() string    // ids of records, contacts, messages and files that bring none; contact.NewID
	Logger *slog.Logger     // slog.Default
}

// Audited is what a Guard has found in something that a member sent. It has no digit of it.
type Audited struct {
	Contact contact.ID
	Member  Member
	Audit   pci.Audit
}

func (c Config) withDefaults() (Config, error) {
	if c.Center == nil || c.Journal == nil {
		return c, &Error{Code: ErrInvalidConfig}
	}
	if c.Guard == nil {
		guard, err := pci.NewGuard(pci.Policy{})
		if err != nil {
			return c, &Error{Code: ErrInvalidConfig, Cause: err}
		}
		c.Guard = guard
	}
	if c.Audit == nil {
		c.Audit = func(Audited) {}
	}
	if c.Uploads <= 0 {
		c.Uploads = 4
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
	return c, nil
}

// A Desk is conversations made durable and shared: it takes what members send from many goroutines, has the Guard
// look through it, appends it to the journal, and only then answers and delivers. It follows a Center, which decides
// who has which contact. It is safe for concurrent use.
//
// If the Center is shared, open a Desk on each node, with the same journal and blobs. Each takes whatever its clients send, and
// what others take is pushed to it. The Desk of the node whose Center leads does what nobody calls for: it watches the timers,
// delivers by the Transport, and tells the histories. The bot is asked on the node that the customer calls. Compose boxes are
// those of one node.
type Desk struct {
	cfg     Config
	rooms   *desk.Desk
	book    atomic.Pointer[rulebook]
	uploads chan struct{}
}

// OpenDesk opens a desk on a center and takes up the conversations whose contacts the center has. Those that the center
// does not have yet, because a bot has them, are taken up when their customer is back: when anybody calls for them. The
// context is for opening only. The
// error is an *Error: ErrInvalidConfig, or ErrUnavailable if the center is.
func OpenDesk(ctx context.Context, cfg Config) (*Desk, error) {
	cfg, err := cfg.withDefaults()
	if err != nil {
		return nil, err
	}
	d := &Desk{cfg: cfg, uploads: make(chan struct{}, cfg.Uploads)}
	d.rooms = desk.New(desk.Config{
		Channel: contact.Chat, Center: cfg.Center, Journal: cfg.Journal, Customers: cfg.Customers, Blobs: cfg.Blobs,
		Tenant: d.moveIn, Errors: failures, Idle: cfg.Idle, Now: cfg.Now, NewID: cfg.NewID, Logger: cfg.Logger,
	})
	if err := d.Configure(cfg.Settings); err != nil {
		return nil, err
	}
	if err := d.rooms.Open(ctx); err != nil {
		return nil, err
	}
	return d, nil
}

// Configure changes the settings for what comes from now on. The error is ErrInvalidConfig, and nothing has changed.
func (d *Desk) Configure(s Settings) error {
	book, err := newRulebook(s, d.cfg.Guard)
	if err != nil {
		return err
	}
	d.book.Store(book)
	return nil
}

// Close stops the desk. It waits until what goes on has stopped, or the context ends. What was acknowledged is
// durable already; drafts are lost.
func (d *Desk) Close(ctx context.Context) error { return d.rooms.Close(ctx) }
