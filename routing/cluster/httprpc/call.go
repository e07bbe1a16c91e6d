package httprpc

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"
	"time"

	"github.com/acdkit/acdkit/routing/cluster"
)

// idle is for how long a connection is kept that nobody uses.
const idle = 90 * time.Second

var (
	errNotANode = errors.New("httprpc: not the answer of a node")
	errAddress  = errors.New("httprpc: not the address of a node")
)

// Call implements [cluster.Transport].
func (t *Transport) Call(ctx context.Context, addr string, request []byte) ([]byte, error) {
	unreachable := func(cause error) ([]byte, error) {
		return nil, &cluster.CallError{Addr: addr, Err: cluster.ErrUnreachable, Cause: cause}
	}
	if err := ctx.Err(); err != nil {
		return unreachable(err)
	}
	if len(request) > cluster.MaxMessage {
		return unreachable(cluster.ErrTooLarge)
	}
	var way way
	r, err := http.NewRequestWithContext(way.trace(ctx), http.MethodPost, addr, bytes.NewReader(request))
	if err != nil {
		return unreachable(err)
	}
	if !isNode(r.URL) {
		return unreachable(errAddress)
	}
	r.Header.Set("Content-Type", mediaType)
	if t.cfg.Token != "" {
		r.Header.Set("Authorization", "Bearer "+t.cfg.Token)
	}
	// Package http sends a POST again only if no byte of it was written, or an HTTP/2 server says that it has not seen it.
	response, err := t.client.Do(r)
	if err != nil && way.unsent(err) {
		return unreachable(because(ctx, err))
	}
	var reply []byte
	if err == nil {
		defer response.Body.Close()
		if response.Header.Get(handled) == handledNo {
			return unreachable(refusal(response))
		}
		reply, err = read(response)
	}
	if err != nil {
		return nil, &cluster.CallError{Addr: addr, Err: cluster.ErrNoAnswer, Cause: because(ctx, err)}
	}
	return reply, nil
}

// way is how far a request has come.
type way struct{ sought, found atomic.Bool } // a connection

func (w *way) trace(ctx context.Context) context.Context {
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GetConn: func(string) { w.sought.Store(true) },
		GotConn: func(httptrace.GotConnInfo) { w.found.Store(true) },
	})
}

// unsent tells whether a request that failed was certainly not written. A RoundTripper of the host's may not trace: then
// that there was no connection is only known if it could not be made.
func (w *way) unsent(err error) bool {
	op, is := errors.AsType[*net.OpError](err)
	return !w.found.Load() && (w.sought.Load() || is && op.Op == "dial")
}

// because returns the context's error if it has ended, which is what led to the other.
func because(ctx context.Context, err error) error {
	if ended := ctx.Err(); ended != nil {
		return ended
	}
	return err
}

// read reads a reply.
func read(response *http.Response) ([]byte, error) {
	switch response.Header.Get(handled) {
	case handledYes:
	case handledMuch:
		return nil, cluster.ErrTooLarge
	default:
		return nil, fmt.Errorf("%w: status %d", errNotANode, response.StatusCode)
	}
	reply, err := io.ReadAll(io.LimitReader(response.Body, cluster.MaxMessage+1))
	if err == nil && len(reply) > cluster.MaxMessage {
		err = cluster.ErrTooLarge
	}
	return reply, err
}

// refusal says why a node has not handled a request.
func refusal(response *http.Response) error {
	io.Copy(io.Discard, io.LimitReader(response.Body, 1<<10)) // so that the connection can be used again
	if response.StatusCode == http.StatusRequestEntityTooLarge {
		return cluster.ErrTooLarge
	}
	return fmt.Errorf("httprpc: status %d", response.StatusCode)
}
