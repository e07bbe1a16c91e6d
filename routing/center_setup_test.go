package routing_test

import (
	"slices"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/wrapup"
)

// fullSetup has everything that a host can configure, in all its forms.
func fullSetup() []routing.Command {
	return append(siteSetup(3),
		routing.SetSettings{Settings: routing.Settings{KeepClosed: 100}},
		routing.SetIdleCode{IdleCode: routing.IdleCode{ID: "lunch", Name: "Lunch"}},
		routing.SetReason{Reason: wrapup.Reason{ID: "refund", Name: "환불", Channel: contact.Chat, Queue: "chat"}},
		routing.SetQueue{Queue: routing.Queue{
			ID: "night", Channel: contact.Chat, Max: 5, Overflow: routing.Overflow{Queue: "chat"},
			Hours: routing.Hours{Zone: "UTC", Spans: []routing.Opened{{Day: time.Monday, From: 0, To: 1440}}},
			Relax: []routing.Relax{{After: 2 * time.Second, Skill: "ko"}, {After: time.Second, Skill: "ko", Level: 1}},
		}},
		routing.SetAgent{Agent: routing.Agent{ID: "alone", Profile: "p"}},
		routing.SetAgent{Agent: routing.Agent{ID: "empty", Profile: "p", Skills: []routing.Skill{}, Queues: []routing.Serves{}}},
	)
}

// TestCenterSetupAgain: opening with the same setup appends nothing, from the log and from a snapshot.
func TestCenterSetupAgain(t *testing.T) {
	j := new(journal.Memory)
	cfg := siteConfig(j)
	cfg.Setup = fullSetup()
	for n := range 4 {
		s := openSite(t, cfg)
		if records := siteRecords(t, j); len(records) != 1 {
			t.Fatalf("start %d: the log has %d records, want 1: %+v", n, len(records), eventsOf(t, records[1:]))
		}
		if n > 0 {
			if err := s.Snapshot(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		s.close()
	}
}

// TestCenterSetupChanged: only what is different is appended.
func TestCenterSetupChanged(t *testing.T) {
	j := new(journal.Memory)
	cfg := siteConfig(j)
	openSite(t, cfg).close()
	before := len(eventsOf(t, siteRecords(t, j)))
	cfg.Setup = append(slices.Clone(cfg.Setup), routing.SetReason{Reason: wrapup.Reason{ID: "done", Name: "Finished"}})
	s := openSite(t, cfg)
	added := s.agrees()[before:]
	if len(added) != 1 || routing.EventName(added[0].Payload) != "reason-set" {
		t.Errorf("a changed setup added %+v", added)
	}
}

// TestCenterSetupRefused: a setup that cannot be brought about keeps the center from opening.
func TestCenterSetupRefused(t *testing.T) {
	cfg := siteConfig(new(journal.Memory))
	cfg.Setup = append(siteSetup(1), routing.SetQueue{Queue: routing.Queue{ID: "q"}})
	_, err := routing.Open(t.Context(), cfg)
	refused(t, "Open", err, routing.ErrInvalidChannel)
}

// TestCenterSetupLarge: ten thousand agents are a few records, each of which every journal takes.
func TestCenterSetupLarge(t *testing.T) {
	const agents = 10_000
	j := new(journal.Memory)
	cfg := siteConfig(j)
	cfg.Setup = siteSetup(agents)
	s := openSite(t, cfg)
	if n := len(siteRecords(t, j)); n > 10 {
		t.Errorf("the setup takes %d records", n)
	}
	if n := len(payloads[routing.AgentSet](s.agrees())); n != agents {
		t.Errorf("%d agents are in the log", n)
	}
	s.close()
	s.reopen(j)
	if n := len(siteRecords(t, j)); n > 10 {
		t.Errorf("opening again added up to %d records", n)
	}
}

// TestCenterConfig: what no center can be opened with.
func TestCenterConfig(t *testing.T) {
	for name, cfg := range map[string]routing.Config{
		"no journal": {}, "control character": {Journal: new(journal.Memory), ID: "a\x00"},
		"slash": {Journal: new(journal.Memory), ID: "main/snapshots"},
	} {
		_, err := routing.Open(t.Context(), cfg)
		refused(t, name, err, routing.ErrConfig)
	}
}
