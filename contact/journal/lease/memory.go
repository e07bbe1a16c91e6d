package lease

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"sync"
	"time"
)

var _ Table = (*Memory)(nil)

// Memory is a table within one process, for tests and simulations. The zero value is an empty one with DefaultTTL, on the
// clock of the process. It is safe for concurrent use and must not be copied.
type Memory struct {
	Session time.Duration    // how long one lasts; DefaultTTL
	Now     func() time.Time // time.Now

	mu     sync.Mutex
	nodes  map[string]session
	leases map[string]Lease
}

type session struct {
	node Node
	ends time.Time
}

// TTL implements [Table].
func (m *Memory) TTL() time.Duration { return cmp.Or(m.Session, DefaultTTL) }

func (m *Memory) now() time.Time {
	if m.Now != nil {
		return m.Now()
	}
	return time.Now()
}

// alive is called with the lock.
func (m *Memory) alive(node string) bool {
	s, ok := m.nodes[node]
	return ok && m.now().Before(s.ends)
}

// begin checks a call's context and takes the lock.
func (m *Memory) begin(ctx context.Context, op Op, name, node string) error {
	if err := ctx.Err(); err != nil {
		return &Error{Op: op, Name: name, Node: node, Err: err}
	}
	m.mu.Lock()
	if m.nodes == nil {
		m.nodes, m.leases = map[string]session{}, map[string]Lease{}
	}
	return nil
}

// Renew implements [Table].
func (m *Memory) Renew(ctx context.Context, n Node) error {
	if err := CheckNode(OpRenew, n); err != nil {
		return err
	}
	if err := m.begin(ctx, OpRenew, "", n.ID); err != nil {
		return err
	}
	defer m.mu.Unlock()
	m.nodes[n.ID] = session{n, m.now().Add(m.TTL())}
	return nil
}

// Leave implements [Table].
func (m *Memory) Leave(ctx context.Context, node string) error {
	if err := CheckName(OpLeave, node); err != nil {
		return err
	}
	if err := m.begin(ctx, OpLeave, "", node); err != nil {
		return err
	}
	defer m.mu.Unlock()
	delete(m.nodes, node)
	return nil
}

// Nodes implements [Table].
func (m *Memory) Nodes(ctx context.Context) ([]Node, error) {
	if err := m.begin(ctx, OpNodes, "", ""); err != nil {
		return nil, err
	}
	defer m.mu.Unlock()
	var nodes []Node
	for _, id := range slices.Sorted(maps.Keys(m.nodes)) {
		if m.alive(id) {
			nodes = append(nodes, m.nodes[id].node)
		}
	}
	return nodes, nil
}

// Claim implements [Table].
func (m *Memory) Claim(ctx context.Context, name, node string) (Lease, error) {
	if err := cmp.Or(CheckName(OpClaim, name), CheckName(OpClaim, node)); err != nil {
		return Lease{}, err
	}
	if err := m.begin(ctx, OpClaim, name, node); err != nil {
		return Lease{}, err
	}
	defer m.mu.Unlock()
	if !m.alive(node) {
		return Lease{}, &Error{Op: OpClaim, Name: name, Node: node, Err: ErrNoSession}
	}
	l := m.leases[name]
	if !m.alive(l.Node) {
		l = Lease{Name: name, Node: node, Term: l.Term + 1}
		m.leases[name] = l
	}
	return l, nil
}

// Pass implements [Table].
func (m *Memory) Pass(ctx context.Context, name, from, to string) error {
	if err := cmp.Or(CheckName(OpPass, name), CheckName(OpPass, from)); err != nil {
		return err
	}
	if to != "" && CheckName(OpPass, to) != nil {
		return CheckName(OpPass, to)
	}
	if err := m.begin(ctx, OpPass, name, from); err != nil {
		return err
	}
	defer m.mu.Unlock()
	l := m.leases[name]
	switch {
	case l.Node != from || !m.alive(from):
		return &Error{Op: OpPass, Name: name, Node: from, Err: ErrNotHeld}
	case to != "" && !m.alive(to):
		return &Error{Op: OpPass, Name: name, Node: to, Err: ErrNoSession}
	case to != from:
		m.leases[name] = Lease{Name: name, Node: to, Term: l.Term + 1}
	}
	return nil
}

// Leases implements [Table].
func (m *Memory) Leases(ctx context.Context) ([]Lease, error) {
	if err := m.begin(ctx, OpLeases, "", ""); err != nil {
		return nil, err
	}
	defer m.mu.Unlock()
	leases := make([]Lease, 0, len(m.leases))
	for _, name := range slices.Sorted(maps.Keys(m.leases)) {
		leases = append(leases, m.lease(name))
	}
	return leases, nil
}

// Holder implements [Table].
func (m *Memory) Holder(ctx context.Context, name string) (Lease, error) {
	if err := CheckName(OpHolder, name); err != nil {
		return Lease{}, err
	}
	if err := m.begin(ctx, OpHolder, name, ""); err != nil {
		return Lease{}, err
	}
	defer m.mu.Unlock()
	return m.lease(name), nil
}

// lease returns a name's lease, without a holder whose session is over. It is called with the lock.
func (m *Memory) lease(name string) Lease {
	l := m.leases[name]
	l.Name = name
	if !m.alive(l.Node) {
		l.Node = ""
	}
	return l
}

// Forget implements [Table].
func (m *Memory) Forget(ctx context.Context, name string) error {
	if err := CheckName(OpForget, name); err != nil {
		return err
	}
	if err := m.begin(ctx, OpForget, name, ""); err != nil {
		return err
	}
	defer m.mu.Unlock()
	delete(m.leases, name)
	return nil
}
