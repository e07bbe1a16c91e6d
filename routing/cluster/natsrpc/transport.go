package natsrpc

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/acdkit/acdkit/routing/cluster"
	"github.com/nats-io/nats.go"
)

var _ cluster.Transport = (*Transport)(nil)

// ErrConfig: the configuration is not valid.
var ErrConfig = errors.New("natsrpc: invalid configuration")

// Config says how a node is reached.
type Config struct {
	Conn    *nats.Conn    // stays the caller's; its servers carry messages of cluster.MaxMessage and more (max_payload)
	Prefix  string        // the first part of the subjects; "acdkit-rpc"
	Timeout time.Duration // how long a call waits for its reply if its context does not end before; 15 seconds
}

// headerRoom is what a message has beside its data, at most.
const headerRoom = 1 << 10

// Header of a reply that was too long to be sent.
const (
	headerError = "Acdkit-Error"
	tooLarge    = "too-large"
)

// Transport is a node's. It is safe for concurrent use.
type Transport struct {
	cfg  Config
	addr string
}

// New returns the transport of a node at an address of its own, which no other process ever has. It is reached when Serve
// is called. The error is ErrConfig.
func New(cfg Config) (*Transport, error) {
	cfg.Prefix = cmp.Or(cfg.Prefix, "acdkit-rpc")
	cfg.Timeout = cmp.Or(cfg.Timeout, 15*time.Second)
	switch {
	case cfg.Conn == nil:
		return nil, fmt.Errorf("%w: no connection", ErrConfig)
	case !legal(cfg.Prefix) || len(cfg.Prefix) > 128:
		return nil, fmt.Errorf("%w: prefix", ErrConfig)
	case cfg.Timeout < 0:
		return nil, fmt.Errorf("%w: timeout", ErrConfig)
	case !cfg.Conn.HeadersSupported():
		return nil, fmt.Errorf("%w: the servers have no headers", ErrConfig)
	}
	return &Transport{cfg: cfg, addr: cfg.Prefix + "." + strings.TrimPrefix(nats.NewInbox(), nats.InboxPrefix)}, nil
}

// legal tells whether a subject can be published on: tokens of printable ASCII without wildcards, divided by dots.
func legal(subject string) bool {
	for token := range strings.SplitSeq(subject, ".") {
		if token == "" {
			return false
		}
		for i := range len(token) {
			if c := token[i]; c <= ' ' || c >= 0x7f || c == '*' || c == '>' {
				return false
			}
		}
	}
	return true
}

// Addr implements [cluster.Transport].
func (t *Transport) Addr() string { return t.addr }

// Serve implements [cluster.Transport].
func (t *Transport) Serve(ctx context.Context, handle cluster.Handler) error {
	var calls sync.WaitGroup
	defer calls.Wait()
	sub, err := t.cfg.Conn.Subscribe(t.addr, func(msg *nats.Msg) {
		calls.Go(func() { t.answer(msg, handle(ctx, msg.Data)) })
	})
	if err != nil {
		return fmt.Errorf("natsrpc: serve: %w", err)
	}
	ended := make(chan struct{})
	sub.SetClosedHandler(func(string) { close(ended) })
	select {
	case <-ended:
		return fmt.Errorf("natsrpc: serve: %w", nats.ErrConnectionClosed)
	case <-ctx.Done():
	}
	if sub.Drain() == nil {
		<-ended // what has come until the servers knew is answered
	}
	return nil
}

// answer sends a reply. If that fails, the connection is closed, and the caller does not get one.
func (t *Transport) answer(msg *nats.Msg, reply []byte) {
	resp := &nats.Msg{Data: reply}
	if len(reply) > cluster.MaxMessage || int64(len(reply)+headerRoom) > t.cfg.Conn.MaxPayload() {
		resp = &nats.Msg{Header: nats.Header{headerError: {tooLarge}}}
	}
	_ = msg.RespondMsg(resp)
}

// Call implements [cluster.Transport].
func (t *Transport) Call(ctx context.Context, addr string, request []byte) ([]byte, error) {
	fail := func(err, cause error) ([]byte, error) {
		return nil, &cluster.CallError{Addr: addr, Err: err, Cause: cause}
	}
	switch status := t.cfg.Conn.Status(); {
	case ctx.Err() != nil:
		return fail(cluster.ErrUnreachable, ctx.Err())
	case len(request) > cluster.MaxMessage || int64(len(request)+headerRoom) > t.cfg.Conn.MaxPayload():
		return fail(cluster.ErrUnreachable, cluster.ErrTooLarge)
	case !legal(addr):
		return fail(cluster.ErrUnreachable, nats.ErrBadSubject)
	case status != nats.CONNECTED:
		return fail(cluster.ErrUnreachable, nats.ErrDisconnected)
	}
	waiting, cancel := context.WithTimeout(ctx, t.cfg.Timeout)
	defer cancel()
	resp, err := t.cfg.Conn.RequestMsgWithContext(waiting, &nats.Msg{Subject: addr, Data: request})
	switch {
	case errors.Is(err, nats.ErrNoResponders), errors.Is(err, nats.ErrMaxPayload): // ErrConnectionClosed may come after it was sent
		return fail(cluster.ErrUnreachable, err)
	case err != nil:
		return fail(cluster.ErrNoAnswer, cmp.Or(ctx.Err(), err))
	case resp.Header.Get(headerError) == tooLarge:
		return fail(cluster.ErrNoAnswer, cluster.ErrTooLarge)
	}
	return resp.Data, nil
}
