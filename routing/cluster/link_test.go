package cluster_test

import (
	"context"
	"iter"
	"sync"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/lease"
)

// link is what joins a node to the store. While it is cut, calls hang until their context ends, as they do on a network
// that loses everything; those that were in the store already have been done there.
type link struct {
	ctx context.Context

	mu     sync.Mutex
	broken chan struct{} // closed when the link works again; nil if it does
}

func (l *link) cut() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.broken == nil {
		l.broken = make(chan struct{})
	}
}

func (l *link) mend() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.broken != nil {
		close(l.broken)
		l.broken = nil
	}
}

// pass waits until the link works. It returns an error if ctx ended before.
func (l *link) pass(ctx context.Context) error {
	l.mu.Lock()
	broken := l.broken
	l.mu.Unlock()
	if broken == nil {
		return nil
	}
	select {
	case <-broken:
		return errCut
	case <-ctx.Done():
		return ctx.Err()
	}
}

// cutJournal is a node's way to the journal.
type cutJournal struct {
	journal.Watcher
	link *link
}

func (j cutJournal) Append(ctx context.Context, stream string, after journal.Version, rec journal.Record) (journal.Version, error) {
	fail := func(err error) (journal.Version, error) {
		return 0, &journal.Error{Op: journal.OpAppend, Stream: stream, Version: after, RecordID: rec.ID, Err: journal.ErrUnknown, Cause: err}
	}
	if err := j.link.pass(ctx); err != nil {
		return fail(err)
	}
	version, err := j.Watcher.Append(ctx, stream, after, rec)
	if lost := j.link.pass(ctx); lost != nil {
		return fail(lost)
	}
	return version, err
}

func (j cutJournal) Read(ctx context.Context, stream string, after journal.Version) iter.Seq2[journal.Record, error] {
	return func(yield func(journal.Record, error) bool) {
		if err := j.link.pass(ctx); err != nil {
			yield(journal.Record{}, &journal.Error{Op: journal.OpRead, Stream: stream, Version: after, Err: err})
			return
		}
		j.Watcher.Read(ctx, stream, after)(yield)
	}
}

// cutTable is a node's way to the table of leases.
type cutTable struct {
	lease.Table
	link *link
}

func (t cutTable) both(ctx context.Context, call func() error) error {
	if err := t.link.pass(ctx); err != nil {
		return err
	}
	err := call()
	if lost := t.link.pass(ctx); lost != nil {
		return lost
	}
	return err
}

func (t cutTable) Renew(ctx context.Context, n lease.Node) error {
	return t.both(ctx, func() error { return t.Table.Renew(ctx, n) })
}

func (t cutTable) Leave(ctx context.Context, node string) error {
	return t.both(ctx, func() error { return t.Table.Leave(ctx, node) })
}

func (t cutTable) Nodes(ctx context.Context) (nodes []lease.Node, err error) {
	lost := t.both(ctx, func() error { nodes, err = t.Table.Nodes(ctx); return err })
	return nodes, lost
}

func (t cutTable) Claim(ctx context.Context, name, node string) (l lease.Lease, err error) {
	lost := t.both(ctx, func() error { l, err = t.Table.Claim(ctx, name, node); return err })
	return l, lost
}

func (t cutTable) Pass(ctx context.Context, name, from, to string) error {
	return t.both(ctx, func() error { return t.Table.Pass(ctx, name, from, to) })
}

func (t cutTable) Leases(ctx context.Context) (leases []lease.Lease, err error) {
	lost := t.both(ctx, func() error { leases, err = t.Table.Leases(ctx); return err })
	return leases, lost
}

func (t cutTable) Holder(ctx context.Context, name string) (l lease.Lease, err error) {
	lost := t.both(ctx, func() error { l, err = t.Table.Holder(ctx, name); return err })
	return l, lost
}
