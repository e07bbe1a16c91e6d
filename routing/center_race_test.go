package routing_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/routing"
	"golang.org/x/sync/errgroup"
)

// raceTries is when each contact's agent accepts, in nanoseconds from the deadline, all at once.
var raceTries = [][]time.Duration{{-1, -1, 0, 1}, {0, 0, 1, 1}, {-1, 0, 0, 0}, {1, 0, -1, 5}}

// TestCenterAcceptRacesDeadline: of acceptances and the deadline exactly one wins (I3), and agents are
// told the truth.
func TestCenterAcceptRacesDeadline(t *testing.T) {
	const offers = 60
	synctest.Test(t, func(t *testing.T) {
		s := openRace(t, offers)
		var answers [offers][4]error
		var group errgroup.Group
		for n := range answers {
			v, _ := s.Contact(siteContact(n))
			for i, ahead := range raceTries[n%len(raceTries)] {
				group.Go(func() error {
					time.Sleep(time.Until(v.Deadline) + ahead)
					answers[n][i] = s.Accept(t.Context(), v.OfferedTo, v.ID)
					return nil
				})
			}
		}
		group.Wait()
		events := s.agrees()
		for n := range answers {
			checkRace(t, events, n, answers[n][:])
		}
	})
}

// openRace opens a center with as many offers as agents.
func openRace(t *testing.T, offers int) *site {
	t.Helper()
	cfg := siteConfig(new(journal.Memory))
	cfg.Setup = siteSetup(offers)
	s := openSite(t, cfg)
	for n := range offers {
		s.staff(siteAgent(n))
	}
	for n := range offers {
		s.do(routing.Enqueue{Contact: siteContact(n), Queue: "chat"})
	}
	return s
}

// checkRace compares what the agent of a contact was told with what became of its first offer.
func checkRace(t *testing.T, events []routing.Event, n int, answers []error) {
	t.Helper()
	want, won := 0, 0
	for i, err := range answers {
		if raceTries[n%len(raceTries)][i] < 0 {
			want = 1
		}
		if err == nil {
			won++
		}
	}
	accepted, missed := outcomes(events, siteContact(n))
	if won != want || accepted != want || missed == want {
		t.Errorf("contact %d: %d acceptances acknowledged, %d in the log, missed %d, want %d and the rest missed: %v",
			n, won, accepted, missed, want, answers)
	}
}

// outcomes counts how the offers of a contact ended.
func outcomes(events []routing.Event, id contact.ID) (accepted, missed int) {
	for _, p := range payloads[routing.OfferAccepted](events) {
		if p.Contact == id {
			accepted++
		}
	}
	for _, p := range payloads[routing.OfferEnded](events) {
		if p.Contact == id && p.Cause == routing.Missed {
			missed++
		}
	}
	return accepted, missed
}
