package jetstream_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/jetstream"
	"github.com/acdkit/acdkit/contact/journal/jetstream/natstest"
	"github.com/nats-io/nats.go"
)

func recordID(v journal.Version) string { return fmt.Sprintf("r-%d", v) }

// count replays a stream and returns how many records it has.
func count(t testing.TB, j journal.Journal, stream string) (n journal.Version) {
	t.Helper()
	for _, err := range journal.Replay(t.Context(), j, stream, 0) {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	return n
}

// fill commits records to a stream.
func fill(t testing.TB, j journal.Journal, stream string, after journal.Version, n int, size int) {
	t.Helper()
	for v := after; v < after+journal.Version(n); v++ {
		rec := journal.NewRecord(recordID(v+1), bytes.Repeat([]byte{byte(v)}, size))
		if _, err := journal.Commit(t.Context(), j, stream, v, rec); err != nil {
			t.Fatal(err)
		}
	}
}

// single opens a journal on a server of its own.
func single(t testing.TB, cfg natstest.Config) (*jetstream.Journal, *nats.Conn, *natstest.Cluster) {
	t.Helper()
	c := natstest.NewConfig(t, cfg)
	nc := connect(t, c.URL())
	return open(t, jetstream.Config{Conn: nc, Replicas: 1}), nc, c
}

// TestParts: a record longer than a message may be is stored in parts, and read whole.
func TestParts(t *testing.T) {
	j, nc, _ := single(t, natstest.Config{MaxPayload: 8 << 10})
	for v, size := range []int{0, 1, 7000, 8 << 10, 100_000, 7, 1 << 20} {
		fill(t, j, "a", journal.Version(v), 1, size)
	}
	if n := count(t, j, "a"); n != 7 {
		t.Errorf("%d records, want 7", n)
	}
	fresh := open(t, jetstream.Config{Conn: nc, Replicas: 1})
	for after := range journal.Version(7) {
		for rec, err := range journal.Replay(t.Context(), fresh, "a", after) {
			if err != nil || rec.Version != after+1 {
				t.Fatalf("Replay after %d yielded %d, %v", after, rec.Version, err)
			}
			break
		}
	}
	if err := fresh.Trim(t.Context(), "a", 4); err != nil {
		t.Fatal(err)
	}
	for rec, err := range journal.Replay(t.Context(), j, "a", 4) {
		if err != nil || rec.Version != 5 || len(rec.Data) != 100_000 {
			t.Fatalf("after Trim, Replay yielded version %d with %d bytes, %v", rec.Version, len(rec.Data), err)
		}
		break
	}
}

// publish stores a message as it is.
func publish(t *testing.T, nc *nats.Conn, subject string, data []byte) {
	t.Helper()
	if _, err := nc.Request(subject, data, 5*time.Second); err != nil {
		t.Fatal(err)
	}
}

// TestBrokenOff: parts that a writer left behind are not seen, and in nobody's way, wherever it broke off.
func TestBrokenOff(t *testing.T) {
	j, nc, _ := single(t, natstest.Config{MaxPayload: 8 << 10})
	other := open(t, jetstream.Config{Conn: nc, Replicas: 1})
	rec := journal.NewRecord("lost", make([]byte, 100))
	for v := range journal.Version(6) {
		for part := range uint64(v % 3) {
			publish(t, nc, "acdkit.log.a", jetstream.Part(v+1, part, 3, rec))
		}
		if n := count(t, j, "a"); n != v {
			t.Fatalf("%d records, want %d", n, v)
		}
		if _, err := j.Append(t.Context(), "a", v+1, rec); !errors.Is(err, journal.ErrConflict) {
			t.Fatalf("Append after the record that broke off returned %v, want ErrConflict", err)
		}
		if v > 0 {
			if err := j.Trim(t.Context(), "a", v+1); !errors.Is(err, journal.ErrInvalid) {
				t.Fatalf("Trim of the record that broke off returned %v, want ErrInvalid", err)
			}
		}
		fill(t, []journal.Journal{j, other}[v%2], "a", v, 1, int(v)*5000)
	}
	if n := count(t, other, "a"); n != 6 {
		t.Errorf("%d records, want 6", n)
	}
	publish(t, nc, "acdkit.log.a", jetstream.Part(7, 0, 3, rec))
	if err := j.Trim(t.Context(), "a", 6); err != nil {
		t.Fatal(err)
	}
	for _, err := range journal.Replay(t.Context(), other, "a", 5) {
		if !errors.Is(err, journal.ErrTrimmed) {
			t.Errorf("Replay of what was cut returned %v, want ErrTrimmed", err)
		}
	}
	fill(t, j, "a", 6, 1, 10)
}

// TestNewerFormat: who meets a format that it does not know reads and writes no further, and says why.
func TestNewerFormat(t *testing.T) {
	j, nc, _ := single(t, natstest.Config{})
	fill(t, j, "a", 0, 3, 10)
	publish(t, nc, "acdkit.log.a", []byte{2, 1, 4})
	n, last := 0, error(nil)
	for _, err := range journal.Replay(t.Context(), j, "a", 0) {
		if last = err; err == nil {
			n++
		}
	}
	if !errors.Is(last, jetstream.ErrFormat) || n > 3 {
		t.Errorf("Replay yielded %d records and %v, want %v", n, last, jetstream.ErrFormat)
	}
	if _, err := journal.Commit(t.Context(), j, "a", 3, journal.NewRecord("x", nil)); !errors.Is(err, jetstream.ErrFormat) {
		t.Errorf("Commit returned %v, want %v", err, jetstream.ErrFormat)
	}
	for op, err := range map[string]error{"Trim": j.Trim(t.Context(), "a", 2)} {
		if !errors.Is(err, jetstream.ErrFormat) {
			t.Errorf("%s returned %v, want %v", op, err, jetstream.ErrFormat)
		}
	}
	if err := j.Delete(t.Context(), "a"); err != nil {
		t.Errorf("Delete returned %v", err)
	}
}

// TestHole: a record that was removed by hand is missed by who reads.
func TestHole(t *testing.T) {
	j, nc, _ := single(t, natstest.Config{})
	fill(t, j, "a", 0, 5, 10)
	resp, err := nc.Request("$JS.API.STREAM.MSG.DELETE.acdkit", []byte(`{"seq":3}`), 5*time.Second)
	if err != nil || !bytes.Contains(resp.Data, []byte(`"success":true`)) {
		t.Fatalf("%s, %v", resp.Data, err)
	}
	var last error
	for _, err := range journal.Replay(t.Context(), j, "a", 0) {
		last = err
	}
	if e, ok := errors.AsType[*journal.Error](last); !ok || !errors.Is(last, journal.ErrCorrupt) || e.Version != 3 {
		t.Errorf("Replay returned %v, want ErrCorrupt at version 3", last)
	}
}

// TestFind: who begins in the middle of a long stream, among many others, asks a few times only.
func TestFind(t *testing.T) {
	const records = 600
	j, nc, _ := single(t, natstest.Config{NoSync: true})
	random := rand.New(rand.NewPCG(1, 1))
	for v := range journal.Version(records) {
		fill(t, j, "a", v, 1, 10)
		if v < 100 || v > 550 { // unevenly
			fill(t, j, fmt.Sprintf("b/%d", v), 0, random.IntN(5), 10)
		}
	}
	for range 50 {
		after := journal.Version(random.IntN(records))
		fresh := open(t, jetstream.Config{Conn: nc, Replicas: 1})
		before := nc.Stats().OutMsgs
		for rec, err := range journal.Replay(t.Context(), fresh, "a", after) {
			if err != nil || rec.Version != after+1 {
				t.Fatalf("Replay after %d yielded version %d, %v", after, rec.Version, err)
			}
			break
		}
		if n := nc.Stats().OutMsgs - before; n > 30 {
			t.Errorf("reading after %d of %d took %d requests, want 30 at most", after, records, n)
		}
		fresh.Close()
	}
}

// TestClosed: a journal and a table that are closed refuse, and watches end.
func TestClosed(t *testing.T) {
	j, nc, _ := single(t, natstest.Config{})
	table := openLeases(t, jetstream.Config{Conn: nc, Replicas: 1})
	hints, err := j.Watch(t.Context(), "a")
	if err != nil {
		t.Fatal(err)
	}
	j.Close()
	j.Close()
	table.Close()
	if _, ok := <-hints; ok {
		t.Error("the watch gave a hint, want it closed")
	}
	_, append := j.Append(t.Context(), "a", 0, journal.NewRecord("r", nil))
	_, watch := j.Watch(t.Context(), "a")
	_, nodes := table.Nodes(t.Context())
	errs := map[string]error{"Append": append, "Watch": watch, "Trim": j.Trim(t.Context(), "a", 1), "Delete": j.Delete(t.Context(), "a"), "Nodes": nodes}
	for _, err := range j.Read(t.Context(), "a", 0) {
		errs["Read"] = err
	}
	for op, err := range errs {
		if !errors.Is(err, jetstream.ErrClosed) {
			t.Errorf("%s returned %v, want %v", op, err, jetstream.ErrClosed)
		}
	}
	if len(errs) != 6 {
		t.Error("Read of a closed journal yielded nothing")
	}
}

// TestBackPressure: appends beyond MaxPending wait; what gives up waiting is certainly not stored.
func TestBackPressure(t *testing.T) {
	c := natstest.NewConfig(t, natstest.Config{Command: program(t)})
	nc := connect(t, c.URL())
	j := open(t, jetstream.Config{Conn: nc, Replicas: 1, MaxPending: 2, Try: time.Minute})
	if err := c.Pause(0); err != nil {
		t.Fatal(err)
	}
	begun, before := make(chan error, 2), nc.Stats().OutMsgs
	for i := range 2 {
		go func() {
			_, err := j.Append(t.Context(), fmt.Sprintf("a/%d", i), 0, journal.NewRecord("r", nil))
			begun <- err
		}()
	}
	for nc.Stats().OutMsgs < before+2 {
		time.Sleep(time.Millisecond)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	_, err := j.Append(ctx, "b", 0, journal.NewRecord("r", nil))
	if !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, journal.ErrUnknown) {
		t.Errorf("Append beyond the limit returned %v, want DeadlineExceeded and certainty", err)
	}
	if err := c.Resume(0); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := <-begun; err != nil {
			t.Error(err)
		}
	}
	if n := count(t, j, "b"); n != 0 {
		t.Errorf("%d records, want none of the append that was given up", n)
	}
}

