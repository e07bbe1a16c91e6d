package store

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"syscall"

	"github.com/acdkit/acdkit/routing/cluster"
)

type interim struct {
	addr string
	hc   *http.Client
	ln   net.Listener
}

func (s *Store) serveHTTP(cfg Config, _ *slog.Logger) error {
	ln, err := net.Listen("tcp", cfg.Addr)
	if err != nil {
		return err
	}
	s.Transport = &interim{cfg.Addr, &http.Client{Transport: &http.Transport{DialContext: cfg.Via.Dial, MaxIdleConnsPerHost: 100}}, ln}
	return nil
}

func (i *interim) Addr() string { return i.addr }
func (i *interim) Serve(ctx context.Context, handle cluster.Handler) error {
	srv := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, err := io.ReadAll(r.Body)
		if err != nil {
			w.WriteHeader(400)
			return
		}
		w.Write(handle(r.Context(), b))
	})}
	context.AfterFunc(ctx, func() { srv.Shutdown(context.Background()) })
	srv.Serve(i.ln)
	return nil
}
func (i *interim) Call(ctx context.Context, addr string, request []byte) ([]byte, error) {
	r, _ := http.NewRequestWithContext(ctx, "POST", "http://"+addr+"/", bytes.NewReader(request))
	resp, err := i.hc.Do(r)
	if err != nil {
		if errors.Is(err, syscall.ECONNREFUSED) {
			return nil, &cluster.CallError{Addr: addr, Err: cluster.ErrUnreachable, Cause: err}
		}
		return nil, &cluster.CallError{Addr: addr, Err: cluster.ErrNoAnswer, Cause: err}
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, &cluster.CallError{Addr: addr, Err: cluster.ErrNoAnswer, Cause: err}
	}
	return b, nil
}
