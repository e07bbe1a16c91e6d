package postgres_test

import (
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
