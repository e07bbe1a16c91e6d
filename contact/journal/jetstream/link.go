package jetstream

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
)

// link sends requests over a connection that breaks and comes back.
type link struct {
	nc     *nats.Conn
	try    time.Duration // how long one request waits for its answer
	whole  time.Duration // how long a call goes on trying
	slots  chan struct{} // one token for each request that may be under way
	events chan nats.Status
	lost   func() // called after the connection was down, or may have been
	closed chan struct{}
	once   sync.Once
	wg     sync.WaitGroup

	mu   sync.Mutex
	line context.Context // ends when the connection breaks
	cut  context.CancelFunc
}

func newLink(cfg Config, lost func()) *link {
	l := &link{
		nc: cfg.Conn, try: cfg.Try, whole: cfg.Patience, slots: make(chan struct{}, cfg.MaxPending), lost: lost,
		events: cfg.Conn.StatusChanged(), closed: make(chan struct{}),
	}
	l.line, l.cut = context.WithCancel(context.Background())
	l.wg.Go(l.watch)
	return l
}

// watch ends the line whenever the connection breaks, so that nobody waits for an answer that cannot come any more.
func (l *link) watch() {
	for status := range l.events {
		l.mu.Lock()
		l.cut()
		l.line, l.cut = context.WithCancel(context.Background())
		l.mu.Unlock()
		if status == nats.CONNECTED || status == nats.CLOSED {
			l.lost()
		}
	}
}

func (l *link) close() {
	l.once.Do(func() {
		close(l.closed)
		l.nc.RemoveStatusListener(l.events)
		l.wg.Wait()
		l.cut()
	})
}

// bounded returns ctx with the end of the patience.
func (l *link) bounded(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeoutCause(ctx, l.whole, ErrUnavailable)
}

func (l *link) current() context.Context {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.line
}

// enter takes a slot, waiting for one if too many requests are under way; leave gives it back.
func (l *link) enter(ctx context.Context) error {
	select {
	case l.slots <- struct{}{}:
		return nil
	default:
	}
	select {
	case l.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-l.closed:
		return ErrClosed
	}
}

func (l *link) leave() { <-l.slots }

// up returns nil when the connection is there, and an error if it is not there for good.
func (l *link) up() error {
	select {
	case <-l.closed:
		return ErrClosed
	default:
	}
	switch l.nc.Status() {
	case nats.CONNECTED:
		return nil
	case nats.CLOSED:
		return fmt.Errorf("%w: %w", ErrClosed, nats.ErrConnectionClosed)
	}
	return nats.ErrDisconnected
}

// request sends one request and waits so long for its answer. errRefused means that no server has it, which is certain only until it
// is sent: ErrConnectionClosed, then, is an answer that cannot come any more.
func (l *link) request(ctx context.Context, wait time.Duration, msg *nats.Msg) (*nats.Msg, error) {
	if err := l.up(); err != nil {
		return nil, refused(err)
	}
	line := l.current()
	try, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	defer context.AfterFunc(line, cancel)()
	resp, err := l.nc.RequestMsgWithContext(try, msg)
	switch {
	case err == nil:
		return resp, nil
	case errors.Is(err, nats.ErrNoResponders), errors.Is(err, nats.ErrMaxPayload), errors.Is(err, nats.ErrReconnectBufExceeded),
		errors.Is(err, nats.ErrHeadersNotSupported), errors.Is(err, nats.ErrBadSubject):
		return nil, refused(err)
	case ctx.Err() != nil:
		err = context.Cause(ctx)
	case line.Err() != nil:
		err = nats.ErrDisconnected
	}
	return nil, fmt.Errorf("%w: %w", errOpen, err)
}

func refused(err error) error { return fmt.Errorf("%w: %w", errRefused, err) }

// passing tells whether what failed may succeed if it is tried again.
func passing(err error) bool {
	if errors.Is(err, ErrClosed) || errors.Is(err, nats.ErrMaxPayload) {
		return false
	}
	if e, ok := errors.AsType[*ServerError](err); ok {
		return e.ErrCode == codeUnavailable || e.ErrCode == codeTooMany || e.ErrCode == codeLeaderless ||
			e.ErrCode == codeNoPeers && strings.Contains(e.Description, "offline")
	}
	return errors.Is(err, errOpen) || errors.Is(err, errRefused)
}

// wait says how long a request waits for its answer the next time.
type wait func(round int) time.Duration

// soon is for what the leader answers at once: if there is none, another is asked soon after its election.
func (l *link) soon(round int) time.Duration {
	const first = 250 * time.Millisecond
	return min(first<<min(round, 10), l.try)
}

// patient is for what takes time in a store with many streams or records.
func (l *link) patient(int) time.Duration { return max(5*time.Second, l.try) }

const (
	pauseFirst = 2 * time.Millisecond
	pauseMost  = 200 * time.Millisecond
)

// pause waits before the next try, longer each time.
func pause(ctx context.Context, round int) error {
	timer := time.NewTimer(min(pauseFirst<<min(round, 10), pauseMost))
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
