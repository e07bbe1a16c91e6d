package clamd_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/acdkit/acdkit/contact/attachment"
	"github.com/acdkit/acdkit/contact/attachment/clamd"
)

var found = attachment.Result{Infected: true, Signature: "Eicar-Test-Signature"}

func TestScan(t *testing.T) {
	long := strings.Repeat("clean ", 100_000)
	for _, network := range []string{"tcp", "unix"} {
		s := new(fake).listen(t, network)
		for _, tc := range []struct {
			name    string
			content io.Reader
			want    attachment.Result
		}{
			{"empty", strings.NewReader(""), attachment.Result{}},
			{"clean", strings.NewReader("clean"), attachment.Result{}},
			{"long", strings.NewReader(long), attachment.Result{}},
			{"infected", strings.NewReader(eicar), found},
			{"at the end", strings.NewReader(long + eicar), found},
			{"across chunks", strings.NewReader(strings.Repeat("x", 64<<10-10) + eicar), found},
			{"byte by byte", iotest.OneByteReader(strings.NewReader("x" + eicar + "x")), found},
			{"end with data", iotest.DataErrReader(strings.NewReader(eicar)), found},
			{"hesitant", io.MultiReader(&hesitant{}, strings.NewReader(eicar)), found},
		} {
			if got, err := s.Scan(t.Context(), tc.content); got != tc.want || err != nil {
				t.Errorf("%s over %s: Scan returned %+v and %v, want %+v", tc.name, network, got, err, tc.want)
			}
		}
	}
}

// hesitant returns nothing a few times.
type hesitant struct{ n int }

func (h *hesitant) Read([]byte) (int, error) {
	if h.n++; h.n < 5 {
		return 0, nil
	}
	return 0, io.EOF
}

// TestScanSendsAll: what clamd gets is what the reader had, in chunks of at most 64 KiB.
func TestScanSendsAll(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var f fake
		s := f.piped()
		content := bytes.Repeat(rapid.SliceOfN(rapid.Byte(), 1, 50).Draw(rt, "content"), rapid.IntRange(0, 5000).Draw(rt, "times"))
		sizes := rapid.SliceOfN(rapid.IntRange(0, 100_000), 1, 10).Draw(rt, "reads")
		if _, err := s.Scan(t.Context(), &portions{content, sizes, 0}); err != nil {
			rt.Fatal(err)
		}
		if len(f.received) != 1 || !bytes.Equal(f.received[0], content) {
			rt.Fatalf("clamd did not get the %d bytes that were sent", len(content))
		}
		for _, size := range f.chunks {
			if size > 64<<10 {
				rt.Fatalf("a chunk has %d bytes", size)
			}
		}
	})
}

// portions returns as much at a time as sizes say, in turn.
type portions struct {
	rest  []byte
	sizes []int
	n     int
}

func (p *portions) Read(to []byte) (int, error) {
	if len(p.rest) == 0 {
		return 0, io.EOF
	}
	size := min(p.sizes[p.n%len(p.sizes)], len(p.rest), len(to))
	if p.n++; p.n > 100 { // sizes may all be 0
		size = min(len(p.rest), len(to))
	}
	copy(to, p.rest[:size])
	p.rest = p.rest[size:]
	return size, nil
}

func TestScanMany(t *testing.T) {
	s := new(fake).listen(t, "tcp")
	var wg sync.WaitGroup
	for i := range 16 {
		wg.Go(func() {
			for j := range 5 {
				want, content := attachment.Result{}, strings.Repeat(fmt.Sprint(i, j), 20_000)
				if (i+j)%2 == 0 {
					want, content = found, content+eicar
				}
				if got, err := s.Scan(t.Context(), strings.NewReader(content)); got != want || err != nil {
					t.Errorf("Scan returned %+v and %v, want %+v", got, err, want)
				}
			}
		})
	}
	wg.Wait()
}

func TestPingVersion(t *testing.T) {
	s := new(fake).listen(t, "tcp")
	if err := s.Ping(t.Context()); err != nil {
		t.Errorf("Ping failed: %v", err)
	}
	if got, err := s.Version(t.Context()); got != "ClamAV 1.4.3/27700/Mon Jul 14 08:36:29 2025" || err != nil {
		t.Errorf("Version returned %q and %v", got, err)
	}
}

