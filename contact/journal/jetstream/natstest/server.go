package natstest

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"

	nats "github.com/nats-io/nats-server/v2/server"
)

// settings is what a server is started with. As JSON it is handed to a process.
type settings struct {
	Name                 string
	Dir                  string
	Port, Monitor, Route int
	Routes               []int // of all servers
	NoSync               bool
	MaxPayload           int32
}

func (s settings) url() string { return fmt.Sprintf("nats://127.0.0.1:%d", s.Port) }

const config = `
server_name: %q
listen: "127.0.0.1:%d"
http: "127.0.0.1:%d"
max_payload: %d
jetstream { store_dir: %q, max_memory_store: 64MiB, max_file_store: 16GiB, sync_interval: %s }
accounts {
	SYS { users: [{ user: %q, password: %q }] }
	USERS { jetstream: enabled, users: [{ user: user, password: user }] }
}
system_account: SYS
no_auth_user: user
`

const clusterConfig = `
cluster { name: natstest, listen: "127.0.0.1:%d", routes: [%s] }
`

func (s settings) config() string {
	interval := "always"
	if s.NoSync {
		interval = `"2m"`
	}
	text := fmt.Sprintf(config, s.Name, s.Port, s.Monitor, cmp.Or(s.MaxPayload, 1<<20), s.Dir, interval, SystemUser, SystemPassword)
	if len(s.Routes) > 1 {
		var routes []string
		for _, port := range s.Routes {
			routes = append(routes, fmt.Sprintf("%q", fmt.Sprintf("nats://127.0.0.1:%d", port)))
		}
		text += fmt.Sprintf(clusterConfig, s.Route, strings.Join(routes, ", "))
	}
	return text
}

// run starts a server within this process.
func (s settings) run() (*nats.Server, error) {
	o := new(nats.Options)
	if err := o.ProcessConfigString(s.config()); err != nil {
		return nil, err
	}
	o.NoSigs, o.NoLog = true, true
	ns, err := nats.NewServer(o)
	if err != nil {
		return nil, err
	}
	ns.Start()
	if !ns.ReadyForConnections(patience) {
		ns.Shutdown()
		return nil, fmt.Errorf("natstest: %s does not start", s.Name)
	}
	return ns, nil
}

// Main runs the server that the file describes, until the process is killed. It is for the program that Config.Command names.
func Main(path string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var s settings
	if err := json.Unmarshal(data, &s); err != nil {
		return err
	}
	ns, err := s.run()
	if err != nil {
		return err
	}
	ns.WaitForShutdown()
	return nil
}

// server is one that runs, or not.
type server struct {
	settings settings
	command  []string

	mu     sync.Mutex
	inside *nats.Server
	child  *exec.Cmd
}

func (s *server) start() (err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.inside != nil || s.child != nil:
		return fmt.Errorf("natstest: %s is running", s.settings.Name)
	case len(s.command) == 0:
		s.inside, err = s.settings.run()
		return err
	}
	data, err := json.Marshal(s.settings)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(s.settings.Dir, 0o700); err != nil {
		return err
	}
	path := filepath.Join(s.settings.Dir, "settings.json")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		return err
	}
	cmd := exec.Command(s.command[0], append(s.command[1:len(s.command):len(s.command)], path)...)
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		return err
	}
	s.child = cmd
	return nil
}

func (s *server) kill() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.inside != nil {
		s.inside.Shutdown()
		s.inside.WaitForShutdown()
		s.inside = nil
	}
	if s.child != nil {
		err := s.child.Process.Kill()
		_ = s.child.Wait() // killed: that is an error to Wait
		s.child = nil
		return err
	}
	return nil
}

func (s *server) pause(on bool) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.child == nil {
		return fmt.Errorf("natstest: %s is no process: %w", s.settings.Name, errors.ErrUnsupported)
	}
	return pause(s.child.Process, on)
}

func (s *server) running() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.inside != nil || s.child != nil
}

// ready waits until the server says that all is well, JetStream and its leader included.
func (s *server) ready(ctx context.Context) error {
	for s.running() {
		err := s.healthy(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return errors.Join(ctx.Err(), err)
		case <-time.After(20 * time.Millisecond):
		}
	}
	return nil
}

func (s *server) healthy(ctx context.Context) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, fmt.Sprintf("http://127.0.0.1:%d/healthz", s.settings.Monitor), nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return errors.New(resp.Status)
	}
	return nil
}
