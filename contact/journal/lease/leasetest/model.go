package leasetest

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/acdkit/acdkit/contact/journal/lease"
)

// model is what a table should know, kept as simply as can be.
type model struct {
	live   map[string]bool   // by node
	holder map[string]string // by name that is known
	terms  map[string]uint64 // of the last change that was seen
}

// holds returns who holds a name and has a session.
func (m *model) holds(name string) string {
	if node := m.holder[name]; m.live[node] {
		return node
	}
	return ""
}

// steps of the model return the error that the table should return.
func (m *model) claim(name, node string) error {
	if !m.live[node] {
		return lease.ErrNoSession
	}
	if m.holds(name) == "" {
		m.holder[name] = node
	}
	return nil
}

func (m *model) pass(name, from, to string) error {
	switch {
	case m.holds(name) != from:
		return lease.ErrNotHeld
	case to != "" && !m.live[to]:
		return lease.ErrNoSession
	}
	m.holder[name] = to
	return nil
}

// stepsAtRandom: a table does what the model does, and terms grow when a name changes hands.
func stepsAtRandom(s *subject) {
	random := rand.New(rand.NewPCG(1, 2))
	m := &model{live: map[string]bool{}, holder: map[string]string{}, terms: map[string]uint64{}}
	nodes := []string{"node-0", "node-1", "node-2"}
	names := []string{"x", "y"}
	born := len(nodes)
	for step := range 200 {
		name, i := names[random.IntN(len(names))], random.IntN(len(nodes))
		node, to := nodes[i], append(nodes, "")[random.IntN(len(nodes)+1)]
		before := m.holds(name)
		var what string
		var got, want error
		switch random.IntN(10) {
		case 0, 1:
			what, m.live[node] = "Renew", true
			got = s.table().Renew(s.ctx, lease.Node{ID: node, Addr: addr(node)})
		case 2:
			what = fmt.Sprintf("Leave(%q)", node)
			got = s.table().Leave(s.ctx, node)
			delete(m.live, node)
			nodes[i] = fmt.Sprintf("node-%d", born) // an id is used once
			born++
		case 3:
			what = fmt.Sprintf("Forget(%q)", name)
			got = s.table().Forget(s.ctx, name)
			delete(m.holder, name)
			delete(m.terms, name)
		case 4, 5, 6:
			what, want = fmt.Sprintf("Claim(%q, %q)", name, node), m.claim(name, node)
			_, got = s.table().Claim(s.ctx, name, node)
		default:
			what, want = fmt.Sprintf("Pass(%q, %q, %q)", name, node, to), m.pass(name, node, to)
			got = s.table().Pass(s.ctx, name, node, to)
		}
		if !errors.Is(got, want) || (got == nil) != (want == nil) {
			s.t.Fatalf("step %d: %s returned %v, want %v", step, what, got, want)
		}
		m.check(s, fmt.Sprintf("step %d, %s", step, what), name, before)
	}
}

// check compares the table with the model. A name that has another holder than before has a greater term.
func (m *model) check(s *subject, step, name, before string) {
	s.t.Helper()
	leases, err := s.table().Leases(s.ctx)
	s.must("Leases", err)
	var known []string
	for _, l := range leases {
		known = append(known, l.Name)
		if l.Node != m.holds(l.Name) {
			s.t.Fatalf("%s: Leases has %+v, want %q", step, l, m.holds(l.Name))
		}
		if l.Name == name && l.Node != "" && l.Node != before && l.Term <= m.terms[name] || l.Term < m.terms[l.Name] {
			s.t.Fatalf("%s: %+v, which was held by %q in term %d", step, l, before, m.terms[l.Name])
		}
		m.terms[l.Name] = l.Term
	}
	for name := range m.holder {
		if !slices.Contains(known, name) {
			s.t.Fatalf("%s: Leases has the names %q, but not %q", step, known, name)
		}
	}
	if len(known) != len(m.holder) {
		s.t.Fatalf("%s: Leases has the names %q, want %d", step, known, len(m.holder))
	}
	live := s.nodes()
	if len(live) != len(m.live) || slices.ContainsFunc(live, func(id string) bool { return !m.live[id] }) {
		s.t.Fatalf("%s: Nodes has %q, want %v", step, live, m.live)
	}
}
