package smtp

import (
	"context"
	"errors"
	"net"

	"github.com/acdkit/acdkit/email"
)

var _ email.Sender = (*Sender)(nil)

// Sender hands mail to SMTP servers. It is safe for concurrent use.
type Sender struct {
	cfg   SenderConfig
	slots chan struct{} // one for each mail on its way
	pool  pool
}

// NewSender returns a Sender that connects when there is mail. The error is [email.ErrInvalidConfig].
func NewSender(cfg SenderConfig) (*Sender, error) {
	if err := cfg.validate(); err != nil {
		return nil, invalid(err)
	}
	cfg = cfg.withDefaults()
	return &Sender{cfg: cfg, slots: make(chan struct{}, cfg.MaxConns), pool: pool{after: cfg.IdleTimeout}}, nil
}

// Send implements [email.Sender]. It waits for its turn, and tries the servers in order until one has taken the mail,
// has refused it for good, or may have taken it. Errors are an *[Error].
func (s *Sender) Send(ctx context.Context, mail email.Outgoing) ([]email.Refusal, error) {
	l, err := check(mail)
	if err != nil {
		return nil, &Error{Code: email.ErrRefused, Step: StepCheck, Cause: err}
	}
	if err := s.turn(ctx); err != nil {
		return nil, &Error{Code: email.ErrUnavailable, Step: StepConnect, Cause: err}
	}
	defer func() { <-s.slots }()
	var failure *Error
	for _, server := range s.cfg.Servers {
		refused, err := s.try(ctx, server, l)
		if err == nil {
			return refused, nil
		}
		failure = err
		if err.Code != email.ErrUnavailable || err.Unknown || ctx.Err() != nil {
			break
		}
	}
	return nil, failure
}

// turn waits until a mail more may be on its way. The error is that of ctx.
func (s *Sender) turn(ctx context.Context) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	select {
	case s.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// try hands a mail to one server. A connection that was idle may have become useless in the meantime; then another is
// taken.
func (s *Sender) try(ctx context.Context, server string, l letter) ([]email.Refusal, *Error) {
	for {
		c, err := s.conn(ctx, server)
		if err != nil {
			return nil, err
		}
		again := c.used
		refused, err := s.use(ctx, c, l)
		if err == nil || !again || err.Step != StepFrom || settled(err.Reply) || ctx.Err() != nil {
			return refused, err
		}
	}
}

// use hands a mail to the server of a connection, and keeps the connection if it is good for more.
func (s *Sender) use(ctx context.Context, c *conn, l letter) ([]email.Refusal, *Error) {
	stop := c.closeWith(ctx)
	refused, err := c.send(l)
	stop()
	if err != nil && ctx.Err() != nil && err.Reply == 0 {
		err.Cause = ctx.Err()
	}
	if err != nil && !settled(err.Reply) {
		c.close()
		return nil, err
	}
	c.used = true
	s.pool.put(c)
	return refused, err
}

// conn returns an idle connection that still answers, or a new one.
func (s *Sender) conn(ctx context.Context, server string) (*conn, *Error) {
	for {
		c, open := s.pool.take(server)
		switch {
		case !open:
			return nil, &Error{Code: email.ErrUnavailable, Step: StepConnect, Cause: errClosed}
		case c == nil:
			return s.dial(ctx, server)
		case c.again(ctx):
			return c, nil
		}
		c.close()
	}
}

// dial connects, makes the connection secure and logs in.
func (s *Sender) dial(ctx context.Context, server string) (*conn, *Error) {
	dialing, cancel := context.WithTimeout(ctx, min(s.cfg.Timeout, connectTimeout))
	defer cancel()
	raw, err := s.cfg.Dial(dialing, "tcp", server)
	if err != nil {
		var network net.Error
		if !errors.As(err, &network) {
			err = errors.Join(err, dialing.Err())
		}
		return nil, &Error{Code: email.ErrUnavailable, Server: server, Step: StepConnect, Cause: err}
	}
	c := &conn{cfg: &s.cfg, server: server, raw: raw}
	stop := c.closeWith(ctx)
	defer stop()
	for _, do := range []func(context.Context) *Error{c.hello, c.login} {
		if err := do(ctx); err != nil {
			c.close()
			if ctx.Err() != nil {
				err.Cause = ctx.Err()
			}
			return nil, err
		}
	}
	return c, nil
}

// Close says goodbye on idle connections, and lets no mail begin any more: Send fails. Mail that is
// on its way goes on.
func (s *Sender) Close() error {
	s.pool.close()
	return nil
}