// TestReaderFails: half a content is never declared to be all, whatever the error is.
func TestReaderFails(t *testing.T) {
	for _, cause := range []error{errors.New("what a user wrote"), io.ErrUnexpectedEOF, fmt.Errorf("wrapped: %w", io.EOF), context.Canceled} {
		for _, n := range []int{0, 1, 100_000} {
			var f fake
			s := f.listen(t, "tcp")
			got, err := s.Scan(t.Context(), io.MultiReader(strings.NewReader(strings.Repeat("x", n)), iotest.ErrReader(cause)))
			if got != (attachment.Result{}) || !errors.Is(err, clamd.ErrRead) || !errors.Is(err, cause) {
				t.Errorf("Scan returned %+v and %v, want ErrRead and %v", got, err, cause)
			}
			if err != nil && strings.Contains(err.Error(), "what a user wrote") {
				t.Errorf("the error shows that of the reader: %v", err)
			}
			if f.mu.Lock(); len(f.received) > 0 {
				t.Errorf("clamd was told that %d bytes are all", n)
			}
			f.mu.Unlock()
		}
	}
}

// TestNobodyThere: nobody listens, or dialling fails otherwise.
func TestNobodyThere(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = l.Close()
	broken := errors.New("no route")
	for name, s := range map[string]*clamd.Scanner{
		"refused": {Address: l.Addr().String()},
		"zero":    {},
		"dial":    {Address: "x", Dial: func(context.Context, string, string) (net.Conn, error) { return nil, broken }},
	} {
		_, scanErr := s.Scan(t.Context(), iotest.ErrReader(errors.New("must not be read")))
		_, versionErr := s.Version(t.Context())
		for op, err := range map[clamd.Op]error{clamd.OpScan: scanErr, clamd.OpPing: s.Ping(t.Context()), clamd.OpVersion: versionErr} {
			e, ok := errors.AsType[*clamd.Error](err)
			if !errors.Is(err, clamd.ErrUnavailable) || !ok || e.Op != op || e.Address != s.Address || errors.Is(err, broken) != (name == "dial") {
				t.Errorf("%s: %s returned %v, want ErrUnavailable", name, op, err)
			}
		}
	}
}

// TestDial: it is given what the Scanner says, tcp if that is nothing.
func TestDial(t *testing.T) {
	var got []string
	for _, network := range []string{"", "tcp", "unix"} {
		s := new(fake).piped()
		dial := s.Dial
		s.Network, s.Address = network, "there"
		s.Dial = func(ctx context.Context, network, address string) (net.Conn, error) {
			got = append(got, network+" "+address)
			return dial(ctx, network, address)
		}
		if err := s.Ping(t.Context()); err != nil {
			t.Error(err)
		}
	}
	if diff := cmp.Diff([]string{"tcp there", "tcp there", "unix there"}, got); diff != "" {
		t.Errorf("calls of Dial mismatch (-want +got):\n%s", diff)
	}
}

func TestErrorText(t *testing.T) {
	for _, tc := range []struct {
		err  *clamd.Error
		want string
	}{
		{&clamd.Error{Op: clamd.OpScan, Address: "host:3310", Sent: 10, Err: clamd.ErrTooLarge}, `clamd: scan at "host:3310" after 10 bytes: content too large`},
		{&clamd.Error{Op: clamd.OpPing, Address: "a\nb", Err: clamd.ErrUnavailable, Cause: io.ErrUnexpectedEOF}, `clamd: ping at "a\nb": not available: unexpected EOF`},
		{&clamd.Error{Op: clamd.OpScan, Err: clamd.ErrRead, Cause: errors.New("text")}, `clamd: scan at "": content could not be read`},
		{&clamd.Error{Op: clamd.OpVersion}, `clamd: version at ""`},
	} {
		if got := tc.err.Error(); got != tc.want {
			t.Errorf("Error() mismatch\ngot  %s\nwant %s", got, tc.want)
		}
	}
}
