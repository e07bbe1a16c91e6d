package main

import (
	"bytes"
	"context"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the files in testdata")

// result is what a run of the program leaves behind.
type result struct {
	out, errw string
	code      int
	took      time.Duration // on the bubble's clock
}

// play runs the program in a bubble: what it waits for passes at once.
func play(t *testing.T, in io.Reader, args ...string) (r result) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) { r = playHere(t.Context(), in, args...) })
	return r
}

// playHere runs the program in the bubble of the caller.
func playHere(ctx context.Context, in io.Reader, args ...string) result {
	var out, errw bytes.Buffer
	began := time.Now()
	code := start(ctx, args, in, &out, &errw)
	return result{out: out.String(), errw: errw.String(), code: code, took: time.Since(began)}
}

func playText(t *testing.T, lines ...string) result {
	t.Helper()
	return play(t, strings.NewReader(strings.Join(lines, "\n")+"\n"), "-")
}

// golden compares a text with a file, or writes the file.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s mismatch (-want +got):\n%s", name, diff)
	}
}

// want fails unless every part is in the text.
func want(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("no %q in:\n%s", part, text)
		}
	}
}

func TestDemo(t *testing.T) {
	r := play(t, nil)
	golden(t, "demo.golden", r.out)
	if r.code != 0 || r.errw != "" {
		t.Errorf("code %d, standard error %q, want 0 and nothing", r.code, r.errw)
	}
	if r.took < 8*time.Second || r.took > 12*time.Second {
		t.Errorf("the story took %v, want 8s to 12s", r.took)
	}
	for line := range strings.Lines(r.out) {
		if n := columns(strings.TrimSuffix(line, "\n")); n > pageWidth {
			t.Errorf("%d columns, want at most %d: %s", n, pageWidth, line)
		}
	}
}

// The shipped story, read from a file and from standard input, tells the same.
func TestSameFromFileAndStdin(t *testing.T) {
	_, story, _ := strings.Cut(play(t, nil).out, "\n")
	file := play(t, nil, "demo.jsonl")
	stdin := play(t, strings.NewReader(demo), "-")
	for name, r := range map[string]result{"file": file, "stdin": stdin} {
		if diff := cmp.Diff(story, r.out); diff != "" || r.code != 0 {
			t.Errorf("%s: code %d, mismatch (-want +got):\n%s", name, r.code, diff)
		}
	}
}

func TestEmptyInput(t *testing.T) {
	r := play(t, strings.NewReader(""), "-")
	golden(t, "empty.golden", r.out)
	if r.code != 0 || r.errw != "" || r.took != 0 {
		t.Errorf("code %d, standard error %q, took %v, want nothing of it", r.code, r.errw, r.took)
	}
}

// Malformed lines are reported by number, keep their wait, and the others are done.
func TestMalformedLines(t *testing.T) {
	const secret = "4111-1111-1111-1111"
	r := playText(t,
		`{"type":"sign-in","agent":"kim"}`,
		`{"type":"set-state","agent":"kim","state":"available"}`,
		secret,
		`{"type":"enqueue","contact":"c1","queue":"chat"`,
		`["`+secret+`"]`,
		`null`,
		`{"wait":"1s","text":"`+secret+`"}`,
		`{"wait":"`+secret+`","type":"sign-in","agent":"lee"}`,
		`{"wait":"-1s","type":"sign-in","agent":"lee"}`,
		`{"type":"`+secret+`"}`,
		`{"type":"enqueue","contact":"c1","`+secret+`":1}`,
		`{"type":"enqueue","contact":7}`,
		`{"customer":"`+secret+`"}`,
		`{"customer":{"id":"x","`+secret+`":1}}`,
		`{"customer":{"id":"","name":"`+secret+`"}}`,
		`{"customer":{"id":"x"},"more":1}`,
		`{"type":"enqueue","contact":"c1","queue":"chat"} {"type":"`+secret+`"}`,
		`{"type":"enqueue","contact":"c2","queue":"chat"}`,
		`{"wait":"1s","type":"accept","agent":"kim","contact":"c2"}`,
	)
	golden(t, "malformed.golden", r.errw)
	if strings.Contains(r.errw, secret) {
		t.Error("standard error repeats what a line holds")
	}
	want(t, r.out, "c2, chat: OPEN, 김민준 has it", "00:01.0  customer  enters", "00:02.0  김민준    accepts")
	if r.code != exitFailed {
		t.Errorf("code %d, want %d", r.code, exitFailed)
	}
}

