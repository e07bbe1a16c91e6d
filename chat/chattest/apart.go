package chattest

import (
	"strings"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact"
)

// agents are ids that a transport could take for one another.
var agents = []contact.AgentID{
	"kim", "ki", "kim2", "KIM", "kim/lee", "kim/", "/kim", "agent/kim", "customer", "bot", "김하나", "김", "kim lee", "kim:lee", "lee",
	"*", "#", "+", ".", "..", "kim%2Flee", `kim"lee`, "é", "e\u0301",
}

// apartMembers: nobody gets what is for another member of the contact.
func apartMembers(s *subject) {
	lines := []*line{s.line("c1", chat.Customer)}
	for _, id := range agents {
		lines = append(lines, s.line("c1", chat.AgentMember(id)))
	}
	s.mingle(lines)
}

// contacts are ids that a transport could take for one another.
var contacts = []contact.ID{
	"c1", "c", "c10", "C1", "c1/", "/c1", "c1/customer", "c1/1", "c1/1/customer", "customer", "상담", "상담 1", "상담/1", "c 1", " c1", "c1 ",
	"..", "../c1", "c1/../c2", "c2", "*", ">", "#", "c1.*", "c1?to=c2&x=y", "c1#c2", "c1%2F", "c1%", `"c1"`, `c1\`, "c1'--", "{c1}", "<c1>",
	"$c1", "c1|c2", "c1,c2", "c1;c2", "☎", "é", "e\u0301", "null", "0",
	contact.ID(strings.Repeat("x", contact.MaxID)), contact.ID(strings.Repeat("x", contact.MaxID-1)) + "y",
}

// apartContacts: nobody gets what is for the same member of another contact.
func apartContacts(s *subject) {
	var lines []*line
	for _, id := range contacts {
		lines = append(lines, s.line(id, chat.Customer), s.line(id, chat.AgentMember("kim")))
	}
	s.mingle(lines)
}

// apartBoth: contact and member are told apart, wherever one ends and the other begins.
func apartBoth(s *subject) {
	var lines []*line
	for _, mark := range "/:|,.-_ #=" {
		between := string(mark) + "agent/"
		lines = append(lines,
			s.line("c"+contact.ID(between)+"kim", chat.AgentMember("lee")),
			s.line("c", chat.AgentMember("kim"+contact.AgentID(between)+"lee")),
		)
	}
	s.mingle(lines)
}

// mingle sends each line the same numbers with other texts, and checks all.
func (s *subject) mingle(lines []*line) {
	for range 3 {
		for _, l := range lines {
			l.send(l.said("only"))
		}
	}
	checkAll(lines)
}
