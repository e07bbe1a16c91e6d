package jetstream_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/jetstream"
	"github.com/acdkit/acdkit/contact/journal/jetstream/natstest"
	"github.com/nats-io/nats.go"
)

// TestReadsWhatWasAcknowledged: who reads over a server that lags behind the leader misses nothing that was acknowledged to
// another process, neither in the ordinary course of things nor when the server was paused for a while.
func TestReadsWhatWasAcknowledged(t *testing.T) {
	c := natstest.NewConfig(t, natstest.Config{Servers: 3, Command: program(t)})
	admin := connect(t, c.URL())
	open(t, jetstream.Config{Conn: admin})
	at, err := leader(t.Context(), c, admin, "acdkit")
	if err != nil {
		t.Fatal(err)
	}
	behind := (at + 1) % 3
	writer := open(t, jetstream.Config{Conn: connect(t, c.Server(at))})
	nc := connect(t, c.Server(behind))
	reader := open(t, jetstream.Config{Conn: nc})
	const records = 100
	stale := 0
	for v := range journal.Version(records) {
		fill(t, writer, "a", v, 1, 10)
		if !hasSequence(t, nc, uint64(v)+1) {
			stale++
		}
		for after := range journal.Version(3) { // one record, and several
			if after = v - min(v, after*10); last(t, reader, "a", after) != v+1 {
				t.Fatalf("Read after %d ended before version %d, which was acknowledged", after, v+1)
			}
		}
	}
	t.Logf("the server lagged behind %d times of %d", stale, records)
	if err := c.Pause(behind); err != nil {
		t.Fatal(err)
	}
	fill(t, writer, "a", records, 100, 10)
	if err := c.Resume(behind); err != nil {
		t.Fatal(err)
	}
	if got := last(t, reader, "a", 0); got != records+100 {
		t.Errorf("Read ended at version %d, want %d", got, records+100)
	}
}

// hasSequence asks the server that the client is connected to, or one near it, and no leader.
func hasSequence(t *testing.T, nc *nats.Conn, seq uint64) bool {
	t.Helper()
	resp, err := nc.Request("$JS.API.DIRECT.GET.acdkit", fmt.Appendf(nil, `{"seq":%d}`, seq), 5*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	return resp.Header.Get("Status") == ""
}

// last returns the version that a Replay ends with.
func last(t *testing.T, j journal.Journal, stream string, after journal.Version) journal.Version {
	t.Helper()
	version := after
	for rec, err := range journal.Replay(t.Context(), j, stream, after) {
		if err != nil {
			t.Fatal(err)
		}
		version = rec.Version
	}
	return version
}

// TestWatchReconnects: a watcher whose connection breaks again and again is woken for everything that was appended meanwhile.
func TestWatchReconnects(t *testing.T) {
	c := natstest.New(t, 1)
	p := newProxy(t, c.URL())
	writer := open(t, jetstream.Config{Conn: connect(t, c.URL()), Replicas: 1})
	watcher := open(t, jetstream.Config{Conn: connect(t, p.url(), nats.IgnoreDiscoveredServers()), Replicas: 1})
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	hints, err := watcher.Watch(ctx, "a")
	if err != nil {
		t.Fatal(err)
	}
	for v := range journal.Version(30) {
		p.cut()
		fill(t, writer, "a", v, 1, 10)
		for seen := v; seen <= v; seen = last(t, watcher, "a", v) {
			select {
			case <-hints:
			case <-ctx.Done():
				t.Fatalf("no hint came for version %d", v+1)
			}
		}
	}
}

// TestWatchElection: a watcher is woken after each election, for what the old leader may not have told.
func TestWatchElection(t *testing.T) {
	c := natstest.New(t, 3)
	nc := connect(t, c.URL())
	j := open(t, jetstream.Config{Conn: nc})
	fill(t, j, "a", 0, 1, 10)
	hints, err := j.Watch(t.Context(), "a")
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if _, err := nc.Request("$JS.API.STREAM.LEADER.STEPDOWN.acdkit", nil, 10*time.Second); err != nil {
			t.Fatal(err)
		}
		select {
		case <-hints:
		case <-time.After(30 * time.Second):
			t.Fatal("no hint came after the election")
		}
	}
}
