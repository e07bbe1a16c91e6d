package chattest_test

import (
	"context"
	"encoding/json"
	"errors"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/chat/chattest"
)

// TestWireConforms runs the suite with a transport as a host's: JSON lines over TCP, each entry acknowledged. Who is
// cut off has closed the connection, or has it open and is silent.
func TestWireConforms(t *testing.T) {
	for name, silent := range map[string]bool{"Closed": false, "Silent": true} {
		t.Run(name, func(t *testing.T) {
			chattest.Run(t, func(t *testing.T) chattest.Harness {
				w := serve(t)
				p := &widgets{t: t, addr: w.listener.Addr().String(), silent: silent, all: map[end]*widget{}}
				t.Cleanup(p.close)
				return chattest.Harness{Transport: w, Take: p.take, Connect: p.connect, Cut: p.cut}
			})
		})
	}
}

// hello is the first line of a connection, in both directions: for whom it is.
type hello struct {
	For   end
	Ready bool
}

// ack is the line by which a widget says that it has an entry.
type ack struct{ ID string }

var errAway = errors.New("not connected")

// wire is a transport over TCP: one connection for each recipient.
type wire struct {
	listener net.Listener
	work     sync.WaitGroup

	mu    sync.Mutex
	conns map[end]*conn
}

type conn struct {
	net.Conn
	writing chan struct{} // held by who writes
	acks    chan string
	closed  chan struct{}
}

func serve(t *testing.T) *wire {
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w := &wire{listener: l, conns: map[end]*conn{}}
	w.work.Go(w.accept)
	t.Cleanup(w.close)
	return w
}

func (w *wire) close() {
	w.listener.Close()
	w.mu.Lock()
	for _, c := range w.conns {
		c.Close()
	}
	w.mu.Unlock()
	w.work.Wait()
}

func (w *wire) accept() {
	for {
		nc, err := w.listener.Accept()
		if err != nil {
			return
		}
		c := &conn{Conn: nc, writing: make(chan struct{}, 1), acks: make(chan string, 1), closed: make(chan struct{})}
		w.work.Go(func() { w.listen(c) })
	}
}

// listen reads what a widget sends.
func (w *wire) listen(c *conn) {
	defer close(c.closed)
	defer c.Close()
	lines := json.NewDecoder(c)
	var who hello
	if lines.Decode(&who) != nil {
		return
	}
	w.mu.Lock()
	old := w.conns[who.For]
	w.conns[who.For] = c
	w.mu.Unlock()
	if old != nil {
		old.Close()
	}
	if c.write(context.Background(), hello{who.For, true}) != nil {
		return
	}
	for {
		var a ack
		if lines.Decode(&a) != nil {
			return
		}
		select {
		case <-c.acks: // nobody waited for that any more
		default:
		}
		c.acks <- a.ID
	}
}

// write writes one line. A connection that is stuck when ctx ends is closed: it has half a line.
func (c *conn) write(ctx context.Context, line any) error {
	select {
	case c.writing <- struct{}{}:
		defer func() { <-c.writing }()
	case <-ctx.Done():
		return ctx.Err()
	}
	defer context.AfterFunc(ctx, func() { c.SetWriteDeadline(time.Now()) })()
	err := json.NewEncoder(c).Encode(line)
	if err != nil {
		c.Close()
	}
	return err
}

// Deliver implements chat.Transport. It returns nil when the widget has said that it has the entry.
func (w *wire) Deliver(ctx context.Context, d chat.Delivery) error {
	w.mu.Lock()
	c := w.conns[end{d.Contact, d.To}]
	w.mu.Unlock()
	switch {
	case c == nil:
		return errAway
	case ctx.Err() != nil:
		return ctx.Err()
	}
	if err := c.write(ctx, d); err != nil || d.Typing != nil {
		return err
	}
	for {
		select {
		case id := <-c.acks:
			if id == d.ID() {
				return nil
			}
		case <-c.closed:
			return errAway
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
