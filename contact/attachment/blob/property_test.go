package blob_test

import (
	"errors"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/acdkit/acdkit/contact/attachment/blob"
)

// TestStoresAgainstModel: whatever is done, in whatever order, a store holds what a map would.
func TestStoresAgainstModel(t *testing.T) {
	base, n := t.TempDir(), 0
	for name, open := range map[string]func(*rapid.T) blob.Store{
		"Memory": func(*rapid.T) blob.Store { return new(blob.Memory) },
		"Dir": func(rt *rapid.T) blob.Store {
			n++
			d, err := blob.OpenDir(blob.DirConfig{Path: filepath.Join(base, strconv.Itoa(n))})
			if err != nil {
				rt.Fatal(err)
			}
			rt.Cleanup(func() { _ = d.Close() })
			return d
		},
	} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(rt *rapid.T) {
				m := &model{t: t, store: open(rt), blobs: make(map[blob.Key]string)}
				actions := map[string]func(*rapid.T){"put": m.put, "delete": m.delete, "erase": m.erase}
				for _, name := range rapid.SliceOfN(rapid.SampledFrom([]string{"put", "put", "put", "delete", "erase"}), 1, 12).Draw(rt, "actions") {
					actions[name](rt)
					m.check(rt)
				}
			})
		})
	}
}

type model struct {
	t     *testing.T
	store blob.Store
	blobs map[blob.Key]string
}

var (
	owners   = []string{"a", "A", "../a"}
	ids      = []string{"1", "11", "CON"}
	contents = []string{"", "x", strings.Repeat("y", 5000)}
)

func (m *model) key(rt *rapid.T) blob.Key {
	return blob.Key{Owner: rapid.SampledFrom(owners).Draw(rt, "owner"), ID: rapid.SampledFrom(ids).Draw(rt, "id")}
}

func (m *model) put(rt *rapid.T) {
	key, data := m.key(rt), rapid.SampledFrom(contents).Draw(rt, "content")
	size, err := m.store.Put(m.t.Context(), key, strings.NewReader(data))
	if old, ok := m.blobs[key]; ok && old != data {
		if !errors.Is(err, blob.ErrExists) {
			rt.Fatalf("Put returned %v, want ErrExists", err)
		}
		return
	}
	if err != nil || size != int64(len(data)) {
		rt.Fatalf("Put returned %d and %v, want %d", size, err, len(data))
	}
	m.blobs[key] = data
}

func (m *model) delete(rt *rapid.T) {
	key := m.key(rt)
	if err := m.store.Delete(m.t.Context(), key); err != nil {
		rt.Fatal(err)
	}
	delete(m.blobs, key)
}

func (m *model) erase(rt *rapid.T) {
	owner := rapid.SampledFrom(owners).Draw(rt, "owner")
	if err := m.store.Erase(m.t.Context(), owner); err != nil {
		rt.Fatal(err)
	}
	for key := range m.blobs {
		if key.Owner == owner {
			delete(m.blobs, key)
		}
	}
}

func (m *model) check(rt *rapid.T) {
	for _, owner := range owners {
		for _, id := range ids {
			key := blob.Key{Owner: owner, ID: id}
			got, err := get(m.t, m.store, key)
			want, ok := m.blobs[key]
			if got != want || (err == nil) != ok || !ok && !errors.Is(err, blob.ErrNotFound) {
				rt.Fatalf("Open of %q read %d bytes and %v, want %d bytes: %t", key, len(got), err, len(want), ok)
			}
		}
	}
}

// safe is what names of files are made of: nothing that any system folds, forbids or keeps for devices.
var safe = regexp.MustCompile(`^o-[0-9a-v]+/b-[0-9a-v]+$`)

// TestFileNames: two keys have the same file only if they are the same, also if case does not count.
func TestFileNames(t *testing.T) {
	name := rapid.OneOf(
		rapid.StringN(1, -1, blob.MaxName),
		rapid.SampledFrom([]string{"a", "A", "a/b", "..", "CON", "á", "a\u0301", strings.Repeat("한", 42), strings.Repeat("\xff", blob.MaxName)}),
		rapid.StringMatching(`[aAbB/]{1,3}`),
	)
	rapid.Check(t, func(rt *rapid.T) {
		a := blob.Key{Owner: name.Draw(rt, "owner"), ID: name.Draw(rt, "id")}
		b := blob.Key{Owner: name.Draw(rt, "other owner"), ID: name.Draw(rt, "other id")}
		fileA, fileB := blob.FileOf(a), blob.FileOf(b)
		if (a == b) != strings.EqualFold(fileA, fileB) {
			rt.Fatalf("files of %q and %q: %s and %s", a, b, fileA, fileB)
		}
		if path.Dir(fileA) != blob.FolderOf(a.Owner) || (a.Owner == b.Owner) != (path.Dir(fileA) == path.Dir(fileB)) {
			rt.Fatalf("folders of %q and %q: %s and %s", a.Owner, b.Owner, path.Dir(fileA), path.Dir(fileB))
		}
		for part := range strings.SplitSeq(fileA, "/") {
			if len(part) > 207 {
				rt.Fatalf("file of %q: %d characters", a, len(part))
			}
		}
		if !safe.MatchString(fileA) {
			rt.Fatalf("file of %q: %s", a, fileA)
		}
	})
}

// FuzzDirKeys: no key, legal or not, makes a file outside of its place.
func FuzzDirKeys(f *testing.F) {
	for _, name := range []string{"a", "../x", "/etc/x", `..\x`, "CON", "a\x00b", "", "한글", "\xff", strings.Repeat("x", 129)} {
		f.Add(name, name)
	}
	dir := filepath.Join(f.TempDir(), "blobs")
	d, err := blob.OpenDir(blob.DirConfig{Path: dir})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, owner, id string) {
		key := blob.Key{Owner: owner, ID: id}
		_, err := d.Put(t.Context(), key, strings.NewReader(owner))
		if invalid := blob.CheckKey(blob.OpPut, key) != nil; invalid != errors.Is(err, blob.ErrInvalid) || !invalid && err != nil {
			t.Fatalf("Put returned %v, want invalid: %t", err, invalid)
		}
		if err == nil {
			if info, err := os.Lstat(filepath.Join(dir, filepath.FromSlash(blob.FileOf(key)))); err != nil || info.Size() != int64(len(owner)) {
				t.Errorf("%q is not where it should be: %v", key, err)
			}
			if err := d.Erase(t.Context(), owner); err != nil {
				t.Error(err)
			}
		}
		if names := tree(t, filepath.Dir(dir)); len(names) != 2 {
			t.Fatalf("files after Erase: %q", names)
		}
	})
}
