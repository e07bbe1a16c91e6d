package cluster

import (
	"context"
	"errors"
	"strings"
)

// MaxMessage is how many bytes a request or a reply has at most. Every transport carries them.
const MaxMessage = 512 << 10

// Handler answers a request that another node sent. It is called from many goroutines at once and may itself call other
// nodes. It must not keep the request. Its context ends with that of Serve and, where the transport can tell, when the
// caller does not wait any more.
type Handler func(ctx context.Context, request []byte) (reply []byte)

// Transport carries requests between the nodes of a cluster, each node its own. It is safe for concurrent use. It lets
// only nodes of the cluster in, by means of its own: who can call a node can command its centers. All transports pass
// clustertest.Run.
type Transport interface {
	// Addr returns where the other nodes reach this one: what they give to Call. It has at most lease.MaxAddr bytes and is
	// the same before, during and after Serve.
	Addr() string

	// Serve has requests to Addr answered by handle, all at once, until ctx ends. Then it takes no more, waits until
	// those that were begun are answered, and returns nil. An error means that it does not serve, or no longer. It is
	// called once.
	Serve(ctx context.Context, handle Handler) error

	// Call sends a request to a node, which may be the own one, and returns its reply. It never sends it twice. The error
	// is a *CallError: ErrUnreachable if the request certainly was not and will not be handled, ErrNoAnswer if it may
	// have been or may yet be. When ctx ends, Call returns; its error is then that of ctx, too, and ErrUnreachable if ctx
	// had ended before.
	Call(ctx context.Context, addr string, request []byte) (reply []byte, err error)
}

// How a call fails.
var (
	ErrUnreachable = errors.New("cluster: node cannot be reached")      // certainly not delivered
	ErrNoAnswer    = errors.New("cluster: no answer")                   // the outcome is open
	ErrTooLarge    = errors.New("cluster: message longer than allowed") // beside ErrUnreachable for a request, ErrNoAnswer for a reply
)

// CallError is a call that failed.
type CallError struct {
	Addr  string // of the node that was called
	Err   error  // ErrUnreachable or ErrNoAnswer
	Cause error  // what led to Err: the context's error, ErrTooLarge, the transport's own, or nil
}

// Error describes the failure.
func (e *CallError) Error() string {
	text := e.Err.Error() + ": " + e.Addr
	if e.Cause != nil {
		text += ": " + strings.TrimPrefix(e.Cause.Error(), "cluster: ")
	}
	return text
}

// Unwrap returns Err and Cause, as far as they are there.
func (e *CallError) Unwrap() []error {
	if e.Cause == nil {
		return []error{e.Err}
	}
	return []error{e.Err, e.Cause}
}
