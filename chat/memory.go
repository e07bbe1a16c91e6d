package chat

import (
	"context"
	"sync"

	"github.com/acdkit/acdkit/contact"
)

// Memory is a Transport within the process: it keeps deliveries until they are taken. The zero value is ready. It is
// safe for concurrent use.
type Memory struct {
	mu      sync.Mutex
	boxes   map[mailbox][]Delivery
	changed chan struct{}
}

type mailbox struct {
	contact contact.ID
	to      Member
}

// Deliver implements Transport. It never fails.
func (m *Memory) Deliver(_ context.Context, d Delivery) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.boxes == nil {
		m.boxes = map[mailbox][]Delivery{}
	}
	box := mailbox{d.Contact, d.To}
	m.boxes[box] = append(m.boxes[box], d)
	if m.changed != nil {
		close(m.changed)
		m.changed = nil
	}
	return nil
}

// Take waits until there is something for a recipient, and takes it out. The error is that of ctx.
func (m *Memory) Take(ctx context.Context, id contact.ID, to Member) (Delivery, error) {
	box := mailbox{id, to}
	for {
		m.mu.Lock()
		if waiting := m.boxes[box]; len(waiting) > 0 {
			m.boxes[box] = waiting[1:]
			m.mu.Unlock()
			return waiting[0], nil
		}
		if m.changed == nil {
			m.changed = make(chan struct{})
		}
		changed := m.changed
		m.mu.Unlock()
		select {
		case <-changed:
		case <-ctx.Done():
			return Delivery{}, ctx.Err()
		}
	}
}
