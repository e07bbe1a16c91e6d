package clamd_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"path/filepath"
	"sync"
	"testing"

	"github.com/acdkit/acdkit/contact/attachment/clamd"
)

// eicar is the EICAR test file, which scanners report as if it were a virus; in pieces, lest they report
// this file.
const eicar = `X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-` + `ANTIVIRUS-TEST-FILE!$H+H*`

// fake is a clamd that really parses what it is sent. The zero value works as it should.
type fake struct {
	limit int64 // StreamMaxLength; 0: none

	// If not nil, they stand for what a connection is read from and written to.
	in  func(net.Conn) io.Reader
	out func(net.Conn) io.Writer

	// If not nil, it gives the answer instead, at once after the command was read.
	early func(command string, in io.Reader, out io.Writer)
	// If not nil, it gives the answer instead, when the whole content has been read.
	late func(content []byte, out io.Writer)

	mu       sync.Mutex
	received [][]byte // the contents that came to their end
	chunks   []int
}

// serve answers one command and hangs up.
func (f *fake) serve(conn net.Conn) {
	defer conn.Close()
	var r io.Reader = conn
	var w io.Writer = conn
	if f.in != nil {
		r = f.in(conn)
	}
	if f.out != nil {
		w = f.out(conn)
	}
	in := bufio.NewReader(r)
	command, err := in.ReadString(0)
	if err != nil {
		return
	}
	switch {
	case f.early != nil:
		f.early(command, in, w)
	case command == "zPING\x00":
		fmt.Fprint(w, "PONG\x00")
	case command == "zVERSION\x00":
		fmt.Fprint(w, "ClamAV 1.4.3/27700/Mon Jul 14 08:36:29 2025\x00")
	case command == "zINSTREAM\x00":
		f.instream(in, w)
	default:
		fmt.Fprint(w, "UNKNOWN COMMAND\x00")
	}
}

func (f *fake) instream(in io.Reader, out io.Writer) {
	var content []byte
	for {
		var length uint32
		if err := binary.Read(in, binary.BigEndian, &length); err != nil {
			return
		}
		if length == 0 {
			break
		}
		if f.limit > 0 && int64(len(content))+int64(length) > f.limit {
			fmt.Fprint(out, "INSTREAM size limit exceeded. ERROR\x00")
			return
		}
		chunk := make([]byte, length)
		if _, err := io.ReadFull(in, chunk); err != nil {
			return
		}
		content = append(content, chunk...)
		f.mu.Lock()
		f.chunks = append(f.chunks, len(chunk))
		f.mu.Unlock()
	}
	f.mu.Lock()
	f.received = append(f.received, content)
	f.mu.Unlock()
	switch {
	case f.late != nil:
		f.late(content, out)
	case bytes.Contains(content, []byte(eicar)):
		fmt.Fprint(out, "stream: Eicar-Test-Signature FOUND\x00")
	default:
		fmt.Fprint(out, "stream: OK\x00")
	}
}

// listen lets the fake serve on a real socket until the test ends.
func (f *fake) listen(t *testing.T, network string) *clamd.Scanner {
	t.Helper()
	address := "127.0.0.1:0"
	if network == "unix" {
		address = filepath.Join(t.TempDir(), "clamd.ctl")
	}
	l, err := net.Listen(network, address)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			wg.Go(func() { f.serve(conn) })
		}
	})
	t.Cleanup(func() {
		_ = l.Close()
		wg.Wait()
	})
	return &clamd.Scanner{Network: network, Address: l.Addr().String()}
}

// piped lets the fake serve on pipes, which have no buffers: what is written has been read.
func (f *fake) piped() *clamd.Scanner {
	return &clamd.Scanner{Address: "pipe", Dial: func(context.Context, string, string) (net.Conn, error) {
		client, server := net.Pipe()
		go f.serve(server)
		return client, nil
	}}
}

// endless never ends.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}