// What a file leaves open is shown as it stands, after what has a deadline was waited for.
func TestOpenContacts(t *testing.T) {
	r := playText(t,
		`{"type":"set-queue","id":"slow","channel":"chat","offer_ns":60000000000}`,
		`{"type":"set-queue","id":"mail","name":"메일","channel":"email"}`,
		`{"type":"set-agent","id":"kim","name":"김민준","profile":"desk","queues":[{"queue":"chat"},{"queue":"slow"},{"queue":"mail"}]}`,
		`{"type":"sign-in","agent":"kim"}`,
		`{"type":"sign-in","agent":"lee"}`,
		`{"type":"set-state","agent":"kim","state":"available"}`,
		`{"type":"enqueue","contact":"held","queue":"chat"}`,
		`{"type":"accept","agent":"kim","contact":"held"}`,
		`{"type":"set-state","agent":"lee","state":"available"}`,
		`{"type":"conference","agent":"kim","contact":"held","guest":"lee"}`,
		`{"type":"accept","agent":"lee","contact":"held"}`,
		`{"type":"abandon","contact":"held"}`,
		`{"type":"enqueue","contact":"long","queue":"slow"}`,
		`{"type":"set-state","agent":"lee","state":"idle","code":"lunch"}`,
		`{"type":"enqueue","contact":"owed","queue":"mail"}`,
		`{"wait":"4s","type":"accept","agent":"kim","contact":"owed"}`,
		`{"type":"end","agent":"kim","contact":"owed"}`,
		`{"type":"transfer-to-queue","agent":"kim","contact":"owed","queue":"email"}`,
		`{"type":"sign-in","agent":"kim"}`,
		`{"type":"accept","agent":"kim","contact":"never"}`,
		`{"type":"enqueue","contact":"new","queue":"slow","customer":"haneul"}`,
		`{"customer":{"id":"haneul","name":"박하늘"}}`,
	)
	golden(t, "open.golden", r.out)
	if r.code != 0 || r.errw != "" {
		t.Errorf("code %d, standard error %q, want 0 and nothing", r.code, r.errw)
	}
}

// What the shipped story leaves out: overflow, relaxed skills, a dropped transfer, a missed
// conference, and the rest of what agents and supervisors can do.
func TestOtherEvents(t *testing.T) {
	r := playText(t,
		`{"type":"set-queue","id":"vip","name":"VIP","channel":"chat","offer_ns":1000000000,"decline":true,"sticky_ns":1000000000,`+
			`"skills":[{"name":"ko","level":5}],"relax":[{"skill":"ko","level":1,"after_ns":1000000000}],`+
			`"overflow":{"queue":"vip-2","after_ns":2000000000},"wrapup":{"after_ns":5000000000,"default":"other","may_cancel":true}}`,
		`{"type":"set-queue","id":"vip-2","channel":"chat","max":1,"offer_ns":1000000000}`,
		`{"type":"set-agent","id":"kim","name":"김민준","profile":"desk","skills":[{"name":"ko","level":3}],"queues":[{"queue":"vip"}]}`,
		`{"type":"set-agent","id":"lee","profile":"desk"}`,
		`{"type":"sign-in","agent":"kim"}`,
		`{"type":"sign-in","agent":"lee"}`,
		`{"type":"enqueue","contact":"moves","queue":"vip"}`,
		`{"type":"enqueue","contact":"stays","queue":"vip"}`,
		`{"wait":"2.5s","type":"set-state","agent":"kim","state":"available"}`,
		`{"type":"set-state","agent":"lee","state":"available"}`,
		`{"type":"accept","agent":"kim","contact":"stays"}`,
		`{"type":"supervise","supervisor":"choi","contact":"stays","role":"whisper"}`,
		`{"type":"supervise","supervisor":"choi","contact":"stays","role":"barge"}`,
		`{"type":"leave","agent":"choi","contact":"stays"}`,
		`{"type":"conference","agent":"kim","contact":"stays","guest":"lee"}`,
		`{"type":"set-next-state","agent":"kim","state":"idle","code":"lunch"}`,
		`{"wait":"1s","type":"set-state","agent":"lee","state":"available"}`,
		`{"type":"transfer-to-agent","agent":"kim","contact":"stays","to":"lee"}`,
		`{"type":"cancel-timer","agent":"kim","contact":"stays"}`,
		`{"wait":"1s","type":"wrap-up","agent":"kim","contact":"stays","reasons":["refund"]}`,
		`{"type":"force-state","supervisor":"choi","agent":"lee","state":"available"}`,
		`{"type":"force-state","supervisor":"choi","agent":"kim","state":"available"}`,
		`{"type":"enqueue","contact":"again","queue":"vip","last_agent":"kim","skills":[{"name":"ko","level":9}]}`,
		`{"type":"enqueue","contact":"full","queue":"vip-2"}`,
		`{"type":"enqueue","contact":"full-2","queue":"vip-2"}`,
		`{"type":"enqueue","contact":"stays","queue":"nowhere"}`,
		`{"type":"sign-out","agent":"lee"}`,
		`{"type":"remove-queue","queue":"chat"}`,
		`{"type":"accept","agent":"kim"}`,
	)
	golden(t, "other.golden", r.out)
	if r.code != 0 || r.errw != "" {
		t.Errorf("code %d, standard error %q, want 0 and nothing", r.code, r.errw)
	}
}

