package sqlite

import (
	"fmt"
	"time"

	engine "zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// settings are the same for all connections. What they are for:
//   - synchronous FULL: each commit is on the disk before it returns.
//   - fullfsync, checkpoint_fullfsync: on macOS a plain fsync leaves data in the disk's own cache.
//   - secure_delete: erased content is overwritten with zeros.
//   - cell_size_check, trusted_schema: care with files that somebody has damaged.
var settings = []string{
	"PRAGMA synchronous = FULL",
	"PRAGMA fullfsync = ON",
	"PRAGMA checkpoint_fullfsync = ON",
	"PRAGMA secure_delete = ON",
	"PRAGMA cell_size_check = ON",
	"PRAGMA trusted_schema = OFF",
	"PRAGMA temp_store = MEMORY",
	fmt.Sprintf("PRAGMA wal_autocheckpoint = %d", walPages),
	fmt.Sprintf("PRAGMA journal_size_limit = %d", walLimit),
}

// dial opens a connection with the settings.
func dial(path string, flags engine.OpenFlags) (*engine.Conn, error) {
	conn, err := engine.OpenConn(path, flags)
	if err != nil {
		return nil, err
	}
	conn.SetBusyTimeout(busyMillis * time.Millisecond)
	for _, setting := range settings {
		if err := exec(conn, setting); err != nil {
			conn.Close()
			return nil, err
		}
	}
	return conn, nil
}

// exec runs a statement once, whatever it returns.
func exec(conn *engine.Conn, text string) error { return query(conn, text, nil) }

func execf(conn *engine.Conn, format string, args ...any) error {
	return exec(conn, fmt.Sprintf(format, args...))
}

// query runs a statement once and calls row for each row.
func query(conn *engine.Conn, text string, row func(*engine.Stmt) error) error {
	return sqlitex.ExecuteTransient(conn, text, &sqlitex.ExecOptions{ResultFunc: row})
}

// number runs a statement that returns one number.
func number(conn *engine.Conn, text string) (n int64, err error) {
	err = query(conn, text, func(row *engine.Stmt) error {
		n = row.ColumnInt64(0)
		return nil
	})
	return n, err
}

// run steps a prepared statement that returns no rows, and makes it ready to be used again.
func run(stmt *engine.Stmt) error {
	if _, err := stmt.Step(); err != nil {
		return err
	}
	return stmt.Reset()
}

// prepare prepares statements for as long as the connection is open.
func prepare(conn *engine.Conn, stmts map[string]**engine.Stmt) error {
	for text, stmt := range stmts {
		var err error
		if *stmt, err = conn.Prepare(text); err != nil {
			return err
		}
	}
	return nil
}
