package sqlite_test

import (
	"bufio"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// children are what the test binary can do as a process of its own, to be killed: each gets the path of a journal, and
// says what it has done on its standard output.
var children = map[string]func(path string, out io.Writer) error{
	"hold":  holdChild,
	"write": writeChild,
	"limit": limitChild,
}

func TestMain(m *testing.M) {
	name, path, ok := strings.Cut(os.Getenv("JOURNAL_CHILD"), " ")
	if !ok {
		os.Exit(m.Run())
	}
	if err := children[name](path, os.Stdout); err != nil {
		io.WriteString(os.Stderr, err.Error()+"\n")
		os.Exit(1)
	}
}

// child is a process that runs one of the children.
type child struct {
	cmd   *exec.Cmd
	lines *bufio.Scanner // what it says
}

func start(t *testing.T, name, path string) *child {
	t.Helper()
	c := &child{cmd: exec.Command(os.Args[0])}
	c.cmd.Env = append(os.Environ(), "JOURNAL_CHILD="+name+" "+path)
	c.cmd.Stderr = os.Stderr
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.kill)
	c.lines = bufio.NewScanner(out)
	return c
}

// expect waits for the child to say want.
func (c *child) expect(t *testing.T, want string) {
	t.Helper()
	if !c.lines.Scan() || c.lines.Text() != want {
		t.Fatalf("the child said %q, want %q", c.lines.Text(), want)
	}
}

// kill ends the child as kill -9 does. Killing it again does nothing.
func (c *child) kill() {
	if c.cmd.ProcessState == nil {
		c.cmd.Process.Kill()
		c.cmd.Wait()
	}
}
