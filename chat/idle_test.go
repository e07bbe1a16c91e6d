package chat_test

import (
	"slices"
	"testing"
	"time"

	"github.com/acdkit/acdkit/chat"
	"github.com/google/go-cmp/cmp"
)

// TestIdle: a conversation that nobody uses leaves the memory. Drafts stay, silences are seen to, a card number in two parts is
// found, and who listens goes on to hear.
func TestIdle(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, func(c *chat.Config) {
			c.Idle = time.Minute
			c.Settings.Timers = chat.Timers{CustomerWarn: time.Hour, CustomerEnd: 2 * time.Hour}
		})
		s.staff("kim")
		s.serve("c1")
		agent := s.subscribe(kim, "c1")
		s.say(chat.Customer, "c1", "4539 1488")
		s.ok(s.Edit(t.Context(), kim, "c1", "Half an ans"))
		wait(10 * time.Minute)
		s.say(chat.Customer, "c1", "0343 6467")
		s.say(kim, "c1", "Which lamp?")
		wait(61 * time.Minute)
		d, unsent, err := s.Unsent(t.Context(), kim, "c1")
		s.ok(err)
		if !unsent || d.Text != "Half an ans" {
			t.Errorf("the draft is %+v", d)
		}
		want := append(slices.Clone(served), "박둘: 4539 1488", "revised", "박둘: **** 6467", "김하나: Which lamp?", "warned")
		agent.is(t, false, want...)
		wait(2 * time.Hour)
		want = append(want, "expired", "customer-left")
		agent.is(t, false, want...)
		want[len(served)] = "박둘: **** ****"
		if diff := cmp.Diff(want, s.lines(kim, "c1")); diff != "" {
			t.Errorf("kim reads (-want +got):\n%s", diff)
		}
	})
}
