package metrics

import (
	"time"

	"github.com/acdkit/acdkit/contact"
)

// Sample is one time that was measured.
type Sample struct {
	Measure Measure
	Took    time.Duration
	At      time.Time // when it ended
	Queue   contact.QueueID
	Channel contact.Channel
	Agent   contact.AgentID // "" for Abandon
}

// Measure is what a Sample measures.
type Measure uint8

// The measures.
const (
	Answer  Measure = iota // the wait of a contact until an agent accepted it
	Abandon                // the wait of a contact whose customer gave up
	Talk                   // of a contact handled: without hold
	Hold
	WrapUp
	Handle // talk, hold and wrap-up together

	measures
)

// Measures counts the measures: they are 0 to Measures-1.
const Measures = int(measures)

var measureNames = [Measures]string{"answer", "abandon", "talk", "hold", "wrapup", "handle"}

// String returns answer, abandon, talk, hold, wrapup or handle.
func (m Measure) String() string {
	if m >= measures {
		return "measure"
	}
	return measureNames[m]
}
