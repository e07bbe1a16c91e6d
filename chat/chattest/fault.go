package chattest

// Fault is what a [Faulty] does to one delivery.
type Fault uint8

// The faults.
const (
	None       Fault = iota // nothing goes wrong
	Refuse                  // nothing arrives; the error is ErrInjected
	AnswerLost              // it arrives, but the error is ErrInjected: it will arrive twice
	Stall                   // nothing arrives, and Deliver waits until its context ends
	StallAfter              // it arrives, and then Deliver waits until its context ends
)

var faultNames = [...]string{"None", "Refuse", "AnswerLost", "Stall", "StallAfter"}

// String returns the name of the constant.
func (f Fault) String() string {
	if int(f) < len(faultNames) {
		return faultNames[f]
	}
	return "Fault?"
}
