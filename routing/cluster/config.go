package cluster

import (
	"errors"
	"log/slog"
	"strings"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal/lease"
	"github.com/acdkit/acdkit/routing"
)

// Config is how a node is started. Leases, Transport and Center are required; zero fields take the defaults named beside
// them.
type Config struct {
	// ID is the node's, unique among all processes that ever were; contact.NewID.
	ID string
	// Leases is the table that the nodes have in common, for this cluster alone: its names are ids of centers.
	Leases lease.Table
	// Transport carries requests to the other nodes, and theirs to this one. The node calls its Serve.
	Transport Transport
	// Center returns how a center is opened, which is the same on every node: all of them read and write one log. The node
	// sets ID and Forward. A configuration without a Journal says that there is no such center.
	Center func(id string) routing.Config

	// Opened is called when the node has opened a center, before anybody has it, and returns what is called before the
	// node closes it, or replaces one whose log it has read badly; nil: nothing. It is where a host begins and ends what it
	// runs beside each center.
	Opened func(id string, c *routing.Center) (closed func())

	Logger *slog.Logger // slog.Default
}

func (c Config) withDefaults() Config {
	if c.ID == "" {
		c.ID = contact.NewID()
	}
	if c.Opened == nil {
		c.Opened = func(string, *routing.Center) func() { return nil }
	}
	if c.Logger == nil {
		c.Logger = slog.Default()
	}
	return c
}

// validate is called with the defaults in place.
func (c Config) validate() error {
	if c.Leases == nil || c.Transport == nil || c.Center == nil {
		return &Error{Op: OpStart, Err: ErrConfig}
	}
	if err := lease.CheckNode(lease.OpRenew, lease.Node{ID: c.ID, Addr: c.Transport.Addr()}); err != nil {
		return &Error{Op: OpStart, Err: ErrConfig, Cause: err}
	}
	return nil
}

// The conditions that callers tell apart, with [errors.Is].
var (
	ErrConfig = errors.New("cluster: invalid configuration") // something required is missing, or an id or address is no proper one
	ErrClosed = errors.New("cluster: node is closed")
	ErrOpen   = errors.New("cluster: center cannot be opened") // the cause says why
	ErrLeases = errors.New("cluster: table of leases fails")   // likewise
)

// Op names what was being done when an error arose.
type Op string

// The operations of a Node.
const (
	OpStart  Op = "start"
	OpCenter Op = "center"
	OpClose  Op = "close"
)

// Error says what a node could not do, and for which center.
type Error struct {
	Op     Op
	Center string // empty if it is not about one
	Err    error  // one of the sentinels, or a context's error
	Cause  error  // what led to Err, or nil; errors.Is finds this too
}

// Error describes the failure.
func (e *Error) Error() string {
	var text strings.Builder
	text.WriteString("cluster: " + string(e.Op))
	if lease.CheckName(lease.OpHolder, e.Center) == nil {
		text.WriteString(" " + e.Center)
	}
	for _, err := range e.Unwrap() {
		text.WriteString(": " + strings.TrimPrefix(err.Error(), "cluster: "))
	}
	return text.String()
}

// Unwrap returns Err and Cause, as far as they are there.
func (e *Error) Unwrap() []error {
	if e.Cause == nil {
		return []error{e.Err}
	}
	return []error{e.Err, e.Cause}
}
