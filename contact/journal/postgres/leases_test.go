package postgres_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact/journal/lease"
	"github.com/acdkit/acdkit/contact/journal/lease/leasetest"
	"github.com/acdkit/acdkit/contact/journal/postgres"
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
	tx, err := pool.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback(context.Background())
	for _, sql := range []string{
		`INSERT INTO %s.lease VALUES ('x', 'first', 1)`,
		`INSERT INTO %s.node VALUES ('first', '', clock_timestamp() + interval '1 hour')`,
	} {
		if _, err := tx.Exec(t.Context(), fmt.Sprintf(sql, schema)); err != nil {
			t.Fatal(err)
		}
	}
	type answer struct {
		held lease.Lease
		err  error
	}
	answers := make(chan answer, 1)
	go func() {
		held, err := table.Claim(t.Context(), "x", "waits")
		answers <- answer{held, err}
	}()
	waiting(t, s, schema)
	if err := tx.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	want := lease.Lease{Name: "x", Node: "first", Term: 1}
	if got := <-answers; got.err != nil || got.held != want {
		t.Errorf("Claim returned %+v, %v, want %+v", got.held, got.err, want)
	}
}
