package routing

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/fxamacker/cbor/v2"
)

// Event is something that happened: the envelope of one Payload.
type Event struct {
	At      time.Time // UTC
	Command string    // the id of the Once that caused it, on the first event of its step
	Payload Payload
}

// Payload is what happened: one small struct per kind of event. The package's own are the only ones.
type Payload interface {
	// apply changes the state; false means that the event does not fit it.
	apply(*Floor) bool
	// kind is the number by which logs know the payload. Never renumber.
	kind() kind
}

type kind uint8

func (SettingsSet) kind() kind          { return 1 }
func (QueueSet) kind() kind             { return 2 }
func (ProfileSet) kind() kind           { return 3 }
func (AgentSet) kind() kind             { return 4 }
func (ReasonSet) kind() kind            { return 5 }
func (IdleCodeSet) kind() kind          { return 6 }
func (QueueRemoved) kind() kind         { return 7 }
func (AgentRemoved) kind() kind         { return 8 }
func (AgentStateSet) kind() kind        { return 9 }
func (NextStateSet) kind() kind         { return 10 }
func (ContactQueued) kind() kind        { return 11 }
func (ContactMoved) kind() kind         { return 12 }
func (ContactStays) kind() kind         { return 13 }
func (ContactRelaxed) kind() kind       { return 14 }
func (HoldEnded) kind() kind            { return 15 }
func (CustomerLeft) kind() kind         { return 16 }
func (ContactEnded) kind() kind         { return 17 }
func (ContactClosed) kind() kind        { return 18 }
func (OfferMade) kind() kind            { return 19 }
func (OfferAccepted) kind() kind        { return 20 }
func (OfferEnded) kind() kind           { return 21 }
func (OffersExtended) kind() kind       { return 22 }
func (ContactTransferred) kind() kind   { return 23 }
func (GuestLeft) kind() kind            { return 24 }
func (WrapUpStarted) kind() kind        { return 25 }
func (WrapUpTimerCancelled) kind() kind { return 26 }
func (WrapUpDone) kind() kind           { return 27 }
func (SupervisorJoined) kind() kind     { return 28 }
func (SupervisorLeft) kind() kind       { return 29 }
func (Acknowledged) kind() kind         { return 30 }
func (WrapUpDropped) kind() kind        { return 31 }
func (CustomerHeld) kind() kind         { return 32 }
func (CustomerRetrieved) kind() kind    { return 33 }

// eventType is how one kind of event is named and read.
type eventType struct {
	name string
	cbor func([]byte) (Payload, error)
	json func([]byte) (Payload, error)
}

func typed[P Payload](name string) eventType {
	read := func(unmarshal func([]byte, any) error) func([]byte) (Payload, error) {
		return func(data []byte) (Payload, error) {
			var p P
			err := unmarshal(data, &p)
			return p, err
		}
	}
	return eventType{name: name, cbor: read(decoding.Unmarshal), json: read(json.Unmarshal)}
}

// eventTypes is indexed by kind.
var eventTypes = [...]eventType{
	1: typed[SettingsSet]("settings-set"), 2: typed[QueueSet]("queue-set"),
	3: typed[ProfileSet]("profile-set"), 4: typed[AgentSet]("agent-set"),
	5: typed[ReasonSet]("reason-set"), 6: typed[IdleCodeSet]("idle-code-set"),
	7: typed[QueueRemoved]("queue-removed"), 8: typed[AgentRemoved]("agent-removed"),
	9: typed[AgentStateSet]("agent-state-set"), 10: typed[NextStateSet]("next-state-set"),
	11: typed[ContactQueued]("contact-queued"), 12: typed[ContactMoved]("contact-moved"),
	13: typed[ContactStays]("contact-stays"), 14: typed[ContactRelaxed]("contact-relaxed"),
	15: typed[HoldEnded]("hold-ended"), 16: typed[CustomerLeft]("customer-left"),
	17: typed[ContactEnded]("contact-ended"), 18: typed[ContactClosed]("contact-closed"),
	19: typed[OfferMade]("offer-made"), 20: typed[OfferAccepted]("offer-accepted"),
	21: typed[OfferEnded]("offer-ended"), 22: typed[OffersExtended]("offers-extended"),
	23: typed[ContactTransferred]("contact-transferred"), 24: typed[GuestLeft]("guest-left"),
	25: typed[WrapUpStarted]("wrapup-started"), 26: typed[WrapUpTimerCancelled]("wrapup-timer-cancelled"),
	27: typed[WrapUpDone]("wrapup-done"), 28: typed[SupervisorJoined]("supervisor-joined"),
	29: typed[SupervisorLeft]("supervisor-left"), 30: typed[Acknowledged]("acknowledged"),
	31: typed[WrapUpDropped]("wrapup-dropped"), 32: typed[CustomerHeld]("customer-held"),
	33: typed[CustomerRetrieved]("customer-retrieved"),
}

func (k kind) known() bool { return int(k) < len(eventTypes) && eventTypes[k].cbor != nil }

// EventName returns the name of a payload as JSON has it in "type".
func EventName(p Payload) string {
	if p == nil {
		return ""
	}
	return eventTypes[p.kind()].name
}

// DamageError says that a log holds what no Floor wrote there. The center it belongs to must not be
// written to any more.
type DamageError struct {
	At    time.Time // of the event, if it could be read
	Event string    // its name, if it is known
	Cause error
}

func (e *DamageError) Error() string {
	msg := "routing: damaged log"
	if e.Event != "" {
		msg += fmt.Sprintf(": %s at %s does not fit", e.Event, e.At.Format(time.RFC3339Nano))
	}
	if e.Cause != nil {
		msg += ": " + e.Cause.Error()
	}
	return msg
}

func (e *DamageError) Unwrap() error { return e.Cause }

type eventHead struct {
	Type    string    `json:"type"`
	At      time.Time `json:"at"`
	Command string    `json:"command_id,omitempty"`
}

// MarshalJSON writes the payload's fields, its name as "type", "at", and "command_id" if it has one.
func (e Event) MarshalJSON() ([]byte, error) {
	return joinJSON(eventHead{EventName(e.Payload), e.At, e.Command}, e.Payload)
}

// UnmarshalJSON reads what MarshalJSON wrote. Unknown fields are skipped, an unknown type is an error.
func (e *Event) UnmarshalJSON(data []byte) error {
	var head eventHead
	if err := json.Unmarshal(data, &head); err != nil {
		return err
	}
	for _, t := range eventTypes {
		if t.name == head.Type && t.json != nil {
			p, err := t.json(data)
			*e = Event{At: head.At, Command: head.Command, Payload: p}
			return err
		}
	}
	return &DamageError{At: head.At, Cause: errUnknownEvent}
}

// The CBOR modes of logs and snapshots: deterministic out (RFC 8949, 4.2.1), strict in.
var (
	encoding = must(cbor.EncOptions{Sort: cbor.SortCoreDeterministic, IndefLength: cbor.IndefLengthForbidden}.UserBufferEncMode())
	decoding = must(cbor.DecOptions{
		DupMapKey: cbor.DupMapKeyEnforcedAPF, IndefLength: cbor.IndefLengthForbidden,
		MaxArrayElements: 1 << 27, MaxMapPairs: 1 << 27,
	}.DecMode())
)

func must[M any](mode M, err error) M {
	if err != nil {
		panic(err) // options that contradict each other: never in a program that was tested
	}
	return mode
}
