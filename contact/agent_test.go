package contact_test

import (
	"testing"

	"github.com/acdkit/acdkit/contact"
	"pgregory.net/rapid"
)

const (
	firstAgentState, lastAgentState = contact.SignedOut, contact.RONA
	firstAgentEvent, lastAgentEvent = contact.SignIn, contact.MissOffer
)

// What S2 to S6 say, cell by cell. MissOffer, the only way into RONA, starts from Available only (S4);
// out of RONA lead a choice and signing out (S6).
const agentGrid = `
	           sign-in sign-out   go-available go-idle miss-offer
	signed-out idle    -          -            -       -
	idle       -       signed-out available    idle    -
	available  -       signed-out -            idle    rona
	rona       -       signed-out available    idle    -
`

func TestAgentEveryStateAndEvent(t *testing.T) {
	want := grid(t, agentGrid)
	for s := firstAgentState; s <= lastAgentState; s++ {
		for e := firstAgentEvent; e <= lastAgentEvent; e++ {
			to, known := want[[2]string{s.String(), e.String()}]
			if !known {
				t.Fatalf("the table has no cell for %s in %s", e, s)
			}
			checkAgentEvent(t, s, e, to)
		}
	}
	if got, want := len(want), 20; got != want {
		t.Errorf("the table has %d cells, want %d", got, want)
	}
}

func checkAgentEvent(t *testing.T, s contact.AgentState, e contact.AgentEvent, to string) {
	t.Helper()
	a := contact.RestoreAgent("kim", contact.Stand{State: s, Code: code(s)}, nil)
	before, allowed := *a, to != "-"
	if got := a.Can(e); got != allowed {
		t.Errorf("Can(%s) in %s = %t, want %t", e, s, got, allowed)
	}
	err := a.Fire(e, "lunch")
	switch {
	case !allowed:
		refused(t, err, "agent", s.String(), e.String())
		if *a != before {
			t.Errorf("refused %s in %s changed the agent", e, s)
		}
	case err != nil:
		t.Errorf("%s in %s failed: %v", e, s, err)
	case a.State().String() != to:
		t.Errorf("%s in %s led to %s, want %s", e, s, a.State(), to)
	case (a.Code() == "lunch") != (e == contact.GoIdle) || e != contact.GoIdle && a.Code() != "":
		t.Errorf("%s in %s left code %q", e, s, a.Code())
	}
}

// code is an idle code for the state that has one.
func code(s contact.AgentState) string {
	if s == contact.Idle {
		return "break"
	}
	return ""
}

func TestAgentUnknownEvents(t *testing.T) {
	for s := firstAgentState; s <= lastAgentState; s++ {
		for e := int(lastAgentEvent) + 1; e < 256; e++ {
			a := contact.RestoreAgent("kim", contact.Stand{State: s}, nil)
			if a.Can(contact.AgentEvent(e)) || a.Fire(contact.AgentEvent(e), "") == nil || a.State() != s {
				t.Errorf("event %d in %s is not refused", e, s)
			}
		}
	}
}

// R8: Available and Idle can be asked for, by an agent who is Available or Idle.
func TestAgentAskNext(t *testing.T) {
	allowed := map[contact.AgentState]bool{contact.Available: true, contact.Idle: true}
	for s := firstAgentState; s <= lastAgentState; s++ {
		for next := firstAgentState; next <= lastAgentState; next++ {
			a := contact.RestoreAgent("kim", contact.Stand{State: s}, nil)
			before, want := *a, contact.Stand{State: next, Code: code(next)}
			err := a.AskNext(want)
			if !allowed[s] || !allowed[next] {
				refused(t, err, "agent", s.String(), "next "+next.String())
				if *a != before {
					t.Errorf("refused next state %s in %s changed the agent", next, s)
				}
				continue
			}
			if got, asked := a.Next(); err != nil || !asked || got != want {
				t.Errorf("AskNext(%v) in %s: Next is %v, %t, %v", want, s, got, asked, err)
			}
			if a.State() != s {
				t.Errorf("asking for %s changed %s to %s", next, s, a.State())
			}
		}
	}
}

