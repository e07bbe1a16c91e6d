package pgtest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
)

const (
	startWithin = time.Minute // how long a server may take to be ready, the recovery after a crash included
	stopWithin  = time.Minute
	maxSocket   = 100 // bytes in the path of a Unix socket's folder; systems take 103 with the name
)

// Server is a PostgreSQL server in a folder. Its methods are safe for concurrent use; Stop, Kill and Restart exclude
// each other.
type Server struct {
	dir     string
	bin     string // folder of the programs
	options []string

	mu   sync.Mutex
	proc *exec.Cmd     // nil while it is stopped
	done chan struct{} // closed when proc has ended
}

// Run makes a database cluster in dir, if there is none, and starts a server on it; options are settings such as
// "max_connections=200". Nothing else may be in dir, which is made if it is not there; its path must be short enough
// for a socket. If the process is root's, which PostgreSQL refuses to run as, the server runs as the user postgres, who
// must be able to come to dir.
//
// The error is an [exec.ErrNotFound] if PostgreSQL is not installed. Stop the server in the end; where the system can
// do that, it stops when the process ends.
func Run(dir string, options ...string) (*Server, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	if len(dir) > maxSocket {
		return nil, fmt.Errorf("pgtest: the folder's path has %d bytes, a socket's has %d at most", len(dir), maxSocket)
	}
	bin, err := programs()
	if err != nil {
		return nil, err
	}
	s := &Server{dir: dir, bin: bin, options: options}
	if err := s.create(); err != nil {
		return nil, err
	}
	return s, s.Restart()
}

// programs returns the folder of PostgreSQL's programs: that of the newest version where Debian puts them, or in PATH.
func programs() (string, error) {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/postgres") // the pattern is well formed
	var newest string
	for _, f := range found {
		if len(f) > len(newest) || len(f) == len(newest) && f > newest {
			newest = f
		}
	}
	if newest != "" {
		return filepath.Dir(newest), nil
	}
	path, err := exec.LookPath("postgres")
	if err != nil {
		return "", fmt.Errorf("pgtest: PostgreSQL is not installed: %w", err)
	}
	return filepath.Dir(path), nil
}

// create makes the cluster if it is not there.
func (s *Server) create() error {
	if _, err := os.Stat(s.data("PG_VERSION")); err == nil {
		return nil
	}
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return fmt.Errorf("pgtest: %w", err)
	}
	if err := own(s.dir); err != nil {
		return fmt.Errorf("pgtest: %w", err)
	}
	// Not synced: it is new, and would be made anew.
	initdb := s.Command("initdb", "-D", s.data(""), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
	if out, err := initdb.CombinedOutput(); err != nil {
		return fmt.Errorf("pgtest: initdb: %w: %s", err, out)
	}
	return nil
}

func (s *Server) data(name string) string { return filepath.Join(s.dir, "data", name) }

// Command returns a command to be run as the server's user: one of PostgreSQL's programs, such as pg_dump, or any other,
// with its path.
func (s *Server) Command(name string, args ...string) *exec.Cmd {
	if !filepath.IsAbs(name) {
		name = filepath.Join(s.bin, name)
	}
	cmd := exec.Command(name, args...)
	cmd.Dir = s.dir
	cmd.Env = append(os.Environ(), "LC_ALL=C", "TZ=UTC")
	lower(cmd)
	return cmd
}

// Dir returns the server's folder. The server's user can write there; the log is in the file "log".
func (s *Server) Dir() string { return s.dir }

// Socket returns the path of the socket that the server listens on.
func (s *Server) Socket() string { return filepath.Join(s.dir, ".s.PGSQL.5432") }

// DSN returns the data source name of the database "postgres", for its superuser.
func (s *Server) DSN() string { return "host=" + s.dir + " port=5432 user=postgres dbname=postgres" }

// Restart starts a server that was stopped or killed; of one that runs it first waits for Stop.
func (s *Server) Restart() error {
	if err := s.Stop(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	deadline := time.Now().Add(startWithin)
	for {
		if err := s.launch(); err != nil {
			return err
		}
		err := s.ready(deadline)
		if err == nil {
			return nil
		}
		// After a kill, what is left of the old server may be in the way for a moment.
		s.end(os.Kill)
		if time.Now().After(deadline) {
			return fmt.Errorf("pgtest: the server does not start: %w: %s", err, s.lastWords())
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// launch starts the process. It is called with the lock.
func (s *Server) launch() error {
	log, err := os.OpenFile(filepath.Join(s.dir, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("pgtest: %w", err)
	}
	defer log.Close()
	args := []string{"-D", s.data(""), "-k", s.dir, "-c", "listen_addresses=", "-c", "shared_buffers=64MB"}
	for _, o := range s.options {
		args = append(args, "-c", o)
	}
	cmd, done := s.Command("postgres", args...), make(chan struct{})
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("pgtest: %w", err)
	}
	go func() {
		_ = cmd.Wait() // how it ended is in the log
		close(done)
	}()
	s.proc, s.done = cmd, done
	return nil
}

var errEnded = errors.New("the process has ended")

// ready waits until the server answers, or has ended.
func (s *Server) ready(deadline time.Time) error {
	ctx, cancel := context.WithDeadline(context.Background(), deadline)
	defer cancel()
	for {
		conn, err := pgx.Connect(ctx, s.DSN())
		if err == nil {
			return conn.Close(ctx)
		}
		select {
		case <-s.done:
			return errEnded
		case <-ctx.Done():
			return err
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// lastWords returns the end of the log.
func (s *Server) lastWords() string {
	log, _ := os.ReadFile(filepath.Join(s.dir, "log")) // if it cannot be read, there are none
	return strings.TrimSpace(string(log[max(0, len(log)-2000):]))
}

// Stop shuts the server down in order, cutting connections off. Stopping one that is stopped does nothing.
func (s *Server) Stop() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.end(fast)
}

// Kill ends all processes of the server at once, as a crash of the machine would.
func (s *Server) Kill() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.end(os.Kill)
}

func (s *Server) end(how os.Signal) error {
	if s.proc == nil {
		return nil
	}
	backends := children(s.proc.Process.Pid)
	_ = s.proc.Process.Signal(how) // it may have ended by itself
	if how == os.Kill {
		kill(backends)
	}
	select {
	case <-s.done:
		s.proc = nil
		return nil
	case <-time.After(stopWithin):
		return errors.New("pgtest: the server does not stop")
	}
}
