package smtp

import (
	"net"
	"sync"
	"time"
)

// link is a client's connection, with the time it has.
type link struct {
	net.Conn
	server *Server
	host   string
	end    time.Time // of the connection

	mu      sync.Mutex
	mail    bool // one is coming in: it may end
	leaving bool // has to go before the next command
	broken  bool // nothing comes any more
}

// past ends a Read at once. The protocol then says 421 and closes the connection.
var past = time.Unix(1, 0)

// Read implements net.Conn.
func (l *link) Read(p []byte) (int, error) {
	l.mu.Lock()
	_ = l.Conn.SetReadDeadline(l.deadline()) // an error shows in Read
	l.mu.Unlock()
	n, err := l.Conn.Read(p)
	if err != nil {
		l.mu.Lock()
		l.broken = true
		l.mu.Unlock()
	}
	return n, err
}

// whole reports whether all that was read so far has really come.
func (l *link) whole() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return !l.broken
}

// deadline of the next Read. It holds the lock.
func (l *link) deadline() time.Time {
	if l.leaving && !l.mail {
		return past
	}
	if next := time.Now().Add(l.server.cfg.Timeout); next.Before(l.end) {
		return next
	}
	return l.end
}

// leave lets no more command in; a mail that is coming in may end.
func (l *link) leave() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.leaving = true
	if !l.mail {
		_ = l.Conn.SetReadDeadline(past)
	}
}

// busy notes whether a mail is coming in.
func (l *link) busy(mail bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.mail = mail
}

// SetReadDeadline does nothing: the link has its own.
func (l *link) SetReadDeadline(time.Time) error { return nil }

// Close implements net.Conn.
func (l *link) Close() error {
	defer l.server.dismiss(l)
	return l.Conn.Close()
}