// A line that is longer than the limit is malformed; one at the limit and the next are not.
func TestLongLines(t *testing.T) {
	long := `{"type":"sign-in","agent":"kim"` + strings.Repeat(" ", maxLine)
	r := playText(t,
		long+"}",
		long[:maxLine-1]+"}",
		`{"type":"sign-in","agent":"lee"}`,
	)
	if got, want := r.errw, "quickstart: line 1: longer than 1048576 bytes\n"; got != want {
		t.Errorf("standard error %q, want %q", got, want)
	}
	want(t, r.out, "kim, 김민준:", "lee, 이서연:")
}

// Ctrl-C ends a wait, a read of a silent input, and the waiting for deadlines; what is there is printed.
func TestInterrupt(t *testing.T) {
	tests := []struct {
		name, lines, errw string
		open              bool // the input does not end
	}{
		{"wait", "{\"type\":\"sign-in\",\"agent\":\"kim\"}\n{\"wait\":\"1h\",\"type\":\"sign-in\",\"agent\":\"lee\"}\n", "line 1", false},
		{"read", "{\"type\":\"sign-in\",\"agent\":\"kim\"}\n", "line 1", true},
		{"deadline", `{"type":"sign-in","agent":"kim"}
{"type":"set-state","agent":"kim","state":"available"}
{"type":"enqueue","contact":"m","queue":"email"}`, "", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(t.Context(), time.Second)
				defer cancel()
				in, writer := io.Pipe()
				go func() {
					io.WriteString(writer, test.lines)
					if !test.open {
						writer.Close()
					}
				}()
				r := playHere(ctx, in, "-")
				in.Close()
				want(t, r.out, "kim, 김민준:", "speed of answer")
				want(t, r.errw, test.errw)
				if r.code != 0 || r.took != time.Second {
					t.Errorf("code %d after %v, want 0 after 1s", r.code, r.took)
				}
			})
		})
	}
}

func TestArguments(t *testing.T) {
	tests := []struct {
		args []string
		code int
		errw string
	}{
		{[]string{"a", "b"}, exitUsage, "usage:"},
		{[]string{"-x"}, exitUsage, "usage:"},
		{[]string{"-h"}, 0, "usage:"},
		{[]string{"testdata/there-is-none"}, exitFailed, "no such file"},
		{[]string{"testdata"}, exitFailed, "line 1"},
	}
	for _, test := range tests {
		r := play(t, nil, test.args...)
		if r.code != test.code || !strings.Contains(r.errw, test.errw) {
			t.Errorf("%q: code %d, standard error %q, want %d and %q", test.args, r.code, r.errw, test.code, test.errw)
		}
	}
}

// brokenPipe takes no output.
type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestOutputFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var errw bytes.Buffer
		if code := run(t.Context(), strings.NewReader(""), brokenPipe{}, &errw); code != exitFailed {
			t.Errorf("code %d, want %d", code, exitFailed)
		}
		want(t, errw.String(), io.ErrClosedPipe.Error())
	})
}
