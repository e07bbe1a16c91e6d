package walk

import (
	"errors"
	"fmt"
	"slices"
)

// Cause is why a part was not examined.
type Cause uint8

// The causes.
const (
	Encrypted   Cause = iota + 1 // needs a password
	Corrupt                      // contradicts its own format
	Truncated                    // ends too early
	Undecodable                  // its characters cannot be told
	Unsupported                  // a format that nothing here reads
	TooLarge                     // beyond Limits.FileBytes, PartBytes or TotalBytes
	TooMany                      // beyond Limits.Parts
	TooDeep                      // beyond Limits.Depth
	TimedOut                     // beyond Limits.Time, or the context was cancelled
	Picture                      // pictures, sound and film: what they show is not read

	causeEnd // one past the last
)

var causeNames = [causeEnd]string{
	"", "encrypted", "corrupt", "truncated", "undecodable", "unsupported", "too large", "too many",
	"too deep", "timed out", "picture",
}

// String returns the cause in one or two English words.
func (c Cause) String() string {
	if c >= causeEnd {
		return fmt.Sprintf("cause(%d)", uint8(c))
	}
	return causeNames[c]
}

// MarshalText writes the name.
func (c Cause) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// ErrUnknownCause refuses a text that names no cause.
var ErrUnknownCause = errors.New("extract: unknown cause")

// UnmarshalText reads what MarshalText wrote; anything else is ErrUnknownCause.
func (c *Cause) UnmarshalText(text []byte) error {
	i := slices.Index(causeNames[:], string(text))
	if i < 0 {
		return ErrUnknownCause
	}
	*c = Cause(i)
	return nil
}
