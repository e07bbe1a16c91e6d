package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/acdkit/acdkit/examples/cluster/store"
)

// TestProve is the program itself, short: nodes and servers as processes, on each journal with each fault. They mostly wait:
// so two are done at once, each to a cluster of its own.
func TestProve(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, journal := range []store.Kind{store.Postgres, store.JetStream} {
		t.Run(string(journal), func(t *testing.T) {
			if _, err := exec.LookPath("postgres"); journal == store.Postgres && errors.Is(err, exec.ErrNotFound) {
				t.Skip("PostgreSQL is not installed")
			}
			for _, pair := range [][]string{{"leader", "storage"}, {"partition", "pause"}} {
				var both sync.WaitGroup
				for _, fault := range pair {
					both.Go(func() { proveOne(t, journal, fault, self) })
				}
				both.Wait()
			}
		})
	}
}

func proveOne(t *testing.T, journal store.Kind, fault, self string) {
	var log bytes.Buffer
	o := options{
		nodes: 3, journal: journal, contacts: 100, centers: 2, clients: 6, fault: fault, faults: 1, clock: true,
		lease: time.Second, seed: 1, program: []string{self},
	}
	if fault == "leader" { // much is said about each
		o.chat, o.contacts = true, 40
	}
	r, err := prove(t.Context(), o, &log)
	if err != nil {
		t.Errorf("%s: %v\n%s", fault, err, &log)
		return
	}
	if !r.good() || r.Acknowledged < 4*o.contacts || r.Takeover.Max == 0 {
		t.Errorf("%s: found %+v\n%q", fault, r, r.details)
	}
	t.Logf("%s: %+v\n%s", fault, r, &log)
}
