package clustertest

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"github.com/acdkit/acdkit/routing/cluster"
)

func unreachable(err error) bool { return errors.Is(err, cluster.ErrUnreachable) }

// unreachableNotServing: a node that does not serve yet is certainly not reached, and one that serves later is.
func unreachableNotServing(s *subject) {
	s.fails(s.ctx, s.b.Addr(), []byte(secret), cluster.ErrUnreachable)
	var handled atomic.Int32
	s.serve(s.b, func(context.Context, []byte) []byte { handled.Add(1); return nil })
	s.call(s.a, s.b, []byte("x"), nil)
	if n := handled.Load(); n != 1 {
		s.t.Errorf("%d requests were handled, want 1", n)
	}
}

// unreachableNoAddress: what is no address cannot be reached.
func unreachableNoAddress(s *subject) {
	for _, addr := range []string{"", "no such address", "\x00", "://", "%zz"} {
		s.fails(s.ctx, addr, []byte(secret), cluster.ErrUnreachable)
	}
}

// contextEnded: a call with a context that has ended is not delivered.
func contextEnded(s *subject) {
	var handled atomic.Int32
	stop := s.serve(s.b, func(context.Context, []byte) []byte { handled.Add(1); return nil })
	cancelled, cancel := context.WithCancel(s.ctx)
	cancel()
	expired, cancel := context.WithDeadline(s.ctx, time.Unix(0, 0))
	defer cancel()
	s.fails(cancelled, s.b.Addr(), []byte(secret), cluster.ErrUnreachable, context.Canceled)
	s.fails(expired, s.b.Addr(), []byte(secret), cluster.ErrUnreachable, context.DeadlineExceeded)
	stop()
	if n := handled.Load(); n != 0 {
		s.t.Errorf("%d requests were handled, want none", n)
	}
}

// contextExpires: a call returns when its context ends, with the outcome open, though the handler goes on.
func contextExpires(s *subject) {
	begun, release := make(chan struct{}), make(chan struct{})
	s.serve(s.b, func(_ context.Context, request []byte) []byte {
		if len(request) == 0 {
			close(begun)
		}
		<-release
		return nil
	})
	defer close(release)
	ctx, cancel := context.WithTimeout(s.ctx, 100*time.Millisecond)
	defer cancel()
	s.fails(ctx, s.b.Addr(), []byte(secret), context.DeadlineExceeded)
	ctx, cancel = context.WithCancel(s.ctx)
	go func() {
		<-begun
		cancel()
	}()
	s.fails(ctx, s.b.Addr(), nil, cluster.ErrNoAnswer, context.Canceled)
}

// contextOfHandler: the context of a handler is not that of the caller's process, and ends with that of Serve.
func contextOfHandler(s *subject) {
	begun := make(chan struct{})
	ended := make(chan error, 1)
	stop := s.serve(s.b, func(ctx context.Context, _ []byte) []byte {
		close(begun)
		<-ctx.Done()
		ended <- ctx.Err()
		return []byte("ended")
	})
	answered := make(chan error, 1)
	go func() {
		_, err := s.a.Call(s.ctx, s.b.Addr(), []byte("x"))
		answered <- err
	}()
	<-begun
	stop()
	if err := <-ended; err == nil {
		s.t.Error("the handler's context has no error after it ended")
	}
	if err := <-answered; unreachable(err) {
		s.t.Errorf("Call returned %v though the request was handled", err)
	}
}

// serveEnds: a node that does not serve any more is certainly not reached.
func serveEnds(s *subject) {
	var handled atomic.Int32
	stop := s.serve(s.b, func(context.Context, []byte) []byte { handled.Add(1); return nil })
	s.call(s.a, s.b, nil, nil)
	stop()
	before := handled.Load()
	for range 3 {
		s.fails(s.ctx, s.b.Addr(), []byte(secret), cluster.ErrUnreachable)
	}
	if n := handled.Load() - before; n != 0 {
		s.t.Errorf("%d requests were handled after Serve had returned, want none", n)
	}
}

// serveFinishes: Serve returns after the requests that were begun are answered.
func serveFinishes(s *subject) {
	begun, release := make(chan struct{}), make(chan struct{})
	var finished atomic.Bool
	stop := s.serve(s.b, func(context.Context, []byte) []byte {
		close(begun)
		<-release
		finished.Store(true)
		return []byte("done")
	})
	type answer struct {
		reply []byte
		err   error
	}
	answered := make(chan answer, 1)
	go func() {
		reply, err := s.a.Call(s.ctx, s.b.Addr(), []byte("x"))
		answered <- answer{reply, err}
	}()
	<-begun
	time.AfterFunc(50*time.Millisecond, func() { close(release) })
	stop()
	if !finished.Load() {
		s.t.Error("Serve returned before the handler")
	}
	if got := <-answered; got.err != nil || string(got.reply) != "done" {
		s.t.Errorf("Call = %q, %v, want the answer that was begun", got.reply, got.err)
	}
}
