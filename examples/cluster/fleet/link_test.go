package fleet_test

import (
	"bufio"
	"context"
	"io"
	"net"
	"testing"
	"time"

	"github.com/acdkit/acdkit/examples/cluster/fleet"
)

// echo is a server that sends back what it gets.
func echo(t *testing.T) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				io.Copy(conn, conn)
			}()
		}
	}()
	return l
}

func newLink(t *testing.T, addr string) *fleet.Link {
	t.Helper()
	link, err := fleet.NewLink("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(link.Close)
	return link
}

func dial(t *testing.T, via fleet.Via, addr string) *bufio.ReadWriter {
	t.Helper()
	conn, err := via.Dial(t.Context(), "tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return bufio.NewReadWriter(bufio.NewReader(conn), bufio.NewWriter(conn))
}

// say sends a line, and returns where its echo will be.
func say(t *testing.T, c *bufio.ReadWriter, line string) <-chan string {
	t.Helper()
	_, err := c.WriteString(line + "\n")
	if err == nil {
		err = c.Flush()
	}
	heard := make(chan string, 1)
	if err != nil { // the connection has ended
		heard <- ""
		return heard
	}
	go func() {
		line, _ := c.ReadString('\n') // nothing, if the connection ends
		heard <- line
	}()
	return heard
}

const (
	soon  = 10 * time.Second       // what is to happen has happened by then
	quiet = 100 * time.Millisecond // what is not to happen would have
)

func expect(t *testing.T, heard <-chan string, want string) {
	t.Helper()
	select {
	case got := <-heard:
		if got != want {
			t.Errorf("heard %q, want %q", got, want)
		}
	case <-time.After(soon):
		t.Errorf("heard nothing, want %q", want)
	}
}

func expectNothing(t *testing.T, heard <-chan string) {
	t.Helper()
	select {
	case got := <-heard:
		t.Errorf("heard %q through a link that is cut", got)
	case <-time.After(quiet):
	}
}

// TestLink: a cut hangs connections, old and new; when it is mended, what was sent arrives.
func TestLink(t *testing.T) {
	addr := echo(t).Addr().String()
	link := newLink(t, addr)
	via := fleet.Via{addr: link.Addr()}
	old := dial(t, via, addr)
	expect(t, say(t, old, "before"), "before\n")
	link.Cut()
	link.Cut()
	one, other := say(t, old, "during"), say(t, dial(t, via, addr), "new")
	expectNothing(t, one)
	expectNothing(t, other)
	link.Mend()
	link.Mend()
	expect(t, one, "during\n")
	expect(t, other, "new\n")
	link.Cut()
	cut := say(t, old, "never")
	link.Close()
	expect(t, cut, "")
}

func TestLinkToNobody(t *testing.T) {
	gone := echo(t)
	gone.Close()
	addr := gone.Addr().String()
	expect(t, say(t, dial(t, fleet.Via{addr: newLink(t, addr).Addr()}, addr), "hello"), "")
	if _, err := (fleet.Via{}).Dial(context.Background(), "tcp", addr); err == nil {
		t.Error("an address without a link can be reached")
	}
}

// TestLinkPoint: a link leads to whoever it points to when a connection is made.
func TestLinkPoint(t *testing.T) {
	link := newLink(t, "")
	via := fleet.Via{"server:80": link.Addr()}
	expect(t, say(t, dial(t, via, "server:80"), "hello"), "")
	link.Point(echo(t).Addr().String())
	expect(t, say(t, dial(t, via, "server:80"), "hello"), "hello\n")
	link.Point("")
	expect(t, say(t, dial(t, via, "server:80"), "hello"), "")
}