// TestPaused: an append that a server does not answer is in doubt; Commit finds out when the server goes on.
func TestPaused(t *testing.T) {
	c := natstest.NewConfig(t, natstest.Config{Command: program(t)})
	j := open(t, jetstream.Config{Conn: connect(t, c.URL()), Replicas: 1, Try: 100 * time.Millisecond})
	fill(t, j, "a", 0, 1, 10)
	if err := c.Pause(0); err != nil {
		t.Fatal(err)
	}
	rec := journal.NewRecord("doubt", nil)
	if _, err := j.Append(t.Context(), "a", 1, rec); !errors.Is(err, journal.ErrUnknown) {
		t.Errorf("Append to a paused server returned %v, want ErrUnknown", err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := j.Append(ctx, "a", 1, rec); !errors.Is(err, journal.ErrUnknown) || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Append that was given up returned %v, want ErrUnknown and DeadlineExceeded", err)
	}
	if err := c.Resume(0); err != nil {
		t.Fatal(err)
	}
	if v, err := journal.Commit(t.Context(), j, "a", 1, rec); v != 2 || err != nil {
		t.Errorf("Commit = %d, %v, want 2", v, err)
	}
	if n := count(t, j, "a"); n != 2 {
		t.Errorf("%d records, want 2", n)
	}
}

// TestConnectionCloses: an append that is under way when its connection is closed for good is in doubt, because the server
// may have it.
func TestConnectionCloses(t *testing.T) {
	c := natstest.NewConfig(t, natstest.Config{Command: program(t)})
	nc := connect(t, c.URL())
	j := open(t, jetstream.Config{Conn: nc, Replicas: 1, Try: time.Minute})
	other := open(t, jetstream.Config{Conn: connect(t, c.URL()), Replicas: 1})
	if err := c.Pause(0); err != nil {
		t.Fatal(err)
	}
	done, before := make(chan error, 1), nc.Stats().OutMsgs
	rec := journal.NewRecord("doubt", nil)
	go func() {
		_, err := j.Append(t.Context(), "a", 0, rec)
		done <- err
	}()
	for nc.Stats().OutMsgs == before {
		time.Sleep(time.Millisecond)
	}
	nc.Close()
	if err := <-done; !errors.Is(err, journal.ErrUnknown) {
		t.Errorf("Append returned %v, want ErrUnknown", err)
	}
	if _, err := j.Append(t.Context(), "a", 0, rec); !errors.Is(err, jetstream.ErrClosed) || errors.Is(err, journal.ErrUnknown) {
		t.Errorf("Append to a closed connection returned %v, want %v and certainty", err, jetstream.ErrClosed)
	}
	if err := c.Resume(0); err != nil {
		t.Fatal(err)
	}
	if v, err := journal.Commit(t.Context(), other, "a", 0, rec); v != 1 || err != nil {
		t.Errorf("Commit = %d, %v, want 1", v, err)
	}
}

// TestOpensLater: a connection may be there only after Open was called; one that never is there is given up.
func TestOpensLater(t *testing.T) {
	c := natstest.New(t, 1)
	if err := c.Kill(0); err != nil {
		t.Fatal(err)
	}
	cfg := jetstream.Config{Conn: connect(t, c.URL()), Replicas: 1, Patience: 50 * time.Millisecond}
	if _, err := jetstream.Open(t.Context(), cfg); !errors.Is(err, jetstream.ErrUnavailable) {
		t.Errorf("Open without a server returned %v, want %v", err, jetstream.ErrUnavailable)
	}
	started := make(chan error)
	go func() { started <- c.Restart(0) }()
	cfg.Patience = time.Minute
	fill(t, open(t, cfg), "a", 0, 1, 10)
	if err := <-started; err != nil {
		t.Fatal(err)
	}
}

// TestUnavailable: a server that is gone is waited for, but not for ever; nothing is stored.
func TestUnavailable(t *testing.T) {
	c := natstest.New(t, 1)
	j := open(t, jetstream.Config{Conn: connect(t, c.URL()), Replicas: 1, Patience: 300 * time.Millisecond})
	fill(t, j, "a", 0, 1, 10)
	if err := c.Kill(0); err != nil {
		t.Fatal(err)
	}
	var err error
	for err == nil || errors.Is(err, journal.ErrUnknown) { // until the connection knows
		_, err = j.Append(t.Context(), "a", 1, journal.NewRecord("r", nil))
	}
	if !errors.Is(err, jetstream.ErrUnavailable) {
		t.Errorf("Append without a server returned %v, want %v", err, jetstream.ErrUnavailable)
	}
	if err := c.Restart(0); err != nil {
		t.Fatal(err)
	}
	if err := c.Ready(t.Context()); err != nil {
		t.Fatal(err)
	}
	fill(t, j, "a", 1, 1, 10)
	if n := count(t, j, "a"); n != 2 {
		t.Errorf("%d records, want 2", n)
	}
}
