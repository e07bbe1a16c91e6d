package pgtest

import (
	"errors"
	"os"
	"os/exec"
	"testing"
)

// Start runs a server in a folder of its own until the test has ended. It skips the test if PostgreSQL is not
// installed. See [Run] for the options.
func Start(t testing.TB, options ...string) *Server {
	t.Helper()
	dir, err := os.MkdirTemp("", "pg") // not t.TempDir, which only this user can enter
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	s, err := Run(dir, options...)
	if errors.Is(err, exec.ErrNotFound) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	})
	return s
}
