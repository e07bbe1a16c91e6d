package httprpc

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"
	"time"

	"github.com/acdkit/acdkit/routing/cluster"
)

// idle is for how long a connection is kept that nobody uses.
const idle = 90 * time.Second

var errNotANode = errors.New("httprpc: not the answer of a node")

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
	var connected atomic.Bool
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { connected.Store(true) }})
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, addr, bytes.NewReader(request))
	if err != nil {
		return unreachable(err)
	}
	r.Header.Set("Content-Type", mediaType)
	if t.cfg.Token != "" {
		r.Header.Set("Authorization", "Bearer "+t.cfg.Token)
	}
	// Package http sends a POST again only if no byte of it was written, or an HTTP/2 server says that it has not seen it.
	response, err := t.client.Do(r)
	if err != nil && !connected.Load() { // nothing was written
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
