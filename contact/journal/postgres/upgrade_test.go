package postgres_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/contact/attachment/blob"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/lease"
	"github.com/acdkit/acdkit/contact/journal/postgres"
	"github.com/acdkit/acdkit/contact/journal/postgres/pgtest"
	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

var update = flag.Bool("update", false, "write the dump of the schema's present version, if there is none")

// TestUpgrade opens dumps that each version of the schema has left, once and for all, and finds what was in it.
func TestUpgrade(t *testing.T) {
	t.Parallel()
	s := server(t)
	for v := 1; v <= postgres.SchemaVersion; v++ {
		t.Run(fmt.Sprint("version ", v), func(t *testing.T) {
			name := filepath.Join("testdata", fmt.Sprintf("version%d.sql.gz", v))
			dump, err := readDump(name)
			if errors.Is(err, fs.ErrNotExist) && v == postgres.SchemaVersion && *update {
				dump = writeDump(t, s, name)
			} else if err != nil {
				t.Fatal(err)
			}
			checkWorld(t, openDB(t, postgres.Config{Pool: load(t, dump)}))
		})
	}
}

// world is what is in a dump: a stream with this many records of which some are trimmed, and more.
const (
	worldRecords = 20
	worldCut     = 5
)

func worldRecord(i int) journal.Record {
	return journal.NewRecord(fmt.Sprint("record-", i), bytes.Repeat([]byte{byte(i), 0, 0xff}, i*i*20))
}

func worldBlob() []byte { return bytes.Repeat([]byte("content of a blob "), 40_000) }

var worldKey = blob.Key{Owner: "contact-1", ID: "file-1"}

func makeWorld(t *testing.T, db *postgres.DB) {
	t.Helper()
	ctx, j := t.Context(), db.Journal()
	for i := range worldRecords {
		if _, err := j.Append(ctx, stream, version(i), worldRecord(i)); err != nil {
			t.Fatal(err)
		}
	}
	appendTo(t, j, "chat/gone", 0)
	appendTo(t, j, "chat/상담", 0)
	_, errPut := db.Blobs().Put(ctx, worldKey, bytes.NewReader(worldBlob()))
	_, errSmall := db.Blobs().Put(ctx, blob.Key{Owner: "contact-1", ID: "file-2"}, strings.NewReader("small"))
	errRenew := db.Leases().Renew(ctx, lease.Node{ID: "node-1", Addr: "host:1"})
	_, errClaim := db.Leases().Claim(ctx, stream, "node-1")
	if err := errors.Join(j.Trim(ctx, stream, worldCut), j.Delete(ctx, "chat/gone"), errPut, errSmall, errRenew, errClaim); err != nil {
		t.Fatal(err)
	}
}

func checkWorld(t *testing.T, db *postgres.DB) {
	t.Helper()
	ctx, j := t.Context(), db.Journal()
	n := worldCut
	for rec, err := range journal.Replay(ctx, j, stream, worldCut) {
		if err != nil {
			t.Fatal(err)
		}
		want := worldRecord(n)
		n++
		want.Version = version(n)
		if diff := cmp.Diff(want, rec); diff != "" {
			t.Errorf("record %d mismatch (-want +got):\n%s", n, diff)
		}
	}
	if n != worldRecords {
		t.Errorf("the last record is %d, want %d", n, worldRecords)
	}
	for _, err := range j.Read(ctx, stream, worldCut-1) {
		if !errors.Is(err, journal.ErrTrimmed) {
			t.Errorf("Read from before the cut yields %v, want %v", err, journal.ErrTrimmed)
		}
	}
	if got := len(ids(t, j, "chat/gone")); got != 0 {
		t.Errorf("an erased stream has %d records", got)
	}
	appendTo(t, j, "chat/상담", 1)
	appendTo(t, j, "chat/gone", 0)
	appendTo(t, j, stream, worldRecords)
	checkWorldBlobs(t, db.Blobs())
	got, err := db.Leases().Holder(ctx, stream)
	if err != nil || got.Term != 1 {
		t.Errorf("Holder returned %+v, %v, want term 1", got, err)
	}
}

func checkWorldBlobs(t *testing.T, s *postgres.Blobs) {
	t.Helper()
	r, err := s.Open(t.Context(), worldKey)
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(r)
	if err != nil || !bytes.Equal(got, worldBlob()) {
		t.Errorf("the blob has %d bytes, %v, want %d", len(got), err, len(worldBlob()))
	}
	if _, err := s.Put(t.Context(), worldKey, bytes.NewReader(worldBlob())); err != nil {
		t.Errorf("Put of what is there returned %v", err)
	}
	for _, id := range []string{"file-3", "file-4"} {
		if _, err := s.Put(t.Context(), blob.Key{Owner: "contact-1", ID: id}, bytes.NewReader(worldBlob())); err != nil {
			t.Error(err)
		}
	}
}

// writeDump makes the world with this program and writes what pg_dump says of it.
func writeDump(t *testing.T, s *pgtest.Server, name string) []byte {
	t.Helper()
	base := newSchema()
	run(t, s, "CREATE DATABASE "+base)
	makeWorld(t, openDB(t, postgres.Config{Pool: newPool(t, s, "dbname="+base)}))
	dump, err := s.Command("pg_dump", "-h", s.Dir(), "-U", "postgres", "--inserts", "--no-owner", "--schema=acdkit", base).Output()
	if err != nil {
		t.Fatal(err)
	}
	dump = regexp.MustCompile(`(?m)^(--.*|\\.*|)\n`).ReplaceAll(dump, nil) // comments and psql's commands
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	_, err = w.Write(dump)
	if err := errors.Join(err, w.Close(), os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, packed.Bytes(), 0o644)); err != nil {
		t.Fatal(err)
	}
	return dump
}

func readDump(name string) ([]byte, error) {
	packed, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

// load makes a database of a dump.
func load(t *testing.T, dump []byte) *pgxpool.Pool {
	t.Helper()
	pool := database(t, "")
	conn, err := pgx.ConnectConfig(t.Context(), pool.Config().ConnConfig)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	if _, err := conn.PgConn().Exec(t.Context(), string(dump)).ReadAll(); err != nil {
		t.Fatal(err)
	}
	return pool
}
