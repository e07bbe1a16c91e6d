package postgres

import (
	"cmp"
	"context"

	"github.com/acdkit/acdkit/contact/journal/lease"
	"github.com/jackc/pgx/v5"
)

// Claim and Pass lock the name's row first. The statements after that see what was committed until then: a single
// statement would look at sessions as they were before it waited for the lock, and could take a name from a node that has
// just begun its session and claimed it.
//
// Claim locks the holder's session too if it is over, so that a Renew that was in time and is still on its way to the disk
// keeps the name. What is over is measured from the beginning of the transaction, now(), so that what lockHolder does not
// lock is not over for takeLease either. A session that lasts is not locked: many claims at a time would hold up its Renew.
const (
	addLease = `INSERT INTO {schema}.lease (name, node, term)
		SELECT $1, '', 0 WHERE EXISTS (SELECT FROM {schema}.node WHERE id = $2 AND expires > clock_timestamp())
		ON CONFLICT DO NOTHING`
	lockLease  = `SELECT FROM {schema}.lease WHERE name = $1 FOR UPDATE`
	lockHolder = `SELECT FROM {schema}.node
		WHERE id = (SELECT node FROM {schema}.lease WHERE name = $1) AND expires <= now() FOR SHARE`
	aliveNode = `SELECT EXISTS (SELECT FROM {schema}.node WHERE id = $1 AND expires > clock_timestamp())`
	takeLease = `UPDATE {schema}.lease SET node = $2, term = term + 1
		WHERE name = $1
			AND NOT EXISTS (SELECT FROM {schema}.node WHERE id = lease.node AND expires > now())
			AND EXISTS (SELECT FROM {schema}.node WHERE id = $2 AND expires > clock_timestamp())`

	// To pass a name to its holder changes nothing.
	passLease = `UPDATE {schema}.lease SET node = $3, term = term + CASE WHEN $2::text = $3 THEN 0 ELSE 1 END
		WHERE name = $1 AND node = $2
			AND EXISTS (SELECT FROM {schema}.node WHERE id = $2 AND expires > clock_timestamp())
			AND ($3 = '' OR EXISTS (SELECT FROM {schema}.node WHERE id = $3 AND expires > clock_timestamp()))
		RETURNING term`
)

// Claim implements [lease.Table].
func (l *Leases) Claim(ctx context.Context, name, node string) (lease.Lease, error) {
	if err := cmp.Or(lease.CheckName(lease.OpClaim, name), lease.CheckName(lease.OpClaim, node)); err != nil {
		return lease.Lease{}, err
	}
	about := lease.Error{Op: lease.OpClaim, Name: name, Node: node}
	for {
		held, alive, err := l.claim(ctx, about)
		switch {
		case err != nil:
			return lease.Lease{}, err
		case !alive:
			about.Err = lease.ErrNoSession
			return lease.Lease{}, &about
		case held.Name != "":
			return held, nil
		} // forgotten before it was locked
	}
}

// claim returns who has the name now, if it is known, and whether the claimant has a session.
func (l *Leases) claim(ctx context.Context, about lease.Error) (held lease.Lease, alive bool, err error) {
	name, node := about.Name, about.Node
	var b pgx.Batch
	b.Queue(begin)
	b.Queue(l.statements.add, name, node)
	b.Queue(l.statements.lock, name)
	b.Queue(l.statements.lockHolder, name)
	b.Queue(l.statements.take, name, node)
	b.Queue(l.statements.alive, node).QueryRow(func(row pgx.Row) error { return row.Scan(&alive) })
	b.Queue(l.statements.holder, name).Query(func(rows pgx.Rows) error {
		_, err := pgx.ForEachRow(rows, []any{&held.Name, &held.Node, &held.Term}, func() error { return nil })
		return err
	})
	b.Queue(commit)
	err = l.once(ctx, about, &b)
	return held, alive, err
}

// Pass implements [lease.Table].
func (l *Leases) Pass(ctx context.Context, name, from, to string) error {
	err := cmp.Or(lease.CheckName(lease.OpPass, name), lease.CheckName(lease.OpPass, from))
	if err == nil && to != "" {
		err = lease.CheckName(lease.OpPass, to)
	}
	if err != nil {
		return err
	}
	about := lease.Error{Op: lease.OpPass, Name: name, Node: from}
	var held lease.Lease
	passed := false
	var b pgx.Batch
	b.Queue(begin)
	b.Queue(l.statements.lock, name)
	b.Queue(l.statements.holder, name).Query(func(rows pgx.Rows) error {
		_, err := pgx.ForEachRow(rows, []any{&held.Name, &held.Node, &held.Term}, func() error { return nil })
		return err
	})
	b.Queue(l.statements.pass, name, from, to).Query(func(rows pgx.Rows) error {
		_, err := pgx.ForEachRow(rows, []any{&held.Term}, func() error {
			passed = true
			return nil
		})
		return err
	})
	b.Queue(commit)
	if err := l.once(ctx, about, &b); err != nil || passed {
		return err
	}
	about.Err = lease.ErrNotHeld
	if held.Node == from {
		about.Node, about.Err = to, lease.ErrNoSession
	}
	return &about
}
