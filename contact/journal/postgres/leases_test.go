package postgres_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact/journal/lease"
	"github.com/acdkit/acdkit/contact/journal/lease/leasetest"
	"github.com/acdkit/acdkit/contact/journal/postgres"
	"github.com/acdkit/acdkit/contact/journal/postgres/pgtest"
	"github.com/jackc/pgx/v5"
)

func TestLeasesConform(t *testing.T) {
	t.Parallel()
	s := server(t)
	leasetest.Run(t, func(t *testing.T, ttl time.Duration) (lease.Table, lease.Table) {
		schema := newSchema()
		open := func() lease.Table {
			return openDB(t, postgres.Config{Pool: newPool(t, s, ""), Schema: schema, Session: ttl}).Leases()
		}
		return open(), open()
	})
}

// TestClaimWaits: a claim that waits for another's sees the session that the other has begun only just before, and takes
// nothing from it.
func TestClaimWaits(t *testing.T) {
	t.Parallel()
	s, schema := server(t), newSchema()
	pool := newPool(t, s, "")
	table := openDB(t, postgres.Config{Pool: pool, Schema: schema, Session: time.Hour}).Leases()
	if err := table.Renew(t.Context(), lease.Node{ID: "waits"}); err != nil {
		t.Fatal(err)
	}
	tx := begun(t, pool, fmt.Sprintf(`INSERT INTO %[1]s.lease VALUES ('x', 'first', 1);
		INSERT INTO %[1]s.node VALUES ('first', '', clock_timestamp() + interval '1 hour')`, schema))
	claimBehind(t, s, schema, table, tx, "", "waits", lease.Lease{Name: "x", Node: "first", Term: 1})
}

// claimBehind claims x, which must wait for a transaction, and ends that with a last statement.
func claimBehind(t *testing.T, s *pgtest.Server, schema string, table *postgres.Leases, tx pgx.Tx, last, node string, want lease.Lease) {
	t.Helper()
	type answer struct {
		held lease.Lease
		err  error
	}
	answers := make(chan answer, 1)
	go func() {
		held, err := table.Claim(t.Context(), "x", node)
		answers <- answer{held, err}
	}()
	waiting(t, s, schema)
	_, err := tx.Exec(t.Context(), last)
	if err = errors.Join(err, tx.Commit(t.Context())); err != nil {
		t.Fatal(err)
	}
	if got := <-answers; got.err != nil || got.held != want {
		t.Errorf("Claim returned %+v, %v, want %+v", got.held, got.err, want)
	}
}

// TestClaimBeside: a claim whose name's holder has renewed its session in time, or whose name is forgotten, beside it.
func TestClaimBeside(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		lock, then string
		want       lease.Lease
	}{
		"renew": {
			lock: `UPDATE %s.node SET expires = clock_timestamp() + interval '1 hour' WHERE id = 'a'`,
			want: lease.Lease{Name: "x", Node: "a", Term: 1},
		},
		"leave": {
			lock: `DELETE FROM %s.node WHERE id = 'a'`,
			want: lease.Lease{Name: "x", Node: "b", Term: 2},
		},
		"forget": {
			lock: `SELECT FROM %s.lease FOR UPDATE`, then: `DELETE FROM %s.lease`,
			want: lease.Lease{Name: "x", Node: "b", Term: 1},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, schema := server(t), newSchema()
			pool := newPool(t, s, "")
			table := openDB(t, postgres.Config{Pool: pool, Schema: schema, Session: time.Hour}).Leases()
			begin := fmt.Sprintf(`INSERT INTO %[1]s.lease VALUES ('x', 'a', 1);
				INSERT INTO %[1]s.node VALUES ('a', '', clock_timestamp()), ('b', '', clock_timestamp() + interval '1 hour')`, schema)
			if _, err := pool.Exec(t.Context(), begin); err != nil {
				t.Fatal(err)
			}
			in := strings.NewReplacer("%s", schema).Replace
			claimBehind(t, s, schema, table, begun(t, pool, in(c.lock)), in(c.then), "b", c.want)
		})
	}
}

// TestRenewBehindLeave: a Renew that the server comes to only after Leave does not bring the names back.
func TestRenewBehindLeave(t *testing.T) {
	t.Parallel()
	table := openDB(t, postgres.Config{Pool: newPool(t, server(t), ""), Schema: newSchema(), Session: time.Hour}).Leases()
	renew := func() error { return table.Renew(t.Context(), lease.Node{ID: "a"}) }
	errRenew := renew()
	_, errClaim := table.Claim(t.Context(), "x", "a")
	if err := errors.Join(errRenew, errClaim, table.Leave(t.Context(), "a"), renew()); err != nil {
		t.Fatal(err)
	}
	if got, err := table.Holder(t.Context(), "x"); err != nil || got != (lease.Lease{Name: "x", Term: 1}) {
		t.Errorf("Holder returned %+v, %v, want nobody", got, err)
	}
}
