package compose_test

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"io"
	"os/exec"
	"testing"

	"pgregory.net/rapid"
)

// python starts Python and returns a reader of mails that asks it.
func python(t *testing.T) func(raw []byte) view {
	t.Helper()
	name, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not installed")
	}
	command := exec.CommandContext(t.Context(), name, "testdata/read.py")
	in, err := command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	pipe, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close()
		io.Copy(io.Discard, pipe)
		command.Wait()
	})
	out := bufio.NewReader(pipe)
	return func(raw []byte) (v view) {
		if _, err := io.WriteString(in, base64.StdEncoding.EncodeToString(raw)+"\n"); err != nil {
			t.Error(err)
			return v
		}
		answer, err := out.ReadBytes('\n')
		if err == nil {
			err = json.Unmarshal(answer, &v)
		}
		if err != nil {
			t.Error(err)
		}
		return v
	}
}

// TestPython: whatever the mail, Python reads what was meant.
func TestPython(t *testing.T) {
	read := python(t)
	rapid.Check(t, func(rt *rapid.T) {
		m := mails().Draw(rt, "mail")
		raw, err := m.Bytes()
		if err != nil {
			rt.Fatal(err)
		}
		if diff := diffViews(meant(m), read(raw)); diff != "" {
			rt.Errorf("mismatch (-want +got):\n%s\n%s", diff, raw)
		}
	})
}
