package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"testing"

	"github.com/acdkit/acdkit/contact/journal/postgres"
	"github.com/jackc/pgx/v5/pgconn"
)

// TestCertain: which errors promise that nothing is stored.
func TestCertain(t *testing.T) {
	for _, c := range []struct {
		severity, code string
		want           bool
	}{
		{"ERROR", "23505", true},  // unique_violation
		{"ERROR", "22021", true},  // character_not_in_repertoire
		{"ERROR", "25006", true},  // read_only_sql_transaction: a standby, or told to be read-only
		{"ERROR", "40001", true},  // serialization_failure
		{"ERROR", "40P01", true},  // deadlock_detected
		{"ERROR", "42501", true},  // insufficient_privilege
		{"ERROR", "42P01", true},  // undefined_table
		{"ERROR", "53100", true},  // disk_full: a table could not grow
		{"ERROR", "53200", true},  // out_of_memory
		{"FATAL", "53300", false}, // too_many_connections: from connecting; in the middle it would be a pooler's
		{"ERROR", "54000", true},  // program_limit_exceeded
		{"ERROR", "55P03", true},  // lock_not_available
		{"ERROR", "57014", true},  // query_canceled
		{"ERROR", "40003", false}, // statement_completion_unknown
		{"ERROR", "08006", false}, // connection_failure, from a proxy
		{"ERROR", "08P01", false}, // protocol_violation, which poolers send when the server is gone
		{"FATAL", "57P01", false}, // admin_shutdown
		{"FATAL", "57P02", false}, // crash_shutdown
		{"FATAL", "57P03", false}, // cannot_connect_now
		{"FATAL", "57P05", false}, // idle_session_timeout
		{"FATAL", "25P03", false}, // idle_in_transaction_session_timeout
		{"PANIC", "53100", false}, // the server's own log has no room
		{"ERROR", "58030", false}, // io_error
		{"ERROR", "XX000", false}, // internal_error
		{"ERROR", "", false},
	} {
		err := fmt.Errorf("wrapped: %w", &pgconn.PgError{Severity: "whatever", SeverityUnlocalized: c.severity, Code: c.code})
		if got := postgres.Certain(err); got != c.want {
			t.Errorf("Certain(%s %s) = %v, want %v", c.severity, c.code, got, c.want)
		}
	}
	for _, err := range []error{io.ErrUnexpectedEOF, net.ErrClosed, context.DeadlineExceeded, errors.New("conn closed")} {
		if postgres.Certain(err) {
			t.Errorf("Certain(%v) = true, want false", err)
		}
	}
}
