package chat

import (
	"context"

	"github.com/acdkit/acdkit/contact"
)

// A Responder is a bot: it answers customers before an agent has the chat (B1). Package faq has one that works by a script. A bot that
// returns an error, or takes longer than Timers.Bot, hands the customer over to the queue.
type Responder interface {
	// Reply returns what to say to the customer's last message, or in greeting. It is called for one turn of a
	// conversation at a time; what the customer adds meanwhile is the next turn. It returns when ctx ends. If the customer
	// goes to another node in the middle of a turn, or the node is lost, it is called again; one of the answers is said.
	Reply(ctx context.Context, t Turn) (Answer, error)
}

// A Turn is what a bot is asked.
type Turn struct {
	Contact  contact.ID
	Customer contact.CustomerID
	Language string  // of the customer (BCP 47), "" if not known
	Text     string  // what the customer said since the bot's last answer, line by line; "" at the beginning
	Entries  []Entry // the conversation so far, as the customer sees it; read-only
}

// An Answer is what a bot says and does.
type Answer struct {
	Texts    []string // messages, in order
	HandOver bool     // to an agent, after that
}
