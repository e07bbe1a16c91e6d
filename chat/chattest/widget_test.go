package chattest_test

import (
	"context"
	"encoding/json"
	"net"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact"
)

// widgets are the other ends of a wire.
type widgets struct {
	t      *testing.T
	addr   string
	silent bool // who is cut off keeps the connection open

	mu  sync.Mutex
	all map[end]*widget
}

// widget is what one recipient has: a connection now and then, and all that has arrived.
type widget struct {
	work sync.WaitGroup
	conn net.Conn
	deaf atomic.Bool

	mu      sync.Mutex
	arrived []chat.Delivery
	changed chan struct{}
}

func (p *widgets) at(e end) *widget {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.all[e] == nil {
		p.all[e] = &widget{changed: make(chan struct{})}
	}
	return p.all[e]
}

func (p *widgets) connect(id contact.ID, to chat.Member) {
	e := end{id, to}
	w := p.at(e)
	w.close()
	var err error
	if w.conn, err = new(net.Dialer).DialContext(p.t.Context(), "tcp", p.addr); err != nil {
		p.t.Fatal(err)
	}
	lines, welcome := json.NewDecoder(w.conn), hello{}
	if err := json.NewEncoder(w.conn).Encode(hello{For: e}); err != nil {
		p.t.Fatal(err)
	}
	if err := lines.Decode(&welcome); err != nil || welcome != (hello{e, true}) {
		p.t.Fatalf("welcomed with %v, %v", welcome, err)
	}
	w.deaf.Store(false)
	w.work.Go(func() { w.listen(w.conn, lines) })
}

func (p *widgets) cut(id contact.ID, to chat.Member) {
	w := p.at(end{id, to})
	if w.deaf.Store(true); !p.silent {
		w.close()
	}
}

func (p *widgets) close() {
	for _, w := range p.all {
		w.close()
	}
}

func (w *widget) close() {
	if w.conn != nil {
		w.conn.Close()
	}
	w.work.Wait()
}

// listen keeps what arrives, and says so.
func (w *widget) listen(c net.Conn, lines *json.Decoder) {
	for {
		var d chat.Delivery
		if lines.Decode(&d) != nil {
			return
		}
		if w.deaf.Load() {
			continue
		}
		w.keep(d)
		if d.Typing == nil && json.NewEncoder(c).Encode(ack{d.ID()}) != nil {
			return
		}
	}
}

func (w *widget) keep(d chat.Delivery) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.arrived = append(w.arrived, d)
	close(w.changed)
	w.changed = make(chan struct{})
}

func (p *widgets) take(ctx context.Context, id contact.ID, to chat.Member) (chat.Delivery, error) {
	w := p.at(end{id, to})
	for {
		w.mu.Lock()
		changed := w.changed
		if len(w.arrived) > 0 {
			d := w.arrived[0]
			w.arrived = w.arrived[1:]
			w.mu.Unlock()
			return d, nil
		}
		w.mu.Unlock()
		select {
		case <-changed:
		case <-ctx.Done():
			return chat.Delivery{}, ctx.Err()
		}
	}
}
