package main

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/routing/simulate"
)

// mm12 is M/M/12 at a load of 0.7.
const mm12 = `{"period_minutes":480,"periods":1,"target_seconds":20,"busyness_gamma":0,
 "types":[{"id":"chat","channel":"chat","arrivals_per_minute":[4.2],"patience_minutes":[0]}],
 "groups":[{"id":"g0","agents":[12],"serves":["chat"]}],
 "service_minutes":[2.0],"routing":{"chat":["g0"]},"queue_choice":"longest-wait","queue_capacity":0,"drain":true}`

// call runs the program.
func call(t *testing.T, arguments ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, complaints bytes.Buffer
	code = run(t.Context(), arguments, &out, &complaints)
	return code, out.String(), complaints.String()
}

func file(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "scenario.json")
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

// output is what -json prints.
type output struct {
	Days                                 int
	Arrivals, Served, Abandoned, Blocked float64
	ServiceLevel                         float64 `json:"service_level"`
	SpeedOfAnswer                        float64 `json:"speed_of_answer_minutes"`
	Occupancy                            map[string]float64
	InTarget                             float64 `json:"in_target"`
	CI95                                 *output
	ContactsPerSecond                    float64 `json:"contacts_per_second"`
	Contained, Unserved                  float64
	Missed                               float64 `json:"missed_offers"`
}

func decode(t *testing.T, text string) (o output) {
	t.Helper()
	in := json.NewDecoder(strings.NewReader(text))
	in.DisallowUnknownFields()
	if err := in.Decode(&o); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return o
}

func TestJSON(t *testing.T) {
	name := file(t, mm12)
	code, stdout, stderr := call(t, "-json", "-days", "60", "-seed", "4", name)
	if code != 0 || !strings.Contains(stderr, "(60/60") {
		t.Fatalf("exit code %d, stderr %q", code, stderr)
	}
	got := decode(t, stdout)
	want, err := simulate.ErlangC(simulate.Queue{ArrivalsPerMinute: 4.2, HandlingMinutes: 2, Agents: 12, TargetSeconds: 20})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name            string
		got, half, want float64
	}{
		{"arrivals", got.Arrivals, got.CI95.Arrivals, 480 * 4.2},
		{"service level", got.ServiceLevel, got.CI95.ServiceLevel, want.ServiceLevel},
		{"speed of answer", got.SpeedOfAnswer, got.CI95.SpeedOfAnswer, want.AnswerMinutes},
		{"occupancy", got.Occupancy["g0"], got.CI95.Occupancy["g0"], want.Occupancy},
	} {
		if math.Abs(c.got-c.want) > 1.5*c.half || c.half == 0 || c.half > c.want/4 { // three standard errors
			t.Errorf("%s is %v ± %v, want %v", c.name, c.got, c.half, c.want)
		}
	}
	if got.Days != 60 || got.ContactsPerSecond <= 0 || got.Served != got.Arrivals || got.Abandoned != 0 || got.Blocked != 0 {
		t.Errorf("got %+v", got)
	}
	_, again, _ := call(t, "-json", "-days", "60", "-seed", "4", name)
	if diff := cmp.Diff(got, decode(t, again), cmpopts.IgnoreFields(output{}, "ContactsPerSecond")); diff != "" {
		t.Errorf("the same seed, another result:\n%s", diff)
	}
}

// TestShipped: the scenario that ships, with all files that can be written.
func TestShipped(t *testing.T) {
	folder := t.TempDir()
	svg, log := filepath.Join(folder, "day.svg"), filepath.Join(folder, "day.jsonl")
	code, stdout, stderr := call(t, "-days", "3", "-svg", svg, "-log", log)
	if code != 0 {
		t.Fatalf("exit code %d, stderr %q", code, stderr)
	}
	for _, part := range []string{"voice", "chatters", "occupancy", "service level", "contacts simulated per second", "offers missed"} {
		if !strings.Contains(stdout, part) {
			t.Errorf("no %q in\n%s", part, stdout)
		}
	}
	text, err := os.ReadFile(svg)
	if err != nil {
		t.Fatal(err)
	}
	for in := xml.NewDecoder(bytes.NewReader(text)); err != io.EOF; {
		if _, err = in.Token(); err != nil && err != io.EOF {
			t.Fatal(err)
		}
	}
	events := readLog(t, log)
	record, err := simulate.NewRecord(simulate.RecordConfig{}, events)
	if err != nil {
		t.Fatal(err)
	}
	replayed := 0
	_, err = record.Replay(t.Context(), simulate.WhatIf{Observe: func(same []routing.Event) {
		if diff := cmp.Diff(events[replayed:replayed+len(same)], same); diff != "" {
			t.Fatalf("replay of the log mismatch (-log +replay):\n%s", diff)
		}
		replayed += len(same)
	}})
	if err != nil || replayed != len(events) || replayed < 1000 {
		t.Errorf("%d of %d events replayed, error %v", replayed, len(events), err)
	}
}

