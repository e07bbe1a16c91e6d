package httprpc

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"github.com/acdkit/acdkit/contact/journal/lease"
	"github.com/acdkit/acdkit/routing/cluster"
)

// ErrConfig is the error of New.
var ErrConfig = errors.New("httprpc: invalid configuration")

// MinToken is how many bytes a token has at least.
const MinToken = 16

// Config is how a node takes part. URL is required, and either Token or Admit.
type Config struct {
	// URL is where the other nodes reach the handler, with the scheme http or https.
	URL string
	// Token is a secret that all nodes share. It goes with every request, to wherever the table of leases says that a
	// node is.
	Token string
	// Admit decides who is let in, instead of the token: nil lets in who has it.
	Admit func(*http.Request) bool
	// Client sends requests; nil: one that keeps connections, and goes by no proxy. Redirects are not followed.
	Client *http.Client
}

var (
	_ cluster.Transport = (*Transport)(nil)
	_ http.Handler      = (*Transport)(nil)
)

// Transport is a node's side of the network. It is safe for concurrent use.
type Transport struct {
	cfg    Config
	client http.Client

	mu      sync.Mutex
	handle  cluster.Handler // nil if the node does not serve
	serving context.Context // of Serve
	calls   sync.WaitGroup
}

// New returns a node's transport, for the host to mount where the URL says. The error is ErrConfig.
func New(cfg Config) (*Transport, error) {
	where, err := url.Parse(cfg.URL)
	switch {
	case err != nil, !isNode(where), where.User != nil,
		lease.CheckNode(lease.OpRenew, lease.Node{ID: "x", Addr: cfg.URL}) != nil:
		return nil, fmt.Errorf("%w: no URL of a node", ErrConfig)
	case (cfg.Token == "") == (cfg.Admit == nil):
		return nil, fmt.Errorf("%w: either a token or a rule is needed", ErrConfig)
	case cfg.Token != "" && len(cfg.Token) < MinToken:
		return nil, fmt.Errorf("%w: the token has %d bytes, at least %d are needed", ErrConfig, len(cfg.Token), MinToken)
	case strings.ContainsFunc(cfg.Token, func(r rune) bool { return r <= ' ' || r >= 0x7f }):
		return nil, fmt.Errorf("%w: the token has other characters than a header may have", ErrConfig)
	}
	t := &Transport{cfg: cfg}
	if cfg.Admit == nil {
		t.cfg.Admit = t.knowsToken
	}
	if cfg.Client != nil {
		t.client = *cfg.Client
	} else {
		t.client.Transport = &http.Transport{MaxIdleConnsPerHost: 16, IdleConnTimeout: idle, ForceAttemptHTTP2: true}
	}
	t.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return t, nil
}

// isNode tells whether requests can be sent to a URL.
func isNode(u *url.URL) bool { return (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" }

// knowsToken compares in a time that says nothing about the token, its length included.
func (t *Transport) knowsToken(r *http.Request) bool {
	got, want := sha256.Sum256([]byte(r.Header.Get("Authorization"))), sha256.Sum256([]byte("Bearer "+t.cfg.Token))
	return subtle.ConstantTimeCompare(got[:], want[:]) == 1
}

// Addr implements [cluster.Transport]: it is the URL.
func (t *Transport) Addr() string { return t.cfg.URL }

// Serve implements [cluster.Transport].
func (t *Transport) Serve(ctx context.Context, handle cluster.Handler) error {
	t.mu.Lock()
	t.handle, t.serving = handle, ctx
	t.mu.Unlock()
	<-ctx.Done()
	t.mu.Lock()
	t.handle = nil
	t.mu.Unlock()
	t.calls.Wait()
	return nil
}
