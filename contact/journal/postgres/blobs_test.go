package postgres_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/acdkit/acdkit/contact/attachment/blob"
	"github.com/acdkit/acdkit/contact/attachment/blob/blobtest"
	"github.com/acdkit/acdkit/contact/journal/postgres"
)

func TestBlobsConform(t *testing.T) {
	t.Parallel()
	pool := newPool(t, server(t), "")
	blobtest.Run(t, func(t *testing.T) blob.Store {
		return openDB(t, postgres.Config{Pool: pool, Schema: newSchema()}).Blobs()
	})
}

// TestBlobLimit: the limit is inclusive, and a content beyond it leaves nothing.
func TestBlobLimit(t *testing.T) {
	t.Parallel()
	pool, schema := newPool(t, server(t), ""), newSchema()
	s := openDB(t, postgres.Config{Pool: pool, Schema: schema, BlobLimit: 1 << 20}).Blobs()
	for size, want := range map[int]error{1 << 20: nil, 1<<20 + 1: blob.ErrTooLarge, 5 << 20: blob.ErrTooLarge} {
		_, err := s.Put(t.Context(), blob.Key{Owner: "limit", ID: fmt.Sprint(size)}, bytes.NewReader(make([]byte, size)))
		if !errors.Is(err, want) {
			t.Errorf("Put of %d bytes returned %v, want %v", size, err, want)
		}
		if e, ok := errors.AsType[*blob.Error](err); ok && e.Limit != 1<<20 {
			t.Errorf("the limit is said to be %d", e.Limit)
		}
	}
	if got := count(t, pool, schema+".chunk"); got != 2 {
		t.Errorf("%d chunks are there, want 2", got)
	}
}

// TestBlobLeftovers: a Put that fails leaves no row, and what a crash has left is removed a day later.
func TestBlobLeftovers(t *testing.T) {
	t.Parallel()
	pool, schema := newPool(t, server(t), ""), newSchema()
	s := openDB(t, postgres.Config{Pool: pool, Schema: schema}).Blobs()
	broken := io.MultiReader(bytes.NewReader(worldBlob()), iotest.ErrReader(errors.New("broken")))
	if _, err := s.Put(t.Context(), worldKey, broken); !errors.Is(err, blob.ErrRead) {
		t.Fatalf("Put returned %v, want %v", err, blob.ErrRead)
	}
	for _, content := range []string{"first", strings.Repeat("second", 100_000), "first"} { // the key is taken
		_, _ = s.Put(t.Context(), worldKey, strings.NewReader(content))
	}
	if chunks, uploads := count(t, pool, schema+".chunk"), count(t, pool, schema+".upload"); chunks != 1 || uploads != 0 {
		t.Errorf("%d chunks and %d uploads are there, want 1 and 0", chunks, uploads)
	}
	crashed := fmt.Sprintf(`INSERT INTO %[1]s.upload VALUES (4711, clock_timestamp() - interval '25 hours'), (4712, clock_timestamp());
		INSERT INTO %[1]s.chunk VALUES (4711, 0, ''), (4711, 1, ''), (4712, 0, '')`, schema)
	if _, err := pool.Exec(t.Context(), crashed); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Put(t.Context(), blob.Key{Owner: "large", ID: "file"}, bytes.NewReader(worldBlob())); err != nil {
		t.Fatal(err)
	}
	if chunks, uploads := count(t, pool, schema+".chunk"), count(t, pool, schema+".upload"); chunks != 4 || uploads != 1 {
		t.Errorf("%d chunks and %d uploads are there, want 4 and 1", chunks, uploads)
	}
}

// TestBlobsErasedBeside: Erase leaves none, though some that it was about to erase are deleted beside it.
func TestBlobsErasedBeside(t *testing.T) {
	t.Parallel()
	s, schema := server(t), newSchema()
	pool := newPool(t, s, "")
	store := openDB(t, postgres.Config{Pool: pool, Schema: schema}).Blobs()
	for i := range 20 {
		if _, err := store.Put(t.Context(), blob.Key{Owner: "o", ID: fmt.Sprintf("%02d", i)}, strings.NewReader("x")); err != nil {
			t.Fatal(err)
		}
	}
	beside := begun(t, pool, fmt.Sprintf(`WITH gone AS (DELETE FROM %[1]s.blob WHERE id = '03' RETURNING number)
		DELETE FROM %[1]s.chunk USING gone WHERE chunk.number = gone.number`, schema))
	done := make(chan error, 1)
	go func() { done <- store.Erase(t.Context(), "o") }()
	waiting(t, s, schema)
	if err := errors.Join(beside.Commit(t.Context()), <-done); err != nil {
		t.Fatal(err)
	}
	if blobs, chunks := count(t, pool, schema+".blob"), count(t, pool, schema+".chunk"); blobs != 0 || chunks != 0 {
		t.Errorf("%d blobs and %d chunks are left", blobs, chunks)
	}
}

// TestBlobLateChunk: a Put that gives up while the server is still at its last chunk leaves no row.
func TestBlobLateChunk(t *testing.T) {
	t.Parallel()
	s, schema := server(t), newSchema()
	pool := newPool(t, s, "")
	store := openDB(t, postgres.Config{Pool: pool, Schema: schema}).Blobs()
	broken, content := io.Pipe()
	done := make(chan error, 1)
	go func() {
		_, err := store.Put(t.Context(), worldKey, broken)
		done <- err
	}()
	if _, err := content.Write(worldBlob()); err != nil { // returns when the second chunk is read
		t.Fatal(err)
	}
	late := begun(t, pool, fmt.Sprintf(`WITH mine AS (UPDATE %[1]s.upload SET at = clock_timestamp() RETURNING number)
		INSERT INTO %[1]s.chunk (number, place, data) SELECT number, 99, '' FROM mine`, schema))
	content.CloseWithError(errors.New("broken"))
	waiting(t, s, schema)
	if err := late.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := <-done; !errors.Is(err, blob.ErrRead) {
		t.Errorf("Put returned %v, want %v", err, blob.ErrRead)
	}
	if chunks, uploads := count(t, pool, schema+".chunk"), count(t, pool, schema+".upload"); chunks != 0 || uploads != 0 {
		t.Errorf("%d chunks and %d uploads are left", chunks, uploads)
	}
}
