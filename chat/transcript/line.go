package transcript

import (
	"strconv"
	"strings"

	"github.com/acdkit/acdkit/chat"
)

// someCustomer is the customer in what happens without a name.
var someCustomer = chat.Party{Member: chat.Customer, Role: chat.RoleCustomer}

// Line returns what happened as one line in the reader's language. It is "" for a message, which speaks for itself,
// and for what is for the log alone.
func Line(e chat.Entry, r Reader) string {
	switch p := e.Payload.(type) {
	case chat.Opened:
		return r.tell(opened, chat.Party{Member: chat.Customer, Role: chat.RoleCustomer, Name: p.Name})
	case chat.Noticed:
		return r.noticed(p)
	case chat.Revised:
		return r.say(hidden)
	case chat.HandedOver:
		return r.tell(one(handedOver, p.Cause), someCustomer)
	case chat.Queued:
		return r.tell(queued, someCustomer, "{queue}", r.queue(p.Name))
	case chat.Joined:
		return r.tell(one(joined, p.Party.Role), p.Party)
	case chat.Left:
		return r.left(p)
	case chat.Transferred:
		return r.transferred(p)
	case chat.Invited:
		return r.tell(invited, p.Guest, "{whom}", r.whom(p.Guest))
	case chat.InviteEnded:
		return r.tell(one(inviteEnded, p.Cause), p.Guest)
	case chat.Ended:
		return r.ended(p)
	}
	return r.customers(e.Payload)
}

// customers is Line for how the customer is, and who has read what.
func (r Reader) customers(p chat.Payload) string {
	switch p := p.(type) {
	case chat.Held:
		if p.On {
			return r.tell(held, someCustomer)
		}
		return r.tell(retrieved, someCustomer)
	case chat.CustomerLeft:
		return r.tell(customerLeft, someCustomer)
	case chat.Disconnected:
		return r.connection(p.Party, disconnected, dropped)
	case chat.Reconnected:
		return r.connection(p.Party, reconnected, returned)
	case chat.Warned:
		return r.tell(one(warned, p.Of), someCustomer)
	case chat.Expired:
		switch {
		case p.Of == chat.RoleGuest:
			return r.tell(guestLost, someCustomer)
		case p.Cause == chat.Lost:
			return r.tell(expiredLost, someCustomer)
		}
		return r.tell(one(expired, p.Of), someCustomer)
	case chat.Receipt:
		return r.tell(receiptOf[p.Read], chat.Party{Member: p.Member, Role: roleOf(p.Member)}, "{n}", strconv.FormatUint(p.Through, 10))
	}
	return ""
}

// connection says of a connection what is said of a customer's, or else of an agent's.
func (r Reader) connection(p chat.Party, customers, agents telling) string {
	if p.Role == chat.RoleCustomer || p.Member == "" {
		return r.tell(customers, someCustomer)
	}
	return r.tell(agents, p, "{whom}", r.whom(p))
}

// roleOf returns the role by which a member is named who is known by nothing else.
func roleOf(m chat.Member) chat.Role {
	switch {
	case m == chat.Customer:
		return chat.RoleCustomer
	case m == chat.Bot:
		return chat.RoleBot
	}
	return chat.RoleAgent
}

// whom is object at the beginning of a sentence.
func (r Reader) whom(p chat.Party) string {
	if cleanName(p.Name) == "" {
		return capital(r.object(p))
	}
	return r.object(p)
}

func (r Reader) noticed(p chat.Noticed) string {
	texts := make([]string, len(p.Notices))
	for i, n := range p.Notices {
		texts[i] = n.Text(r.language())
	}
	if len(texts) == 0 {
		return r.say(unpassed)
	}
	return strings.Join(texts, " ")
}

// left tells the staff also why somebody left, where that is known.
func (r Reader) left(p chat.Left) string {
	text := r.tell(one(left, p.Party.Role), p.Party)
	if reason, ok := reasons[p.Cause]; ok && !r.customer() {
		text = strings.TrimSuffix(text, ".") + " (" + r.say(reason) + ")."
	}
	return text
}

func (r Reader) transferred(p chat.Transferred) string {
	target := r.say(phrase{"{to}", "{to}로"}, "{to}", r.queue(p.QueueName))
	switch {
	case p.To.Member != "" && p.To.Member == r.Member:
		target = r.say(phrase{"you", "나에게"})
	case p.To != chat.Party{}:
		target = r.say(phrase{"{to}", "{to}에게"}, "{to}", r.object(p.To))
	}
	words := []string{"{target}", target}
	switch {
	case r.customer(), p.By == "" && p.From == chat.Party{}:
		return r.tell(transferred, someCustomer, words...)
	case p.By != "":
		return r.tell(reassigned, chat.Party{Member: chat.AgentMember(p.By), Role: chat.RoleBarge}, words...)
	}
	return r.tell(passedOn, p.From, words...)
}

func (r Reader) ended(p chat.Ended) string {
	by := p.By
	if by.Role == "" {
		by.Role = chat.RoleAgent
	}
	reason, known := reasons[p.Cause]
	switch {
	case r.customer():
		return r.say(one(endings, p.Cause), "{who}", r.subject(by))
	case p.Cause == chat.AgentEnded:
		return r.tell(endedByAgent, by)
	case known:
		return r.say(endedFor, "{cause}", r.say(reason))
	}
	return r.say(endings[""])
}
