package postgres_test

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/acdkit/acdkit/contact/journal/postgres/pgtest"
)

// smallDisk mounts a file system of 2 MiB, which takes root, and returns a folder there that is the server's.
func smallDisk(t *testing.T, s *pgtest.Server) string {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("a small disk takes root to mount")
	}
	point := filepath.Join(s.Dir(), "disk")
	if err := os.Mkdir(point, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", point, "tmpfs", 0, "size=2m"); err != nil {
		t.Skip("a small disk cannot be mounted here: ", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(point, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	folder := filepath.Join(point, "tables")
	info, err := os.Stat(s.Dir())
	if err == nil {
		err = os.Mkdir(folder, 0o700)
	}
	if err == nil {
		owner := info.Sys().(*syscall.Stat_t)
		err = os.Chown(folder, int(owner.Uid), int(owner.Gid))
	}
	if err != nil {
		t.Fatal(err)
	}
	return folder
}
