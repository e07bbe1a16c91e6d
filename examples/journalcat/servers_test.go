package main

import (
	"net/url"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/jetstream/natstest"
	"github.com/acdkit/acdkit/contact/journal/postgres/pgtest"
)

func TestPostgres(t *testing.T) {
	server := pgtest.Start(t)
	address := url.URL{Scheme: "postgres", Path: "/postgres", RawQuery: url.Values{"host": {server.Dir()}, "user": {"postgres"}}.Encode()}
	catServer(t, source{address: address.String()})
}

func TestJetStream(t *testing.T) {
	catServer(t, source{address: natstest.New(t, 1).URL(), replicas: 1}, "-replicas", "1")
}

// catServer prints what was written to a server's journal.
func catServer(t *testing.T, s source, args ...string) {
	t.Helper()
	j, done, err := s.open(t.Context())
	ok(t, err)
	_, err = journal.Commit(t.Context(), j, "other/1", 0, journal.NewRecord("a", []byte{0x82, 1, 2}))
	ok(t, err)
	done()
	if out := cats(t, exitFine, append(args, s.address)...); !strings.Contains(out, `"cbor":[1,2]`) {
		t.Errorf("printed %q", out)
	}
}
