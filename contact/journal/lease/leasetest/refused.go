package leasetest

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/acdkit/acdkit/contact/journal/lease"
)

// isError checks that err is want, and a [lease.Error] with the identities involved.
func (s *subject) isError(err, want error, op lease.Op, name, node string) {
	s.t.Helper()
	e, ok := errors.AsType[*lease.Error](err)
	switch {
	case !errors.Is(err, want):
		s.t.Errorf("%s returned %v, want %v", op, err, want)
	case !ok:
		s.t.Errorf("%s returned %T, want a *lease.Error", op, err)
	case e.Op != op || e.Name != name || e.Node != node:
		s.t.Errorf("%s returned an error of %s about name %q and node %q, want %q and %q", op, e.Op, e.Name, e.Node, name, node)
	}
}

// calls returns every method that takes a context, for a name and two nodes.
func (s *subject) each(ctx context.Context, name, node, to, addr string) map[lease.Op]error {
	table := s.table()
	_, claim := table.Claim(ctx, name, node)
	_, holder := table.Holder(ctx, name)
	return map[lease.Op]error{
		lease.OpRenew:  table.Renew(ctx, lease.Node{ID: node, Addr: addr}),
		lease.OpLeave:  table.Leave(ctx, node),
		lease.OpClaim:  claim,
		lease.OpPass:   table.Pass(ctx, name, node, to),
		lease.OpHolder: holder,
		lease.OpForget: table.Forget(ctx, name),
	}
}

// refusedInvalid: what is no name, id or address is refused, and does not turn up in the error.
func refusedInvalid(s *subject) {
	s.renew("a")
	s.claim("x", "a", "a")
	for _, bad := range []string{"", "x\n", "\x00", "x\xff", "\u0085", strings.Repeat("n", lease.MaxName+1)} {
		errs := s.each(s.ctx, bad, bad, "a", "")
		if bad != "" {
			errs["pass to"] = s.table().Pass(s.ctx, "x", "a", bad)
		}
		_, errs["claim by"] = s.table().Claim(s.ctx, "x", bad)
		errs["pass from"] = s.table().Pass(s.ctx, "x", bad, "a")
		for op, err := range errs {
			if e, ok := errors.AsType[*lease.Error](err); !ok || !errors.Is(err, lease.ErrInvalid) {
				s.t.Errorf("%s with %.20q returned %v, want %v", op, bad, err, lease.ErrInvalid)
			} else if bad != "" && (e.Name == bad || e.Node == bad || strings.Contains(err.Error(), bad)) {
				s.t.Errorf("%s with %.20q shows it: %v", op, bad, err)
			}
		}
	}
	for _, bad := range []string{"x\xff", strings.Repeat("n", lease.MaxAddr+1)} {
		if err := s.table().Renew(s.ctx, lease.Node{ID: "b", Addr: bad}); !errors.Is(err, lease.ErrInvalid) {
			s.t.Errorf("Renew with the address %.20q returned %v, want %v", bad, err, lease.ErrInvalid)
		}
	}
	s.lives("a")
	s.held("x", "a")
	s.must("Renew", s.table().Renew(s.ctx, lease.Node{ID: "b", Addr: strings.Repeat("n", lease.MaxAddr)}))
}

// refusedCancelled: a context that has ended before the call does nothing.
func refusedCancelled(s *subject) {
	s.renew("a", "b")
	s.claim("x", "a", "a")
	cancelled, cancel := context.WithCancel(s.ctx)
	cancel()
	expired, cancel := context.WithDeadline(s.ctx, time.Unix(0, 0))
	defer cancel()
	for ctx, want := range map[context.Context]error{cancelled: context.Canceled, expired: context.DeadlineExceeded} {
		for op, err := range s.each(ctx, "x", "a", "b", "elsewhere") {
			if e, ok := errors.AsType[*lease.Error](err); !ok || e.Op != op || !errors.Is(err, want) {
				s.t.Errorf("%s returned %v, want a *lease.Error that is %v", op, err, want)
			}
		}
		_, nodes := s.table().Nodes(ctx)
		s.isError(nodes, want, lease.OpNodes, "", "")
		_, leases := s.table().Leases(ctx)
		s.isError(leases, want, lease.OpLeases, "", "")
		_, claim := s.table().Claim(ctx, "y", "b")
		s.isError(claim, want, lease.OpClaim, "y", "b")
	}
	s.lives("a", "b")
	s.held("x", "a")
	s.held("y", "")
}
