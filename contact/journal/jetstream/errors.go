package jetstream

import (
	"errors"
	"fmt"
)

// The conditions that are special to this package, beside those of the ports.
var (
	ErrConfig    = errors.New("jetstream: invalid configuration")
	ErrStream    = errors.New("jetstream: the JetStream stream has settings that can lose data")
	ErrNotSynced = errors.New("jetstream: a server does not sync before it acknowledges")
	ErrFormat    = errors.New("jetstream: message of a format that is not known")
	// ErrUnavailable: Patience was over before the servers did what they were asked.
	ErrUnavailable = errors.New("jetstream: servers are not available")
	ErrClosed      = errors.New("jetstream: closed")
)

// ServerError is what the server answered instead of doing what it was asked.
type ServerError struct {
	Code        int // like those of HTTP
	ErrCode     int // of the JetStream API
	Description string
}

// Error describes the failure in the server's words.
func (e *ServerError) Error() string {
	return fmt.Sprintf("jetstream: server: %s (%d)", e.Description, e.ErrCode)
}

// Outcomes of a publication that is not acknowledged, for use within this package.
var (
	errMoved   = errors.New("wrong last sequence") // certainly not stored
	errRefused = errors.New("not taken")           // certainly not stored
	errOpen    = errors.New("no answer")           // may be stored, or may yet be
)
