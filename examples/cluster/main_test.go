package main

import (
	"bytes"
	"context"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestMain lets the test's program be the processes that it starts, too.
func TestMain(m *testing.M) {
	if len(os.Args) == 3 && (os.Args[1] == asNode || os.Args[1] == asServer) {
		main()
	}
	os.Exit(m.Run())
}

func TestParse(t *testing.T) {
	for _, tc := range []struct {
		args string
		code int
	}{
		{"-h", 0},
		{"-journal sqlite", exitUsage}, {"-kill everything", exitUsage}, {"-nodes 1", exitUsage}, {"-contacts 1", exitUsage},
		{"-dsn host=db", exitUsage}, {"-journal postgres -dsn host=db -kill storage", exitUsage}, {"-lease 1ms", exitUsage},
		{"extra", exitUsage}, {"-clients 0", exitUsage}, {"-faults -1", exitUsage}, {"-nodes x", exitUsage},
	} {
		var out, errs bytes.Buffer
		if code := run(t.Context(), strings.Fields(tc.args), &out, &errs); code != tc.code || errs.Len() == 0 || out.Len() > 0 {
			t.Errorf("%s: code %d, want %d; printed %q and %q", tc.args, code, tc.code, &out, &errs)
		}
	}
	o, err := parse([]string{"-kill", "none", "-journal", "postgres", "-dsn", "host=db", "-clients", "30"}, &bytes.Buffer{})
	if err != nil || o.faults != 0 || o.agents() != 10 {
		t.Errorf("parse returned %+v, %v", o, err)
	}
}

func TestBadProcess(t *testing.T) {
	for _, args := range [][]string{{asNode, "{"}, {asNode, "{}"}, {asServer, "there is no such file"}} {
		var out, errs bytes.Buffer
		if code := run(context.Background(), args, &out, &errs); code != exitWrong || errs.Len() == 0 {
			t.Errorf("%v: code %d, printed %q", args, code, &errs)
		}
	}
}

func TestReport(t *testing.T) {
	good := report{Commands: 10, Acknowledged: 8, Linearizable: true, Takeover: takeover{P50: 3, Max: 5}, CommandsPerSecond: 12}
	var out bytes.Buffer
	if err := good.print(&out, true); err != nil {
		t.Fatal(err)
	}
	const want = `{"commands":10,"acknowledged":8,"lost":0,"duplicated":0,"double_owned":0,"stuck":0,"gaps":0,` +
		`"linearizable":true,"takeover_ms":{"p50":3,"max":5},"commands_per_second":12}` + "\n"
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("print mismatch (-want +got)\n%s", diff)
	}
	out.Reset()
	if err := good.print(&out, false); err != nil || strings.Count(out.String(), "\n") != 9 {
		t.Errorf("printed %q, %v", &out, err)
	}
	if !good.good() {
		t.Error("a good report is not good")
	}
	for i, bad := range []report{
		{Linearizable: true, Lost: 1}, {Linearizable: true, Duplicated: 1}, {Linearizable: true, DoubleOwned: 1},
		{Linearizable: true, Stuck: 1}, {Linearizable: true, Gaps: 1}, {},
	} {
		if bad.good() {
			t.Errorf("bad report %d is good", i)
		}
	}
}

func TestTakeover(t *testing.T) {
	ms := func(all ...int) (ds []time.Duration) {
		for _, n := range all {
			ds = append(ds, time.Duration(n)*time.Millisecond)
		}
		return ds
	}
	for _, tc := range []struct {
		all  []time.Duration
		want takeover
	}{
		{nil, takeover{}}, {ms(7), takeover{7, 7}}, {ms(9, 1), takeover{1, 9}}, {ms(5, 1, 9), takeover{5, 9}},
	} {
		if got := takeoverOf(slices.Clone(tc.all)); got != tc.want {
			t.Errorf("takeoverOf(%v) = %+v, want %+v", tc.all, got, tc.want)
		}
	}
}
