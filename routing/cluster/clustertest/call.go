package clustertest

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/acdkit/acdkit/routing/cluster"
)

// callBothWays: each node reaches the other, and itself.
func callBothWays(s *subject) {
	s.serve(s.a, echo("a"))
	s.serve(s.b, echo("b"))
	for range 3 {
		s.call(s.a, s.b, []byte("1"), []byte("b:1"))
		s.call(s.b, s.a, []byte("2"), []byte("a:2"))
		s.call(s.a, s.a, []byte("3"), []byte("a:3"))
	}
}

// callBytes: requests and replies are bytes of any kind, none among them.
func callBytes(s *subject) {
	s.serve(s.b, func(_ context.Context, request []byte) []byte { return bytes.Clone(request) })
	all := make([]byte, 256)
	for i := range all {
		all[i] = byte(i)
	}
	for _, data := range [][]byte{{}, {0}, []byte("\r\n\r\n"), []byte(" x "), all, bytes.Repeat(all, 100)} {
		s.call(s.a, s.b, data, data)
	}
}

// callLargest: MaxMessage bytes fit, both ways.
func callLargest(s *subject) {
	s.serve(s.b, func(_ context.Context, request []byte) []byte { return bytes.Clone(request) })
	for i := range 3 {
		data := bytes.Repeat([]byte{byte('a' + i)}, cluster.MaxMessage)
		s.call(s.a, s.b, data, data)
	}
}

// callTooLarge: a byte more is refused. A request is not delivered then; a reply is lost.
func callTooLarge(s *subject) {
	var handled atomic.Int32
	s.serve(s.b, func(_ context.Context, request []byte) []byte {
		handled.Add(1)
		if string(request) == "much" {
			return make([]byte, cluster.MaxMessage+1)
		}
		return []byte("fine")
	})
	s.fails(s.ctx, s.b.Addr(), []byte(strings.Repeat(secret, cluster.MaxMessage/len(secret)+1)), cluster.ErrUnreachable, cluster.ErrTooLarge)
	if n := handled.Load(); n != 0 {
		s.t.Errorf("%d requests were handled, want none", n)
	}
	s.fails(s.ctx, s.b.Addr(), []byte("much"), cluster.ErrNoAnswer, cluster.ErrTooLarge)
	s.call(s.a, s.b, []byte("little"), []byte("fine"))
}

// callManyAtOnce: many requests are handled at the same time, and each caller gets its own reply.
func callManyAtOnce(s *subject) {
	const many = 64
	var inside sync.WaitGroup
	inside.Add(many)
	s.serve(s.b, func(_ context.Context, request []byte) []byte {
		inside.Done()
		inside.Wait() // for all the others
		return bytes.Clone(request)
	})
	var wg sync.WaitGroup
	for i := range many {
		wg.Go(func() {
			request := fmt.Sprintf("request %d", i)
			reply, err := s.a.Call(s.ctx, s.b.Addr(), []byte(request))
			if err != nil || string(reply) != request {
				s.t.Errorf("Call(%q) = %q, %v", request, reply, err)
			}
		})
	}
	wg.Wait()
}

// callNested: a handler calls the caller back.
func callNested(s *subject) {
	s.serve(s.a, echo("a"))
	s.serve(s.b, func(ctx context.Context, request []byte) []byte {
		reply, err := s.b.Call(ctx, s.a.Addr(), request)
		if err != nil {
			return []byte(err.Error())
		}
		return append([]byte("b:"), reply...)
	})
	s.call(s.a, s.b, []byte("x"), []byte("b:a:x"))
}

// once: a request is handled once if it is answered, and never if it is unreachable, whatever goes on around it.
func once(s *subject) {
	var mu sync.Mutex
	handled := map[string]int{}
	handle := func(_ context.Context, request []byte) []byte {
		mu.Lock()
		defer mu.Unlock()
		handled[string(request)]++
		return nil
	}
	stop := s.serve(s.b, handle)
	var wg sync.WaitGroup
	results := make([]error, 200)
	for i := range results {
		if i == 150 {
			wg.Go(stop)
		}
		wg.Go(func() { _, results[i] = s.a.Call(s.ctx, s.b.Addr(), fmt.Append(nil, i)) })
	}
	wg.Wait()
	for i, err := range results {
		n := handled[fmt.Sprint(i)]
		if n > 1 || err == nil && n != 1 || unreachable(err) && n != 0 {
			s.t.Errorf("a request was handled %d times, and its call returned %v", n, err)
		}
	}
}
