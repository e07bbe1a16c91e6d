package host

import (
	"sync/atomic"
	"time"
)

// Clock is a clock on the wall that can be set. It is safe for concurrent use.
type Clock struct{ off atomic.Int64 }

// Now returns what it says.
func (c *Clock) Now() time.Time { return time.Now().Add(time.Duration(c.off.Load())).Round(0) }

// Shift sets it off by so much.
func (c *Clock) Shift(by time.Duration) { c.off.Store(int64(by)) }
