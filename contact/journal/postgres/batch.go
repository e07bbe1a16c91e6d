package postgres

import (
	"context"
	"errors"

	"github.com/acdkit/acdkit/contact/journal/postgres/internal/payload"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// The statements of a batch, which are sent at once. The isolation is named because the server's default may be another.
const (
	begin  = `BEGIN ISOLATION LEVEL READ COMMITTED`
	commit = `COMMIT`

	// onePlan has the insert planned once for a connection, and not anew for each batch, which takes half a millisecond.
	// That plan looks into the indexes, though the tables may be small as yet.
	onePlan = `SELECT set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true)`

	// createStreams makes the streams that are to begin.
	createStreams = `INSERT INTO {schema}.stream (name) SELECT n FROM unnest($1::text[]) n ON CONFLICT DO NOTHING`

	// insertRecords inserts the records that fit. Of a stream's last version it needs to know only that the one before is
	// there: the primary key knows whether there is one after it. If another transaction is just inserting that, it
	// waits for its end. OFFSET 0 keeps it a look into the index for each record.
	insertRecords = `INSERT INTO {schema}.record (stream, version, id, sum, data)
		SELECT s.id, i.after + 1, i.id, i.sum, i.data
		FROM unnest($1::text[], $2::bigint[], $3::text[], $4::bigint[], $5::bytea[]) i (name, after, id, sum, data)
		CROSS JOIN LATERAL (
			SELECT s.id FROM {schema}.stream s
			WHERE s.name = i.name AND (s.cut = i.after
				OR EXISTS (SELECT FROM {schema}.record r WHERE r.stream = s.id AND r.version = i.after))
			OFFSET 0) s
		ON CONFLICT DO NOTHING`

	// keepRecords returns which records this transaction has inserted rightly, and removes the others. The insert looks
	// for the record before with a snapshot that is old by the time that it has waited for another transaction: meanwhile
	// the stream may have moved on and been trimmed or deleted, so that a version is free that was taken. This statement
	// looks after the insert. A version that was taken is free again only after the cut above it, or the end of its
	// stream, was committed; so what the insert has taken for free wrongly, this statement sees to be at the cut or below
	// it, or of no stream. What is trimmed or deleted after it was not yet so when the record was inserted, and then the
	// version had never been taken: no trim goes beyond the last record that was committed. The record of a stream that
	// is gone stays for the second look of Delete.
	keepRecords = `WITH mine AS (
			SELECT i.id, m.place, m.cut > i.after AS stale FROM unnest($1::text[], $2::bigint[], $3::text[]) i (name, after, id)
			CROSS JOIN LATERAL (
				SELECT r.ctid AS place, s.cut FROM {schema}.stream s JOIN {schema}.record r ON r.stream = s.id
				WHERE s.name = i.name AND r.version = i.after + 1 AND r.xmin = pg_current_xact_id_if_assigned()::xid
				OFFSET 0) m
		), gone AS (DELETE FROM {schema}.record WHERE ctid = ANY (ARRAY(SELECT place FROM mine WHERE stale)))
		SELECT id FROM mine WHERE NOT stale`
)

// batch is appends that share a transaction, and notifications that failed before.
type batch struct {
	requests []*request
	owed     []string

	stored    map[string]bool // ids of the records that fitted and are kept
	committed bool
}

func (b *batch) empty() bool { return len(b.requests) == 0 && len(b.owed) == 0 }

// streams returns the streams that have grown.
func (b *batch) streams() (names []string) {
	for _, r := range b.requests {
		if b.stored[r.rec.ID] {
			names = append(names, r.stream)
		}
	}
	return names
}

// send stores the batch, all or nothing if it fails, and then notifies. If it fails after the batch is committed, that
// was the notification.
func (j *Journal) send(ctx context.Context, conn *pgxpool.Conn, b *batch) error {
	var p pgx.Batch
	names := b.owed
	if len(b.requests) > 0 {
		j.store(&p, b)
		for _, r := range b.requests {
			names = append(names, r.stream)
		}
	}
	p.Queue(notify, j.db.cfg.Schema, payload.Pack(j.opening, names))
	return conn.SendBatch(ctx, &p).Close()
}

// store adds the transaction.
func (j *Journal) store(p *pgx.Batch, b *batch) {
	p.Queue(begin)
	p.Queue(onePlan)
	if names := b.beginning(); len(names) > 0 {
		p.Queue(j.statements.create, names)
	}
	b.stored = make(map[string]bool, len(b.requests))
	columns := b.columns()
	p.Queue(j.statements.insert, columns...)
	p.Queue(j.statements.keep, columns[:3]...).Query(func(rows pgx.Rows) error {
		var id string
		_, err := pgx.ForEachRow(rows, []any{&id}, func() error {
			b.stored[id] = true
			return nil
		})
		return err
	})
	p.Queue(commit).Exec(func(tag pgconn.CommandTag) error {
		if b.committed = tag.String() == commit; !b.committed {
			return errNoCommit
		}
		return nil
	})
}

var errNoCommit = errors.New("postgres: the transaction was rolled back")

// beginning returns the streams that are new as far as the writers know.
func (b *batch) beginning() (names []string) {
	for _, r := range b.requests {
		if r.after == 0 {
			names = append(names, r.stream)
		}
	}
	return names
}

// columns returns the arguments of insertRecords; the first three are those of keepRecords.
func (b *batch) columns() []any {
	n := len(b.requests)
	streams, ids := make([]string, n), make([]string, n)
	after, sums := make([]int64, n), make([]int64, n)
	data := make([][]byte, n)
	for i, r := range b.requests {
		streams[i], after[i], ids[i], sums[i] = r.stream, int64(r.after), r.rec.ID, int64(r.rec.Sum)
		if data[i] = r.rec.Data; data[i] == nil {
			data[i] = []byte{} // nil would be NULL
		}
	}
	return []any{streams, after, ids, sums, data}
}
