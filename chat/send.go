package chat

import (
	"context"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/attachment"
	"github.com/acdkit/acdkit/pci"
)

// A Message is what a member sends.
type Message struct {
	Contact contact.ID
	From    Member
	ID      string   // the sender's own, so that sending it again is no second message; a fresh one if empty
	To      Audience // Everyone, or Staff for a note among agents and supervisors
	Text    string

	last bool // of a bot that hands over
}

// A Sending is what became of a message.
type Sending struct {
	Seq     uint64       `json:"seq,omitempty"` // of the message; 0 if the policy withheld it
	ID      string       `json:"id"`
	Outcome pci.Outcome  `json:"outcome"`
	Notices []pci.Notice `json:"notices,omitempty"` // for the sender (P3)
}

// Say sends a text. When it returns nil, the message is durable, and on its way to the others. The error is an
// *Error: why the member may not send, what is wrong with the text, or ErrDropped if the policy withholds it. With
// ErrUnavailable it may have been sent: send it again with the same ID.
func (d *Desk) Say(ctx context.Context, m Message) (Sending, error) {
	var out Sending
	err := d.with(ctx, m.Contact, func(r *room) (err error) {
		out, err = r.say(ctx, m, nil)
		return err
	})
	return out, err
}

// Send sends what is in a member's compose box, and empties it. The error is as that of Say; the box then stays as it
// is. Sending again with the id of a message that was sent sends nothing.
func (d *Desk) Send(ctx context.Context, who Member, id contact.ID, message string) (Sending, error) {
	var out Sending
	err := d.with(ctx, id, func(r *room) (err error) {
		_, again := r.conv.Sent(who, message)
		again = again && r.tried[who] != message
		draft := r.draft(who)
		r.tried[who] = message
		out, err = r.say(ctx, Message{Contact: id, From: who, ID: message, Text: draft.Text}, draft.Files)
		if err == nil && !again {
			delete(r.drafts, who)
		}
		if codeOf(err) != ErrUnavailable {
			delete(r.tried, who)
		}
		return err
	})
	return out, err
}

// say sends what the gate lets through of a message.
func (r *room) say(ctx context.Context, m Message, files []attachment.File) (Sending, error) {
	if m.ID == "" {
		m.ID = r.desk.cfg.NewID()
	}
	if seq, sent := r.conv.Sent(m.From, m.ID); sent {
		return Sending{Seq: seq, ID: m.ID, Outcome: r.conv.outcome(seq)}, nil
	}
	p, err := r.gate.Pass(r.conv, m, files)
	if err != nil {
		return Sending{}, err
	}
	out := Sending{ID: m.ID, Outcome: p.Outcome, Notices: p.Notices}
	if say, ok := p.Command.(Say); ok {
		say.HandOver = m.last
		p.Command = say
	}
	err = r.step(ctx, p.Command)
	if len(p.Audit) > 0 && !r.Beaten() { // or it is looked at once more
		r.desk.cfg.Audit(Audited{Contact: r.ID, Member: m.From, Audit: p.Audit})
	}
	if err != nil || p.Outcome == pci.Dropped {
		r.gate.Close() // it has seen what was not sent
	}
	if err != nil {
		return out, err
	}
	if p.Outcome == pci.Dropped {
		return out, &Error{Code: ErrDropped, Contact: r.ID, Member: m.From, Action: CanSay}
	}
	out.Seq, _ = r.conv.Sent(m.From, m.ID)
	return out, nil
}
