package chattest

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/acdkit/acdkit/chat"
)

// much is a message that fills buffers.
func (l *line) much(i int) chat.Said {
	return l.said(fmt.Sprint("message ", i, strings.Repeat(" 가", 4000)))
}

// undelivered delivers entries to a recipient who is out of reach, as a Desk does: up to the first that is refused,
// which is returned. None is if the transport takes all.
func (l *line) undelivered(n int) (chat.Delivery, bool) {
	l.t.Helper()
	for i := range n {
		d := l.following(l.much(i))
		if err := l.within("Deliver", func(ctx context.Context) error { return l.try(ctx, d) }); err != nil {
			return d, true
		}
	}
	return chat.Delivery{}, false
}

// cutReturnsWithContext: Deliver returns when its context ends, even if the recipient is out of reach.
func cutReturnsWithContext(s *subject) {
	l := s.line("c1", chat.Customer)
	l.send(l.said("before"))
	l.check()
	l.cut()
	l.undelivered(50)
}

// cutTypingReturnsWithContext: so it does with a sign of typing. The sign need not arrive.
func cutTypingReturnsWithContext(s *subject) {
	l := s.line("c1", chat.Customer)
	l.check()
	l.cut()
	for range 5 {
		_ = s.within("Deliver", func(ctx context.Context) error {
			l.types(ctx, "이")
			return nil
		})
	}
	l.back()
	l.check()
}

// cutBlocksNobody: while one is waited for, others get what is for them.
func cutBlocksNobody(s *subject) {
	l := s.line("c1", chat.Customer)
	others := []*line{s.line("c1", chat.AgentMember("kim")), s.line("c2", chat.Customer), s.line("c10", chat.Customer)}
	l.cut()
	ctx, cancel := context.WithCancel(s.ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for i := 0; i < 50 && l.try(ctx, l.following(l.much(i))) == nil; i++ {
		}
	}()
	select {
	case <-done: // the transport keeps it all, or refuses at once
	case <-time.After(soon): // it waits
	}
	for i := range 20 {
		for _, other := range others {
			other.send(other.said(fmt.Sprint("message ", i)))
		}
	}
	checkAll(others)
	cancel()
	select {
	case <-done:
	case <-s.ctx.Done():
		s.t.Errorf("Deliver to somebody out of reach does not return when its context ends")
	}
}

// cutLosesNothing: what the transport took while the recipient was out of reach arrives.
func cutLosesNothing(s *subject) {
	l := s.line("c1", chat.Customer)
	l.send(l.said("before"))
	l.cut()
	l.undelivered(5)
	l.back()
	l.resume()
	l.check()
}

// resume brings what was refused last, if anything was.
func (l *line) resume() {
	if n := len(l.tries); n > 0 && !l.tries[n-1].taken {
		l.again(l.tries[n-1].Delivery)
	}
}

// cutAcceptsAgain: after errors, the same delivery is taken as soon as the recipient is back.
func cutAcceptsAgain(s *subject) {
	l := s.line("c1", chat.Customer)
	l.cut()
	if d, refused := l.undelivered(5); refused {
		for range 3 {
			_ = l.within("Deliver", func(ctx context.Context) error { return l.try(ctx, d) })
		}
	}
	l.back()
	l.resume()
	l.check()
}

// cutOften: whoever comes and goes has all, in order.
func cutOften(s *subject) {
	l, other := s.line("c1", chat.Customer), s.line("c1", chat.AgentMember("kim"))
	for i := range 10 {
		l.send(l.said(fmt.Sprint("message ", i)))
		other.send(other.said(fmt.Sprint("message ", i)))
		l.cut()
		l.undelivered(i % 3)
		l.back()
		l.resume()
	}
	checkAll([]*line{l, other})
}
