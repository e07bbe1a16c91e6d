package routing

import "time"

// Settings are a center's own rules. Zero fields take the defaults named beside them.
type Settings struct {
	// Ageing is the waiting time that one point of priority is worth (R4): a contact is overtaken by
	// another of one point more only if that one came less than Ageing later, so that none starves.
	// DefaultAgeing.
	Ageing time.Duration `json:"ageing_ns,omitempty" cbor:"1,keyasint,omitempty"`
	// KeepClosed is how many closed contacts can still be looked at. DefaultKeepClosed.
	KeepClosed int `json:"keep_closed,omitempty" cbor:"2,keyasint,omitempty"`
	// KeepCommands is how many command ids are remembered, so that a retried command is applied once
	// (I8). DefaultKeepCommands: of a center that does 4,000 commands a second, those of 16 s. Retry within that time. A
	// Center on several nodes does not repeat a command by itself after half as many others.
	KeepCommands int `json:"keep_commands,omitempty" cbor:"3,keyasint,omitempty"`
}

// Defaults and limits of settings.
const (
	DefaultAgeing       = time.Minute
	DefaultKeepClosed   = 4096
	DefaultKeepCommands = 65536
	maxKeep             = 1 << 20
)

func (s Settings) withDefaults() Settings {
	if s.Ageing == 0 {
		s.Ageing = DefaultAgeing
	}
	if s.KeepClosed == 0 {
		s.KeepClosed = DefaultKeepClosed
	}
	if s.KeepCommands == 0 {
		s.KeepCommands = DefaultKeepCommands
	}
	return s
}

func (s *Settings) validate() error {
	if !sane(s.Ageing) || s.KeepClosed < 0 || s.KeepClosed > maxKeep || s.KeepCommands < 0 || s.KeepCommands > maxKeep {
		return ErrInvalidSettings
	}
	return nil
}
