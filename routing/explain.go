package routing

import (
	"slices"
	"time"

	"github.com/acdkit/acdkit/contact"
)

// WhyNot is the first reason why an agent has not been chosen for a contact (R10).
type WhyNot string

// The reasons, in the order they are looked at.
const (
	Chosen          WhyNot = "chosen"                // the agent has it, or is offered it
	NotInQueue      WhyNot = "not-in-queue"          // does not serve the queue
	ChannelOff      WhyNot = "channel-not-permitted" // by the profile (S1)
	SkillMissing    WhyNot = "skill-missing"         // Skill, at Level (R3)
	NotAvailable    WhyNot = "not-available"         // State
	LeavingSoon     WhyNot = "next-state"            // asked to be put into another state (R8)
	Full            WhyNot = "at-capacity"
	BlendingForbids WhyNot = "blending"            // the work in hand excludes this channel (R1)
	HeldForOther    WhyNot = "held-for-last-agent" // the contact waits for its last agent alone (R5)
	JustMissed      WhyNot = "just-missed"         // another could take it (R7)
	Outranked       WhyNot = "outranked"           // could take it, but another came first
	NotWaiting      WhyNot = "not-waiting"         // the contact is not waiting for anybody
)

// Explanation is why one agent has not been chosen for a contact.
type Explanation struct {
	Agent contact.AgentID     `json:"agent"`
	Why   WhyNot              `json:"why"`
	State *contact.AgentState `json:"state,omitempty"` // of NotAvailable
	Skill string              `json:"skill,omitempty"` // of SkillMissing
	Level int                 `json:"level,omitempty"` // that is needed
}

// Explain returns, for each agent in the order they were set, the first reason why the agent has not
// been chosen for a contact (R10). It takes time proportional to the staff.
func (f *Floor) Explain(id contact.ID) ([]Explanation, error) {
	c := f.item(id)
	if c == nil {
		return nil, &Error{Code: ErrUnknownContact, Command: "explain", Contact: id}
	}
	why := make([]Explanation, len(f.staff))
	for i, a := range f.staff {
		why[i] = f.explain(a, c)
	}
	return why, nil
}

func (f *Floor) explain(a *agent, c *item) Explanation {
	e := Explanation{Agent: a.ID()}
	has := slices.ContainsFunc(a.work, func(l link) bool { return l.item == c && l.role != wrapping })
	_, serves := a.in(c.queue)
	missing, lacks := f.missing(a, c)
	_, leaving := a.Next()
	fit := a.profile.Fit(&a.load, c.Channel())
	switch {
	case has:
		e.Why = Chosen
	case serves == nil:
		e.Why = NotInQueue
	case fit == contact.NotPermitted:
		e.Why = ChannelOff
	case lacks:
		e.Why, e.Skill, e.Level = SkillMissing, missing.Name, missing.Level
	case a.State() != contact.Available:
		state := a.State()
		e.Why, e.State = NotAvailable, &state
	case leaving:
		e.Why = LeavingSoon
	case fit == contact.AtCapacity:
		e.Why = Full
	case fit == contact.Blocked:
		e.Why = BlendingForbids
	case c.State() != contact.Queued && c.State() != contact.Offered:
		e.Why = NotWaiting
	case c.holdUntil != 0 && c.lastAgent != a:
		e.Why = HeldForOther
	case c.avoid == a:
		e.Why = JustMissed
	default:
		e.Why = Outranked
	}
	return e
}

// missing returns the skill that the agent lacks for a contact; the first by name, if there are several.
func (f *Floor) missing(a *agent, c *item) (Skill, bool) {
	lacks := slices.DeleteFunc(f.needsOf(c, nil), func(n need) bool { return levelOf(a.skills, n.skill) >= n.level })
	if len(lacks) == 0 {
		return Skill{}, false
	}
	return f.skillsOf(nil, lacks)[0], true
}

// Estimate is where a waiting contact stands (R12).
type Estimate struct {
	Position int           `json:"position"` // 1 is next in its queue; 0 if it is not waiting
	Wait     time.Duration `json:"wait_ns"`  // estimated, from how fast the line moved lately
	Known    bool          `json:"known"`    // whether Wait is: a line that never moved tells nothing
}

// Estimate returns a contact's position in its queue and an estimate of how long it will wait on:
// its position times the smoothed time between two departures from the line while it was not empty.
func (f *Floor) Estimate(id contact.ID) (Estimate, error) {
	c := f.item(id)
	switch {
	case c == nil:
		return Estimate{}, &Error{Code: ErrUnknownContact, Command: "estimate", Contact: id}
	case !c.waiting:
		return Estimate{}, nil
	}
	position := f.match.ahead(c) + 1
	return Estimate{
		Position: position,
		Wait:     time.Duration(int64(position) * c.queue.pace),
		Known:    c.queue.pace > 0,
	}, nil
}
