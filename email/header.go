package email

import (
	"slices"
	"strings"

	"github.com/acdkit/acdkit/email/message"
	"github.com/acdkit/acdkit/pci"
)

// headerOnly is a mail that the policy withholds: who wrote to whom, each part of it seen by the Guard.
func headerOnly(guard *pci.Guard, m *message.Message) *message.Message {
	clean := func(text string) string {
		return guard.Text(pci.Place{Lane: inbound, Field: pci.Header}, text).Text
	}
	addresses := func(list []message.Address) (out []message.Address) {
		for _, a := range list {
			out = append(out, message.Address{Name: clean(a.Name), Addr: clean(a.Addr)})
		}
		return out
	}
	ids := func(list []string) []string {
		return slices.DeleteFunc(slices.Clone(list), func(id string) bool { return clean(id) != id })
	}
	out := &message.Message{
		From: addresses(m.From), Sender: addresses(m.Sender), ReplyTo: addresses(m.ReplyTo), To: addresses(m.To), Cc: addresses(m.Cc),
		Date: m.Date, InReplyTo: ids(m.InReplyTo), References: ids(m.References),
	}
	if clean(m.ID) == m.ID {
		out.ID = m.ID
	}
	for _, f := range m.Header { // what tells automatic mail
		if !strings.EqualFold(f.Name, "Subject") && clean(f.Value) == f.Value {
			out.Header = append(out.Header, f)
		}
	}
	return out
}
