//go:build !linux

package postgres_test

import (
	"testing"

	"github.com/acdkit/acdkit/contact/journal/postgres/pgtest"
)

func smallDisk(t *testing.T, _ *pgtest.Server) string {
	t.Skip("a small disk is mounted on Linux only")
	return ""
}
