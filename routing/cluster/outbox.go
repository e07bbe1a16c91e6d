package cluster

import (
	"context"
	"errors"
	"sync"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/lease"
	"github.com/acdkit/acdkit/routing"
)

// maxSenders is how many requests with commands are on their way from one node to a center at once. What comes meanwhile
// shares the next one.
const maxSenders = 2

// outbox holds the commands for a center that another node leads.
type outbox struct {
	mu      sync.Mutex
	letters []*letter
	senders int
}

// letter is a command on its way.
type letter struct {
	ctx  context.Context
	data []byte
	done chan result // takes one
}

type result struct {
	version journal.Version
	err     error
}

// forward returns the function that a center forwards its commands with.
func (o *outbox) forward(n *Node, s *seat) func(context.Context, routing.Command) (journal.Version, error) {
	return func(ctx context.Context, cmd routing.Command) (journal.Version, error) {
		if n.rules(s) {
			ctx, cancel := context.WithTimeout(ctx, n.ttl)
			defer cancel()
			return n.do(ctx, s, cmd)
		}
		data, err := encodeCommand(cmd)
		if err != nil {
			return 0, err
		}
		l := &letter{ctx: ctx, data: data, done: make(chan result, 1)}
		o.post(n, s, l)
		select {
		case r := <-l.done:
			return r.version, r.err
		case <-ctx.Done():
			return 0, ctx.Err()
		}
	}
}

// rules tells whether this node holds a center's lease.
func (n *Node) rules(s *seat) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return s.reign != nil
}

func (o *outbox) post(n *Node, s *seat, l *letter) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.letters = append(o.letters, l)
	if o.senders < maxSenders {
		o.senders++
		go o.send(n, s) // not part of the node's work, which may be done; it ends when its requests do
	}
}

// send sends what there is, request by request.
func (o *outbox) send(n *Node, s *seat) {
	for {
		letters := o.gather()
		if letters == nil {
			return
		}
		n.deliver(s, letters)
	}
}

// gather takes what fits into a request, but for letters that nobody waits for any more. If there is nothing, it says that
// the sender has gone.
func (o *outbox) gather() (letters []*letter) {
	o.mu.Lock()
	defer o.mu.Unlock()
	size := 0
	for len(o.letters) > 0 && len(letters) < maxCommands {
		l := o.letters[0]
		if l.ctx.Err() == nil {
			if size += len(l.data); size > maxCommand && len(letters) > 0 {
				break
			}
			letters = append(letters, l)
		}
		o.letters[0], o.letters = nil, o.letters[1:]
	}
	if len(letters) == 0 {
		o.letters = nil
		o.senders--
	}
	return letters
}

// deliver brings letters to the node that leads, and on to another if that one says so.
func (n *Node) deliver(s *seat, letters []*letter) {
	ctx, cancel := context.WithTimeout(n.ctx, n.ttl)
	defer cancel()
	for range 2 {
		leader, moved := n.leaderOf(ctx, s)
		if leader.Addr == "" {
			break
		}
		if letters = n.deliverTo(ctx, s, letters, leader, moved); len(letters) == 0 {
			return
		}
	}
	answerAll(letters, &routing.Error{Code: routing.ErrNotLeading})
}

func answerAll(letters []*letter, err error) {
	for _, l := range letters {
		l.done <- result{err: err}
	}
}

// deliverTo sends letters to one node. It returns those that were certainly not done, because that node does not lead.
func (n *Node) deliverTo(ctx context.Context, s *seat, letters []*letter, to lease.Node, moved <-chan struct{}) (left []*letter) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() { // a node that does not lead any more may never answer
		if either(ctx, moved, nil) {
			cancel()
		}
	}()
	r := request{Op: opDo, Center: s.id, Commands: make([][]byte, len(letters))}
	for i, l := range letters {
		r.Commands[i] = l.data
	}
	data, err := n.cfg.Transport.Call(ctx, to.Addr, encode(r))
	if err != nil {
		n.missed(s, to.ID)
		if errors.Is(err, ErrUnreachable) {
			return letters
		}
		answerAll(letters, &routing.Error{Code: routing.ErrUnavailable, Cause: err})
		return nil
	}
	answer, err := decodeReply(data, len(letters))
	switch {
	case err != nil:
		answerAll(letters, &routing.Error{Code: routing.ErrUnavailable, Cause: err})
		return nil
	case !answer.Done:
		n.referred(s, to.ID, "")
		return letters
	}
	for i, a := range answer.Answers {
		err := a.Failure.decode()
		if errors.Is(err, routing.ErrNotLeading) || errors.Is(err, routing.ErrClosed) {
			left = append(left, letters[i])
			continue
		}
		letters[i].done <- result{a.Version, err}
	}
	if len(left) > 0 {
		n.referred(s, to.ID, answer.Leader)
	}
	return left
}
