package clamd_test

import (
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/acdkit/acdkit/contact/attachment"
	"github.com/acdkit/acdkit/contact/attachment/clamd"
)

// unknown checks that a Scan says nothing about the content, and why.
func unknown(t *testing.T, what string, got attachment.Result, err, want error) {
	t.Helper()
	if e, ok := errors.AsType[*clamd.Error](err); got != (attachment.Result{}) || !errors.Is(err, want) || !ok || e.Op != clamd.OpScan {
		t.Errorf("%s: Scan returned %+v and %v, want %v", what, got, err, want)
	}
}

// TestCutWhileSending: clamd hangs up after any number of bytes.
func TestCutWhileSending(t *testing.T) {
	content := "abc" + eicar
	all := len("zINSTREAM\x00") + 4 + len(content) + 4
	for n := range all {
		f := &fake{in: func(conn net.Conn) io.Reader { return io.LimitReader(conn, int64(n)) }}
		for name, s := range map[string]*clamd.Scanner{"socket": f.listen(t, "tcp"), "pipe": f.piped()} {
			got, err := s.Scan(t.Context(), strings.NewReader(content))
			unknown(t, fmt.Sprintf("%s, cut after %d of %d bytes", name, n, all), got, err, clamd.ErrUnavailable)
		}
	}
}

// TestCutWhileAnswering: half an answer is none, even if it says OK.
func TestCutWhileAnswering(t *testing.T) {
	for content, answer := range map[string]string{"clean": "stream: OK\x00", eicar: "stream: Eicar-Test-Signature FOUND\x00"} {
		for n := range len(answer) {
			f := &fake{out: func(conn net.Conn) io.Writer { return &cutWriter{conn, n} }}
			for name, s := range map[string]*clamd.Scanner{"socket": f.listen(t, "tcp"), "pipe": f.piped()} {
				got, err := s.Scan(t.Context(), strings.NewReader(content))
				unknown(t, fmt.Sprintf("%s, answer cut after %q", name, answer[:n]), got, err, clamd.ErrUnavailable)
			}
		}
	}
}

// cutWriter writes n bytes and forgets the others.
type cutWriter struct {
	w io.Writer
	n int
}

func (c *cutWriter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p[:min(len(p), c.n)])
	c.n -= n
	return len(p), err
}

// TestAnswers: what answers mean that are neither clean nor found.
func TestAnswers(t *testing.T) {
	for answer, want := range map[string]error{
		"INSTREAM size limit exceeded. ERROR\x00":    clamd.ErrTooLarge,
		"stream: Can't allocate memory ERROR\x00":    clamd.ErrUnavailable,
		"COMMAND READ TIMED OUT. ERROR\x00":          clamd.ErrUnavailable,
		"UNKNOWN COMMAND\x00":                        clamd.ErrProtocol,
		"\x00":                                       clamd.ErrProtocol,
		"OK\x00":                                     clamd.ErrProtocol,
		"stream: ok\x00":                             clamd.ErrProtocol,
		"stream: OK \x00":                            clamd.ErrProtocol,
		" stream: OK\x00":                            clamd.ErrProtocol,
		"stream: OK\n\x00":                           clamd.ErrProtocol,
		"1: stream: OK\x00":                          clamd.ErrProtocol,
		"Eicar FOUND\x00":                            clamd.ErrProtocol,
		"PONG\x00":                                   clamd.ErrProtocol,
		"HTTP/1.1 400 Bad Request\r\n\r\n\x00":       clamd.ErrProtocol,
		strings.Repeat("x", 5000):                    clamd.ErrProtocol,
		strings.Repeat("x", 4096) + "\x00":           clamd.ErrProtocol,
		"stream: " + strings.Repeat("O", 1<<20):      clamd.ErrProtocol,
		"stream: OK":                                 clamd.ErrUnavailable,
		"stream: OK\n":                               clamd.ErrUnavailable,
		strings.Repeat("stream: OK", 409) + "stream": clamd.ErrProtocol,
	} {
		f := &fake{late: func(_ []byte, out io.Writer) { _, _ = io.WriteString(out, answer) }}
		got, err := f.piped().Scan(t.Context(), strings.NewReader("content"))
		unknown(t, fmt.Sprintf("answer %.50q", answer), got, err, want)
	}
}

