package machine_test

import (
	"testing"

	"github.com/acdkit/acdkit/internal/machine"
	"github.com/google/go-cmp/cmp"
)

const agentDiagram = `stateDiagram-v2
    state "signed-out" as s0
    state "idle" as s1
    state "ringing" as s2
    state "busy" as s3
    state "erased" as s4
    [*] --> s0
    s0 --> s1 : sign-in
    s0 --> s4 : erase
    s1 --> s2 : offer
    s1 --> s0 : sign-out
    s2 --> s3 : accept
    s2 --> s1 : decline, expire
    s2 --> s0 : sign-out
    s3 --> s3 : mute
    s3 --> s1 : finish
    s4 --> [*]
`

func TestMermaid(t *testing.T) {
	for range 20 { // the order must not come from a map
		got := machine.MustCompile(agent()).Mermaid()
		if diff := cmp.Diff(agentDiagram, got); diff != "" {
			t.Fatalf("Mermaid() mismatch (-want +got):\n%s", diff)
		}
	}
}

// odd has names that are special to Mermaid.
type odd uint8

func (o odd) String() string { return [...]string{"end", `a "b": #1; <c>`, "two\nlines"}[o] }

func TestMermaidEscapesNames(t *testing.T) {
	got := machine.MustCompile(machine.Definition[odd, odd]{
		Name: "odd",
		Rules: []machine.Rule[odd, odd]{
			{Event: 1, From: []odd{0}, To: 1},
			{Event: 2, From: []odd{1}, To: 0},
		},
	}).Mermaid()
	want := `stateDiagram-v2
    state "end" as s0
    state "a #quot;b#quot;#58; #35;1#59; #lt;c#gt;" as s1
    [*] --> s0
    s0 --> s1 : a #quot;b#quot;#58; #35;1#59; #lt;c#gt;
    s1 --> s0 : two lines
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Mermaid() mismatch (-want +got):\n%s", diff)
	}
}
