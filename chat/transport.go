package chat

import (
	"context"
	"fmt"
	"net/url"

	"github.com/acdkit/acdkit/contact"
)

// Transport brings what happens to those whom it is for. Hosts implement it with what their desktops and widgets
// speak. Implementations are safe for concurrent use and pass chattest.Run.
type Transport interface {
	// Deliver hands over one delivery and returns nil when its recipient has it, or when the transport has taken it
	// upon itself to bring it. Deliveries to one recipient of a contact come one at a time and in order. After an
	// error, the same delivery comes again, with the same ID, after a while or when Desk.Connected is called: so
	// it may arrive twice. Deliver returns when ctx ends: after 30 seconds, or when Connected is called. A Desk that is
	// opened anew, or comes to lead, begins with what the member has not said to have received, but only for those who are still
	// there; of two nodes, each delivers in order.
	Deliver(ctx context.Context, d Delivery) error
}

// A Delivery is one entry, or the sign that somebody is typing, on its way to one member.
type Delivery struct {
	Contact contact.ID `json:"contact"`
	To      Member     `json:"to"`
	// Prev is the number of the entry that came before to this member: who has another one as its last has a gap
	// and asks for what is since then (I9). Entries that are not for the member are no gap.
	Prev   uint64 `json:"prev,omitempty"`
	Entry  Entry  `json:"entry,omitzero"`
	Typing *Party `json:"typing,omitempty"` // somebody is typing: shown for some seconds, never repeated, without an entry
}

// ID returns what makes the delivery recognisable when it comes again. It is empty for a sign of typing.
func (d Delivery) ID() string {
	if d.Typing != nil {
		return ""
	}
	return fmt.Sprintf("%s/%d/%s", url.PathEscape(string(d.Contact)), d.Entry.Seq, url.PathEscape(string(d.To)))
}
