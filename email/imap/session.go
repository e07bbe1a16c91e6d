package imap

import (
	"context"
	"crypto/tls"
	"errors"
	"sync/atomic"

	goimap "github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

// session is one connection to the mailbox. It is for one goroutine.
type session struct {
	*Fetcher
	link   *link
	client *imapclient.Client
	state  State
	saved  bool // the state is durable
	deaf   bool // the server refuses IDLE

	hint  chan struct{} // the server has told of a change
	count atomic.Uint32 // how many mails there are, as last told
}

// dial connects and logs in. hangUp ends the connection; it ends by itself with ctx.
func (s *session) dial(ctx context.Context) (hangUp func(), err error) {
	dialing, cancel := context.WithTimeout(ctx, s.cfg.Timeout)
	defer cancel()
	raw, err := s.cfg.Dial(dialing, "tcp", s.cfg.Server)
	if err != nil {
		return nil, err
	}
	stop := context.AfterFunc(ctx, func() { _ = raw.Close() })
	s.link = &link{Conn: raw, timeout: s.cfg.Timeout}
	hangUp = func() { // without LOGOUT, which could wait behind what does not end
		stop()
		_ = raw.Close()
		if s.client != nil {
			_ = s.client.Close()
		}
	}
	if err := s.asking(func() error { return s.hello(ctx) }); err != nil {
		hangUp()
		return nil, err
	}
	return hangUp, nil
}

// asking gives the server its time for what f asks.
func (s *session) asking(f func() error) error {
	s.link.ask(true)
	defer s.link.ask(false)
	return f()
}

// hello makes the connection secure and logs in.
func (s *session) hello(ctx context.Context) error {
	options := &imapclient.Options{
		TLSConfig:             s.cfg.tls(),
		UnilateralDataHandler: &imapclient.UnilateralDataHandler{Mailbox: s.counted, Expunge: func(uint32) { s.fewer(1) }},
	}
	if s.cfg.Security == StartTLS {
		client, err := imapclient.NewStartTLS(s.link, options)
		if err != nil {
			return noTLS(err)
		}
		s.client = client
	} else {
		secure := tls.Client(s.link, options.TLSConfig)
		if err := secure.HandshakeContext(ctx); err != nil {
			return err
		}
		s.client = imapclient.New(secure, options)
	}
	if err := s.client.WaitGreeting(); err != nil {
		return err
	}
	return s.cfg.Login.do(ctx, s.client)
}

// noTLS names what a server most likely lacks that refuses STARTTLS.
func noTLS(err error) error {
	var status *goimap.Error
	if errors.As(err, &status) {
		return errNoTLS
	}
	return err
}

// counted is called by the library when the server tells how many mails there are.
func (s *session) counted(mailbox *imapclient.UnilateralDataMailbox) {
	if n := mailbox.NumMessages; n == nil || s.count.Swap(*n) == *n {
		return
	}
	select {
	case s.hint <- struct{}{}:
	default:
	}
}

// fewer notes that mails have left the mailbox.
func (s *session) fewer(n int) { s.count.Add(-uint32(n)) }

// open opens the mailbox and finds the place where reading goes on.
func (s *session) open(ctx context.Context) error {
	var selected *goimap.SelectData
	err := s.asking(func() (err error) {
		for _, folder := range []string{s.cfg.Folder, s.cfg.Aside} {
			if folder == "" {
				continue
			}
			if err := s.client.Create(folder, nil).Wait(); lost(err) { // most often it is there
				return err
			}
		}
		selected, err = s.client.Select(s.cfg.Mailbox, &goimap.SelectOptions{ReadOnly: s.cfg.readOnly()}).Wait()
		return err
	})
	if err != nil {
		return err
	}
	s.count.Store(selected.NumMessages)
	if s.state.Validity == selected.UIDValidity && s.state.Validity != 0 {
		s.saved = true
		return nil
	}
	if s.state.Validity != 0 {
		s.cfg.Log.Warn("imap: the mailbox has begun anew", "validity", selected.UIDValidity, "was", s.state.Validity)
	}
	s.state = State{Validity: selected.UIDValidity, Next: 1}
	clear(s.retries)
	return s.save(ctx)
}

// lost reports whether an error is not just the server's refusal of one command.
func lost(err error) bool {
	var status *goimap.Error
	return err != nil && (!errors.As(err, &status) || status.Type == goimap.StatusResponseTypeBye)
}

func (s *session) save(ctx context.Context) error {
	if s.saved {
		return nil
	}
	err := s.cfg.Cursor.Save(ctx, s.state)
	s.saved = err == nil
	return err
}
