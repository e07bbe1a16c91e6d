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
