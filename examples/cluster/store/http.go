package store

import (
	"net"
	"net/http"
	"time"

	"github.com/acdkit/acdkit/routing/cluster/httprpc"
)

// token is shared by the nodes of this demonstration, which listen on the loopback interface only.
const token = "nodes-of-a-demonstration-on-one-machine"

// serveHTTP makes the node reachable at cfg.Addr, and lets it reach others by their links.
func (s *Store) serveHTTP(cfg Config) error {
	rpc, err := httprpc.New(httprpc.Config{
		URL: "http://" + cfg.Addr + "/cluster", Token: token,
		Client: &http.Client{Transport: &http.Transport{DialContext: cfg.Via.Dial, MaxIdleConnsPerHost: 64, IdleConnTimeout: time.Minute}},
	})
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", cfg.Addr)
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.Handle("POST /cluster", rpc)
	server := &http.Server{Handler: mux, ReadHeaderTimeout: time.Minute}
	go server.Serve(listener) // until it is closed
	s.close = append(s.close, func() { server.Close() })
	s.Transport = rpc
	return nil
}
