package chattest

import (
	"context"
	"slices"
	"sync"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact"
)

type delivery = chat.Delivery

type deliverFunc = func(context.Context, delivery) error

func to(d delivery) recipient { return recipient{d.Contact, d.To} }

// exchange is a good transport, with parts that a broken one exchanges for bad ones.
type exchange struct {
	over chan struct{} // closed when the case is over

	mu      sync.Mutex
	boxes   map[recipient][]delivery
	changed chan struct{}
	off     map[recipient]chan struct{} // closed when the recipient is back
	came    map[string]int

	line   func(recipient) recipient // where it goes
	change func(delivery) delivery   // what arrives
	take   deliverFunc               // all of it but what is below
	away   deliverFunc               // for who is out of reach
	ended  deliverFunc               // when the context has ended
	typing func(delivery) []delivery
	twins  func(box []delivery, i int, d delivery) []delivery // what is done with one that waits already, at i
	copies int
}

func newExchange() *exchange {
	x := &exchange{
		over: make(chan struct{}), boxes: map[recipient][]delivery{}, changed: make(chan struct{}),
		off: map[recipient]chan struct{}{}, came: map[string]int{},
		line: func(r recipient) recipient { return r }, change: func(d delivery) delivery { return d },
		typing: func(d delivery) []delivery { return []delivery{d} }, copies: 1,
	}
	x.take = func(_ context.Context, d delivery) error { return x.put(to(d), d) }
	x.ended = x.take
	x.away = func(ctx context.Context, d delivery) error {
		select {
		case <-x.gone(to(d)):
			return x.put(to(d), d)
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return x
}

// gone returns what is closed when a recipient who is out of reach is back; nil for others.
func (x *exchange) gone(r recipient) chan struct{} {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.off[r]
}

func (x *exchange) Deliver(ctx context.Context, d delivery) error {
	switch {
	case ctx.Err() != nil:
		return x.ended(ctx, d)
	case x.gone(to(d)) != nil:
		return x.away(ctx, d)
	}
	return x.take(ctx, d)
}

// put puts a delivery into a box.
func (x *exchange) put(r recipient, d delivery) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	r = x.line(r)
	var list []delivery
	if d.Typing != nil {
		list = x.typing(d)
	} else {
		x.came[d.ID()]++
		list = slices.Repeat([]delivery{x.change(d)}, x.copies)
	}
	for _, d := range list {
		i := slices.IndexFunc(x.boxes[r], func(o delivery) bool { return d.ID() != "" && o.ID() == d.ID() })
		if i >= 0 && x.twins != nil {
			x.boxes[r] = x.twins(x.boxes[r], i, d)
			continue
		}
		x.boxes[r] = append(x.boxes[r], d)
	}
	close(x.changed)
	x.changed = make(chan struct{})
	return nil
}

func drop(box []delivery, _ int, _ delivery) []delivery { return box }

func replace(box []delivery, i int, d delivery) []delivery {
	box[i] = d
	return box
}

// next takes what is first in a box.
func (x *exchange) next(ctx context.Context, id contact.ID, to chat.Member) (delivery, error) {
	for {
		x.mu.Lock()
		r := x.line(recipient{id, to})
		box, changed := x.boxes[r], x.changed
		if len(box) > 0 {
			x.boxes[r] = box[1:]
		}
		x.mu.Unlock()
		if len(box) > 0 {
			return box[0], nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return delivery{}, ctx.Err()
		}
	}
}

func (x *exchange) connect(id contact.ID, to chat.Member) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if back := x.off[recipient{id, to}]; back != nil {
		close(back)
		delete(x.off, recipient{id, to})
	}
}

func (x *exchange) cut(id contact.ID, to chat.Member) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.off[recipient{id, to}] = make(chan struct{})
}

func (x *exchange) harness() Harness {
	return Harness{Transport: x, Take: x.next, Connect: x.connect, Cut: x.cut}
}
