package jetstream

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/acdkit/acdkit/contact/journal/lease"
)

// Renew implements [lease.Table].
func (t *Leases) Renew(ctx context.Context, n lease.Node) error {
	if err := cmp.Or(lease.CheckNode(lease.OpRenew, n), fail(lease.OpRenew, "", n.ID, ctx.Err())); err != nil {
		return err
	}
	ctx, cancel := t.bounded(ctx)
	defer cancel()
	if k, ok := t.recall(n.ID); ok {
		seq, err := t.storeSession(ctx, n.ID, k.seq, session{Addr: n.Addr, Epoch: k.epoch})
		if err == nil {
			t.note(n.ID, known{seq, k.epoch})
			return nil
		}
		if !errors.Is(err, errMoved) {
			return fail(lease.OpRenew, "", n.ID, err)
		}
	}
	return fail(lease.OpRenew, "", n.ID, again(ctx, func() error { return t.begin(ctx, n) }))
}

// begin goes on with the session that is there, unless it is over: then it begins one.
func (t *Leases) begin(ctx context.Context, n lease.Node) error {
	info, err := t.info(ctx)
	if err != nil {
		return err
	}
	s, err := t.session(ctx, n.ID)
	if err != nil {
		return err
	}
	epoch := s.Epoch
	if s.seq == 0 || s.Over {
		epoch = info.State.LastSeq + 1 // greater than any before, because each of those was stored
	}
	seq, err := t.storeSession(ctx, n.ID, s.seq, session{Addr: n.Addr, Epoch: epoch})
	if err == nil {
		t.note(n.ID, known{seq, epoch})
	}
	return err
}

func (t *Leases) recall(node string) (known, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	k, ok := t.known[node]
	return k, ok
}

func (t *Leases) note(node string, k known) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.known[node] = k
}

func (t *Leases) drop(node string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.known, node)
}

// Leave implements [lease.Table].
func (t *Leases) Leave(ctx context.Context, node string) error {
	if err := cmp.Or(lease.CheckName(lease.OpLeave, node), fail(lease.OpLeave, "", node, ctx.Err())); err != nil {
		return err
	}
	ctx, cancel := t.bounded(ctx)
	defer cancel()
	defer t.drop(node)
	return fail(lease.OpLeave, "", node, again(ctx, func() error {
		s, err := t.session(ctx, node)
		if err != nil || s.seq == 0 || s.Over {
			return err
		}
		return t.end(ctx, node, s)
	}))
}

// end closes a session for good; errMoved if it has been renewed.
func (t *Leases) end(ctx context.Context, node string, s session) error {
	_, err := t.storeSession(ctx, node, s.seq, session{Epoch: s.Epoch, Over: true})
	return err
}

// Nodes implements [lease.Table].
func (t *Leases) Nodes(ctx context.Context) ([]lease.Node, error) {
	if err := ctx.Err(); err != nil {
		return nil, fail(lease.OpNodes, "", "", err)
	}
	ctx, cancel := t.bounded(ctx)
	defer cancel()
	sessions, now, err := t.sessions(ctx)
	if err != nil {
		return nil, fail(lease.OpNodes, "", "", err)
	}
	var nodes []lease.Node
	for id, s := range sessions {
		if s.alive(now, t.ttl) {
			nodes = append(nodes, lease.Node{ID: id, Addr: s.Addr})
		}
	}
	slices.SortFunc(nodes, func(a, b lease.Node) int { return strings.Compare(a.ID, b.ID) })
	return nodes, nil
}

// sessions returns all that are stored, by node, and the leader's time.
func (t *Leases) sessions(ctx context.Context) (all map[string]session, now time.Time, err error) {
	all = make(map[string]session)
	now, err = t.each(ctx, t.name+".session.", func(node string, m stored) error {
		s, err := readSession(m)
		all[node] = s
		return err
	})
	return all, now, err
}
