package journaltest

// Fault is what a [Faulty] does to one call.
type Fault uint8

// The faults, with the operations that know them.
const (
	None             Fault = iota // nothing goes wrong
	Fail                          // any: nothing is done; the error is ErrInjected, so certain
	Lost                          // Append, Trim, Delete: not done, but ErrUnknown
	AnswerLost                    // Append, Trim, Delete: done, but ErrUnknown
	Late                          // Append: ErrUnknown, and done when the next Append arrives, or at Land
	SpuriousConflict              // Append: not stored, ErrConflict though the version is right
	StoredConflict                // Append: stored, but ErrConflict
	Break                         // Read, Streams: one record or name at most, then ErrInjected
	Flip                          // Read: the first record has a bit flipped
	Skip                          // Read: the first record is missing
	WatchLost                     // Watch: the channel is closed at once
	NoHints                       // Watch: no hint ever comes
)

var faultNames = [...]string{"None", "Fail", "Lost", "AnswerLost", "Late", "SpuriousConflict",
	"StoredConflict", "Break", "Flip", "Skip", "WatchLost", "NoHints"}

// String returns the name of the constant.
func (f Fault) String() string {
	if int(f) < len(faultNames) {
		return faultNames[f]
	}
	return "Fault?"
}
