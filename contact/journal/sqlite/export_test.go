package sqlite

import (
	"context"

	engine "zombiezen.com/go/sqlite"
)

// Figures that tests need.
const (
	StepLength  = stepLength
	QueueLength = queueLength
)

// Snapshot reads as Check does, but what the query says that next returns for each try, and calls row for each row.
func (j *Journal) Snapshot(ctx context.Context, next func() (text string), row func()) error {
	return j.readers.use(ctx, func(r *reader) error {
		return j.snapshots.read(ctx, r.conn, func(conn *engine.Conn) error {
			return query(conn, next(), func(*engine.Stmt) error {
				row()
				return nil
			})
		})
	})
}

// Queued returns how many appends wait in the journal.
func (j *Journal) Queued() int { return len(j.queue) }

// SetMaxPages limits the size of the file, as a full disk does; 0 lifts it. No call may be under way.
func (j *Journal) SetMaxPages(n int) error {
	if n == 0 {
		n = 1 << 30
	}
	return execf(j.writer.conn, "PRAGMA max_page_count = %d", n)
}

// Pages returns the size of the file in pages. No call may be under way.
func (j *Journal) Pages() (int64, error) { return number(j.writer.conn, "PRAGMA page_count") }

// Setting returns what a setting of the writer is. No call may be under way.
func (j *Journal) Setting(name string) (value string, err error) {
	err = query(j.writer.conn, "PRAGMA "+name, func(row *engine.Stmt) error {
		value = row.ColumnText(0)
		return nil
	})
	return value, err
}
