package blob_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/acdkit/acdkit/contact/attachment/blob"
)

// tree lists the files below path, and the folders with a slash.
func tree(t *testing.T, path string) (names []string) {
	t.Helper()
	err := fs.WalkDir(os.DirFS(path), ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name == ".":
			return nil
		case entry.IsDir():
			name += "/"
		}
		names = append(names, name)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func put(t *testing.T, s blob.Store, key blob.Key, data string) {
	t.Helper()
	if _, err := s.Put(t.Context(), key, strings.NewReader(data)); err != nil {
		t.Fatal(err)
	}
}

// get returns the content under key, or the error.
func get(t *testing.T, s blob.Store, key blob.Key) (string, error) {
	t.Helper()
	r, err := s.Open(t.Context(), key)
	if err != nil {
		return "", err
	}
	data, err := io.ReadAll(r)
	return string(data), errors.Join(err, r.Close())
}

// TestDirFiles: which files and folders there are after each call.
func TestDirFiles(t *testing.T) {
	path := filepath.Join(t.TempDir(), "blobs")
	d := openDir(t, blob.DirConfig{Path: path, Limit: 1000})
	a, b, c := blob.Key{Owner: "one", ID: "A"}, blob.Key{Owner: "one", ID: "b/.."}, blob.Key{Owner: "Two", ID: "A"}
	const one, two = "o-dtn6a", "o-ahrmu"
	for _, step := range []struct {
		name string
		do   func(ctx context.Context) error
		want []string
	}{
		{"nothing", func(context.Context) error { return nil }, []string{"tmp/"}},
		{"put", func(context.Context) error { put(t, d, a, "x"); return nil }, []string{one + "/", one + "/b-84", "tmp/"}},
		{"again", func(context.Context) error { put(t, d, a, "x"); return nil }, []string{one + "/", one + "/b-84", "tmp/"}},
		{"exists", func(ctx context.Context) error {
			_, err := d.Put(ctx, a, strings.NewReader("y"))
			return want(err, blob.ErrExists)
		}, []string{one + "/", one + "/b-84", "tmp/"}},
		{"fails", func(ctx context.Context) error {
			_, err := d.Put(ctx, c, io.MultiReader(strings.NewReader("half"), iotest.ErrReader(io.ErrClosedPipe)))
			return want(err, blob.ErrRead)
		}, []string{one + "/", one + "/b-84", "tmp/"}},
		{"too large", func(ctx context.Context) error {
			_, err := d.Put(ctx, c, zeros{})
			return want(err, blob.ErrTooLarge)
		}, []string{one + "/", one + "/b-84", "tmp/"}},
		{"more", func(context.Context) error { put(t, d, b, ""); put(t, d, c, ""); return nil }, []string{
			two + "/", two + "/b-84", one + "/", one + "/b-84", one + "/b-c8nisbg", "tmp/",
		}},
		{"delete", func(ctx context.Context) error { return d.Delete(ctx, a) }, []string{two + "/", two + "/b-84", one + "/", one + "/b-c8nisbg", "tmp/"}},
		{"delete the last", func(ctx context.Context) error { return d.Delete(ctx, b) }, []string{two + "/", two + "/b-84", "tmp/"}},
		{"erase", func(ctx context.Context) error { return d.Erase(ctx, c.Owner) }, []string{"tmp/"}},
	} {
		if err := step.do(t.Context()); err != nil {
			t.Errorf("%s: %v", step.name, err)
		}
		if diff := cmp.Diff(step.want, tree(t, path)); diff != "" {
			t.Errorf("files after %s mismatch (-want +got):\n%s", step.name, diff)
		}
	}
}

func want(err, want error) error {
	if errors.Is(err, want) {
		return nil
	}
	return errors.Join(errors.New("wrong error"), err)
}

// TestDirModes: nobody else may read what is there.
func TestDirModes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "blobs")
	d := openDir(t, blob.DirConfig{Path: path})
	put(t, d, key, "x")
	for name, want := range map[string]fs.FileMode{
		".": fs.ModeDir | 0o700, blob.Unfinished: fs.ModeDir | 0o700, blob.FolderOf(key.Owner): fs.ModeDir | 0o700, blob.FileOf(key): 0o600,
	} {
		info, err := os.Stat(filepath.Join(path, name))
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode(); got != want && runtime.GOOS != "windows" {
			t.Errorf("%s has mode %v, want %v", name, got, want)
		}
	}
}

// TestDirReopen: blobs outlive the Dir, and what a crash left does not.
func TestDirReopen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "blobs")
	first := openDir(t, blob.DirConfig{Path: path})
	put(t, first, key, "kept")
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	left := filepath.Join(path, blob.Unfinished, "1")
	if err := os.WriteFile(left, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	second := openDir(t, blob.DirConfig{Path: path})
	if got, err := get(t, second, key); got != "kept" || err != nil {
		t.Errorf("Open read %q and %v, want what was put", got, err)
	}
	if _, err := os.Stat(left); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("what a crash left is still there: %v", err)
	}
	put(t, second, blob.Key{Owner: "contact-2", ID: "file-1"}, "more")
}