// TestOtherAnswers: Ping and Version take no answer but their own.
func TestOtherAnswers(t *testing.T) {
	for answer, want := range map[string]error{
		"stream: OK\x00": clamd.ErrProtocol, "\x00": clamd.ErrProtocol, "PONG": clamd.ErrUnavailable, "": clamd.ErrUnavailable,
		"out of order ERROR\x00": clamd.ErrUnavailable, "pong\x00": clamd.ErrProtocol,
	} {
		s := (&fake{early: func(_ string, _ io.Reader, out io.Writer) { _, _ = io.WriteString(out, answer) }}).piped()
		version, err := s.Version(t.Context())
		if !errors.Is(err, want) || version != "" {
			t.Errorf("answer %q: Version returned %q and %v, want %v", answer, version, err, want)
		}
		if err := s.Ping(t.Context()); !errors.Is(err, want) {
			t.Errorf("answer %q: Ping returned %v, want %v", answer, err, want)
		}
	}
}

// TestTooLarge: clamd answers at its limit and hangs up; nobody sends on.
func TestTooLarge(t *testing.T) {
	f := &fake{limit: 100_000}
	for name, s := range map[string]*clamd.Scanner{"tcp": f.listen(t, "tcp"), "unix": f.listen(t, "unix"), "pipe": f.piped()} {
		for what, content := range map[string]io.Reader{
			"endless": endless{}, "a byte more": io.LimitReader(endless{}, 100_001), "much more": io.LimitReader(endless{}, 1_000_000),
		} {
			got, err := s.Scan(t.Context(), content)
			unknown(t, name+", "+what, got, err, clamd.ErrTooLarge)
		}
		if got, err := s.Scan(t.Context(), io.LimitReader(endless{}, 100_000)); got.Infected || err != nil {
			t.Errorf("%s: Scan of as much as allowed returned %+v and %v", name, got, err)
		}
	}
}

// TestEarly: an answer that comes before clamd has all may be anything but clean.
func TestEarly(t *testing.T) {
	for _, tc := range []struct {
		answer string
		want   attachment.Result
		err    error
	}{
		{"stream: OK\x00", attachment.Result{}, clamd.ErrProtocol},
		{"stream: Worm FOUND\x00", attachment.Result{Infected: true, Signature: "Worm"}, nil},
		{"stream: out of memory ERROR\x00", attachment.Result{}, clamd.ErrUnavailable},
		{"", attachment.Result{}, clamd.ErrUnavailable},
	} {
		for _, chunks := range []int64{0, 1, 3} {
			s := (&fake{early: func(_ string, in io.Reader, out io.Writer) {
				_, _ = io.CopyN(io.Discard, in, chunks*(4+64<<10))
				_, _ = io.WriteString(out, tc.answer)
			}}).piped()
			got, err := s.Scan(t.Context(), endless{})
			if tc.err == nil {
				if got != tc.want || err != nil {
					t.Errorf("answer %q: Scan returned %+v and %v, want %+v", tc.answer, got, err, tc.want)
				}
				continue
			}
			unknown(t, fmt.Sprintf("answer %q after %d chunks", tc.answer, chunks), got, err, tc.err)
		}
	}
}

// early gives an answer at once, and keeps the connection until the other side hangs up.
func early(answer string, readOn bool) *fake {
	return &fake{early: func(_ string, in io.Reader, out io.Writer) {
		_, _ = io.WriteString(out, answer)
		if readOn {
			_, _ = io.Copy(io.Discard, in)
		} else {
			_, _ = io.WriteString(out, "nobody reads this")
		}
	}}
}

// TestEarlyAndHolds: after its answer nothing is sent to clamd, also if it does not hang up.
func TestEarlyAndHolds(t *testing.T) {
	for _, readOn := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			got, err := early("INSTREAM size limit exceeded. ERROR\x00", readOn).piped().Scan(t.Context(), endless{})
			unknown(t, "endless", got, err, clamd.ErrTooLarge)

			// The answer is there before the content has come to its end.
			got, err = early("stream: OK\x00", readOn).piped().Scan(t.Context(), waiter{})
			unknown(t, "clean", got, err, clamd.ErrProtocol)
		})
	}
}

// waiter comes to its end when everybody else has nothing more to do.
type waiter struct{}

func (waiter) Read([]byte) (int, error) {
	synctest.Wait()
	return 0, io.EOF
}
