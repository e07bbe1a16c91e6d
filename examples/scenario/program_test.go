package main

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/acdkit/acdkit/internal/race"
)

// program builds the program once and returns its path.
var program = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "scenario")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "scenario")
	out, err := exec.Command("go", "build", "-o", path, ".").CombinedOutput()
	if err != nil {
		return "", errors.New(string(out))
	}
	return path, nil
})

func TestMain(m *testing.M) {
	if race.Enabled {
		flag.Set("rapid.checks", "25") // unless the command line says otherwise
	}
	code := m.Run()
	if path, err := program(); err == nil {
		os.RemoveAll(filepath.Dir(path))
	}
	os.Exit(code)
}

// start runs the program and returns what it printed and its exit code.
func start(t *testing.T, input string, arguments ...string) (stdout, stderr string, code int) {
	t.Helper()
	path, err := program()
	if err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	cmd := exec.Command(path, arguments...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(input), &out, &errs
	err = cmd.Run()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		code = exit.ExitCode()
	} else if err != nil {
		t.Fatal(err)
	}
	return out.String(), errs.String(), code
}

func TestExitCodes(t *testing.T) {
	file := filepath.Join(t.TempDir(), "한글.txt")
	if err := os.WriteFile(file, []byte("\ufeffshow agents\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name, input    string
		arguments      []string
		code           int
		stdout, stderr string // that must be in there
	}{
		{"refused", "# first\n\naccept a1 c1\nshow agents\n", nil, 0, "error unknown-agent: ", ""},
		{"refused in JSON", "accept a1 c1", []string{"-json"}, 0, `"error":{"code":"unknown-agent","message":"routing: unknown agent command=accept agent=a1 contact=c1"}`, ""},
		{"syntax", "show agents\n\n# no\nfly\nshow agents", nil, 2, "00:00:00 show agents\n  none\n", "scenario: line 4: there is no command \"fly\"\n"},
		{"syntax in JSON", "show agents\naccept", []string{"-json"}, 2, `{"line":1,"command":"show agents","result":[]}` + "\n", "line 2: accept: AGENT is missing"},
		{"backwards", "advance 1s\nat 00:00:00", nil, 2, "", "line 2: at: it is 00:00:01 already"},
		{"long line", "show agents\n" + strings.Repeat("x", maxLine+1), nil, 2, "none", "line 2: longer than 1048576 bytes"},
		{"file", "", []string{file}, 0, "00:00:00 show agents\n  none\n", ""},
		{"standard input", "show queues", []string{"-"}, 0, "none", ""},
		{"no file", "", []string{file + "x"}, 1, "", "한글.txtx"},
		{"two files", "", []string{file, file}, 2, "", "usage: scenario"},
		{"flag", "", []string{"-xml"}, 2, "", "flag provided but not defined"},
		{"help", "", []string{"-h"}, 0, "", "directory AGENT agents|queues"},
		{"nothing", "", nil, 0, "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			stdout, stderr, code := start(t, test.input, test.arguments...)
			if code != test.code || !strings.Contains(stdout, test.stdout) || !strings.Contains(stderr, test.stderr) {
				t.Errorf("exit %d, want %d\n%s\n%s", code, test.code, stdout, stderr)
			}
			if test.code == 0 && test.name != "help" && stderr != "" {
				t.Errorf("stderr %q", stderr)
			}
		})
	}
}

// TestDemo: the demonstration plays, and nothing in it is refused by mistake.
func TestDemo(t *testing.T) {
	stdout, stderr, code := start(t, "", "demo.txt")
	if code != 0 || stderr != "" || strings.Count(stdout, "error ") != strings.Count(stdout, "# refused") {
		t.Errorf("exit %d: %s\n%s", code, stderr, stdout)
	}
}
