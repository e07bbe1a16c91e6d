package routing

import (
	"iter"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/internal/search"
)

// AgentTarget is an agent in the picker of a transfer or a conference (X2, K2), with the state that
// its icon shows (S8).
type AgentTarget struct {
	ID      contact.AgentID    `json:"id"`
	Name    string             `json:"name,omitempty"`
	State   contact.AgentState `json:"state"`
	Code    string             `json:"code,omitempty"`
	Allowed bool               `json:"allowed"`       // whether the agent can be chosen now
	Why     Code               `json:"why,omitempty"` // if not
}

// QueueTarget is a queue in the picker of a transfer (X2, E10).
type QueueTarget struct {
	ID      contact.QueueID `json:"id"`
	Name    string          `json:"name,omitempty"`
	Channel contact.Channel `json:"channel"`
	Waiting int             `json:"waiting"`
	Allowed bool            `json:"allowed"`
	Why     Code            `json:"why,omitempty"` // if not
}

// TargetAgents returns the agents whom an agent can see as targets on a channel: all who are signed
// in, but for that agent, by how well their name or id matches what was typed. A contact's own
// agents are found out only when one is chosen.
func (f *Floor) TargetAgents(agent contact.AgentID, ch contact.Channel, typed string) []AgentTarget {
	probe := &item{Contact: *contact.New("", ch, ""), owner: f.agent(agent)}
	return search.Find(search.Compile(typed), func(yield func(search.Key, AgentTarget) bool) {
		for _, a := range f.staff {
			if a.ID() == agent || a.State() == contact.SignedOut {
				continue
			}
			_, err := f.target(a.ID(), probe)
			if ch == contact.Email {
				err = ErrChannelRule
			}
			t := AgentTarget{
				ID: a.ID(), Name: a.cfg.Name, State: a.State(), Code: a.Code(),
				Allowed: err == nil, Why: codeOf(err),
			}
			if !yield(search.NewKey(label(a.cfg.Name, string(a.ID()))), t) {
				return
			}
		}
	})
}

// TargetQueues returns the queues of a channel, by how well their name or id matches what was typed.
func (f *Floor) TargetQueues(ch contact.Channel, typed string) []QueueTarget {
	return search.Find(search.Compile(typed), f.targetQueues(ch))
}

func (f *Floor) targetQueues(ch contact.Channel) iter.Seq2[search.Key, QueueTarget] {
	return func(yield func(search.Key, QueueTarget) bool) {
		f.at = at(f.now)
		for _, q := range f.lines {
			if ch != 0 && q.cfg.Channel != ch {
				continue
			}
			err := f.refuses(q)
			t := QueueTarget{
				ID: q.cfg.ID, Name: q.cfg.Name, Channel: q.cfg.Channel, Waiting: q.waiting,
				Allowed: err == nil, Why: codeOf(err),
			}
			if !yield(search.NewKey(label(q.cfg.Name, string(q.cfg.ID))), t) {
				return
			}
		}
	}
}

// label is what a target is found by.
func label(name, id string) string { return name + " " + id }
