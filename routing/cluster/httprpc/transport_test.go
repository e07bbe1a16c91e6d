package httprpc_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/acdkit/acdkit/routing/cluster"
	"github.com/acdkit/acdkit/routing/cluster/clustertest"
	"github.com/acdkit/acdkit/routing/cluster/httprpc"
)

const token = "a-token-of-the-tests-only"

// mount starts a server and mounts a node's transport in it.
func mount(t testing.TB, start func(*httptest.Server), cfg httprpc.Config) *httprpc.Transport {
	t.Helper()
	var rpc *httprpc.Transport
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rpc.ServeHTTP(w, r)
	}))
	start(server)
	t.Cleanup(server.Close)
	cfg.URL = server.URL + "/cluster"
	if cfg.Client == nil {
		cfg.Client = server.Client()
	}
	var err error
	if rpc, err = httprpc.New(cfg); err != nil {
		t.Fatal(err)
	}
	return rpc
}

func TestConforms(t *testing.T) {
	for name, start := range map[string]func(*httptest.Server){
		"HTTP1": (*httptest.Server).Start,
		"HTTP2": func(s *httptest.Server) { s.EnableHTTP2 = true; s.StartTLS() },
	} {
		t.Run(name, func(t *testing.T) {
			clustertest.Run(t, func(t *testing.T) (a, b cluster.Transport) {
				cfg := httprpc.Config{Token: token}
				return mount(t, start, cfg), mount(t, start, cfg)
			})
		})
	}
}

// serve has a transport answer until the test ends, and returns how many requests it has handled.
func serve(t *testing.T, rpc *httprpc.Transport) (handled *atomic.Int32) {
	t.Helper()
	handled = new(atomic.Int32)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() {
		done <- rpc.Serve(ctx, func(context.Context, []byte) []byte { handled.Add(1); return []byte("fine") })
	}()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("Serve returned %v", err)
		}
	})
	for {
		if _, err := rpc.Call(ctx, rpc.Addr(), nil); err == nil {
			handled.Store(0)
			return handled
		}
		time.Sleep(time.Millisecond)
	}
}

// TestDenied sends what only nodes may send, and what nodes do not send.
func TestDenied(t *testing.T) {
	rpc := mount(t, (*httptest.Server).Start, httprpc.Config{Token: token})
	handled := serve(t, rpc)
	tests := []struct {
		name, method, authorization, body string
		want                              int
	}{
		{"no token", "POST", "", "x", http.StatusForbidden},
		{"token alone", "POST", token, "x", http.StatusForbidden},
		{"another token", "POST", "Bearer another-token-of-the-tests", "x", http.StatusForbidden},
		{"part of the token", "POST", "Bearer " + token[:len(token)-1], "x", http.StatusForbidden},
		{"more than the token", "POST", "Bearer " + token + "x", "x", http.StatusForbidden},
		{"other scheme", "POST", "Basic " + token, "x", http.StatusForbidden},
		{"GET without token", "GET", "", "", http.StatusForbidden},
		{"GET", "GET", "Bearer " + token, "", http.StatusMethodNotAllowed},
		{"too large", "POST", "Bearer " + token, strings.Repeat("x", cluster.MaxMessage+1), http.StatusRequestEntityTooLarge},
		{"fine", "POST", "Bearer " + token, "x", http.StatusOK},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			before := handled.Load()
			r, err := http.NewRequestWithContext(t.Context(), test.method, rpc.Addr(), strings.NewReader(test.body))
			if err != nil {
				t.Fatal(err)
			}
			if test.authorization != "" {
				r.Header.Set("Authorization", test.authorization)
			}
			response, err := http.DefaultClient.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			response.Body.Close()
			if response.StatusCode != test.want {
				t.Errorf("status %d, want %d", response.StatusCode, test.want)
			}
			if got := handled.Load() - before; (got == 1) != (test.want == http.StatusOK) {
				t.Errorf("%d requests were handled", got)
			}
		})
	}
}

// TestWrongToken: a node with another token is not let in, and knows that nothing was done.
func TestWrongToken(t *testing.T) {
	rpc := mount(t, (*httptest.Server).Start, httprpc.Config{Token: token})
	handled := serve(t, rpc)
	stranger := mount(t, (*httptest.Server).Start, httprpc.Config{Token: "another-token-of-the-tests"})
	if _, err := stranger.Call(t.Context(), rpc.Addr(), []byte("x")); !errors.Is(err, cluster.ErrUnreachable) {
		t.Errorf("Call returned %v, want %v", err, cluster.ErrUnreachable)
	}
	if n := handled.Load(); n != 0 {
		t.Errorf("%d requests were handled", n)
	}
}

