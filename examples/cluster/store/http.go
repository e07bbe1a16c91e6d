package store

import (
	"net"
	"net/http"
	"time"

	"github.com/acdkit/acdkit/routing/cluster/httprpc"
)

// token is shared by the nodes of this demonstration, which listen on the loopback interface only.
const token = "nodes-of-a-demonstration-on-one-machine"

// serveHTTP makes the node reachable, as cfg.Addr to those who have a link, and lets it reach others by its links.
func (s *Store) serveHTTP(cfg Config) error {
	rpc, err := httprpc.New(httprpc.Config{
		URL: "http://" + cfg.Addr + "/cluster", Token: token,
		Client: &http.Client{Transport: &http.Transport{DialContext: cfg.Via.Dial, MaxIdleConnsPerHost: 64, IdleConnTimeout: time.Minute}},
	})
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.Handle("POST /cluster", rpc)
	server := &http.Server{Handler: mux, ReadHeaderTimeout: time.Minute}
	go server.Serve(listener) // until it is closed
	s.close = append(s.close, func() { server.Close() })
	s.Transport, s.Listens = rpc, listener.Addr().String()
	return nil
}
