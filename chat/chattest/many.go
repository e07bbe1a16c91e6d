package chattest

import (
	"fmt"
	"slices"
	"sync"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact"
)

// manyAtOnce: many deliver to many at once, entries and signs of typing, while what arrives is taken.
func manyAtOnce(s *subject) {
	var work sync.WaitGroup
	start := make(chan struct{})
	for i := range 8 {
		id := contact.ID(fmt.Sprint("c", i))
		for _, to := range []chat.Member{chat.Customer, chat.AgentMember("kim"), chat.AgentMember("lee")} {
			l := s.line(id, to)
			work.Go(func() {
				<-start
				if err := l.stretch(40); err != nil {
					s.t.Errorf("%s of %q: %v", to, id, err)
				}
			})
			sign := l.sign("이")
			l.signs = slices.Repeat([]chat.Delivery{sign}, 10)
			work.Go(func() {
				<-start
				for range 10 {
					_ = s.Transport.Deliver(s.ctx, sign)
				}
			})
		}
	}
	close(start)
	work.Wait()
}

// stretch delivers entries and takes them while they come. Signs of typing are those of others.
func (l *line) stretch(n int) error {
	for i := range n {
		if err := l.bring(l.following(l.said(fmt.Sprint("message ", i)))); err != nil {
			return err
		}
		if i%10 == 9 {
			if err := l.arrive(); err != nil {
				return err
			}
		}
	}
	return l.arrive()
}