// TestAdmit: a host's own rule decides, and no token is sent.
func TestAdmit(t *testing.T) {
	open := atomic.Bool{}
	open.Store(true)
	rpc := mount(t, (*httptest.Server).Start, httprpc.Config{Admit: func(r *http.Request) bool {
		if r.Header.Get("Authorization") != "" {
			t.Error("a token was sent")
		}
		return open.Load()
	}})
	serve(t, rpc)
	open.Store(false)
	if _, err := rpc.Call(t.Context(), rpc.Addr(), nil); !errors.Is(err, cluster.ErrUnreachable) {
		t.Errorf("Call returned %v, want %v", err, cluster.ErrUnreachable)
	}
}

// TestOtherServers calls what is no node: the outcome is open, for nobody knows what it has done with the request.
func TestOtherServers(t *testing.T) {
	var asked atomic.Int32
	for name, other := range map[string]http.HandlerFunc{
		"web page":    func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("hello")) },
		"bad gateway": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) },
		"redirect": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
		},
		"hangs up": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
	} {
		t.Run(name, func(t *testing.T) {
			asked.Store(0)
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				asked.Add(1)
				other(w, r)
			}))
			defer server.Close()
			rpc := mount(t, (*httptest.Server).Start, httprpc.Config{Token: token})
			_, err := rpc.Call(t.Context(), server.URL, []byte("x"))
			if !errors.Is(err, cluster.ErrNoAnswer) {
				t.Errorf("Call returned %v, want %v", err, cluster.ErrNoAnswer)
			}
			if n := asked.Load(); n != 1 {
				t.Errorf("the request was sent %d times", n)
			}
		})
	}
}

// untraced is a RoundTripper that tells nobody how far a request has come.
type untraced struct{ http.RoundTripper }

func (u untraced) RoundTrip(r *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithCancel(context.Background())
	stop := context.AfterFunc(r.Context(), cancel)
	response, err := u.RoundTripper.RoundTrip(r.WithContext(ctx))
	if err != nil {
		stop()
	}
	return response, err
}

// TestUntraced: where nobody tells how far a request has come, only one that found nobody is known not to be sent.
func TestUntraced(t *testing.T) {
	rpc := mount(t, (*httptest.Server).Start, httprpc.Config{Token: token, Client: &http.Client{Transport: untraced{http.DefaultTransport}}})
	begun, ended := make(chan struct{}), make(chan struct{})
	serving, stop := context.WithCancel(t.Context())
	go func() {
		defer close(ended)
		rpc.Serve(serving, func(ctx context.Context, request []byte) []byte {
			if len(request) > 0 {
				close(begun)
				<-ctx.Done()
			}
			return nil
		})
	}()
	for err := error(cluster.ErrUnreachable); err != nil; { // until it serves
		_, err = rpc.Call(t.Context(), rpc.Addr(), nil)
	}
	ctx, cancel := context.WithCancel(t.Context())
	go func() { <-begun; cancel() }()
	if _, err := rpc.Call(ctx, rpc.Addr(), []byte("x")); !errors.Is(err, cluster.ErrNoAnswer) || !errors.Is(err, context.Canceled) {
		t.Errorf("Call returned %v for a request that was being handled, want %v", err, cluster.ErrNoAnswer)
	}
	stop()
	<-ended
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	if _, err := rpc.Call(t.Context(), gone.URL, nil); !errors.Is(err, cluster.ErrUnreachable) {
		t.Errorf("Call returned %v though nobody listens, want %v", err, cluster.ErrUnreachable)
	}
}

func TestNewRefuses(t *testing.T) {
	admit := func(*http.Request) bool { return true }
	for name, cfg := range map[string]httprpc.Config{
		"nothing":        {},
		"nobody let in":  {URL: "http://h/c"},
		"two rules":      {URL: "http://h/c", Token: token, Admit: admit},
		"short token":    {URL: "http://h/c", Token: "short"},
		"space in token": {URL: "http://h/c", Token: "a token that is long"},
		"no URL":         {Token: token},
		"other scheme":   {URL: "ftp://h/c", Token: token},
		"no host":        {URL: "http:///c", Token: token},
		"password":       {URL: "http://u:p@h/c", Token: token},
		"long URL":       {URL: "http://h/" + strings.Repeat("c", 600), Token: token},
	} {
		rpc, err := httprpc.New(cfg)
		if !errors.Is(err, httprpc.ErrConfig) || rpc != nil {
			t.Errorf("%s: New returned %v, want %v", name, err, httprpc.ErrConfig)
		}
		if err != nil && cfg.Token != "" && strings.Contains(err.Error(), cfg.Token) {
			t.Errorf("%s: the error shows the token: %v", name, err)
		}
	}
	if _, err := httprpc.New(httprpc.Config{URL: "https://h/c", Admit: admit}); err != nil {
		t.Errorf("New failed: %v", err)
	}
}
