package smtp

import (
	"net"
	"time"
)

// gate is a listener that lets in only as many as there is room for.
type gate struct {
	net.Listener
	server *Server
}

// busy is what those hear that there is no room for.
const busy = "421 4.3.2 Too many connections, try again later\r\n"

// Accept implements net.Listener.
func (g gate) Accept() (net.Conn, error) {
	for {
		c, err := g.Listener.Accept()
		if err != nil {
			return nil, err
		}
		if l := g.server.admit(c); l != nil {
			return l, nil
		}
		_ = c.SetWriteDeadline(time.Now().Add(time.Second))
		_, _ = c.Write([]byte(busy)) // with TLS it means nothing, and the connection closes just the same
		_ = c.Close()
	}
}

// admit returns the link of a new connection, or nil if there is no room for it.
func (s *Server) admit(c net.Conn) *link {
	l := &link{Conn: c, server: s, host: hostOf(c), end: time.Now().Add(s.cfg.MaxTime)}
	s.mu.Lock()
	defer s.mu.Unlock()
	same := 0
	for other := range s.links {
		if other.host == l.host {
			same++
		}
	}
	if s.leaving || len(s.links) >= s.cfg.MaxConns || same >= s.cfg.MaxHostConns {
		return nil
	}
	s.links[l] = struct{}{}
	return l
}

// dismiss forgets a link that has closed.
func (s *Server) dismiss(l *link) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, there := s.links[l]; !there {
		return
	}
	delete(s.links, l)
	if s.leaving && len(s.links) == 0 {
		close(s.empty)
	}
}

// hostOf is the address without the port.
func hostOf(c net.Conn) string {
	addr := c.RemoteAddr().String()
	if host, _, err := net.SplitHostPort(addr); err == nil {
		return host
	}
	return addr
}