// TestDirClosed: every call fails, with an error of the port.
func TestDirClosed(t *testing.T) {
	d := openDir(t, blob.DirConfig{})
	put(t, d, key, "x")
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	_, putErr := d.Put(t.Context(), key, strings.NewReader("x"))
	_, openErr := d.Open(t.Context(), key)
	for op, err := range map[blob.Op]error{
		blob.OpPut: putErr, blob.OpOpen: openErr, blob.OpDelete: d.Delete(t.Context(), key), blob.OpErase: d.Erase(t.Context(), key.Owner),
	} {
		if e, ok := errors.AsType[*blob.Error](err); !ok || e.Op != op || !errors.Is(err, os.ErrClosed) {
			t.Errorf("%s returned %v, want os.ErrClosed", op, err)
		}
	}
}

func TestOpenDirFails(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, path := range map[string]string{"a file": file, "no parent": filepath.Join(file+"s", "blobs"), "nothing": ""} {
		d, err := blob.OpenDir(blob.DirConfig{Path: path})
		if err == nil || !strings.HasPrefix(err.Error(), "blob: ") {
			t.Errorf("%s: OpenDir returned %v and %v, want an error", name, d, err)
		}
	}
}

// TestDirStaysInside: a link that somebody laid in the folder leads nowhere.
func TestDirStaysInside(t *testing.T) {
	path, outside := filepath.Join(t.TempDir(), "blobs"), t.TempDir()
	d := openDir(t, blob.DirConfig{Path: path})
	if err := os.Symlink(outside, filepath.Join(path, blob.FolderOf(key.Owner))); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(outside, filepath.Base(blob.FileOf(key))), []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := get(t, d, key); err == nil {
		t.Errorf("Open read %q outside the folder", got)
	}
	if _, err := d.Put(t.Context(), blob.Key{Owner: key.Owner, ID: "file-2"}, strings.NewReader("x")); err == nil {
		t.Error("Put stored outside the folder")
	}
	if err := d.Erase(t.Context(), key.Owner); err != nil {
		t.Errorf("Erase failed: %v", err)
	}
	if got := tree(t, outside); len(got) != 1 {
		t.Errorf("outside the folder is %q now", got)
	}
}

// TestDirPlaceTaken: a place that is taken by something else makes Put fail without a trace.
func TestDirPlaceTaken(t *testing.T) {
	path := filepath.Join(t.TempDir(), "blobs")
	d := openDir(t, blob.DirConfig{Path: path})
	if err := os.WriteFile(filepath.Join(path, blob.FolderOf(key.Owner)), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := d.Put(t.Context(), key, strings.NewReader("x"))
	if e, ok := errors.AsType[*blob.Error](err); !ok || e.Key != key {
		t.Errorf("Put returned %v, want a *blob.Error", err)
	}
	if got := tree(t, filepath.Join(path, blob.Unfinished)); len(got) > 0 {
		t.Errorf("Put left %q", got)
	}
}

func TestSameContent(t *testing.T) {
	data := bytes.Repeat([]byte("0123456789"), 20_000)
	fails := iotest.ErrReader(io.ErrClosedPipe)
	for name, tc := range map[string]struct {
		a, b io.Reader
		same bool
		err  error
	}{
		"empty":           {bytes.NewReader(nil), bytes.NewReader(nil), true, nil},
		"same":            {bytes.NewReader(data), iotest.HalfReader(bytes.NewReader(data)), true, nil},
		"whole buffers":   {bytes.NewReader(data[:128<<10]), bytes.NewReader(data[:128<<10]), true, nil},
		"shorter":         {bytes.NewReader(data[:len(data)-1]), bytes.NewReader(data), false, nil},
		"buffer less":     {bytes.NewReader(data[:64<<10]), bytes.NewReader(data[:128<<10]), false, nil},
		"buffer more":     {bytes.NewReader(data[:128<<10]), bytes.NewReader(data[:64<<10]), false, nil},
		"empty and not":   {bytes.NewReader(nil), bytes.NewReader(data), false, nil},
		"other":           {bytes.NewReader(data[1:]), bytes.NewReader(data[:len(data)-1]), false, nil},
		"the first fails": {fails, bytes.NewReader(data), false, io.ErrClosedPipe},
		"the other fails": {bytes.NewReader(data), io.MultiReader(bytes.NewReader(data[:100_000]), fails), false, io.ErrClosedPipe},
	} {
		if same, err := blob.SameContent(tc.a, tc.b); same != tc.same || !errors.Is(err, tc.err) {
			t.Errorf("%s: got %t and %v, want %t and %v", name, same, err, tc.same, tc.err)
		}
	}
}