func readLog(t *testing.T, name string) (events []routing.Event) {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		var ev routing.Event
		if err := json.Unmarshal([]byte(line), &ev); err != nil {
			t.Fatal(err)
		}
		events = append(events, ev)
	}
	return events
}

func TestStrategies(t *testing.T) {
	code, stdout, stderr := call(t, "-days", "2", "-strategies", "longest-idle,least-loaded")
	if code != 0 || !strings.Contains(stdout, "difference to longest-idle") || strings.Count(stdout, "least-loaded") != 2 {
		t.Errorf("exit code %d, stderr %q, stdout\n%s", code, stderr, stdout)
	}
	code, stdout, _ = call(t, "-json", "-days", "2", "-strategies", "longest-idle,longest-idle")
	var compared []struct {
		Name       string
		Result     output
		Difference map[string]simulate.Estimate
	}
	if err := json.Unmarshal([]byte(stdout), &compared); err != nil || code != 0 || len(compared) != 2 {
		t.Fatalf("exit code %d, error %v in %s", code, err, stdout)
	}
	if d := compared[1].Difference["service_level"]; d != (simulate.Estimate{}) || compared[1].Result.ServiceLevel == 0 {
		t.Errorf("a strategy differs from itself: %+v", compared[1])
	}
}

func TestComplaints(t *testing.T) {
	with := func(old, new string) string { return file(t, strings.Replace(mm12, old, new, 1)) }
	for _, c := range []struct {
		name      string
		arguments []string
		code      int
		stderr    string
	}{
		{"missing file", []string{"testdata/missing.json"}, exitFailed, "missing.json"},
		{"two files", []string{"a", "b"}, exitUsage, "usage: simulate"},
		{"no days", []string{"-days", "-3"}, exitUsage, "usage: simulate"},
		{"not JSON", []string{file(t, "{secret")}, exitUsage, "not JSON at byte 2"},
		{"cut off", []string{file(t, mm12[:100])}, exitUsage, "not a whole JSON object"},
		{"two scenarios", []string{file(t, mm12+mm12)}, exitUsage, "something follows"},
		{"unknown field", []string{with(`"drain"`, `"drane"`)}, exitUsage, `unknown field "drane"`},
		{"wrong kind", []string{with(`[12]`, `"many"`)}, exitUsage, "agents wants a list, and is given string"},
		{"a list", []string{file(t, "[1]")}, exitUsage, "the file wants an object, and is given array"},
		{"strategies drawn", []string{"-strategies", "longest-idle", "-svg", "x.svg"}, exitUsage, "does not go with -svg"},
		{"wrong value", []string{with(`[12]`, `[-1]`)}, exitUsage, "groups[0].agents must be 0 to a million"},
		{"unknown type", []string{with(`"serves":["chat"]`, `"serves":["phone"]`)}, exitUsage, "groups[0].serves must name types"},
		{"unknown strategy", []string{"-days", "1", "-strategies", "best"}, exitUsage, "unknown strategy"},
		{"folder", []string{"-days", "1", "-svg", "testdata/missing/x.svg"}, exitFailed, "x.svg"},
		{"help", []string{"-h"}, 0, "usage: simulate"},
	} {
		if code, _, stderr := call(t, c.arguments...); code != c.code || !strings.Contains(stderr, c.stderr) {
			t.Errorf("%s: exit code %d, stderr %q; want %d, %q", c.name, code, stderr, c.code, c.stderr)
		}
	}
}

func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var stderr bytes.Buffer
	if code := run(ctx, nil, io.Discard, &stderr); code != exitFailed || !strings.Contains(stderr.String(), "canceled") {
		t.Errorf("exit code %d, stderr %q", code, stderr.String())
	}
}
