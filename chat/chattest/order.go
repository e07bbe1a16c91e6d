package chattest

import (
	"fmt"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact"
)

// orderOneMember: what is delivered to a member arrives in order.
func orderOneMember(s *subject) {
	l := s.line("c1", chat.Customer)
	for i := range 200 {
		l.send(l.said(fmt.Sprint("message ", i)))
	}
	l.check()
}

// orderInterleaved: so it does when others' deliveries come between.
func orderInterleaved(s *subject) {
	var lines []*line
	for i := range 4 {
		id := contact.ID(fmt.Sprint("c", i))
		lines = append(lines, s.line(id, chat.Customer), s.line(id, chat.AgentMember("kim")))
	}
	for i := range 40 {
		for j := range lines {
			l := lines[(i+j)%len(lines)]
			l.send(l.said(fmt.Sprint("message ", i)))
		}
	}
	checkAll(lines)
}
