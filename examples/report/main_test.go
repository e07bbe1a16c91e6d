package main

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/acdkit/acdkit/routing/metrics"
)

var rewrite = flag.Bool("rewrite", false, "write testdata/day.txt anew")

// call runs the program.
func call(t *testing.T, stdin string, arguments ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, complaints bytes.Buffer
	code = run(arguments, strings.NewReader(stdin), &out, &complaints)
	return code, out.String(), complaints.String()
}

// TestTables: the figures of a recorded day, as they are printed.
func TestTables(t *testing.T) {
	folder := t.TempDir()
	code, stdout, stderr := call(t, "", "-out", folder, "testdata/day.jsonl")
	if code != 0 || stderr != "" {
		t.Fatalf("exit code %d, stderr %q", code, stderr)
	}
	got := strings.ReplaceAll(stdout, folder+string(filepath.Separator), "")
	const golden = "testdata/day.txt"
	if *rewrite {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("report mismatch; go test ./examples/report -rewrite writes it anew (-want +got):\n%s", diff)
	}
	for _, name := range []string{"report-1-chat.svg", "report-2-voice.svg", "report-3-refunds.svg"} {
		wantSVG(t, filepath.Join(folder, name))
	}
}

// wantSVG demands a well-formed drawing with something in it.
func wantSVG(t *testing.T, name string) {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	paths := 0
	for in := xml.NewDecoder(bytes.NewReader(text)); ; {
		token, err := in.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == "path" {
			paths++
		}
	}
	if paths < 20 {
		t.Errorf("%s has %d paths", name, paths)
	}
}

// TestJSON: the same day by way of the standard input, as JSON.
func TestJSON(t *testing.T) {
	day, err := os.ReadFile("testdata/day.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	code, stdout, stderr := call(t, "\ufeff"+string(day)+"\n\n", "-json", "-level", "abandoned-included", "-zone", "Asia/Seoul", "-")
	if code != 0 || stderr != "" {
		t.Fatalf("exit code %d, stderr %q", code, stderr)
	}
	var r struct {
		All    struct{ Total metrics.QueueFigures }
		Queues []struct {
			ID        string
			Intervals []struct{ Start string }
		}
	}
	if err := json.Unmarshal([]byte(stdout), &r); err != nil {
		t.Fatal(err)
	}
	if len(r.Queues) != 3 || r.All.Total.Entered == 0 || r.All.Total.Entered != r.All.Total.Answered+r.All.Total.Abandoned {
		t.Errorf("got %+v", r)
	}
	if start := r.Queues[0].Intervals[0].Start; !strings.HasSuffix(start, "T09:00:00+09:00") {
		t.Errorf("the first interval begins at %s, want 9 in Seoul", start)
	}
}

func TestComplaints(t *testing.T) {
	good := `{"type":"contact-queued","at":"2026-03-02T09:00:00Z","contact":"c1","queue":"q","channel":"chat"}`
	for _, c := range []struct {
		name, stdin string
		arguments   []string
		code        int
		stderr      string
	}{
		{"no log", "", nil, exitUsage, "usage: report"},
		{"two logs", "", []string{"a", "b"}, exitUsage, "usage: report"},
		{"form", "", []string{"-level", "best", "-"}, exitUsage, "no such form"},
		{"zone", "", []string{"-zone", "Nowhere/At_All", "-"}, exitUsage, "Nowhere"},
		{"target", "", []string{"-target", "0s", "-"}, exitUsage, "-target must be above 0"},
		{"interval", "", []string{"-interval", "48h", "-"}, exitUsage, "-interval must be 1s to 24h"},
		{"keep", "", []string{"-keep", "0", "-"}, exitUsage, "-keep must be 1 to"},
		{"nothing", "\n\n", []string{"-"}, exitFailed, "no events"},
		{"file", "", []string{"testdata/missing.jsonl"}, exitFailed, "missing.jsonl"},
		{"not JSON", good + "\n{secret\n" + good, []string{"-json", "-"}, exitFailed, "line 2: not JSON at byte 2"},
		{"no event", "\n[4111]\n", []string{"-json", "-"}, exitFailed, "line 2: not an event"},
		{"unknown event", `{"type":"secret","at":"2026-03-02T09:00:00Z"}`, []string{"-json", "-"}, exitFailed, "line 1: routing: damaged log"},
		{"folder", good, []string{"-out", "testdata/missing", "-"}, exitFailed, "missing"},
		{"help", "", []string{"-h"}, 0, "usage: report"},
	} {
		code, _, stderr := call(t, c.stdin, c.arguments...)
		if code != c.code || !strings.Contains(stderr, c.stderr) {
			t.Errorf("%s: exit code %d, stderr %q; want %d, %q", c.name, code, stderr, c.code, c.stderr)
		}
		if strings.Contains(stderr, "secret") || strings.Contains(stderr, "4111") {
			t.Errorf("%s: the complaint %q repeats what was read", c.name, stderr)
		}
	}
}
