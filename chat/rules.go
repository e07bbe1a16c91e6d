package chat

import "slices"

// An Action is something that a member may do in a conversation.
type Action string

// The actions, in the order in which Actions lists them.
const (
	CanSay        Action = "say"        // to everyone
	CanAttach     Action = "attach"     // files, where the administrator has enabled them (C3)
	CanNote       Action = "note"       // to the staff only
	CanTemplate   Action = "template"   // predefined responses (T1)
	CanAskAgent   Action = "ask-agent"  // for a person instead of the bot
	CanTransfer   Action = "transfer"   // X1
	CanConference Action = "conference" // ask another agent to join (K2)
	CanLeave      Action = "leave"      // K4, K6
	CanEnd        Action = "end"        // K5
	CanRead       Action = "read"       // what the role's audience may
)

// A Rule says in which phases somebody in a role may do something, and why not in the others.
type Rule struct {
	Role   Role    `json:"role"`
	Action Action  `json:"action"`
	Phases []Phase `json:"phases,omitempty"` // none: never
	Else   Code    `json:"else,omitempty"`   // in other phases, but for what CustomerGone and Over say for themselves
}

var (
	always  = []Phase{WithBot, Waiting, Serving, Inviting, Conferring, CustomerGone, Over}
	written = []Phase{WithBot, Waiting, Serving, Inviting, Conferring} // the customer is there
	served  = []Phase{Serving, Inviting, Conferring}                   // by an agent
	kept    = []Phase{Serving, Inviting, Conferring, CustomerGone}     // an agent has it
)

