package reply

import "github.com/acdkit/acdkit/email/message"

// Original is what an answer needs of the mail that it answers.
type Original struct {
	ID         string // all ids are without angle brackets
	InReplyTo  []string
	References []string

	From    []message.Address
	Sender  []message.Address
	ReplyTo []message.Address
	To      []message.Address
	Cc      []message.Address

	// Before are the people of the conversation's earlier mails. If it is empty, nobody is new.
	Before []message.Address
}

// Of returns the Original of a mail that begins a conversation.
func Of(m *message.Message) Original {
	return Original{
		ID: m.ID, InReplyTo: m.InReplyTo, References: m.References,
		From: m.From, Sender: m.Sender, ReplyTo: m.ReplyTo, To: m.To, Cc: m.Cc,
	}
}

// author returns the field with those who are to be answered; "" if it was the desk itself that wrote.
func (o Original) author(own Own) Field {
	switch {
	case own.others(o.ReplyTo):
		return ReplyTo
	case own.others(o.From):
		return From
	case !anybody(o.From) && own.others(o.Sender):
		return Sender
	}
	return ""
}
