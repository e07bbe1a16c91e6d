package fleet

import (
	"context"
	"fmt"
	"net"
)

// Via says by which link an address is to be reached.
type Via map[string]string

// Dial connects to an address by its link. There is no other way.
func (v Via) Dial(ctx context.Context, _, addr string) (net.Conn, error) {
	link, known := v[addr]
	if !known {
		return nil, fmt.Errorf("fleet: no link leads to %s", addr)
	}
	var dialer net.Dialer
	return dialer.DialContext(ctx, "tcp", link)
}
