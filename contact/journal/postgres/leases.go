package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/acdkit/acdkit/contact/journal/lease"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

var _ lease.Table = (*Leases)(nil)

// Leases is the table of sessions and leases in a DB. It is safe for concurrent use. Sessions end by the clock of the
// server. What Claim and Pass have returned is durable.
type Leases struct {
	db         *DB
	statements leaseStatements
}

const (
	// Sessions that are long over are forgotten by the way.
	renewNode = `WITH old AS (
			DELETE FROM {schema}.node WHERE id IN (
				SELECT id FROM {schema}.node WHERE expires < clock_timestamp() - interval '1 day' AND id <> $1 LIMIT 100 FOR UPDATE SKIP LOCKED)
		)
		INSERT INTO {schema}.node (id, addr, expires) VALUES ($1, $2, clock_timestamp() + $3::bigint * interval '1 microsecond')
		ON CONFLICT (id) DO UPDATE SET addr = excluded.addr, expires = excluded.expires`

	// Leave frees the names before it ends the session: a Renew that comes late begins a session that holds nothing. It
	// locks in the order of Claim, names first.
	freeLeases = `UPDATE {schema}.lease SET node = '' WHERE node = $1`
	leaveNode  = `DELETE FROM {schema}.node WHERE id = $1`

	listNodes = `SELECT id, addr FROM {schema}.node WHERE expires > clock_timestamp() ORDER BY id`

	// A name's holder counts only while it has a session.
	listLeases = `SELECT name, coalesce(n.id, ''), term FROM {schema}.lease
		LEFT JOIN {schema}.node n ON n.id = lease.node AND n.expires > clock_timestamp()`
	oneLease    = ` WHERE name = $1`
	inOrder     = ` ORDER BY name`
	forgetLease = `DELETE FROM {schema}.lease WHERE name = $1`
)

type leaseStatements struct {
	renew, free, leave, nodes, leases, holder, forget string
	add, lock, lockHolder, alive, take, pass          string // the steps of Claim and Pass
}

func newLeases(db *DB) *Leases {
	return &Leases{db: db, statements: leaseStatements{
		renew: db.within(renewNode), free: db.within(freeLeases), leave: db.within(leaveNode), nodes: db.within(listNodes),
		leases: db.within(listLeases + inOrder), holder: db.within(listLeases + oneLease), forget: db.within(forgetLease),
		add: db.within(addLease), lock: db.within(lockLease), lockHolder: db.within(lockHolder), alive: db.within(aliveNode),
		take: db.within(takeLease), pass: db.within(passLease),
	}}
}

// TTL implements [lease.Table].
func (l *Leases) TTL() time.Duration { return l.db.cfg.Session }

// Renew implements [lease.Table].
func (l *Leases) Renew(ctx context.Context, n lease.Node) error {
	if err := lease.CheckNode(lease.OpRenew, n); err != nil {
		return err
	}
	return l.exec(ctx, lease.Error{Op: lease.OpRenew, Node: n.ID}, l.statements.renew, n.ID, n.Addr, l.TTL().Microseconds())
}

// Leave implements [lease.Table].
func (l *Leases) Leave(ctx context.Context, node string) error {
	if err := lease.CheckName(lease.OpLeave, node); err != nil {
		return err
	}
	return l.step(ctx, lease.Error{Op: lease.OpLeave, Node: node}, func(ctx context.Context) error {
		var b pgx.Batch
		b.Queue(begin)
		b.Queue(l.statements.free, node)
		b.Queue(l.statements.leave, node)
		b.Queue(commit)
		return l.db.cfg.Pool.SendBatch(ctx, &b).Close()
	})
}

// Forget implements [lease.Table].
func (l *Leases) Forget(ctx context.Context, name string) error {
	if err := lease.CheckName(lease.OpForget, name); err != nil {
		return err
	}
	return l.exec(ctx, lease.Error{Op: lease.OpForget, Name: name}, l.statements.forget, name)
}

// Nodes implements [lease.Table].
func (l *Leases) Nodes(ctx context.Context) (nodes []lease.Node, err error) {
	err = l.step(ctx, lease.Error{Op: lease.OpNodes}, func(ctx context.Context) (err error) {
		rows, err := l.db.cfg.Pool.Query(ctx, l.statements.nodes)
		if err == nil {
			nodes, err = pgx.CollectRows(rows, pgx.RowToStructByPos[lease.Node])
		}
		return err
	})
	return nodes, err
}

// Leases implements [lease.Table].
func (l *Leases) Leases(ctx context.Context) (leases []lease.Lease, err error) {
	err = l.step(ctx, lease.Error{Op: lease.OpLeases}, func(ctx context.Context) (err error) {
		rows, err := l.db.cfg.Pool.Query(ctx, l.statements.leases)
		if err == nil {
			leases, err = pgx.CollectRows(rows, pgx.RowToStructByPos[lease.Lease])
		}
		return err
	})
	return leases, err
}

// Holder implements [lease.Table].
func (l *Leases) Holder(ctx context.Context, name string) (lease.Lease, error) {
	if err := lease.CheckName(lease.OpHolder, name); err != nil {
		return lease.Lease{}, err
	}
	held := lease.Lease{Name: name}
	err := l.step(ctx, lease.Error{Op: lease.OpHolder, Name: name}, func(ctx context.Context) error {
		err := l.db.cfg.Pool.QueryRow(ctx, l.statements.holder, name).Scan(&held.Name, &held.Node, &held.Term)
		if errors.Is(err, pgx.ErrNoRows) {
			return nil
		}
		return err
	})
	if err != nil {
		return lease.Lease{}, err
	}
	return held, nil
}

func (l *Leases) exec(ctx context.Context, about lease.Error, sql string, args ...any) error {
	return l.step(ctx, about, func(ctx context.Context) error {
		_, err := l.db.cfg.Pool.Exec(ctx, sql, args...)
		return err
	})
}

// step runs what may be repeated, and makes its error one of the port.
func (l *Leases) step(ctx context.Context, about lease.Error, do func(context.Context) error) error {
	if err := l.db.repeat(ctx, do); err != nil {
		about.Err = err
		return &about
	}
	return nil
}

// once runs a transaction of several statements in one round trip. It is repeated only if nothing was sent.
func (l *Leases) once(ctx context.Context, about lease.Error, b *pgx.Batch) error {
	if err := ctx.Err(); err != nil {
		about.Err = err
		return &about
	}
	within, cancel := context.WithTimeout(ctx, l.db.cfg.Timeout)
	defer cancel()
	err := l.db.cfg.Pool.SendBatch(within, b).Close()
	for try := 1; try < tries && pgconn.SafeToRetry(err); try++ {
		err = l.db.cfg.Pool.SendBatch(within, b).Close()
	}
	if err != nil && ctx.Err() != nil {
		err = ctx.Err()
	}
	if err != nil {
		about.Err = err
		return &about
	}
	return nil
}
