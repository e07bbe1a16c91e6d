package lease_test

import (
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact/journal/lease"
	"github.com/acdkit/acdkit/contact/journal/lease/leasetest"
)

func TestMemoryConforms(t *testing.T) {
	leasetest.Run(t, func(_ *testing.T, ttl time.Duration) (lease.Table, lease.Table) {
		m := &lease.Memory{Session: ttl}
		return m, m
	})
}
