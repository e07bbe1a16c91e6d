package routing_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/routing"
)

// TestCenterManyExpire: however much is due at once, records stay as small as every journal takes, and
// nothing is left over.
func TestCenterManyExpire(t *testing.T) {
	const many = 3000
	synctest.Test(t, func(t *testing.T) {
		cfg := siteConfig(new(journal.Memory))
		cfg.Setup = siteSetup(0)
		long := func(n int) string { return fmt.Sprintf("%04d-%s", n, strings.Repeat("x", 31)) } // as a UUID is
		for n := range many {
			id := contact.AgentID(long(n))
			cfg.Setup = append(cfg.Setup,
				routing.SetAgent{Agent: routing.Agent{ID: id, Profile: "p", Queues: []routing.Serves{{Queue: "chat"}}}},
				routing.SignIn{Agent: id}, routing.SetState{Agent: id, State: contact.Available})
		}
		for n := range 2 * many {
			cfg.Setup = append(cfg.Setup, routing.Enqueue{Contact: contact.ID(long(n)), Queue: "chat"})
		}
		s := openSite(t, cfg)
		time.Sleep(time.Minute)
		rona := 0
		s.inspect(func(f *routing.Floor) error {
			for a := range f.Agents() {
				if a.State == contact.RONA {
					rona++
				}
			}
			return nil
		})
		if rona != many {
			t.Errorf("%d of %d agents are in RONA", rona, many)
		}
		s.agrees()
	})
}
