package routing_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/routing"
	"golang.org/x/sync/errgroup"
)

// onceCounts counts how often each command id is in the log.
func onceCounts(events []routing.Event) map[string]int {
	counts := make(map[string]int)
	for _, ev := range events {
		if ev.Command != "" {
			counts[ev.Command]++
		}
	}
	return counts
}

// TestCenterOnce: a command sent again gets the first answer, whatever happened in between (I8).
func TestCenterOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		st := newStore()
		s := openSite(t, siteConfig(st))
		s.staff("a0")
		cmds := []routing.Command{
			routing.Once{ID: "1", Command: routing.Enqueue{Contact: "c1", Queue: "chat"}},
			routing.Once{ID: "2", Command: routing.Accept{Agent: "a0", Contact: "c1"}},
			routing.Once{ID: "3", Command: routing.SetState{Agent: "a0", State: contact.Available}}, // changes nothing
			routing.Once{ID: "4", Command: routing.End{Agent: "a0", Contact: "c1"}},
		}
		s.do(cmds...)
		n := len(s.agrees())
		s.do(cmds...) // at once
		for range 2 { // after a restart, and after one from a snapshot
			s.close()
			s = openSite(t, siteConfig(st))
			s.do(cmds...)
			for range 2 {
				if err := s.Snapshot(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			if err := s.Trim(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		events := s.agreesWith(st.records(siteStream))
		if len(events) != n {
			t.Errorf("commands sent again added %d events", len(events)-n)
		}
		if got := onceCounts(events); len(got) != 4 || got["1"] != 1 || got["3"] != 1 {
			t.Errorf("command ids in the log: %v", got)
		}
	})
}

// TestCenterOnceTogether: many send the same command at the same time.
func TestCenterOnceTogether(t *testing.T) {
	s := openSite(t, siteConfig(new(journal.Memory)))
	var group errgroup.Group
	for range 64 {
		group.Go(func() error {
			for n := range 20 {
				once := routing.Once{ID: fmt.Sprint(n), Command: routing.Enqueue{Contact: siteContact(n), Queue: "mail"}}
				if err := s.Do(t.Context(), once); err != nil {
					return fmt.Errorf("command %d: %w", n, err)
				}
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		t.Error(err)
	}
	if got := len(payloads[routing.ContactQueued](s.agrees())); got != 20 {
		t.Errorf("%d contacts were taken in, want 20", got)
	}
}

// TestCenterOnceWindow: as many ids are remembered as the settings say, the newest, across a restart.
func TestCenterOnceWindow(t *testing.T) {
	st := newStore()
	cfg := siteConfig(st)
	cfg.Setup = append(cfg.Setup, routing.SetSettings{Settings: routing.Settings{KeepCommands: 5}})
	s := openSite(t, cfg)
	once := func(n int) routing.Command {
		return routing.Once{ID: fmt.Sprint(n), Command: routing.Enqueue{Contact: siteContact(n), Queue: "mail"}}
	}
	for n := range 8 {
		s.do(once(n))
	}
	check := func() {
		t.Helper()
		for n := 3; n < 8; n++ {
			s.do(once(n))
		}
		refused(t, "a command that is forgotten", s.Do(t.Context(), once(2)), routing.ErrDuplicate)
	}
	check()
	if err := s.Snapshot(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.close()
	s = openSite(t, cfg)
	check()
	s.do(once(8))
	refused(t, "the oldest command", s.Do(t.Context(), once(3)), routing.ErrDuplicate)
}

// TestCenterOnceRefused: a refusal is not remembered, for it changed nothing; what is no command is refused.
func TestCenterOnceRefused(t *testing.T) {
	s := openSite(t, siteConfig(new(journal.Memory)))
	accept := routing.Once{ID: "1", Command: routing.Accept{Agent: "a0", Contact: "c1"}}
	refused(t, "Accept", s.Do(t.Context(), accept), routing.ErrUnknownContact)
	s.staff("a0")
	s.do(routing.Enqueue{Contact: "c1", Queue: "chat"}, accept, accept)
	for id, want := range map[string]routing.Code{
		"": routing.ErrInvalidID, "a\nb": routing.ErrInvalidID, strings.Repeat("x", contact.MaxID+1): routing.ErrInvalidID, "nested": routing.ErrInvalidCommand,
	} {
		refused(t, fmt.Sprintf("Once %.5q", id), s.Do(t.Context(), routing.Once{ID: id, Command: accept}), want)
	}
	refused(t, "an empty Once", s.Do(t.Context(), routing.Once{ID: "2"}), routing.ErrInvalidCommand)
	s.agrees()
}
