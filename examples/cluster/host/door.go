package host

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/examples/cluster/load"
	"github.com/acdkit/acdkit/routing"
)

// Door is the way to a node in another process, through its API. Nodes come and go behind it.
type Door struct {
	http *http.Client
	addr atomic.Pointer[string]
}

var _ load.Door = (*Door)(nil)

// NewDoor returns the way to the node whose API is at addr, host and port; "" if there is none yet.
func NewDoor(addr string) *Door {
	d := new(Door)
	d.Point(addr)
	d.http = &http.Client{Transport: &http.Transport{DialContext: d.dial, MaxIdleConnsPerHost: 256, IdleConnTimeout: time.Minute}}
	return d
}

// Point has the door lead to another node, or to none.
func (d *Door) Point(addr string) { d.addr.Store(&addr) }

func (d *Door) dial(ctx context.Context, network, _ string) (net.Conn, error) {
	addr := *d.addr.Load()
	if addr == "" {
		return nil, load.ErrUnreachable
	}
	var dialer net.Dialer
	conn, err := dialer.DialContext(ctx, network, addr)
	if errors.Is(err, syscall.ECONNREFUSED) {
		err = load.ErrUnreachable
	}
	return conn, err
}

// Do implements [load.Door].
func (d *Door) Do(ctx context.Context, center string, cmd routing.Command) error {
	data, err := routing.MarshalCommand(cmd)
	if err != nil {
		return err
	}
	var said reply
	status, err := d.call(ctx, http.MethodPost, d.url("centers", center, "commands"), data, &said)
	switch {
	case err != nil:
		return err
	case status == http.StatusOK:
		return nil
	case status == http.StatusConflict:
		return &routing.Error{Code: said.Code}
	case status == http.StatusServiceUnavailable:
		return load.ErrUnreachable
	}
	return errOpen
}

var errOpen = errors.New("host: the node does not know what came of it")

// Work implements [load.Door].
func (d *Door) Work(ctx context.Context, center string, agent contact.AgentID) (work load.Work, err error) {
	return work, d.get(ctx, d.url("centers", center, "agents", string(agent)), &work)
}

// Status returns what the node says of a center.
func (d *Door) Status(ctx context.Context, center string) (s Status, err error) {
	return s, d.get(ctx, d.url("centers", center), &s)
}

// Shift sets the node's clock off by so much.
func (d *Door) Shift(ctx context.Context, by time.Duration) error {
	status, err := d.call(ctx, http.MethodPost, d.url("clock")+"?shift="+url.QueryEscape(by.String()), nil, nil)
	if err == nil && status != http.StatusOK {
		err = fmt.Errorf("host: status %d", status)
	}
	return err
}

func (d *Door) url(path ...string) string {
	u := url.URL{Scheme: "http", Host: "node"}
	return u.JoinPath(path...).String()
}

func (d *Door) get(ctx context.Context, url string, body any) error {
	status, err := d.call(ctx, http.MethodGet, url, nil, body)
	if err == nil && status != http.StatusOK {
		err = fmt.Errorf("host: status %d", status)
	}
	return err
}

func (d *Door) call(ctx context.Context, method, url string, request []byte, body any) (status int, err error) {
	r, err := http.NewRequestWithContext(ctx, method, url, bytes.NewReader(request))
	if err != nil {
		return 0, err
	}
	got, err := d.http.Do(r)
	if err != nil {
		return 0, err
	}
	defer got.Body.Close()
	data, err := io.ReadAll(io.LimitReader(got.Body, 1<<20))
	if err == nil && body != nil {
		err = json.Unmarshal(data, body)
	}
	return got.StatusCode, err
}
