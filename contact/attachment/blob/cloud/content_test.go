package cloud_test

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	gocloud "gocloud.dev/blob"
	"gocloud.dev/blob/memblob"
	"pgregory.net/rapid"

	"github.com/acdkit/acdkit/contact/attachment/blob"
	"github.com/acdkit/acdkit/contact/attachment/blob/cloud"
)

// TestSeek: a reader behaves as bytes.Reader does.
func TestSeek(t *testing.T) {
	s := open(t, cloud.Config{Bucket: memblob.OpenBucket(nil)})
	text := strings.Repeat("0123456789", 30)
	if err := put(s, first, text)(t.Context()); err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(rt *rapid.T) {
		got, err := s.Open(t.Context(), first)
		if err != nil {
			rt.Fatal(err)
		}
		defer got.Close()
		want := strings.NewReader(text)
		for range rapid.IntRange(1, 20).Draw(rt, "steps") {
			if rapid.Bool().Draw(rt, "seek") {
				offset, whence := rapid.Int64Range(-400, 400).Draw(rt, "offset"), rapid.IntRange(-1, 3).Draw(rt, "whence")
				at, err := got.Seek(offset, whence)
				wantAt, wantErr := want.Seek(offset, whence)
				if at != wantAt || (err == nil) != (wantErr == nil) {
					rt.Fatalf("Seek(%d, %d) returned %d and %v, want %d and %v", offset, whence, at, err, wantAt, wantErr)
				}
				continue
			}
			n := rapid.IntRange(0, 350).Draw(rt, "n")
			a, b := make([]byte, n), make([]byte, n)
			read, err := io.ReadFull(got, a)
			wantRead, wantErr := io.ReadFull(want, b)
			if read != wantRead || err != wantErr || !bytes.Equal(a, b) {
				rt.Fatalf("read %d bytes %q and %v, want %d bytes %q and %v", read, a[:read], err, wantRead, b[:wantRead], wantErr)
			}
		}
	})
}

// TestNeverMixed: who reads on somewhere else after the blob was put anew gets an error, and nothing of the new one.
func TestNeverMixed(t *testing.T) {
	for name, bucket := range map[string]*gocloud.Bucket{
		"memory": memblob.OpenBucket(nil), "files": folder(t, t.TempDir()), "S3": s3bucket(t, &s3server{}),
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, cloud.Config{Bucket: bucket})
			if err := put(s, first, strings.Repeat("a", 100))(t.Context()); err != nil {
				t.Fatal(err)
			}
			r, err := s.Open(t.Context(), first)
			if err != nil {
				t.Fatal(err)
			}
			defer r.Close()
			part := make([]byte, 10)
			if _, err := io.ReadFull(r, part); err != nil || string(part) != "aaaaaaaaaa" {
				t.Fatalf("read %q and %v", part, err)
			}
			if err := errors.Join(s.Delete(t.Context(), first), put(s, first, strings.Repeat("b", 100))(t.Context())); err != nil {
				t.Fatal(err)
			}
			if _, err := r.Seek(50, io.SeekStart); err != nil {
				t.Fatal(err)
			}
			n, err := r.Read(part)
			if e, ok := errors.AsType[*blob.Error](err); n != 0 || !ok || e.Op != blob.OpOpen {
				t.Errorf("reading on returned %q and %v, want an error", part[:n], err)
			}
			if err := s.Erase(t.Context(), first.Owner); err != nil {
				t.Fatal(err)
			}
			if _, err := r.Read(part); !errors.Is(err, blob.ErrNotFound) {
				t.Errorf("reading what was erased returned %v, want ErrNotFound", err)
			}
		})
	}
}

// TestShortAnswer: an answer that breaks off is no end.
func TestShortAnswer(t *testing.T) {
	server := &s3server{}
	s := open(t, cloud.Config{Bucket: s3bucket(t, server)})
	if err := put(s, first, strings.Repeat("a", 100))(t.Context()); err != nil {
		t.Fatal(err)
	}
	server.breaks(func(r *http.Request) s3fault {
		if r.Method == http.MethodGet {
			return short
		}
		return fine
	})
	got, err := get(t.Context(), s, first)
	if e, ok := errors.AsType[*blob.Error](err); len(got) >= 100 || !ok || e.Op != blob.OpOpen {
		t.Errorf("read %d bytes and %v, want fewer than 100 and an error", len(got), err)
	}
}

// TestClosed: a reader that was closed reads nothing.
func TestClosed(t *testing.T) {
	s := open(t, cloud.Config{Bucket: memblob.OpenBucket(nil)})
	if err := put(s, first, "one")(t.Context()); err != nil {
		t.Fatal(err)
	}
	r, err := s.Open(t.Context(), first)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	if n, err := r.Read(make([]byte, 3)); n != 0 || err == nil {
		t.Errorf("Read after Close returned %d and %v, want an error", n, err)
	}
	if err := r.Close(); err == nil {
		t.Error("the second Close returned nil")
	}
}

// TestLimit: what is longer is refused, and nothing stays.
func TestLimit(t *testing.T) {
	s := open(t, cloud.Config{Bucket: memblob.OpenBucket(nil), Limit: 3})
	if err := put(s, first, "one")(t.Context()); err != nil {
		t.Error(err)
	}
	err := put(s, second, "four")(t.Context())
	if e, ok := errors.AsType[*blob.Error](err); !ok || e.Err != blob.ErrTooLarge || e.Limit != 3 || e.Key != second {
		t.Errorf("Put of 4 bytes returned %v, want ErrTooLarge with the limit", err)
	}
	if _, err := get(t.Context(), s, second); !errors.Is(err, blob.ErrNotFound) {
		t.Errorf("Open returned %v, want ErrNotFound", err)
	}
}

// TestNamesOfDir: a folder of blob.Dir is a bucket, and a bucket's files are a Dir.
func TestNamesOfDir(t *testing.T) {
	path := filepath.Join(t.TempDir(), "blobs")
	d, err := blob.OpenDir(blob.DirConfig{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	s := open(t, cloud.Config{Bucket: folder(t, path)})
	if err := errors.Join(put(d, first, "of the folder")(t.Context()), put(s, second, "of the bucket")(t.Context())); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(reads(s, first, "of the folder")(t.Context()), reads(d, second, "of the bucket")(t.Context())); err != nil {
		t.Error(err)
	}
}
