package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/acdkit/acdkit/routing"
	"github.com/google/go-cmp/cmp"
)

// describe says what kind of line it is.
func describe(ln line) string {
	switch {
	case ln.err != nil:
		return fmt.Sprintf("%d error after %v", ln.number, ln.wait)
	case ln.customer != nil:
		return fmt.Sprintf("%d customer after %v", ln.number, ln.wait)
	}
	return fmt.Sprintf("%d %s after %v", ln.number, routing.CommandName(ln.command), ln.wait)
}

func TestScan(t *testing.T) {
	in := "\ufeff{\"type\":\"set-settings\"}\r\n\n# a remark\n  {\"type\":\"set-settings\",\"wait\":\"2s\"}  \n" +
		"{\"wait\":\"1s\"}\n{\"customer\":{\"id\":\"c\"},\"wait\":\"0s\"}\n{\"type\":\"set-settings\",\"command_id\":\"7\"}"
	want := []string{"1 set-settings after 0s", "4 set-settings after 2s", "5 error after 1s", "6 customer after 0s", "7 set-settings after 0s"}
	var got []string
	for ln := range scan(strings.NewReader(in)) {
		got = append(got, describe(ln))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("scan mismatch (-want +got):\n%s", diff)
	}
}

// A failed read is one more line, and the last.
func TestScanReadError(t *testing.T) {
	broken := errors.New("broken")
	in := io.MultiReader(strings.NewReader("{\"type\":\"set-settings\"}\n"), iotest.ErrReader(broken))
	var errs []error
	for ln := range scan(in) {
		errs = append(errs, ln.err)
	}
	if len(errs) != 2 || errs[0] != nil || !errors.Is(errs[1], broken) {
		t.Errorf("errors %v, want none, then %v", errs, broken)
	}
}

// Whatever the input, every line that says something is yielded once, in order, as one of the three kinds,
// a command as it would be written again; and no message repeats what a line holds.
func FuzzScan(f *testing.F) {
	f.Add([]byte(demo))
	f.Add([]byte("{\"wait\":\"1s\",\"type\":\"end\",\"agent\":\"kim\",\"contact\":\"c\"}\r\n\n#\nnull\n[]\n{}"))
	f.Add([]byte(`{"customer":{"id":"haneul","name":"박하늘"}}`))
	f.Add([]byte(`{"type":"set-profile","id":"p","capacity":{"chat":70000}}`))
	f.Fuzz(func(t *testing.T, in []byte) {
		const mark = "QJZX"
		numbers := speaking(in)
		for ln := range scan(bytes.NewReader(in)) {
			if len(numbers) == 0 || numbers[0] != ln.number {
				t.Fatalf("line %d, want one of %v", ln.number, numbers)
			}
			numbers = numbers[1:]
			checkLine(t, ln)
		}
		if len(numbers) > 0 {
			t.Errorf("lines %v are lost", numbers)
		}
		marked := bytes.ReplaceAll(in, []byte(`"`), []byte(`"`+mark))
		for ln := range scan(bytes.NewReader(marked)) {
			if ln.err != nil && strings.Contains(ln.err.Error(), mark) {
				t.Errorf("%q repeats the line", ln.err)
			}
		}
	})
}

// speaking returns the numbers of the lines that say something.
func speaking(in []byte) (numbers []int) {
	for i, text := range bytes.Split(bytes.TrimPrefix(in, []byte("\ufeff")), []byte("\n")) {
		if text = bytes.TrimSpace(text); len(text) > 0 && text[0] != '#' {
			numbers = append(numbers, i+1)
		}
	}
	return numbers
}

func checkLine(t *testing.T, ln line) {
	t.Helper()
	if ln.wait < 0 {
		t.Errorf("line %d waits for %v", ln.number, ln.wait)
	}
	if ln.err != nil {
		return
	}
	if (ln.command == nil) == (ln.customer == nil) {
		t.Fatalf("line %d is a command and a customer, or neither", ln.number)
	}
	if ln.customer != nil {
		return
	}
	text, err := routing.MarshalCommand(ln.command)
	if err != nil {
		t.Fatal(err)
	}
	if again := parse(ln.number, text); again.err != nil || !cmp.Equal(ln.command, again.command) {
		t.Errorf("line %d: %#v becomes %#v, %v", ln.number, ln.command, again.command, again.err)
	}
}
