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
	mu      sync.Mutex
	broken  chan struct{}   // closed when the link works again; nil if it does
	journal bool            // the journal fails, though the link works
	deaf    bool            // the session is not renewed, and the node does not know
	legible journal.Version // records behind it are read badly; 0: none
	reads   int             // of the journal, so far
}

// spoil has records behind a version read badly: so it is with a version of the program that does not know their events.
// The journal works otherwise.
func (l *link) spoil(after journal.Version) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.journal, l.legible = false, after
}

// read notes a read of the journal, and returns up to which version it is good.
func (l *link) read() (legible journal.Version) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.reads++
	return l.legible
}

// breakJournal has all calls of the journal fail at once.
func (l *link) breakJournal() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.journal = true
}

// deafen has the node believe that it renews its session, which runs out, and not look at the table: so it is with a
// process that was stopped for a while, and goes on where it was.
func (l *link) deafen() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.deaf = true
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
	l.journal, l.deaf, l.legible = false, false, 0
}

func (l *link) passJournal(ctx context.Context) error {
	l.mu.Lock()
	broken := l.journal
	l.mu.Unlock()
	if broken {
		return errCut
	}
	return l.pass(ctx)
}

func (l *link) isDeaf() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.deaf
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

func (l *link) hasRead() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.reads
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
	if err := j.link.passJournal(ctx); err != nil {
		return fail(err)
	}
	version, err := j.Watcher.Append(ctx, stream, after, rec)
	if lost := j.link.passJournal(ctx); lost != nil {
		return fail(lost)
	}
	return version, err
}

func (j cutJournal) Read(ctx context.Context, stream string, after journal.Version) iter.Seq2[journal.Record, error] {
	return func(yield func(journal.Record, error) bool) {
		if err := j.link.passJournal(ctx); err != nil {
			yield(journal.Record{}, &journal.Error{Op: journal.OpRead, Stream: stream, Version: after, Err: err})
			return
		}
		legible := j.link.read()
		for rec, err := range j.Watcher.Read(ctx, stream, after) {
			if version := rec.Version; legible > 0 && version > legible {
				rec = journal.NewRecord(rec.ID, []byte("this is no record of a center"))
				rec.Version = version
			}
			if !yield(rec, err) {
				return
			}
		}
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
	if t.link.isDeaf() {
		return nil
	}
	return t.both(ctx, func() error { return t.Table.Renew(ctx, n) })
}

func (t cutTable) Leave(ctx context.Context, node string) error {
	return t.both(ctx, func() error { return t.Table.Leave(ctx, node) })
}

func (t cutTable) Nodes(ctx context.Context) (nodes []lease.Node, err error) {
	if t.link.isDeaf() {
		return nil, errCut
	}
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
	if t.link.isDeaf() {
		return nil, errCut
	}
	lost := t.both(ctx, func() error { leases, err = t.Table.Leases(ctx); return err })
	return leases, lost
}

func (t cutTable) Holder(ctx context.Context, name string) (l lease.Lease, err error) {
	lost := t.both(ctx, func() error { l, err = t.Table.Holder(ctx, name); return err })
	return l, lost
}

// hanging is a journal of which reads hang.
type hanging struct{ journal.Watcher }

func (hanging) Read(ctx context.Context, _ string, _ journal.Version) iter.Seq2[journal.Record, error] {
	return func(yield func(journal.Record, error) bool) {
		<-ctx.Done()
		yield(journal.Record{}, ctx.Err())
	}
}
