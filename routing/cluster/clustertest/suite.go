package clustertest

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact/journal/lease"
	"github.com/acdkit/acdkit/routing/cluster"
)

// Open gives the transports of two nodes that can reach each other once they serve. They are closed by t.Cleanup, after
// their Serve has returned.
type Open func(t *testing.T) (a, b cluster.Transport)

// patience is when a case gives up on a transport that hangs. It is never waited for otherwise.
const patience = time.Minute

// Run tests the transports that open returns. It takes about two seconds.
func Run(t *testing.T, open Open) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			t.Cleanup(cancel)
			s := &subject{t: t, ctx: ctx}
			s.a, s.b = open(t)
			c.run(s)
		})
	}
}

var cases = []struct {
	name string
	run  func(*subject)
}{
	{"Addr", addr},
	{"Call/BothWays", callBothWays},
	{"Call/Bytes", callBytes},
	{"Call/Largest", callLargest},
	{"Call/TooLarge", callTooLarge},
	{"Call/ManyAtOnce", callManyAtOnce},
	{"Call/Nested", callNested},
	{"Unreachable/NotServing", unreachableNotServing},
	{"Unreachable/NoAddress", unreachableNoAddress},
	{"Context/Ended", contextEnded},
	{"Context/Expires", contextExpires},
	{"Context/OfHandler", contextOfHandler},
	{"Serve/Ends", serveEnds},
	{"Serve/Finishes", serveFinishes},
	{"Once", once},
}

// subject is a pair of transports under test.
type subject struct {
	t    *testing.T
	ctx  context.Context
	a, b cluster.Transport
}

// hello is what serve answers itself, so that it knows when the transport serves.
const hello = "clustertest: do you serve?"

// serve has a transport's requests answered, returns when it does so, and ends with the test or when stop is called,
// which waits until Serve has returned.
func (s *subject) serve(tr cluster.Transport, handle cluster.Handler) (stop func()) {
	s.t.Helper()
	ctx, cancel := context.WithCancel(s.ctx)
	done := make(chan error, 1)
	go func() {
		done <- tr.Serve(ctx, func(ctx context.Context, request []byte) []byte {
			if string(request) == hello {
				return nil
			}
			return handle(ctx, request)
		})
	}()
	stopped := false
	stop = func() {
		if stopped {
			return
		}
		stopped = true
		cancel()
		select {
		case err := <-done:
			if err != nil {
				s.t.Errorf("Serve returned %v after its context had ended, want nil", err)
			}
		case <-time.After(patience):
			s.t.Error("Serve did not return when its context ended")
		}
	}
	s.t.Cleanup(stop)
	for {
		_, err := s.a.Call(s.ctx, tr.Addr(), []byte(hello))
		if err == nil {
			return stop
		}
		select {
		case err := <-done:
			s.t.Fatalf("Serve returned %v, want it to serve", err)
		case <-s.ctx.Done():
			s.t.Fatalf("Serve cannot be reached: %v", err)
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// echo answers with who was asked and what.
func echo(name string) cluster.Handler {
	return func(_ context.Context, request []byte) []byte { return append([]byte(name+":"), request...) }
}

// call expects an answer.
func (s *subject) call(from, to cluster.Transport, request, want []byte) {
	s.t.Helper()
	reply, err := from.Call(s.ctx, to.Addr(), request)
	if err != nil {
		s.t.Fatalf("Call with %d bytes failed: %v", len(request), err)
	}
	if !bytes.Equal(reply, want) {
		s.t.Fatalf("Call returned %d bytes %.40q, want %d bytes %.40q", len(reply), reply, len(want), want)
	}
}

// secret is in requests that fail; no error may show it.
const secret = "raw-content"

// fails expects a call to fail with an error that is all of want, and a [cluster.CallError].
func (s *subject) fails(ctx context.Context, to string, request []byte, want ...error) {
	s.t.Helper()
	reply, err := s.a.Call(ctx, to, request)
	if err == nil {
		s.t.Fatalf("Call returned %d bytes %.40q, want %v", len(reply), reply, want)
	}
	for _, want := range want {
		if !errors.Is(err, want) {
			s.t.Errorf("Call returned %v, want %v", err, want)
		}
	}
	if errors.Is(err, cluster.ErrUnreachable) == errors.Is(err, cluster.ErrNoAnswer) {
		s.t.Errorf("Call returned %v, want either %v or %v", err, cluster.ErrUnreachable, cluster.ErrNoAnswer)
	}
	if e, ok := errors.AsType[*cluster.CallError](err); !ok || e.Addr != to {
		s.t.Errorf("Call returned %#v, want a *cluster.CallError about %q", err, to)
	}
	if strings.Contains(err.Error(), secret) {
		s.t.Errorf("Call's error shows the request: %v", err)
	}
}

// addr: each node has its own address, one that fits into a table of leases, and it stays the same.
func addr(s *subject) {
	a, b := s.a.Addr(), s.b.Addr()
	for _, addr := range []string{a, b} {
		if err := lease.CheckNode(lease.OpRenew, lease.Node{ID: "x", Addr: addr}); err != nil || addr == "" {
			s.t.Errorf("Addr() = %q, want an address for a table of leases: %v", addr, err)
		}
	}
	if a == b {
		s.t.Errorf("both nodes have the address %q", a)
	}
	stop := s.serve(s.b, echo("b"))
	if got := s.b.Addr(); got != b {
		s.t.Errorf("Addr() = %q while serving, %q before", got, b)
	}
	stop()
	if got := s.b.Addr(); got != b {
		s.t.Errorf("Addr() = %q after serving, %q before", got, b)
	}
}
