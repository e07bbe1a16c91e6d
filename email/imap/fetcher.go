package imap

import (
	"context"
	"sync"
	"time"

	"github.com/acdkit/acdkit/email"
)

// Fetcher reads one mailbox. It is safe for concurrent use.
type Fetcher struct {
	cfg     Config
	running sync.Mutex

	// What is known of mails that failed beside their State. Of one Run at a time.
	retries map[uint32]retry
	taken   int // how many mails were taken in all
}

// retry is when a mail is tried again.
type retry struct {
	at    time.Time
	n     int // failures
	taken int // of all mails, when this one failed
}

// New returns a Fetcher that does nothing yet. The error is [email.ErrInvalidConfig].
func New(cfg Config) (*Fetcher, error) {
	if err := cfg.validate(); err != nil {
		return nil, &email.Error{Code: email.ErrInvalidConfig, Cause: err}
	}
	return &Fetcher{cfg: cfg.withDefaults(), retries: map[uint32]retry{}}, nil
}

// Run fetches mail until ctx ends, and returns the error of ctx. Whatever else fails is tried again. Runs of one Fetcher
// wait for one another.
func (f *Fetcher) Run(ctx context.Context) error {
	f.running.Lock()
	defer f.running.Unlock()
	for failures := 1; ; failures++ {
		began := time.Now()
		err := f.connect(ctx)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if time.Since(began) > longestBreak {
			failures = 1
		}
		f.cfg.Log.Warn("imap: connection failed", "failures", failures, "error", told(err, errGarbage))
		if err := wait(ctx, pause(failures, firstBreak, longestBreak)); err != nil {
			return err
		}
	}
}

// connect reads the mailbox on one connection until that fails.
func (f *Fetcher) connect(ctx context.Context) error {
	state, err := f.cfg.Cursor.Load(ctx)
	if err != nil {
		return err
	}
	s := &session{Fetcher: f, state: state, hint: make(chan struct{}, 1)}
	hangUp, err := s.dial(ctx)
	if err != nil {
		return err
	}
	defer hangUp()
	if err := s.open(ctx); err != nil {
		return err
	}
	return s.read(ctx)
}

// wait returns nil after a while, or the error of ctx.
func wait(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
