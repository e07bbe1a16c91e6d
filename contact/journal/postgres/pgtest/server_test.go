package pgtest_test

import (
	"context"
	"testing"

	"github.com/acdkit/acdkit/contact/journal/postgres/pgtest"
	"github.com/jackc/pgx/v5"
)

// TestServer: what was committed is there after a stop, a kill and a restart.
func TestServer(t *testing.T) {
	s := pgtest.Start(t, "max_connections=20")
	exec(t, s, "CREATE TABLE kept (n int)")
	for i, end := range []func() error{s.Stop, s.Kill, func() error { return nil }} {
		exec(t, s, "INSERT INTO kept VALUES (1)")
		if err := end(); err != nil {
			t.Fatal(err)
		}
		if err := s.Restart(); err != nil {
			t.Fatal(err)
		}
		if got := ask(t, s, "SELECT count(*)::text FROM kept"); got != string(rune('1'+i)) {
			t.Errorf("%s rows are there, want %d", got, i+1)
		}
	}
	for setting, want := range map[string]string{"fsync": "on", "synchronous_commit": "on", "max_connections": "20"} {
		if got := ask(t, s, "SHOW "+setting); got != want {
			t.Errorf("%s is %s, want %s", setting, got, want)
		}
	}
}

func connect(t *testing.T, s *pgtest.Server) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), s.DSN())
	if err != nil {
		t.Fatal(err)
	}
	return conn
}

func exec(t *testing.T, s *pgtest.Server, sql string) {
	t.Helper()
	conn := connect(t, s)
	defer conn.Close(context.Background())
	if _, err := conn.Exec(t.Context(), sql); err != nil {
		t.Fatal(err)
	}
}

func ask(t *testing.T, s *pgtest.Server, sql string) (answer string) {
	t.Helper()
	conn := connect(t, s)
	defer conn.Close(context.Background())
	if err := conn.QueryRow(t.Context(), sql).Scan(&answer); err != nil {
		t.Fatal(err)
	}
	return answer
}
