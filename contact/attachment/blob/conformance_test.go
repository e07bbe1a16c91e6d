package blob_test

import (
	"path/filepath"
	"testing"

	"github.com/acdkit/acdkit/contact/attachment/blob"
	"github.com/acdkit/acdkit/contact/attachment/blob/blobtest"
)

func TestMemoryConforms(t *testing.T) {
	blobtest.Run(t, func(*testing.T) blob.Store { return new(blob.Memory) })
}

func TestDirConforms(t *testing.T) {
	blobtest.Run(t, func(t *testing.T) blob.Store { return openDir(t, blob.DirConfig{}) })
}

// openDir opens a folder of blobs; without a path it is a new one.
func openDir(t *testing.T, cfg blob.DirConfig) *blob.Dir {
	t.Helper()
	if cfg.Path == "" {
		cfg.Path = filepath.Join(t.TempDir(), "blobs")
	}
	d, err := blob.OpenDir(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	return d
}
