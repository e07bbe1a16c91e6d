package simulate

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/wrapup"
)

// TestReplayOfCenter: the log of a Center that missed offers, was closed for a while and led again, is given again by a
// replay without changes: to the nanosecond, though on a real clock nothing expires just when it is due.
func TestReplayOfCenter(t *testing.T) {
	t.Run("virtual", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			log := lifeOfCenter(t, time.Second)
			wantDrama(t, log)
			wantSame(t, RecordConfig{}, log)
		})
	})
	t.Run("real", func(t *testing.T) { wantSame(t, RecordConfig{}, lifeOfCenter(t, 2*time.Millisecond)) })
}

// lifeOfCenter returns the log of a center that lives three times; a unit is a fourth of the time between two contacts.
func lifeOfCenter(t *testing.T, unit time.Duration) []routing.Event {
	t.Helper()
	kept := new(journal.Memory)
	for life := range 3 {
		liveOn(t, kept, life, unit)
		time.Sleep(time.Duration(life) * 7 * unit) // nobody leads
	}
	return eventsOf(t, kept)
}

// wantDrama demands that a log has what is hard to give again.
func wantDrama(t *testing.T, log []routing.Event) {
	t.Helper()
	var extended, missed bool
	for _, ev := range log {
		switch p := ev.Payload.(type) {
		case routing.OffersExtended:
			extended = true
		case routing.OfferEnded:
			missed = missed || p.Cause == routing.Missed
		}
	}
	if !extended || !missed {
		t.Fatalf("nothing extended (%t) or missed (%t): the log shows nothing", extended, missed)
	}
}

func eventsOf(t *testing.T, kept journal.Journal) (log []routing.Event) {
	t.Helper()
	for rec, err := range journal.Replay(t.Context(), kept, "center/main", 0) {
		if err != nil {
			t.Fatal(err)
		}
		events, err := routing.DecodeEvents(rec.Data)
		if err != nil {
			t.Fatal(err)
		}
		log = append(log, events...)
	}
	return log
}

// liveOn opens a center and lets contacts come until it is closed, with some of them under way.
func liveOn(t *testing.T, kept journal.Journal, life int, unit time.Duration) {
	t.Helper()
	ctx := t.Context()
	center, err := routing.Open(ctx, routing.Config{Journal: kept, Setup: []routing.Command{
		routing.SetProfile{Profile: contact.Profile{ID: "p", Capacity: contact.Load{contact.Chat: 2}}},
		routing.SetQueue{Queue: routing.Queue{ID: "q", Channel: contact.Chat, Offer: 20 * unit, WrapUp: wrapup.Policy{Min: wrapup.NoMinimum, After: 9 * unit}}},
		routing.SetAgent{Agent: routing.Agent{ID: "a", Profile: "p", Queues: []routing.Serves{{Queue: "q"}}}},
		routing.SetAgent{Agent: routing.Agent{ID: "b", Profile: "p", Queues: []routing.Serves{{Queue: "q"}}}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	_ = center.SignIn(ctx, "a") // who is signed in from the life before stays so
	_ = center.SignIn(ctx, "b")
	for n := range 12 {
		_ = center.SetState(ctx, "a", contact.Available, "") // out of RONA, too
		_ = center.SetState(ctx, "b", contact.Available, "")
		id := contact.ID(fmt.Sprintf("c%d-%d", life, n))
		if _, err := center.Enqueue(ctx, routing.Enqueue{Contact: id, Queue: "q"}); err != nil {
			t.Fatal(err)
		}
		time.Sleep(unit / 7)
		v, _ := center.Contact(id)
		switch {
		case n%5 == 4: // nobody answers
		case v.OfferedTo == "":
			_ = center.Abandon(ctx, id)
		default:
			_ = center.Do(ctx, routing.Once{ID: string(id), Command: routing.Accept{Agent: v.OfferedTo, Contact: id}})
			time.Sleep(3 * unit)
			_ = center.End(ctx, v.OfferedTo, id) // refused on a slow machine, if it was accepted too late
			if n%2 == 0 {
				_ = center.WrapUp(ctx, v.OfferedTo, id)
			}
		}
		time.Sleep(4 * unit)
	}
	if err := center.Close(ctx); err != nil {
		t.Fatal(err)
	}
}
