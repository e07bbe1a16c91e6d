package desk_test

import (
	"context"
	"errors"
	"testing"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/routing"
)

// nodes are sites on one journal and center.
type nodes []*site

// openNodes opens some sites, of which the first leads. Their desks go through a journal before the memory.
func openNodes(t testing.TB, n int, memory *journal.Memory, before journal.Journal) nodes {
	t.Helper()
	if before == nil {
		before = memory
	}
	list := make(nodes, n)
	for i := range list {
		list[i] = &site{t: t, memory: memory, queue: "mails"}
		list[i].center = openNode(t, memory, list.serve)
	}
	list.lead(0)
	signIn(t, list[0].center)
	for _, s := range list {
		s.reopen(before)
	}
	return list
}

// serve does a command at the node that leads.
func (list nodes) serve(ctx context.Context, cmd routing.Command) (journal.Version, error) {
	for _, s := range list {
		if s == nil || s.center == nil {
			continue
		}
		if leads, _ := s.center.Role(); leads {
			return s.center.Serve(ctx, cmd)
		}
	}
	return 0, &routing.Error{Code: routing.ErrNotLeading}
}

// lead makes a node the one that leads. Those before notice by themselves, as after a pause in which they lost a lease.
func (list nodes) lead(n int) {
	list[n].t.Helper()
	err := list[n].center.Lead(list[n].t.Context())
	for try := 0; try < 5 && errors.Is(err, routing.ErrUnavailable); try++ { // one of them has just appended
		err = list[n].center.Lead(list[n].t.Context())
	}
	list[n].ok(err)
}

// handOver has the others follow first.
func (list nodes) handOver(n int) {
	list[n].t.Helper()
	for i, s := range list {
		if i != n {
			s.ok(s.center.Follow(s.t.Context()))
		}
	}
	list.lead(n)
}
