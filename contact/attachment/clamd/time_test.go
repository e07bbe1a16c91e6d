package clamd_test

import (
	"context"
	"errors"
	"io"
	"net"
	"strings"
	"testing"
	"testing/iotest"
	"testing/synctest"
	"time"

	"github.com/acdkit/acdkit/contact/attachment"
	"github.com/acdkit/acdkit/contact/attachment/clamd"
)

// mute is a clamd that reads and never answers.
func mute() *clamd.Scanner {
	return (&fake{early: func(_ string, in io.Reader, _ io.Writer) { _, _ = io.Copy(io.Discard, in) }}).piped()
}

// stuck is a clamd that does not even read.
func stuck() *clamd.Scanner {
	return &clamd.Scanner{Dial: func(context.Context, string, string) (net.Conn, error) {
		client, _ := net.Pipe()
		return client, nil
	}}
}

// unreachable is a clamd that dialling does not get through to.
func unreachable() *clamd.Scanner {
	return &clamd.Scanner{Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		<-ctx.Done()
		return nil, ctx.Err()
	}}
}

// gone are the clamds that leave a caller waiting.
var gone = map[string]func() *clamd.Scanner{"mute": mute, "stuck": stuck, "unreachable": unreachable}

// TestTimeout: ctx's deadline counts, and the Scanner's Timeout if it has none.
func TestTimeout(t *testing.T) {
	for _, tc := range []struct {
		timeout time.Duration // the Scanner's
		ctx     time.Duration // ctx's; 0: no deadline
		want    time.Duration
	}{
		{0, 0, clamd.DefaultTimeout}, {time.Second, 0, time.Second}, {0, time.Hour, time.Hour}, {time.Minute, time.Second, time.Second},
		{time.Second, time.Minute, time.Minute},
	} {
		for name, open := range gone {
			synctest.Test(t, func(t *testing.T) {
				s, ctx, began := open(), t.Context(), time.Now()
				s.Timeout = tc.timeout
				if tc.ctx > 0 {
					var cancel context.CancelFunc
					ctx, cancel = context.WithTimeout(ctx, tc.ctx)
					defer cancel()
				}
				got, err := s.Scan(ctx, strings.NewReader("content"))
				unknown(t, name, got, err, context.DeadlineExceeded)
				if blamed := errors.Is(err, clamd.ErrUnavailable); blamed != (tc.ctx == 0) {
					t.Errorf("%s with ctx of %v: Scan returned %v; ErrUnavailable: %t", name, tc.ctx, err, blamed)
				}
				if took := time.Since(began); took != tc.want {
					t.Errorf("%s with Timeout %v and ctx of %v: Scan took %v, want %v", name, tc.timeout, tc.ctx, took, tc.want)
				}
			})
		}
	}
}

// TestCancel: whatever a call waits for, it comes back when ctx ends, and leaves nothing running.
func TestCancel(t *testing.T) {
	for name, open := range gone {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			s, errs := open(), make(chan error, 3)
			go func() {
				got, err := s.Scan(ctx, endless{})
				unknown(t, name, got, err, context.Canceled)
				errs <- err
			}()
			go func() { errs <- s.Ping(ctx) }()
			go func() {
				_, err := s.Version(ctx)
				errs <- err
			}()
			if name != "mute" { // it reads endless content, so there is always something to do
				synctest.Wait()
			}
			cancel()
			for range 3 {
				if err := <-errs; !errors.Is(err, context.Canceled) || errors.Is(err, clamd.ErrUnavailable) {
					t.Errorf("%s: a call returned %v, want context.Canceled", name, err)
				}
			}
		})
	}
}

// TestCancelMoments: ctx ends before the call, between two reads, in one, and when clamd has it all.
func TestCancelMoments(t *testing.T) {
	for name, scan := range map[string]func(context.Context, context.CancelFunc) (attachment.Result, error){
		"before": func(ctx context.Context, cancel context.CancelFunc) (attachment.Result, error) {
			cancel()
			return mute().Scan(ctx, strings.NewReader("content"))
		},
		"between reads": func(ctx context.Context, cancel context.CancelFunc) (attachment.Result, error) {
			return mute().Scan(ctx, io.MultiReader(strings.NewReader("half"), &canceller{cancel, io.EOF}, endless{}))
		},
		"in reads of nothing": func(ctx context.Context, cancel context.CancelFunc) (attachment.Result, error) {
			return mute().Scan(ctx, io.MultiReader(strings.NewReader("half"), &canceller{cancel, nil}))
		},
		"in a read": func(ctx context.Context, cancel context.CancelFunc) (attachment.Result, error) {
			return mute().Scan(ctx, io.MultiReader(strings.NewReader("half"), &canceller{cancel, context.Canceled}))
		},
		"at the end": func(ctx context.Context, cancel context.CancelFunc) (attachment.Result, error) {
			f := &fake{late: func([]byte, io.Writer) {
				cancel()
				<-ctx.Done()
			}}
			return f.piped().Scan(ctx, strings.NewReader("content"))
		},
	} {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			got, err := scan(ctx, cancel)
			unknown(t, name, got, err, context.Canceled)
			if errors.Is(err, clamd.ErrUnavailable) || errors.Is(err, clamd.ErrRead) {
				t.Errorf("%s: Scan returned %v, want nothing but that ctx has ended", name, err)
			}
		})
	}
}

// canceller cancels when it is read.
type canceller struct {
	cancel context.CancelFunc
	err    error
}

func (c *canceller) Read([]byte) (int, error) {
	c.cancel()
	return 0, c.err
}

// TestSlow: clamd may take a byte at a time, and give one.
func TestSlow(t *testing.T) {
	f := &fake{
		in:  func(conn net.Conn) io.Reader { return iotest.OneByteReader(conn) },
		out: func(conn net.Conn) io.Writer { return byteWriter{conn} },
	}
	for name, s := range map[string]*clamd.Scanner{"socket": f.listen(t, "tcp"), "pipe": f.piped()} {
		if got, err := s.Scan(t.Context(), strings.NewReader(strings.Repeat("x", 10_000)+eicar)); got != found || err != nil {
			t.Errorf("%s: Scan returned %+v and %v, want %+v", name, got, err, found)
		}
	}
}

type byteWriter struct{ w io.Writer }

func (b byteWriter) Write(p []byte) (int, error) {
	for i := range p {
		if _, err := b.w.Write(p[i : i+1]); err != nil {
			return i, err
		}
	}
	return len(p), nil
}
