package chattest

import (
	"context"
	"fmt"

	"github.com/acdkit/acdkit/chat"
)

// againAtOnce: a delivery may come again at once, as after an answer that was lost.
func againAtOnce(s *subject) {
	l := s.line("c1", chat.Customer)
	for i := range 20 {
		d := l.send(l.said(fmt.Sprint("message ", i)))
		for range i % 3 {
			l.again(d)
		}
	}
	l.check()
}

// againFromEarlier: all that a member has not acknowledged comes again after a restart of the desk, and then what is
// new.
func againFromEarlier(s *subject) {
	l := s.line("c1", chat.Customer)
	var all []chat.Delivery
	for i := range 10 {
		all = append(all, l.send(l.said(fmt.Sprint("message ", i))))
	}
	for _, d := range all[4:] {
		l.again(d)
	}
	l.send(l.said("new"))
	l.check()
}

// againRevised: what comes again may have been revised meanwhile. Who has had it is told of that by the next entry.
func againRevised(s *subject) {
	l := s.line("c1", chat.Customer)
	d := l.send(l.said("not hidden yet"))
	said := l.said("****")
	said.Redacted = true
	d.Entry.Payload = said
	l.again(d)
	l.send(chat.Revised{Of: d.Entry.Seq, Text: said.Text})
	l.check()
}

// contextEnded: a context that ended before is no harm. Deliver returns at once; if it returns nil, it has delivered;
// otherwise the same delivery comes again.
func contextEnded(s *subject) {
	l := s.line("c1", chat.Customer)
	l.send(l.said("before"))
	ended, cancel := context.WithCancel(s.ctx)
	cancel()
	for i := range 5 {
		d := l.following(l.said(fmt.Sprint("message ", i)))
		err := s.within("Deliver", func(context.Context) error { return l.try(ended, d) })
		if err != nil {
			l.again(d)
		}
	}
	l.check()
}
