package sqlite

import (
	"errors"
	"strconv"

	"github.com/acdkit/acdkit/contact/journal"
	engine "zombiezen.com/go/sqlite"
)

// reader is a connection that reads a page at a time, and holds no transaction in between.
type reader struct {
	conn           *engine.Conn
	records, names *engine.Stmt
}

// The records are found by way of the index, but what is said of each is what its own row says: an index that points to
// another record is found out.
var (
	recordsQuery = `
		SELECT ` + streamColumns + `, r.stream, r.version, r.id, r.sum, r.data
		FROM stream s
		LEFT JOIN record i ON i.stream = s.number AND i.version > max(?2, s.cut) AND i.version <= s.last
		LEFT JOIN record r ON r.place = i.place
		WHERE s.name = ?1
		ORDER BY i.version
		LIMIT ` + strconv.Itoa(pageLength)
	namesQuery = `
		SELECT ` + streamColumns + `, s.name
		FROM stream s
		WHERE s.name >= ?1
		ORDER BY s.name
		LIMIT ` + strconv.Itoa(pageLength)
)

func newReader(path string) (*reader, error) {
	conn, err := dial(path, engine.OpenReadOnly)
	if err != nil {
		return nil, err
	}
	r := &reader{conn: conn}
	if err := prepare(conn, map[string]**engine.Stmt{recordsQuery: &r.records, namesQuery: &r.names}); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return r, nil
}

// page is the part of a stream after a version, as it was at one moment. If there is no such stream, the number is 0.
type page struct {
	stream stream
	recs   []journal.Record // empty only if there are none
}

func (r *reader) page(name string, after journal.Version) (page, error) {
	r.records.BindText(1, name)
	r.records.BindInt64(2, int64(after))
	p := page{}
	err := p.scan(r.records, name, after)
	return p, errors.Join(err, r.records.Reset())
}

// scan reads rows until the page is full. Versions follow one another.
func (p *page) scan(rows *engine.Stmt, name string, after journal.Version) error {
	for bytes := 0; bytes < pageBytes; {
		ok, err := rows.Step()
		if err != nil || !ok {
			return err
		}
		if p.stream.number == 0 {
			if p.stream, err = scanStream(rows, name); err != nil {
				return err
			}
			after = max(after, p.stream.cut)
		}
		if after == p.stream.last || after > p.stream.last {
			return nil
		}
		rec := scanRecord(rows)
		if after++; rows.ColumnInt64(4) != p.stream.number || rec.Version != after {
			return corrupt("a record is missing, or is another's")
		}
		p.recs = append(p.recs, rec)
		bytes += len(rec.Data)
	}
	return nil
}

// scanRecord reads the columns behind those of the stream, into memory of its own.
func scanRecord(row *engine.Stmt) journal.Record {
	rec := journal.Record{
		Version: journal.Version(row.ColumnInt64(5)),
		ID:      row.ColumnText(6),
		Sum:     uint32(row.ColumnInt64(7)),
		Data:    make([]byte, row.ColumnLen(8)),
	}
	row.ColumnBytes(8, rec.Data)
	return rec
}

// list returns the names of streams from a name on, and verifies what is said of them.
func (r *reader) list(from string) (names []string, err error) {
	r.names.BindText(1, from)
	for {
		ok, err := r.names.Step()
		if err != nil || !ok {
			return names, errors.Join(err, r.names.Reset())
		}
		name := r.names.ColumnText(4)
		if _, err := scanStream(r.names, name); err != nil {
			return nil, errors.Join(err, r.names.Reset())
		}
		names = append(names, name)
	}
}
