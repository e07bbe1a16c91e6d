package email

import (
	"context"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/attachment"
	"github.com/acdkit/acdkit/contact/attachment/blob"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/email/message"
	"github.com/acdkit/acdkit/email/token"
	"github.com/acdkit/acdkit/internal/desk"
	"github.com/acdkit/acdkit/pci"
	"github.com/acdkit/acdkit/routing"
	"github.com/google/uuid"
)

// Config is how a Desk is opened. Center, Journal, Blobs, Keys and Sender are required; other zero fields take the
// defaults named beside them.
type Config struct {
	Center  *routing.Center
	Journal journal.Journal // of the threads, "email/<contact>", of the histories, and of which mail is where
	Blobs   blob.Store      // of mails as the Guard has let them through, and of staged files
	Keys    *token.Keys     // sign Message-IDs and answer addresses (I11)
	Sender  Sender

	Guard     *pci.Guard                                                         // one with the zero Policy
	Customers contact.Customers                                                  // joins customers' names into threads; none
	Identify  func(context.Context, message.Address) (contact.CustomerID, error) // who a sender is; AddressID. An error is passing
	Scanner   attachment.Scanner                                                 // antivirus; none. A file that it cannot scan is dropped
	Audit     func(Audited)                                                      // is told what the Guard has found
	Settings  Settings

	Examine int           // mails and files that are examined at a time; 4
	Idle    time.Duration // that a thread is not used until it leaves the memory, to come back from the journal; 10 minutes

	Now    func() time.Time // time.Now
	NewID  func() string    // ids of records; contact.NewID
	Logger *slog.Logger     // slog.Default

	NewContact func() contact.ID // ids of contacts; NewID
	NewFile    func() string     // ids of staged files; NewID
}

// Audited is what a Guard has found. It has no digit of it.
type Audited struct {
	Contact contact.ID
	Agent   contact.AgentID // who wrote it; "" for mail that came in
	Audit   pci.Audit
}

// AddressID is a customer's id made of an address: the same for each mail of the address, in which it cannot be read.
func AddressID(_ context.Context, a message.Address) (contact.CustomerID, error) {
	if a.Addr == "" {
		return "", nil
	}
	return contact.CustomerID(uuid.NewSHA1(uuid.NameSpaceURL, []byte("mailto:"+a.Key())).String()), nil
}

func (c Config) withDefaults() (Config, error) {
	if c.Center == nil || c.Journal == nil || c.Blobs == nil || c.Keys == nil || c.Sender == nil {
		return c, &Error{Code: ErrInvalidConfig}
	}
	if c.Guard == nil {
		guard, err := pci.NewGuard(pci.Policy{})
		if err != nil {
			return c, &Error{Code: ErrInvalidConfig, Cause: err}
		}
		c.Guard = guard
	}
	if c.Identify == nil {
		c.Identify = AddressID
	}
	if c.Audit == nil {
		c.Audit = func(Audited) {}
	}
	if c.Examine <= 0 {
		c.Examine = 4
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.NewID == nil {
		c.NewID = contact.NewID
	}
	if c.NewContact == nil {
		c.NewContact = func() contact.ID { return contact.ID(c.NewID()) }
	}
	if c.NewFile == nil {
		c.NewFile = c.NewID
	}
	if c.Logger == nil {
		c.Logger = slog.Default()
	}
	return c, nil
}

// A Desk is threads made durable and shared: it takes mail, has the Guard look through it, finds the contact that it
// belongs to or has routing find an agent, keeps drafts, and sends answers until they have arrived or failed. It follows a
// Center, which decides who has which contact: accepting, transferring, ending without an answer and wrap-up are the Center's
// commands. It is safe for concurrent use.
//
// If the Center is shared, open a Desk on each node, with the same journal, blobs and keys. Each takes mail and whatever its
// agents do, and what others take is pushed to it. The Desk of the node whose Center leads sends: a mail leaves once though the
// leader changes meanwhile. Should the node be lost while it hands a mail over, that is tried again after six minutes.
type Desk struct {
	cfg     Config
	id      string // of this desk, among those on other nodes
	rooms   *desk.Desk
	index   index
	agenda  *agenda
	book    atomic.Pointer[book]
	examine chan struct{}
	doors   doors // of mail that is handed over
}

// OpenDesk opens a desk on a center, takes up the threads whose contacts the center has, and goes on with what was on its
// way. The context is for opening only. The error is an *Error: ErrInvalidConfig, or ErrUnavailable.
func OpenDesk(ctx context.Context, cfg Config) (*Desk, error) {
	cfg, err := cfg.withDefaults()
	if err != nil {
		return nil, err
	}
	d := &Desk{
		cfg: cfg, id: cfg.NewID(), index: index{cfg.Journal, cfg.NewID}, agenda: newAgenda(cfg),
		examine: make(chan struct{}, cfg.Examine),
	}
	if err := d.Configure(cfg.Settings); err != nil {
		return nil, err
	}
	open, err := d.agenda.load(ctx)
	if err != nil {
		return nil, &Error{Code: ErrUnavailable, Cause: err}
	}
	d.rooms = desk.New(desk.Config{
		Channel: contact.Email, Center: cfg.Center, Journal: cfg.Journal, Customers: cfg.Customers, Blobs: cfg.Blobs,
		Tenant: d.moveIn, Errors: words, Idle: cfg.Idle, Now: cfg.Now, NewID: cfg.NewID, Logger: cfg.Logger,
	})
	if err := d.rooms.Open(ctx); err != nil {
		return nil, err
	}
	if cfg.Center.Shared() {
		d.rooms.WhileLeading(d.attend)
		return d, nil
	}
	for _, id := range open {
		d.rooms.Go(func() { d.visit(id) })
	}
	return d, nil
}

// words are the errors of this package, for the shell.
var words = desk.Errors{
	New: func(code error, id contact.ID, cause error) error {
		return &Error{Code: code.(Code), Contact: id, Cause: cause}
	},
	Unavailable: ErrUnavailable, Damaged: ErrDamaged, Closed: ErrClosed,
	InvalidID: ErrInvalidID, NotOpen: ErrNotOpen, NotMember: ErrNotMember, StillOpen: ErrStillOpen,
}

// Configure changes the settings for what comes from now on. The error is ErrInvalidConfig, and nothing has changed.
func (d *Desk) Configure(s Settings) error {
	b, err := newBook(s, d.cfg.Guard)
	if err != nil {
		return err
	}
	d.book.Store(b)
	return nil
}

// Close stops the desk. It waits until what goes on has stopped, mail that is just being handed over too, so that it does not
// leave twice; or until the context ends. What was acknowledged is durable, and goes on when a desk is opened again.
func (d *Desk) Close(ctx context.Context) error {
	select {
	case <-d.doors.close():
	case <-ctx.Done():
	}
	return d.rooms.Close(ctx)
}
