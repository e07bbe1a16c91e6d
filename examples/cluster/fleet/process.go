package fleet

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// Process is a program under the supervisor's hand. Its methods must not be called at once.
type Process struct {
	Name  string
	Words []string // behind Ready
	cmd   *exec.Cmd
	done  chan struct{} // closed when it has ended
	logs  string        // file
}

// Ready is the word by which a program says that it serves, at the beginning of a line. What it says behind it, such as its
// addresses, is up to the program.
const Ready = "ready"

// Start starts a program and waits until it has said Ready on its standard output, or the context ends. What
// it writes to its standard error goes to the file NAME.log in folder. The program calls Leash, so that it ends
// with this one.
func Start(ctx context.Context, folder, name, program string, args ...string) (*Process, error) {
	p := &Process{Name: name, cmd: exec.Command(program, args...), done: make(chan struct{}), logs: filepath.Join(folder, name+".log")}
	log, err := os.OpenFile(p.logs, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	defer log.Close()
	p.cmd.Stderr = log
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	ready := make(chan []string, 1)
	go p.watch(out, ready)
	select {
	case p.Words = <-ready:
		return p, nil
	case <-p.done:
		return nil, fmt.Errorf("fleet: %s has ended: %s", name, p.lastWords())
	case <-ctx.Done():
		p.Kill()
		return nil, fmt.Errorf("fleet: %s is not ready: %w: %s", name, ctx.Err(), p.lastWords())
	}
}

// watch reads what the process prints, and waits for its end.
func (p *Process) watch(out io.Reader, ready chan<- []string) {
	defer close(p.done)
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if words := strings.Fields(lines.Text()); len(words) > 0 && words[0] == Ready && ready != nil {
			ready <- words[1:]
			ready = nil
		}
	}
	_ = p.cmd.Wait() // how it ended is in its log
}

func (p *Process) lastWords() string {
	log, _ := os.ReadFile(p.logs) // if it cannot be read, there are none
	return strings.TrimSpace(string(log[max(0, len(log)-1000):]))
}

// Ended returns what is closed when the process has ended.
func (p *Process) Ended() <-chan struct{} { return p.done }

// Kill ends the process at once, as kill -9 does, and waits until it is gone.
func (p *Process) Kill() {
	_ = p.cmd.Process.Kill() // it may have ended by itself
	<-p.done
}

// Pause freezes the process where it is.
func (p *Process) Pause() error { return pause(p.cmd.Process) }

// Resume lets it go on.
func (p *Process) Resume() error { return resume(p.cmd.Process) }

// Stop asks the process to end and waits until it has, for so long; then it kills it, which is an error.
func (p *Process) Stop(within time.Duration) error {
	_ = p.cmd.Process.Signal(syscall.SIGTERM) // it may have ended by itself
	select {
	case <-p.done:
	case <-time.After(within):
		p.Kill()
		return fmt.Errorf("fleet: %s did not stop within %v", p.Name, within)
	}
	if state := p.cmd.ProcessState; state.ExitCode() != 0 {
		return errors.New("fleet: " + p.Name + ": " + state.String() + ": " + p.lastWords())
	}
	return nil
}
