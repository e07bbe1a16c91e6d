package sqlite

import (
	"errors"

	"github.com/acdkit/acdkit/contact/journal"
	engine "zombiezen.com/go/sqlite"
)

// table changes the rows of streams and records, within a transaction of the writer's.
type table struct {
	known  map[string]stream // streams as the transaction has them
	number int64             // the greatest number of a stream so far

	begin, commit, rollback       *engine.Stmt
	find, create, update, destroy *engine.Stmt // streams
	insert, sizes, remove         *engine.Stmt // records
}

func newTable(conn *engine.Conn) (*table, error) {
	t := &table{known: make(map[string]stream)}
	err := prepare(conn, map[string]**engine.Stmt{
		"BEGIN IMMEDIATE": &t.begin,
		"COMMIT":          &t.commit,
		"ROLLBACK":        &t.rollback,
		"SELECT " + streamColumns + " FROM stream s WHERE s.name = ?":                                &t.find,
		"INSERT INTO stream (name, last, cut, sum, number) VALUES (?, ?, ?, ?, ?)":                   &t.create,
		"UPDATE stream SET last = ?2, cut = ?3, sum = ?4 WHERE name = ?1":                            &t.update,
		"DELETE FROM stream WHERE name = ?":                                                          &t.destroy,
		"INSERT INTO record (stream, version, id, sum, data) VALUES (?, ?, ?, ?, ?)":                 &t.insert,
		"SELECT version, length(data) FROM record WHERE stream = ? AND version > ? ORDER BY version": &t.sizes,
		"DELETE FROM record WHERE stream = ? AND version <= ?":                                       &t.remove,
	})
	if err != nil {
		return nil, err
	}
	t.number, err = number(conn, "SELECT max((SELECT ifnull(max(number), 0) FROM stream), (SELECT ifnull(max(stream), 0) FROM record))")
	return t, err
}

// forget drops what is known: the transaction was rolled back.
func (t *table) forget() { clear(t.known) }

// stream returns the row of a stream; one that does not exist has no number.
func (t *table) stream(name string) (stream, error) {
	if s, ok := t.known[name]; ok {
		return s, nil
	}
	t.find.BindText(1, name)
	ok, err := t.find.Step()
	if err != nil || !ok {
		return stream{name: name}, errors.Join(err, t.find.Reset())
	}
	s, err := scanStream(t.find, name)
	if err := errors.Join(err, t.find.Reset()); err != nil {
		return stream{}, err
	}
	t.remember(s)
	return s, nil
}

func (t *table) remember(s stream) {
	if len(t.known) >= cacheLength {
		clear(t.known)
	}
	t.known[s.name] = s
}

// save writes the row of a stream, which gets a number if it has none.
func (t *table) save(s *stream) error {
	stmt := t.update
	if s.number == 0 {
		t.number++
		s.number, stmt = t.number, t.create
		stmt.BindInt64(5, s.number)
	}
	stmt.BindText(1, s.name)
	stmt.BindInt64(2, int64(s.last))
	stmt.BindInt64(3, int64(s.cut))
	stmt.BindInt64(4, int64(s.sum()))
	if err := run(stmt); err != nil {
		return err
	}
	t.remember(*s)
	return nil
}

func (t *table) append(r *request) (outcome, error) {
	s, err := t.stream(r.stream)
	if err != nil {
		return outcome{}, err
	}
	if s.last != r.version {
		return r.fail(journal.ErrConflict, nil), nil
	}
	s.last++
	if err := t.save(&s); err != nil {
		return outcome{}, err
	}
	t.insert.BindInt64(1, s.number)
	t.insert.BindInt64(2, int64(s.last))
	t.insert.BindText(3, r.rec.ID)
	t.insert.BindInt64(4, int64(r.rec.Sum))
	t.insert.BindBytes(5, r.rec.Data)
	if err := run(t.insert); err != nil {
		return outcome{}, err
	}
	return outcome{version: s.last, changed: true}, nil
}

var errBeyond = errors.New("beyond the end of the stream")

// trim cuts as much as fits into a step: a long cut lets appends pass in between.
func (t *table) trim(r *request) (outcome, error) {
	s, err := t.stream(r.stream)
	switch {
	case err != nil:
		return outcome{}, err
	case r.version > s.last:
		return r.fail(journal.ErrInvalid, errBeyond), nil
	case r.version <= s.cut:
		return outcome{}, nil
	}
	err = t.cut(&s, r.version)
	return outcome{changed: true, more: s.cut < r.version}, err
}

// delete trims the stream in steps, too; with the last one it is gone.
func (t *table) delete(r *request) (outcome, error) {
	s, err := t.stream(r.stream)
	if err != nil {
		return outcome{}, err
	}
	if s.number == 0 {
		return outcome{erased: true}, nil // the log may still hold what an earlier try has left
	}
	if err := t.cut(&s, s.last); err != nil {
		return outcome{}, err
	}
	if s.cut < s.last {
		return outcome{changed: true, more: true}, nil
	}
	delete(t.known, s.name)
	t.destroy.BindText(1, s.name)
	return outcome{changed: true, erased: true}, run(t.destroy)
}

// cut removes the records up to through, or those of the first step.
func (t *table) cut(s *stream, through journal.Version) (err error) {
	if s.cut, err = t.step(*s, through); err != nil {
		return err
	}
	t.remove.BindInt64(1, s.number)
	t.remove.BindInt64(2, int64(s.cut))
	if err := run(t.remove); err != nil {
		return err
	}
	return t.save(s)
}

// step returns the version up to which one transaction may cut.
func (t *table) step(s stream, through journal.Version) (journal.Version, error) {
	t.sizes.BindInt64(1, s.number)
	t.sizes.BindInt64(2, int64(s.cut))
	for n, bytes := 1, int64(0); ; n++ {
		ok, err := t.sizes.Step()
		if err != nil {
			return 0, err
		}
		if !ok {
			return through, t.sizes.Reset()
		}
		version := journal.Version(t.sizes.ColumnInt64(0))
		bytes += t.sizes.ColumnInt64(1)
		if version >= through || n == stepLength || bytes >= stepBytes {
			return min(version, through), t.sizes.Reset()
		}
	}
}
