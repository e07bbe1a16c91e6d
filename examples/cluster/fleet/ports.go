package fleet

import "net"

// FreeAddrs returns addresses on 127.0.0.1 at which nobody listens now.
func FreeAddrs(n int) ([]string, error) {
	addrs := make([]string, n)
	for i := range addrs {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, err
		}
		defer l.Close() // when all have been chosen, so that they are different
		addrs[i] = l.Addr().String()
	}
	return addrs, nil
}
