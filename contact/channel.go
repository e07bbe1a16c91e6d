package contact

import "fmt"

// Channel is the medium of a contact. The zero value is no channel.
type Channel uint8

// The channels. acdkit has desks for chat and email; voice and social are routed like them.
const (
	Chat Channel = iota + 1
	Email
	Voice
	Social

	channelEnd // one past the last
)

// Channels counts the channels plus the zero value: the length of an array indexed by Channel.
const Channels = int(channelEnd)

var channelNames = [Channels]string{"", "chat", "email", "voice", "social"}

// ParseChannel returns the channel of that name, as String prints it, or ErrUnknownName.
func ParseChannel(name string) (Channel, error) {
	for c := Chat; c < channelEnd; c++ {
		if channelNames[c] == name {
			return c, nil
		}
	}
	return 0, fmt.Errorf("%w of a channel", ErrUnknownName)
}

// String returns chat, email, voice or social.
func (c Channel) String() string {
	if c >= channelEnd {
		return fmt.Sprintf("channel(%d)", uint8(c))
	}
	return channelNames[c]
}

// Valid reports whether c is one of the channels.
func (c Channel) Valid() bool { return c >= Chat && c < channelEnd }

// RealTime reports whether the customer waits on the line: chat and voice, as opposed to email and
// social messages (R1).
func (c Channel) RealTime() bool { return c == Chat || c == Voice }

// MarshalText writes the name, so that JSON and logs read "chat".
func (c Channel) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads what MarshalText wrote; an empty text is no channel.
func (c *Channel) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*c = 0
		return nil
	}
	parsed, err := ParseChannel(string(text))
	if err != nil {
		return err
	}
	*c = parsed
	return nil
}
