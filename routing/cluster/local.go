package cluster

import (
	"context"
	"slices"
	"sync"
	"time"
)

// Local is a network within one process, for tests, simulations, and several nodes in one process. The zero value is one
// without nodes. It is safe for concurrent use and must not be copied.
type Local struct {
	// Delay is how long a message takes from one address to another; nil: no time. It is called from many goroutines.
	Delay func(from, to string) time.Duration

	mu    sync.Mutex
	nodes map[string]*local
	cut   map[[2]string]bool
}

// Transport returns the transport of a node, which will serve at addr. Two of one address share it.
func (l *Local) Transport(addr string) Transport {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.nodes == nil {
		l.nodes, l.cut = map[string]*local{}, map[[2]string]bool{}
	}
	if l.nodes[addr] == nil {
		l.nodes[addr] = &local{net: l, addr: addr}
	}
	return l.nodes[addr]
}

// Cut loses all messages from one address to another from now on: a caller waits until its context ends. The other way is
// a link of its own.
func (l *Local) Cut(from, to string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.cut == nil {
		l.nodes, l.cut = map[string]*local{}, map[[2]string]bool{}
	}
	l.cut[[2]string{from, to}] = true
}

// Isolate cuts a node off from all others, in both ways, and Heal ends it. A node always reaches itself.
func (l *Local) Isolate(addr string) {
	for _, other := range l.others(addr) {
		l.Cut(addr, other)
		l.Cut(other, addr)
	}
}

// Heal lets messages pass again wherever they were cut.
func (l *Local) Heal() {
	l.mu.Lock()
	defer l.mu.Unlock()
	clear(l.cut)
}

func (l *Local) others(addr string) []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var others []string
	for other := range l.nodes {
		if other != addr {
			others = append(others, other)
		}
	}
	return others
}

// carry takes a message from one address to another. It reports false if the message got lost, when ctx has ended.
func (l *Local) carry(ctx context.Context, from, to string) bool {
	if l.Delay != nil {
		if d := l.Delay(from, to); d > 0 && !rest(ctx, d) {
			return false
		}
	}
	l.mu.Lock()
	lost := l.cut[[2]string{from, to}]
	l.mu.Unlock()
	if lost {
		<-ctx.Done()
	}
	return !lost
}

// local is a node of a Local network.
type local struct {
	net  *Local
	addr string

	mu      sync.Mutex
	handle  Handler         // nil if nobody serves
	serving context.Context // of Serve
	calls   sync.WaitGroup
}

// Addr implements [Transport].
func (n *local) Addr() string { return n.addr }

// Serve implements [Transport].
func (n *local) Serve(ctx context.Context, handle Handler) error {
	n.mu.Lock()
	n.handle, n.serving = handle, ctx
	n.mu.Unlock()
	<-ctx.Done()
	n.mu.Lock()
	n.handle = nil
	n.mu.Unlock()
	n.calls.Wait()
	return nil
}

// Call implements [Transport].
func (n *local) Call(ctx context.Context, addr string, request []byte) ([]byte, error) {
	fail := func(err, cause error) ([]byte, error) {
		return nil, &CallError{Addr: addr, Err: err, Cause: cause}
	}
	switch {
	case ctx.Err() != nil:
		return fail(ErrUnreachable, ctx.Err())
	case len(request) > MaxMessage:
		return fail(ErrUnreachable, ErrTooLarge)
	case !n.net.carry(ctx, n.addr, addr):
		return fail(ErrUnreachable, ctx.Err())
	}
	answer, ok := n.net.deliver(ctx, addr, slices.Clone(request))
	if !ok {
		return fail(ErrUnreachable, nil)
	}
	select {
	case reply := <-answer:
		switch {
		case len(reply) > MaxMessage:
			return fail(ErrNoAnswer, ErrTooLarge)
		case !n.net.carry(ctx, addr, n.addr):
			return fail(ErrNoAnswer, ctx.Err())
		}
		return reply, nil
	case <-ctx.Done():
		return fail(ErrNoAnswer, ctx.Err())
	}
}

// deliver hands a request to the handler at addr. It reports false if nobody serves there.
func (l *Local) deliver(ctx context.Context, addr string, request []byte) (<-chan []byte, bool) {
	l.mu.Lock()
	n := l.nodes[addr]
	l.mu.Unlock()
	if n == nil {
		return nil, false
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.handle == nil || n.serving.Err() != nil {
		return nil, false
	}
	handle, serving := n.handle, n.serving
	answer := make(chan []byte, 1)
	n.calls.Go(func() {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		defer context.AfterFunc(serving, cancel)()
		answer <- handle(ctx, request)
	})
	return answer, true
}
