package sqlite

import (
	engine "zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// applicationID marks the file as a journal, in its header, for this package and for file(1). It is "acdj".
const applicationID = 0x6163646a

// upgrades lead from one version of the format to the next. The version, PRAGMA user_version, is the number of those that
// have been made; a new file has version 0, so that it takes all of them. What has been released is never changed:
// a new version is a new upgrade at the end, with a file of the version before it in testdata.
var upgrades = []string{format1}

// format1: a row for each stream, and one for each record. The rows of records lie in the order of writing, so that
// appending to many streams fills one page after another; only the small index goes by stream.
const format1 = `
CREATE TABLE stream (
	name TEXT NOT NULL PRIMARY KEY,
	number INTEGER NOT NULL,
	last INTEGER NOT NULL,
	cut INTEGER NOT NULL,
	sum INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE record (
	place INTEGER PRIMARY KEY,
	stream INTEGER NOT NULL,
	version INTEGER NOT NULL,
	id TEXT NOT NULL,
	sum INTEGER NOT NULL,
	data BLOB NOT NULL,
	UNIQUE (stream, version)
) STRICT;
`

// adopt makes the file a journal of the latest format, if it is none yet or has an older one.
func adopt(conn *engine.Conn, upgrades []string) error {
	version, err := identify(conn, len(upgrades))
	if err != nil || version == len(upgrades) {
		return err
	}
	if err := exec(conn, "BEGIN IMMEDIATE"); err != nil {
		return err
	}
	err = upgrade(conn, upgrades[version:], len(upgrades))
	if err == nil {
		err = exec(conn, "COMMIT")
	}
	if err != nil && !conn.AutocommitEnabled() {
		exec(conn, "ROLLBACK")
	}
	return err
}

// identify returns the version of the file's format, 0 for a new file.
func identify(conn *engine.Conn, latest int) (version int, err error) {
	var found [3]int64
	for i, query := range []string{"PRAGMA application_id", "PRAGMA user_version", "SELECT count(*) FROM sqlite_schema"} {
		if found[i], err = number(conn, query); err != nil {
			return 0, err
		}
	}
	id, version, tables := found[0], int(found[1]), found[2]
	switch {
	case id == 0 && version == 0 && tables == 0:
		return 0, nil
	case id != applicationID || version <= 0 || tables == 0:
		return 0, ErrForeign
	case version > latest:
		return version, &Error{Format: version, Err: ErrNewer}
	}
	return version, nil
}

func upgrade(conn *engine.Conn, upgrades []string, version int) error {
	for _, script := range upgrades {
		if err := sqlitex.ExecuteScript(conn, script, nil); err != nil {
			return err
		}
	}
	if err := execf(conn, "PRAGMA application_id = %d", applicationID); err != nil {
		return err
	}
	return execf(conn, "PRAGMA user_version = %d", version)
}

// checkSchema compares the tables of the file with those of a new one. One letter that has changed can give the same
// records another meaning.
func checkSchema(conn *engine.Conn, upgrades []string) error {
	fresh, err := engine.OpenConn(":memory:", engine.OpenReadWrite)
	if err != nil {
		return err
	}
	defer fresh.Close()
	if err := upgrade(fresh, upgrades, len(upgrades)); err != nil {
		return err
	}
	want, err := schemaOf(fresh)
	if err != nil {
		return err
	}
	got, err := schemaOf(conn)
	if err != nil {
		return err
	}
	if got != want {
		return corrupt("the tables are not those of format %d", len(upgrades))
	}
	return nil
}

// schemaQuery leaves out what ANALYZE has made.
const schemaQuery = `SELECT type, name, tbl_name, sql FROM sqlite_schema
	WHERE name NOT LIKE 'sqlite!_stat%' ESCAPE '!' ORDER BY type, name`

func schemaOf(conn *engine.Conn) (text string, err error) {
	err = query(conn, schemaQuery, func(row *engine.Stmt) error {
		for column := range 4 {
			text += row.ColumnText(column) + "\n"
		}
		return nil
	})
	return text, err
}
