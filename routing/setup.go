package routing

import (
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/wrapup"
)

// The administrator's commands. Each sets one thing whole; setting what is set already does nothing,
// so that a host can send its whole configuration at every start.
type (
	// SetSettings sets the center's own rules.
	SetSettings struct{ Settings }
	// SetQueue makes or changes a queue. A queue's channel stays.
	SetQueue struct{ Queue }
	// SetProfile makes or changes a multimedia profile (S1).
	SetProfile struct{ contact.Profile }
	// SetAgent makes or changes an agent. Profile and queues must be there.
	SetAgent struct{ Agent }
	// SetReason makes or changes a wrap-up reason.
	SetReason struct{ wrapup.Reason }
	// SetIdleCode makes or changes an idle code. As long as there is none, agents may use any (S3).
	SetIdleCode struct{ IdleCode }
	// RemoveQueue removes a queue that has no contacts and no open wrap-ups.
	RemoveQueue struct {
		Queue contact.QueueID `json:"queue"`
	}
	// RemoveAgent removes an agent who is signed out.
	RemoveAgent struct {
		Agent contact.AgentID `json:"agent"`
	}
)

// IdleCode is an administrator's reason for being Idle (S3).
type IdleCode struct {
	ID       string `json:"id" cbor:"1,keyasint"`
	Name     string `json:"name,omitempty" cbor:"2,keyasint,omitempty"`
	Inactive bool   `json:"inactive,omitempty" cbor:"3,keyasint,omitempty"` // may not be chosen any more
}

// The administrator's events.
type (
	// SettingsSet says which rules the center has from now on.
	SettingsSet struct {
		Settings Settings `json:"settings" cbor:"1,keyasint"`
	}
	// QueueSet says what a queue is from now on, defaults filled in.
	QueueSet struct {
		Queue Queue `json:"queue" cbor:"1,keyasint"`
	}
	// ProfileSet says what a profile is from now on.
	ProfileSet struct {
		Profile contact.Profile `json:"profile" cbor:"1,keyasint"`
	}
	// AgentSet says what an agent is from now on, defaults filled in.
	AgentSet struct {
		Agent Agent `json:"agent" cbor:"1,keyasint"`
	}
	// ReasonSet says what a wrap-up reason is from now on.
	ReasonSet struct {
		Reason wrapup.Reason `json:"reason" cbor:"1,keyasint"`
	}
	// IdleCodeSet says what an idle code is from now on.
	IdleCodeSet struct {
		Code IdleCode `json:"code" cbor:"1,keyasint"`
	}
	// QueueRemoved says that a queue is gone.
	QueueRemoved struct {
		Queue contact.QueueID `json:"queue" cbor:"1,keyasint"`
	}
	// AgentRemoved says that an agent is gone.
	AgentRemoved struct {
		Agent contact.AgentID `json:"agent" cbor:"1,keyasint"`
	}
)

func (c SetSettings) step(f *Floor) error {
	if err := c.validate(); err != nil {
		return err
	}
	if set := c.Settings.withDefaults(); set != f.settings {
		f.emit(SettingsSet{set})
	}
	return nil
}

func (p SettingsSet) apply(f *Floor) bool {
	set := p.Settings.withDefaults()
	if set.validate() != nil {
		return false
	}
	f.settings = set
	f.done.resize(f.settings.KeepCommands)
	f.forget()
	for _, q := range f.lines {
		f.rebuild(q)
	}
	return true
}

func (c SetProfile) step(f *Floor) error {
	if checkID(string(c.ID)) != nil {
		return ErrInvalidID
	}
	if c.Blending > contact.Exclusive || c.Capacity[0] != 0 {
		return ErrInvalidProfile
	}
	if p := f.profiles[c.ID]; p == nil || *p != c.Profile {
		f.emit(ProfileSet{c.Profile})
	}
	return nil
}

func (p ProfileSet) apply(f *Floor) bool {
	f.profiles[p.Profile.ID] = &p.Profile
	for _, a := range f.staff {
		if a.cfg.Profile == p.Profile.ID {
			f.match.agentGone(a)
			a.profile = f.profiles[p.Profile.ID]
			f.match.agentSet(a)
			f.touch(a)
		}
	}
	return true
}

func (c SetReason) step(f *Floor) error {
	if c.Validate() != nil {
		return ErrInvalidReason
	}
	if r, known := f.reasons.Get(c.ID); !known || r != c.Reason {
		f.emit(ReasonSet{c.Reason})
	}
	return nil
}

func (p ReasonSet) apply(f *Floor) bool { return f.reasons.Set(p.Reason) == nil }

func (c SetIdleCode) step(f *Floor) error {
	if checkCode(c.ID) != nil || c.ID == "" {
		return ErrInvalidID
	}
	if checkName(c.Name) != nil {
		return ErrInvalidName
	}
	if code, known := f.codes[c.ID]; !known || code != c.IdleCode {
		f.emit(IdleCodeSet{c.IdleCode})
	}
	return nil
}

func (p IdleCodeSet) apply(f *Floor) bool {
	f.codes[p.Code.ID] = p.Code
	return true
}

func (c SetSettings) about() Error { return Error{} }
func (c SetQueue) about() Error    { return Error{Queue: c.ID} }
func (c SetProfile) about() Error  { return Error{} }
func (c SetAgent) about() Error    { return Error{Agent: c.ID} }
func (c SetReason) about() Error   { return Error{} }
func (c SetIdleCode) about() Error { return Error{} }
func (c RemoveQueue) about() Error { return Error{Queue: c.Queue} }
func (c RemoveAgent) about() Error { return Error{Agent: c.Agent} }
