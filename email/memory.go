package email

import (
	"bytes"
	"context"
	"slices"
	"sync"
)

// Memory is a Sender within the process: it keeps mail until it is taken. The zero value is ready. It is safe for
// concurrent use and must not be copied.
type Memory struct {
	// Fault decides what goes wrong with a mail when Send is called for the nth time, counted from 1: who is
	// refused, or an error. Calls do not overlap; it must not call the Memory. Nil: nothing goes wrong.
	Fault func(mail Outgoing, n int) ([]Refusal, error)

	mu      sync.Mutex
	calls   int
	sent    []Outgoing
	changed chan struct{}
}

// Send implements Sender. What it keeps has the recipients that were not refused, and bytes of its own.
func (m *Memory) Send(ctx context.Context, mail Outgoing) ([]Refusal, error) {
	if err := ctx.Err(); err != nil {
		return nil, &Error{Code: ErrUnavailable, Cause: err}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.calls++
	refused, err := []Refusal(nil), error(nil)
	if m.Fault != nil {
		refused, err = m.Fault(mail, m.calls)
	}
	if err != nil {
		return nil, err
	}
	isRefused := func(addr string) bool {
		return slices.ContainsFunc(refused, func(r Refusal) bool { return r.Addr == addr })
	}
	if to := slices.DeleteFunc(slices.Clone(mail.To), isRefused); len(to) > 0 {
		m.keep(Outgoing{From: mail.From, To: to, Raw: bytes.Clone(mail.Raw)})
	}
	return refused, nil
}

// keep holds the lock.
func (m *Memory) keep(mail Outgoing) {
	m.sent = append(m.sent, mail)
	if m.changed != nil {
		close(m.changed)
		m.changed = nil
	}
}

// Sent returns the mail that is kept, in order.
func (m *Memory) Sent() []Outgoing {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.sent)
}

// Take waits until there is mail, and takes the oldest out. The error is that of ctx.
func (m *Memory) Take(ctx context.Context) (Outgoing, error) {
	for {
		m.mu.Lock()
		if len(m.sent) > 0 {
			mail := m.sent[0]
			m.sent = m.sent[1:]
			m.mu.Unlock()
			return mail, nil
		}
		if m.changed == nil {
			m.changed = make(chan struct{})
		}
		changed := m.changed
		m.mu.Unlock()
		select {
		case <-changed:
		case <-ctx.Done():
			return Outgoing{}, ctx.Err()
		}
	}
}
