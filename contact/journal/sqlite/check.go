package sqlite

import (
	"cmp"
	"context"

	"github.com/acdkit/acdkit/contact/journal"
	engine "zombiezen.com/go/sqlite"
)

// Check reads everything: the structure of the file, with its index, and the checksum of each record. It can take minutes
// for a large file; other calls go on meanwhile, and the log grows. A Delete has the first part begin again, so that where
// they come more often than that takes, Check ends only with ctx. The error is an *[Error] that is [journal.ErrCorrupt] if anything is
// damaged.
func (j *Journal) Check(ctx context.Context) error {
	err := j.readers.use(ctx, func(r *reader) error {
		return j.snapshots.read(ctx, r.conn, func(conn *engine.Conn) error { return checkStructure(conn, "integrity_check") })
	})
	if err == nil {
		err = j.checkRecords(ctx)
	}
	if err != nil {
		return fileError("check", j.path, err)
	}
	return nil
}

// checkStructure runs one of the engine's checks.
func checkStructure(conn *engine.Conn, check string) error {
	return query(conn, "PRAGMA "+check+"(1)", func(row *engine.Stmt) error {
		if finding := row.ColumnText(0); finding != "ok" {
			return corrupt("%s: %s", check, finding)
		}
		return nil
	})
}

// checkStreams verifies the rows of all streams. A row whose name is damaged would otherwise not be found, and the stream
// pass for an empty one.
func (j *Journal) checkStreams(ctx context.Context) error {
	return j.list(ctx, "", func(string, error) bool { return true })
}

// checkRecords verifies all records of all streams.
func (j *Journal) checkRecords(ctx context.Context) error {
	var damaged error
	err := j.list(ctx, "", func(name string, _ error) bool {
		damaged = j.checkStream(ctx, name)
		return damaged == nil
	})
	return cmp.Or(damaged, err)
}

func (j *Journal) checkStream(ctx context.Context, name string) error {
	var damaged error
	c := cursor{readers: j.readers, name: name, end: journal.MaxVersion, fromCut: true}
	err := c.run(ctx, func(rec journal.Record, _ error) bool {
		if rec.Verify() != nil {
			damaged = &journal.Error{Op: journal.OpVerify, Stream: name, Version: rec.Version, RecordID: rec.ID, Err: journal.ErrCorrupt}
		}
		return damaged == nil
	})
	if err != nil {
		return c.error(0, err)
	}
	return damaged
}
