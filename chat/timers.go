package chat

import "time"

// Timers are what an administrator decides about silence. Zero fields take the defaults named beside them; a
// negative duration switches off what is on by default.
type Timers struct {
	// CustomerWarn is how long the customer may be silent after an answer until a warning, CustomerEnd until the
	// conversation ends as if the customer had left. Off.
	CustomerWarn time.Duration `json:"customer_warn_ns,omitempty" cbor:"1,keyasint,omitempty"`
	CustomerEnd  time.Duration `json:"customer_end_ns,omitempty" cbor:"2,keyasint,omitempty"`
	// AgentWarn is how long the customer may wait for an agent's answer until the agents are warned, AgentEnd
	// until the conversation is ended in Agent 1's name, which opens the wrap-up. Off.
	AgentWarn time.Duration `json:"agent_warn_ns,omitempty" cbor:"3,keyasint,omitempty"`
	AgentEnd  time.Duration `json:"agent_end_ns,omitempty" cbor:"4,keyasint,omitempty"`
	// Grace is how long a customer, or a conference's guest, whose connection is lost has to come back; 2 minutes.
	Grace time.Duration `json:"grace_ns,omitempty" cbor:"5,keyasint,omitempty"`
	// Bot is how long a bot may take for an answer; 15 seconds.
	Bot time.Duration `json:"bot_ns,omitempty" cbor:"6,keyasint,omitempty"`
}

// MaxTimer is the longest of the timers.
const MaxTimer = 24 * time.Hour

func (t Timers) withDefaults() Timers {
	if t.Grace == 0 {
		t.Grace = 2 * time.Minute
	}
	if t.Bot == 0 {
		t.Bot = 15 * time.Second
	}
	return t
}

// Validate refuses a timer beyond MaxTimer, and an end that comes before its warning.
func (t Timers) Validate() error {
	for _, d := range []time.Duration{t.CustomerWarn, t.CustomerEnd, t.AgentWarn, t.AgentEnd, t.Grace, t.Bot} {
		if d > MaxTimer {
			return &Error{Code: ErrInvalidConfig}
		}
	}
	if t.CustomerEnd > 0 && t.CustomerEnd <= t.CustomerWarn || t.AgentEnd > 0 && t.AgentEnd <= t.AgentWarn {
		return &Error{Code: ErrInvalidConfig}
	}
	return nil
}

// silence is whose answer is awaited since when.
type silence struct {
	of     Role // RoleCustomer, RoleAgent or RoleBot; none
	since  time.Time
	warned time.Time
}

// due returns when something is to happen about a silence, and whether that is its end.
func (t Timers) due(s silence) (at time.Time, end, waits bool) {
	warn, last := time.Duration(0), time.Duration(0)
	switch s.of {
	case RoleCustomer:
		warn, last = t.CustomerWarn, t.CustomerEnd
	case RoleAgent:
		warn, last = t.AgentWarn, t.AgentEnd
	case RoleBot:
		last = t.Bot
	}
	switch {
	case warn > 0 && s.warned.IsZero():
		return s.since.Add(warn), false, true
	case last > 0 && !s.warned.IsZero(): // the time between warning and end is theirs in full
		return s.warned.Add(last - warn), true, true
	case last > 0:
		return s.since.Add(last), true, true
	}
	return time.Time{}, false, false
}
