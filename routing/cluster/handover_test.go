package cluster_test

import (
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/acdkit/acdkit/routing"
)

// crowd is clients that send commands to centers without end, each to its own center by way of its own node.
type crowd struct {
	site    *site
	stop    chan struct{}
	clients sync.WaitGroup

	mu      sync.Mutex
	done    map[string]int // commands acknowledged, by center
	longest time.Duration
	failed  error
}

// send has a client send one command after the other to a center.
func (c *crowd) send(name, center string, to *routing.Center) {
	c.clients.Go(func() {
		for i := 0; ; i++ {
			select {
			case <-c.stop:
				return
			case <-time.After(20 * time.Millisecond):
			}
			began := time.Now()
			err := to.Do(c.site.ctx, enqueue(fmt.Sprintf("%s-%d", name, i)))
			c.mu.Lock()
			c.longest = max(c.longest, time.Since(began))
			c.done[center]++
			if err != nil && c.failed == nil {
				c.failed = err
			}
			c.mu.Unlock()
		}
	})
}

func newCrowd(s *site) *crowd {
	return &crowd{site: s, stop: make(chan struct{}), done: map[string]int{}}
}

// leave ends all clients, and checks that each command that was acknowledged is in the log once.
func (c *crowd) leave() {
	c.site.t.Helper()
	close(c.stop)
	c.clients.Wait()
	if c.failed != nil {
		c.site.t.Errorf("a command failed: %v", c.failed)
	}
	for center, sent := range c.done {
		entered := c.site.contacts(center)
		if len(entered) != sent {
			c.site.t.Errorf("%d commands to %s were acknowledged, %d contacts are in its log", sent, center, len(entered))
		}
		for id, times := range entered {
			if times != 1 {
				c.site.t.Errorf("contact %s is in the log of %s %d times", id, center, times)
			}
		}
	}
}

// TestHandOver: nodes come, and leave in order, while commands are sent on the node that stays. Nobody notices.
func TestHandOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSite(t)
		s.net.Delay = func(string, string) time.Duration { return time.Millisecond }
		s.start("n1")
		c := newCrowd(s)
		const centers = 6
		for i := range centers {
			c.send(fmt.Sprint("client-", i), centerID(i), s.center("n1", centerID(i)))
		}
		led := func(node string) int { return len(s.nodes[node].Leads()) }
		s.await("n1 leads all", ttl, func() bool { return led("n1") == centers })
		s.start("n2")
		s.await("n2 leads some", 3*ttl, func() bool { return led("n2") > 0 && led("n1")+led("n2") == centers })
		s.start("n3")
		s.await("n3 leads some", 3*ttl, func() bool { return led("n3") > 0 && led("n1")+led("n2")+led("n3") == centers })
		time.Sleep(ttl)
		t.Logf("leaders: %v", s.leaders())
		s.stop("n3")
		s.stop("n2")
		s.await("n1 leads all again", ttl, func() bool { return led("n1") == centers })
		time.Sleep(ttl)
		c.leave()
		t.Logf("the longest command took %v", c.longest)
		if c.longest > 15*time.Millisecond { // a command from a follower takes 2
			t.Errorf("the longest command took %v, want no pause that users notice", c.longest)
		}
	})
}
