package email

import (
	"slices"
	"time"

	"github.com/acdkit/acdkit/email/message"
	"github.com/acdkit/acdkit/pci"
)

// arrival is a mail that came in, as it may be kept.
type arrival struct {
	received   Received
	raw        []byte // nil if it was withheld
	mailbox    *Mailbox
	recipients []string // of the envelope and the header: where a token may be
	at         time.Time
	null       bool
	envelope   string   // the sender, if it is known
	about      []string // ids that a bounce is about
	answerable bool     // automatically
	outcome    pci.Outcome
	audit      pci.Audit
}

// maxReferences is how many ids that a mail refers to are looked up: all of In-Reply-To, and the newest of References.
const maxReferences = 30

// references returns the ids that a mail refers to, the surest first.
func (p *arrival) references() []string {
	list := slices.Concat(p.about, p.received.InReplyTo)
	for _, id := range slices.Backward(p.received.References) {
		list = append(list, id)
	}
	var out []string
	for _, id := range list {
		if len(out) < maxReferences && id != p.received.ID && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// sender returns who is to be answered.
func (p *arrival) sender() message.Address {
	for _, list := range [][]message.Address{p.received.From, p.received.Sender, p.received.ReplyTo} {
		if len(list) > 0 {
			return list[0]
		}
	}
	return message.Address{}
}

// returnPath returns who is to get automatic mail: the sender that the envelope names, not one that only the header does
// (RFC 3834 4), for anybody can write another's address there; the zero value if there is none.
func (p *arrival) returnPath() message.Address {
	addr := p.envelope
	if addr == "" && len(p.received.From) > 0 {
		addr = p.received.From[0].Addr
	}
	a, err := message.ParseAddress(addr)
	if err != nil {
		return message.Address{}
	}
	return a
}
