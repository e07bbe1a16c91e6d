package jetstream

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/acdkit/acdkit/contact/journal/lease"
)

// Claim implements [lease.Table].
func (t *Leases) Claim(ctx context.Context, name, node string) (l lease.Lease, err error) {
	err = cmp.Or(lease.CheckName(lease.OpClaim, name), lease.CheckName(lease.OpClaim, node), fail(lease.OpClaim, name, node, ctx.Err()))
	if err != nil {
		return lease.Lease{}, err
	}
	ctx, cancel := t.bounded(ctx)
	defer cancel()
	err = again(ctx, func() error {
		l, err = t.claim(ctx, name, node)
		return err
	})
	return l, fail(lease.OpClaim, name, node, err)
}

func (t *Leases) claim(ctx context.Context, name, node string) (lease.Lease, error) {
	info, err := t.info(ctx)
	if err != nil {
		return lease.Lease{}, err
	}
	own, err := t.session(ctx, node)
	if err != nil {
		return lease.Lease{}, err
	}
	if !own.alive(info.Time, t.ttl) {
		return lease.Lease{}, lease.ErrNoSession
	}
	h, err := t.holding(ctx, name)
	if err != nil {
		return lease.Lease{}, err
	}
	if h.Node != "" {
		held, err := t.held(ctx, h, info.Time)
		if err != nil || held {
			return lease.Lease{Name: name, Node: h.Node, Term: h.Term}, err
		}
	}
	next := holding{Node: node, Epoch: own.Epoch, Term: h.Term + 1}
	if _, err := t.storeHolding(ctx, name, h.seq, next); err != nil {
		return lease.Lease{}, err
	}
	return lease.Lease{Name: name, Node: node, Term: next.Term}, nil
}

// held tells whether the holder of a name has its session. One that has run out is closed, so that it stays that way.
func (t *Leases) held(ctx context.Context, h holding, now time.Time) (bool, error) {
	s, err := t.session(ctx, h.Node)
	switch {
	case err != nil || s.seq == 0 || s.Over || s.Epoch != h.Epoch:
		return false, err
	case s.alive(now, t.ttl):
		return true, nil
	}
	return false, t.end(ctx, h.Node, s)
}

// Pass implements [lease.Table].
func (t *Leases) Pass(ctx context.Context, name, from, to string) error {
	err := cmp.Or(lease.CheckName(lease.OpPass, name), lease.CheckName(lease.OpPass, from))
	if err == nil && to != "" {
		err = lease.CheckName(lease.OpPass, to)
	}
	if err = cmp.Or(err, fail(lease.OpPass, name, from, ctx.Err())); err != nil {
		return err
	}
	ctx, cancel := t.bounded(ctx)
	defer cancel()
	return again(ctx, func() error { return t.pass(ctx, name, from, to) })
}

func (t *Leases) pass(ctx context.Context, name, from, to string) error {
	fail := func(node string, err error) error { return fail(lease.OpPass, name, node, err) }
	info, err := t.info(ctx)
	if err != nil {
		return fail(from, err)
	}
	h, err := t.holding(ctx, name)
	if err != nil {
		return fail(from, err)
	}
	own, err := t.session(ctx, from)
	if err != nil {
		return fail(from, err)
	}
	if h.Node != from || h.Epoch != own.Epoch || !own.alive(info.Time, t.ttl) {
		return fail(from, lease.ErrNotHeld)
	}
	next := holding{Node: to, Term: h.Term + 1}
	switch to {
	case from:
		return nil
	case "":
	default:
		other, err := t.session(ctx, to)
		if err != nil {
			return fail(to, err)
		}
		if !other.alive(info.Time, t.ttl) {
			return fail(to, lease.ErrNoSession)
		}
		next.Epoch = other.Epoch
	}
	_, err = t.storeHolding(ctx, name, h.seq, next)
	return fail(from, err)
}

// Holder implements [lease.Table].
func (t *Leases) Holder(ctx context.Context, name string) (lease.Lease, error) {
	if err := cmp.Or(lease.CheckName(lease.OpHolder, name), fail(lease.OpHolder, name, "", ctx.Err())); err != nil {
		return lease.Lease{}, err
	}
	ctx, cancel := t.bounded(ctx)
	defer cancel()
	info, err := t.info(ctx)
	if err != nil {
		return lease.Lease{}, fail(lease.OpHolder, name, "", err)
	}
	h, err := t.holding(ctx, name)
	if err != nil || h.seq == 0 || h.Gone {
		return lease.Lease{Name: name}, fail(lease.OpHolder, name, "", err)
	}
	l := lease.Lease{Name: name, Term: h.Term}
	if h.Node != "" {
		s, err := t.session(ctx, h.Node)
		if err != nil {
			return lease.Lease{}, fail(lease.OpHolder, name, "", err)
		}
		if s.Epoch == h.Epoch && s.alive(info.Time, t.ttl) {
			l.Node = h.Node
		}
	}
	return l, nil
}

// Leases implements [lease.Table].
func (t *Leases) Leases(ctx context.Context) ([]lease.Lease, error) {
	if err := ctx.Err(); err != nil {
		return nil, fail(lease.OpLeases, "", "", err)
	}
	ctx, cancel := t.bounded(ctx)
	defer cancel()
	held := make(map[string]holding)
	_, err := t.each(ctx, t.name+".name.", func(name string, m stored) error {
		h, err := readHolding(m)
		held[name] = h
		return err
	})
	if err != nil {
		return nil, fail(lease.OpLeases, "", "", err)
	}
	sessions, now, err := t.sessions(ctx)
	if err != nil {
		return nil, fail(lease.OpLeases, "", "", err)
	}
	var leases []lease.Lease
	for name, h := range held {
		l := lease.Lease{Name: name, Term: h.Term}
		if s := sessions[h.Node]; s.Epoch == h.Epoch && s.alive(now, t.ttl) {
			l.Node = h.Node
		}
		if !h.Gone {
			leases = append(leases, l)
		}
	}
	slices.SortFunc(leases, func(a, b lease.Lease) int { return strings.Compare(a.Name, b.Name) })
	return leases, nil
}

// Forget implements [lease.Table].
func (t *Leases) Forget(ctx context.Context, name string) error {
	if err := cmp.Or(lease.CheckName(lease.OpForget, name), fail(lease.OpForget, name, "", ctx.Err())); err != nil {
		return err
	}
	ctx, cancel := t.bounded(ctx)
	defer cancel()
	return fail(lease.OpForget, name, "", again(ctx, func() error {
		h, err := t.holding(ctx, name)
		if err != nil || h.seq == 0 || h.Gone {
			return err
		}
		_, err = t.storeHolding(ctx, name, h.seq, holding{Term: h.Term, Gone: true})
		return err
	}))
}
