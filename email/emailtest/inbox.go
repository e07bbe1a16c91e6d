package emailtest

import (
	"bytes"
	"context"
	"slices"
	"sync"

	"github.com/acdkit/acdkit/email"
)

// Inbox is a Receiver for tests of what brings mail. It keeps mail, and takes the same bytes for the same mail. It is safe
// for concurrent use and must not be copied.
type Inbox struct {
	// Addresses are those that mail is taken for. Nil: all but "".
	Addresses []string

	// Fault decides what Receive fails with when it is called for the nth time, counted from 1; then the mail is not
	// kept. Calls may overlap. Nil: nothing goes wrong.
	Fault func(ctx context.Context, mail email.Incoming, n int) error

	mu      sync.Mutex
	calls   int
	mails   []email.Incoming
	changed chan struct{}
}

// Accepts implements email.Receiver.
func (i *Inbox) Accepts(addr string) bool {
	return addr != "" && (i.Addresses == nil || slices.Contains(i.Addresses, addr))
}

// Receive implements email.Receiver.
func (i *Inbox) Receive(ctx context.Context, mail email.Incoming) error {
	i.mu.Lock()
	i.calls++
	n := i.calls
	i.mu.Unlock()
	err := ctx.Err()
	if err == nil && i.Fault != nil {
		err = i.Fault(ctx, mail, n)
	}
	switch {
	case err != nil:
		return err
	case !slices.ContainsFunc(mail.To, i.Accepts):
		return &email.Error{Code: email.ErrNoMailbox}
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	if !slices.ContainsFunc(i.mails, func(m email.Incoming) bool { return bytes.Equal(m.Raw, mail.Raw) }) {
		mail.Raw, mail.To = bytes.Clone(mail.Raw), slices.Clone(mail.To)
		i.mails = append(i.mails, mail)
	}
	if i.changed != nil {
		close(i.changed)
		i.changed = nil
	}
	return nil
}

// Calls returns how often Receive was called.
func (i *Inbox) Calls() int {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.calls
}

// Mails returns what was taken, in order.
func (i *Inbox) Mails() []email.Incoming {
	i.mu.Lock()
	defer i.mu.Unlock()
	return slices.Clone(i.mails)
}

// Wait waits until n different mails were taken, and returns them all. The error is that of ctx.
func (i *Inbox) Wait(ctx context.Context, n int) ([]email.Incoming, error) {
	for {
		i.mu.Lock()
		if len(i.mails) >= n {
			defer i.mu.Unlock()
			return slices.Clone(i.mails), nil
		}
		if i.changed == nil {
			i.changed = make(chan struct{})
		}
		changed := i.changed
		i.mu.Unlock()
		select {
		case <-changed:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}
