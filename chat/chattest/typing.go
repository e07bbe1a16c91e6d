package chattest

import (
	"context"
	"fmt"
	"slices"

	"github.com/acdkit/acdkit/chat"
)

// sign returns a sign that somebody is typing.
func (l *line) sign(name string) chat.Delivery {
	party := chat.Party{Member: chat.AgentMember("lee"), Role: chat.RoleGuest, Name: name}
	return chat.Delivery{Contact: l.contact, To: l.to, Typing: &party}
}

// types delivers a sign of typing. It may be lost.
func (l *line) types(ctx context.Context, name string) {
	d := l.sign(name)
	l.signs = append(l.signs, d)
	_ = l.Transport.Deliver(ctx, d)
}

// seen expects a sign of typing to be one that was delivered and did not arrive yet.
func (l *line) seen(d chat.Delivery) error {
	i := slices.IndexFunc(l.signs, func(s chat.Delivery) bool { return same(s, d) })
	if i < 0 {
		return fmt.Errorf("a sign of typing arrived that was not delivered, or once more: %.300s", written(d))
	}
	l.signs = slices.Delete(l.signs, i, i+1)
	return nil
}

// typingSigns: a sign of typing arrives as that, once and with its contents, or not at all; entries are no worse for
// it.
func typingSigns(s *subject) {
	lines := []*line{s.line("c1", chat.Customer), s.line("c1", chat.AgentMember("kim")), s.line("c2", chat.Customer)}
	for i := range 10 {
		for _, l := range lines {
			l.types(s.ctx, fmt.Sprintf("이 %s %s %d", l.contact, l.to, i))
			if i%2 == 0 {
				l.send(l.said(fmt.Sprint("message ", i)))
			}
		}
	}
	checkAll(lines)
}
