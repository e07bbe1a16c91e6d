package machine_test

import (
	"errors"
	"fmt"

	"github.com/acdkit/acdkit/internal/machine"
)

// Phase is where a call is.
type Phase uint8

// The phases of a call.
const (
	Waiting Phase = iota
	Talking
	OnHold
	Over
)

func (p Phase) String() string { return [...]string{"waiting", "talking", "on-hold", "over"}[p] }

// Signal is what happens to a call.
type Signal uint8

// The signals of a call.
const (
	Answer Signal = iota
	Hold
	Resume
	HangUp
)

func (s Signal) String() string { return [...]string{"answer", "hold", "resume", "hang-up"}[s] }

var calls = machine.MustCompile(machine.Definition[Phase, Signal]{
	Name:    "call",
	Initial: Waiting,
	Rules: []machine.Rule[Phase, Signal]{
		{Event: Answer, From: []Phase{Waiting}, To: Talking},
		{Event: Hold, From: []Phase{Talking}, To: OnHold},
		{Event: Resume, From: []Phase{OnHold}, To: Talking},
		{Event: HangUp, From: []Phase{Waiting, Talking, OnHold}, To: Over},
	},
})

func Example() {
	call := calls.Initial()
	for _, signal := range []Signal{Answer, Hold, HangUp, Resume} {
		next, err := calls.Next(call, signal)
		if refused, ok := errors.AsType[*machine.Error](err); ok {
			fmt.Printf("%s is refused while %s\n", refused.Event, refused.State)
			continue
		}
		fmt.Println(call, "->", next)
		call = next
	}

	fmt.Print(calls.Mermaid())
	// Output:
	// waiting -> talking
	// talking -> on-hold
	// on-hold -> over
	// resume is refused while over
	// stateDiagram-v2
	//     state "waiting" as s0
	//     state "talking" as s1
	//     state "on-hold" as s2
	//     state "over" as s3
	//     [*] --> s0
	//     s0 --> s1 : answer
	//     s0 --> s3 : hang-up
	//     s1 --> s2 : hold
	//     s1 --> s3 : hang-up
	//     s2 --> s1 : resume
	//     s2 --> s3 : hang-up
	//     s3 --> [*]
}