// R8, S6: what was asked for survives choices, and is forgotten in RONA and at the door.
func TestAgentNextSurvives(t *testing.T) {
	asked := contact.Stand{State: contact.Idle, Code: "lunch"}
	for e, survives := range map[contact.AgentEvent]bool{
		contact.GoAvailable: true, contact.GoIdle: true, contact.MissOffer: false, contact.SignOut: false,
	} {
		from := contact.Stand{State: contact.Available}
		if e == contact.GoAvailable {
			from.State = contact.Idle
		}
		a := contact.RestoreAgent("kim", from, &asked)
		if err := a.Fire(e, ""); err != nil {
			t.Fatalf("%s failed: %v", e, err)
		}
		if got, still := a.Next(); still != survives || still && got != asked || !still && got != (contact.Stand{}) {
			t.Errorf("after %s Next is %v, %t, want asked %t", e, got, still, survives)
		}
	}
	a := contact.RestoreAgent("kim", contact.Stand{State: contact.Idle}, &asked)
	a.ClearNext()
	if got, still := a.Next(); still || got != (contact.Stand{}) {
		t.Errorf("after ClearNext Next is %v, %t", got, still)
	}
}

func TestRestoreAgent(t *testing.T) {
	next := contact.Stand{State: contact.Available}
	a := contact.RestoreAgent("kim", contact.Stand{State: contact.Idle, Code: "lunch"}, &next)
	got, asked := a.Next()
	b := contact.RestoreAgent(a.ID(), contact.Stand{State: a.State(), Code: a.Code()}, &got)
	if *a != *b || !asked {
		t.Errorf("RestoreAgent of what the methods return gives %+v, want %+v", *b, *a)
	}
	if zero := (contact.Agent{}); *contact.NewAgent("") != zero {
		t.Error("the zero Agent is not a signed-out agent without an id")
	}
}

// TestAgentLives: whatever happens in whatever order, S4, S6 and R8 hold after every step.
func TestAgentLives(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := contact.NewAgent("kim")
		t.Repeat(map[string]func(*rapid.T){
			"fire": func(t *rapid.T) {
				before, e := a.State(), contact.AgentEvent(rapid.Uint8Range(0, uint8(lastAgentEvent)).Draw(t, "event"))
				err := a.Fire(e, rapid.SampledFrom([]string{"", "lunch"}).Draw(t, "code"))
				after := a.State()
				if err == nil && after == contact.RONA && (e != contact.MissOffer || before != contact.Available) {
					t.Fatalf("%s led from %s into RONA (S4)", e, before)
				}
				if before == contact.RONA && after != before && e != contact.GoAvailable && e != contact.GoIdle && e != contact.SignOut {
					t.Fatalf("%s led out of RONA (S6)", e)
				}
			},
			"ask": func(t *rapid.T) {
				state := contact.AgentState(rapid.Uint8Range(0, uint8(lastAgentState)).Draw(t, "state"))
				_ = a.AskNext(contact.Stand{State: state})
			},
			"clear": func(*rapid.T) { a.ClearNext() },
			"":      func(t *rapid.T) { checkAgent(t, a) },
		})
	})
}

func checkAgent(t *rapid.T, a *contact.Agent) {
	if a.Code() != "" && a.State() != contact.Idle {
		t.Fatalf("%s with idle code %q", a.State(), a.Code())
	}
	next, asked := a.Next()
	if asked && a.State() != contact.Idle && a.State() != contact.Available {
		t.Fatalf("%s with a next state (R8)", a.State())
	}
	if asked && next.State != contact.Idle && next.State != contact.Available {
		t.Fatalf("next state %s (S4, R8)", next.State)
	}
	if a.ID() != "kim" {
		t.Fatal("the id changed")
	}
}
