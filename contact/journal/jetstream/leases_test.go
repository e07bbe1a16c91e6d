package jetstream_test

import (
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact/journal/jetstream"
	"github.com/acdkit/acdkit/contact/journal/jetstream/natstest"
	"github.com/acdkit/acdkit/contact/journal/lease"
	"github.com/acdkit/acdkit/contact/journal/lease/leasetest"
)

func openLeases(t testing.TB, cfg jetstream.Config) *jetstream.Leases {
	t.Helper()
	table, err := jetstream.OpenLeases(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(table.Close)
	return table
}

func TestLeasesConformOnOneServer(t *testing.T) { testLeases(t, 1) }

func TestLeasesConformOnThreeServers(t *testing.T) { testLeases(t, 3) }

func testLeases(t *testing.T, servers int) {
	c := natstest.New(t, servers)
	leasetest.Run(t, func(t *testing.T, ttl time.Duration) (lease.Table, lease.Table) {
		cfg := jetstream.Config{Stream: newStore(t, connect(t, c.URL())), Replicas: servers, TTL: ttl}
		var tables [2]lease.Table
		for i := range tables {
			cfg.Conn = connect(t, c.Server(i%servers))
			tables[i] = openLeases(t, cfg)
		}
		return tables[0], tables[1]
	})
}
