package smtp

import (
	"context"
	"crypto/tls"
	"net"
	"sync"

	gosmtp "github.com/emersion/go-smtp"
)

// Server takes mail in for an [email.Receiver]. It is safe for concurrent use.
type Server struct {
	cfg      ServerConfig
	protocol *gosmtp.Server
	buffered budget
	ctx      context.Context // of all that is received
	cancel   context.CancelFunc

	mu        sync.Mutex
	listeners []net.Listener
	links     map[*link]struct{}
	leaving   bool          // Shutdown was called
	empty     chan struct{} // closed when it is leaving and nobody is left
}

// NewServer returns a Server that serves nothing yet. The error is [email.ErrInvalidConfig].
func NewServer(cfg ServerConfig) (*Server, error) {
	if err := cfg.validate(); err != nil {
		return nil, invalid(err)
	}
	cfg = cfg.withDefaults()
	s := &Server{cfg: cfg, links: map[*link]struct{}{}, empty: make(chan struct{}), buffered: budget{limit: cfg.MaxBuffered}}
	s.ctx, s.cancel = context.WithCancel(context.Background())
	p := gosmtp.NewServer(gosmtp.BackendFunc(s.session))
	p.Domain, p.TLSConfig, p.EnableSMTPUTF8 = cfg.Name, cfg.TLS, true
	p.MaxRecipients, p.MaxLineLength = cfg.MaxRecipients, cfg.MaxLine
	p.MaxMessageBytes = cfg.MaxBytes + 1 // QUIRK: it refuses a mail of just that size
	p.WriteTimeout = cfg.Timeout
	p.ErrorLog = protocolLog{cfg.Log}
	s.protocol = p
	return s, nil
}

// Serve takes mail in from a listener until Shutdown, and returns nil then, or what the listener fails with. Clients may
// use STARTTLS if TLS is configured.
func (s *Server) Serve(l net.Listener) error {
	return s.serve(l, func(g net.Listener) net.Listener { return g })
}

// ServeTLS is Serve with TLS from the first byte, which has to be configured.
func (s *Server) ServeTLS(l net.Listener) error {
	if s.cfg.TLS == nil {
		_ = l.Close()
		return invalid(errNoTLSConfig)
	}
	return s.serve(l, func(g net.Listener) net.Listener { return tls.NewListener(g, s.cfg.TLS) })
}

func (s *Server) serve(l net.Listener, secured func(net.Listener) net.Listener) error {
	if !s.listen(l) {
		return l.Close()
	}
	if err := s.protocol.Serve(secured(gate{l, s})); !s.left() {
		return err
	}
	return nil
}

// listen notes a listener, unless the server is leaving.
func (s *Server) listen(l net.Listener) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.listeners = append(s.listeners, l)
	return !s.leaving
}

func (s *Server) left() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.leaving
}

// Shutdown takes no more connections and no more mails, and returns when those are acknowledged that were coming in. When
// ctx ends before, it cuts all connections off and returns the error of ctx: what was not acknowledged comes again.
func (s *Server) Shutdown(ctx context.Context) error {
	defer s.cancel()
	s.leave()
	select {
	case <-s.empty:
		return nil
	case <-ctx.Done():
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for l := range s.links {
		_ = l.Conn.Close()
	}
	return ctx.Err()
}

// leave closes the listeners and tells everybody to go who is not in the middle of a mail.
func (s *Server) leave() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.leaving {
		return
	}
	s.leaving = true
	for _, l := range s.listeners {
		_ = l.Close()
	}
	for l := range s.links {
		l.leave()
	}
	if len(s.links) == 0 {
		close(s.empty)
	}
}
