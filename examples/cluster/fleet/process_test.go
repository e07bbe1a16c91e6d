package fleet_test

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/acdkit/acdkit/examples/cluster/fleet"
)

// TestMain lets the test's program be a process under supervision, too.
func TestMain(m *testing.M) {
	if len(os.Args) == 2 {
		switch os.Args[1] {
		case "obey", "ignore", "fail":
			play(os.Args[1])
			return
		}
	}
	os.Exit(m.Run())
}

func play(part string) {
	fleet.Leash()
	ended := make(chan os.Signal, 1)
	signal.Notify(ended, syscall.SIGTERM)
	if part == "fail" {
		fmt.Fprintln(os.Stderr, "no luck")
		os.Exit(3)
	}
	fmt.Println("not yet")
	fmt.Println(fleet.Ready, "to", "obey")
	for <-ended; part == "ignore"; <-ended {
	}
}

func start(t *testing.T, part string) (*fleet.Process, error) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), soon)
	defer cancel()
	p, err := fleet.Start(ctx, t.TempDir(), "p", self, part)
	if err == nil {
		t.Cleanup(p.Kill)
	}
	return p, err
}

func TestProcess(t *testing.T) {
	p, err := start(t, "obey")
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(p.Words, []string{"to", "obey"}) {
		t.Errorf("the process said %q", p.Words)
	}
	if err := p.Pause(); err != nil {
		t.Fatal(err)
	}
	stopped := make(chan error)
	go func() { stopped <- p.Stop(soon) }()
	select {
	case err := <-stopped:
		t.Fatalf("a paused process has stopped: %v", err)
	case <-time.After(quiet):
	}
	if err := p.Resume(); err != nil {
		t.Fatal(err)
	}
	if err := <-stopped; err != nil {
		t.Error(err)
	}
	<-p.Ended()
}

func TestProcessKill(t *testing.T) {
	p, err := start(t, "ignore")
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Stop(quiet); err == nil {
		t.Error("a process that does not stop has stopped")
	}
	<-p.Ended()
	p.Kill() // once more does nothing
	if err := p.Pause(); err == nil {
		t.Error("a process that has ended can be paused")
	}
}

func TestProcessFails(t *testing.T) {
	if _, err := start(t, "fail"); err == nil || !strings.Contains(err.Error(), "no luck") {
		t.Errorf("Start returned %v, want what the process said", err)
	}
	if _, err := fleet.Start(t.Context(), t.TempDir(), "p", "there is no such program"); err == nil {
		t.Error("a program that is not there has started")
	}
}
