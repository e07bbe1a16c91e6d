package imap

import (
	"net"
	"sync"
	"time"
)

// link is a connection on which the server may be silent only while it is asked for nothing.
type link struct {
	net.Conn
	timeout time.Duration

	mu    sync.Mutex
	asked bool
}

// ask begins or ends the time in which the server has to say something.
func (l *link) ask(asked bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.asked = asked
	l.extend()
}

// extend holds the lock. Errors show in Read.
func (l *link) extend() {
	if l.asked {
		_ = l.Conn.SetReadDeadline(time.Now().Add(l.timeout))
	} else {
		_ = l.Conn.SetReadDeadline(time.Time{})
	}
}

// Read implements net.Conn.
func (l *link) Read(p []byte) (int, error) {
	l.mu.Lock()
	l.extend()
	l.mu.Unlock()
	return l.Conn.Read(p)
}

// Write implements net.Conn.
func (l *link) Write(p []byte) (int, error) {
	_ = l.Conn.SetWriteDeadline(time.Now().Add(l.timeout)) // an error shows in Write
	return l.Conn.Write(p)
}

// The library's own deadlines do not count.

// SetDeadline does nothing.
func (l *link) SetDeadline(time.Time) error { return nil }

// SetReadDeadline does nothing.
func (l *link) SetReadDeadline(time.Time) error { return nil }

// SetWriteDeadline does nothing.
func (l *link) SetWriteDeadline(time.Time) error { return nil }
