package contact

import (
	"encoding/json"
	"fmt"
)

// Load counts contacts per channel: an agent's work in hand, or a profile's capacity. Index it by
// Channel.
type Load [Channels]uint16

// Total is the number of contacts over all channels.
func (l *Load) Total() int {
	sum := 0
	for _, n := range l {
		sum += int(n)
	}
	return sum
}

// otherRealTime reports whether the load keeps its agent from taking a contact of ch beside it,
// because both are real-time and of different channels.
func (l *Load) otherRealTime(ch Channel) bool {
	return ch == Chat && l[Voice] > 0 || ch == Voice && l[Chat] > 0
}

// MarshalJSON writes the channels that are not zero, by name: {"chat":2,"email":1}.
func (l Load) MarshalJSON() ([]byte, error) {
	named := make(map[string]uint16, len(l))
	for c, n := range l {
		if n > 0 {
			named[Channel(c).String()] = n
		}
	}
	return json.Marshal(named)
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (l *Load) UnmarshalJSON(data []byte) error {
	var named map[Channel]uint16
	if err := json.Unmarshal(data, &named); err != nil {
		return fmt.Errorf("contact: load: %w", err)
	}
	var load Load
	for c, n := range named {
		if !c.Valid() {
			return fmt.Errorf("contact: load: %w of a channel", ErrUnknownName)
		}
		load[c] = n
	}
	*l = load
	return nil
}

// Blending says which channels an agent may work on at the same time (R1).
type Blending uint8

// The blending modes.
const (
	Blended         Blending = iota // all channels at once, each up to its capacity
	BlendedRealTime                 // one real-time channel (chat or voice) at a time, the others beside it
	Exclusive                       // one contact at a time, whatever its channel
)

// String returns blended, realtime or exclusive.
func (b Blending) String() string { return name(b, "blended", "realtime", "exclusive") }

// MarshalText writes String.
func (b Blending) MarshalText() ([]byte, error) { return []byte(b.String()), nil }

// UnmarshalText reads what MarshalText wrote; anything else is ErrUnknownName.
func (b *Blending) UnmarshalText(text []byte) error {
	return parse(b, Exclusive, text, "blending mode")
}

// Profile is a multimedia profile: which channels its agents may use, and how many contacts of each
// at once (S1). The zero value permits nothing.
type Profile struct {
	ID       ProfileID `json:"id" cbor:"1,keyasint"`
	Capacity Load      `json:"capacity" cbor:"2,keyasint"` // 0: the channel is not permitted
	Blending Blending  `json:"blending,omitempty" cbor:"3,keyasint,omitempty"`
}

// Fit is the answer to whether an agent has room for one more contact. The zero value is yes.
type Fit uint8

// The answers of Profile.Fit.
const (
	Fits         Fit = iota
	NotPermitted     // the profile gives the channel no capacity (S1)
	AtCapacity       // as many contacts of the channel as the profile allows
	Blocked          // the blending mode forbids it beside the work in hand (R1)
)

// String returns fits, not-permitted, at-capacity or blocked.
func (f Fit) String() string { return name(f, "fits", "not-permitted", "at-capacity", "blocked") }

// Fit reports whether an agent with that load may take one more contact of the channel.
func (p *Profile) Fit(load *Load, ch Channel) Fit {
	switch {
	case !ch.Valid() || p.Capacity[ch] == 0:
		return NotPermitted
	case load[ch] >= p.Capacity[ch]:
		return AtCapacity
	case p.Blending == Exclusive && load.Total() > 0:
		return Blocked
	case p.Blending == BlendedRealTime && load.otherRealTime(ch):
		return Blocked
	}
	return Fits
}