// rules is the role table of conversations (K1 to K8, D2, D3, R9).
var rules = []Rule{
	{RoleCustomer, CanSay, written, ErrNotAllowed},
	{RoleCustomer, CanAttach, written, ErrNotAllowed},
	{RoleCustomer, CanNote, nil, ErrNotAllowed},
	{RoleCustomer, CanTemplate, nil, ErrNotAllowed},
	{RoleCustomer, CanAskAgent, []Phase{WithBot}, ErrNoBot},
	{RoleCustomer, CanTransfer, nil, ErrNotAllowed},
	{RoleCustomer, CanConference, nil, ErrHostOnly}, // K4
	{RoleCustomer, CanLeave, written, ErrNotAllowed},
	{RoleCustomer, CanEnd, nil, ErrHostOnly},
	{RoleCustomer, CanRead, always, ErrNotAllowed},

	{RoleBot, CanSay, []Phase{WithBot}, ErrNoBot},
	{RoleBot, CanAttach, nil, ErrNotAllowed},
	{RoleBot, CanNote, nil, ErrNotAllowed},
	{RoleBot, CanTemplate, nil, ErrNotAllowed},
	{RoleBot, CanAskAgent, []Phase{WithBot}, ErrNoBot},
	{RoleBot, CanTransfer, nil, ErrNotAllowed},
	{RoleBot, CanConference, nil, ErrHostOnly},
	{RoleBot, CanLeave, nil, ErrNotAllowed},
	{RoleBot, CanEnd, nil, ErrHostOnly},
	{RoleBot, CanRead, []Phase{WithBot}, ErrNoBot},

	{RoleAgent, CanSay, served, ErrNoAgent},
	{RoleAgent, CanAttach, served, ErrNoAgent},
	{RoleAgent, CanNote, served, ErrNoAgent},
	{RoleAgent, CanTemplate, served, ErrNoAgent},
	{RoleAgent, CanAskAgent, nil, ErrNotAllowed},
	{RoleAgent, CanTransfer, []Phase{Serving}, ErrConference},   // D2
	{RoleAgent, CanConference, []Phase{Serving}, ErrConference}, // K5
	{RoleAgent, CanLeave, nil, ErrNotAllowed},                   // ends it, or transfers it
	{RoleAgent, CanEnd, kept, ErrNoAgent},
	{RoleAgent, CanRead, always, ErrNotAllowed},

	{RoleGuest, CanSay, []Phase{Conferring}, ErrNoConference},
	{RoleGuest, CanAttach, []Phase{Conferring}, ErrNoConference},
	{RoleGuest, CanNote, []Phase{Conferring}, ErrNoConference},
	{RoleGuest, CanTemplate, []Phase{Conferring}, ErrNoConference},
	{RoleGuest, CanAskAgent, nil, ErrNotAllowed},
	{RoleGuest, CanTransfer, nil, ErrHostOnly},
	{RoleGuest, CanConference, nil, ErrHostOnly},
	{RoleGuest, CanLeave, []Phase{Conferring, CustomerGone}, ErrNoConference}, // K6, D3
	{RoleGuest, CanEnd, nil, ErrHostOnly},
	{RoleGuest, CanRead, always, ErrNotAllowed},

	{RoleMonitor, CanSay, nil, ErrMonitorsOnly},
	{RoleMonitor, CanAttach, nil, ErrMonitorsOnly},
	{RoleMonitor, CanNote, nil, ErrMonitorsOnly},
	{RoleMonitor, CanTemplate, nil, ErrMonitorsOnly},
	{RoleMonitor, CanAskAgent, nil, ErrNotAllowed},
	{RoleMonitor, CanTransfer, nil, ErrHostOnly},
	{RoleMonitor, CanConference, nil, ErrHostOnly},
	{RoleMonitor, CanLeave, kept, ErrNoAgent},
	{RoleMonitor, CanEnd, nil, ErrHostOnly},
	{RoleMonitor, CanRead, always, ErrNotAllowed},

	{RoleWhisper, CanSay, nil, ErrWhispersOnly},
	{RoleWhisper, CanAttach, nil, ErrWhispersOnly},
	{RoleWhisper, CanNote, served, ErrNoAgent},
	{RoleWhisper, CanTemplate, nil, ErrWhispersOnly},
	{RoleWhisper, CanAskAgent, nil, ErrNotAllowed},
	{RoleWhisper, CanTransfer, nil, ErrHostOnly},
	{RoleWhisper, CanConference, nil, ErrHostOnly},
	{RoleWhisper, CanLeave, kept, ErrNoAgent},
	{RoleWhisper, CanEnd, nil, ErrHostOnly},
	{RoleWhisper, CanRead, always, ErrNotAllowed},

	{RoleBarge, CanSay, served, ErrNoAgent},
	{RoleBarge, CanAttach, served, ErrNoAgent},
	{RoleBarge, CanNote, served, ErrNoAgent},
	{RoleBarge, CanTemplate, served, ErrNoAgent},
	{RoleBarge, CanAskAgent, nil, ErrNotAllowed},
	{RoleBarge, CanTransfer, nil, ErrHostOnly},
	{RoleBarge, CanConference, nil, ErrHostOnly},
	{RoleBarge, CanLeave, kept, ErrNoAgent},
	{RoleBarge, CanEnd, nil, ErrHostOnly},
	{RoleBarge, CanRead, always, ErrNotAllowed},
}

// Rules returns the role table as data: for a host's documentation, tests and buttons.
func Rules() []Rule { return slices.Clone(rules) }

type ruleKey struct {
	role   Role
	action Action
}

// ruleOf is the table by role and action.
var ruleOf = func() map[ruleKey]Rule {
	index := make(map[ruleKey]Rule, len(rules))
	for _, r := range rules {
		index[ruleKey{r.Role, r.Action}] = r
	}
	return index
}()

// refusal returns why somebody in a role may not do something in a phase, "" if that is allowed.
func refusal(role Role, a Action, p Phase) Code {
	r, known := ruleOf[ruleKey{role, a}]
	switch {
	case !known:
		return ErrNotMember
	case slices.Contains(r.Phases, p):
		return ""
	case len(r.Phases) == 0:
		return r.Else
	case p == Over:
		return ErrOver
	case p == CustomerGone:
		return ErrCustomerLeft
	}
	return r.Else
}

// A Permission says whether an action is possible now, and why not.
type Permission struct {
	Action  Action `json:"action"`
	Allowed bool   `json:"allowed"`
	Why     Code   `json:"why,omitempty"` // if it is not
}

// permissions lists what somebody in a role may do in a phase.
func permissions(role Role, p Phase) []Permission {
	var list []Permission
	for _, r := range rules {
		if r.Role == role {
			why := refusal(role, r.Action, p)
			list = append(list, Permission{Action: r.Action, Allowed: why == "", Why: why})
		}
	}
	return list
}
