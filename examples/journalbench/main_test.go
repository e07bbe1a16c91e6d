package main

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// TestMain makes the test's program one of the NATS servers when it is started as such.
func TestMain(m *testing.M) {
	if len(os.Args) == 3 && os.Args[1] == serverCommand {
		main()
	}
	os.Exit(m.Run())
}

// TestBench measures everything for a moment: each journal takes commands, and River takes jobs.
func TestBench(t *testing.T) {
	o, err := parse([]string{"-callers", "1,8", "-seconds", "0.2", "-json"}, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	err = run(t.Context(), o, &out)
	if errors.Is(err, exec.ErrNotFound) {
		t.Skip("PostgreSQL is not installed")
	}
	if err != nil {
		t.Fatal(err)
	}
	var r report
	if err := json.Unmarshal([]byte(out.String()), &r); err != nil {
		t.Fatal(err)
	}
	if len(r.Centers) != 2*len(names) || len(r.River) != 2 || r.Syncs <= 0 {
		t.Errorf("%d runs of centers and %d of River, want %d and 2", len(r.Centers), len(r.River), 2*len(names))
	}
	for _, f := range r.Centers {
		if f.Rate <= 0 || f.Appends <= 0 || f.P50 <= 0 || f.P99 < f.P50 || f.P999 < f.P99 {
			t.Errorf("figures %+v", f)
		}
	}
	worked := 0.0
	for _, j := range r.River {
		if worked += j.Worked; j.Inserted <= 0 {
			t.Errorf("River %+v", j)
		}
	}
	if worked == 0 { // a run so short may end before the first
		t.Error("River has worked nothing")
	}
	if err := r.print(&out); err != nil || !strings.Contains(out.String(), "jetstream") {
		t.Errorf("no table: %v", err)
	}
}

func TestFlags(t *testing.T) {
	for _, args := range [][]string{{"-callers", "0"}, {"-callers", "many"}, {"-wrong"}} {
		if _, err := parse(args, io.Discard); err == nil {
			t.Errorf("%q was taken", args)
		}
	}
	o, err := parse([]string{"-journals", "tape", "-river=false", "-dir", t.TempDir()}, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	if err := run(t.Context(), o, io.Discard); err == nil {
		t.Error("a journal that does not exist was measured")
	}
}
