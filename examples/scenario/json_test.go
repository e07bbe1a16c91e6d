package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/wrapup"
)

// printed is a line of JSON output, with nothing beside what is promised.
type printed struct {
	Line    int             `json:"line"`
	Command string          `json:"command"`
	Events  []routing.Event `json:"events"`
	Result  json.RawMessage `json:"result"`
	Error   *struct {
		Code    routing.Code `json:"code"`
		Message string       `json:"message"`
	} `json:"error"`
}

// TestJSON plays the demonstration and reads every line and result back strictly.
func TestJSON(t *testing.T) {
	script := read(t, "demo.txt")
	stdout, stderr, code := start(t, script, "-json")
	if code != 0 || stderr != "" {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	lines := strings.Split(script, "\n")
	seen := make(map[string]bool)
	for out := bufio.NewScanner(strings.NewReader(stdout)); out.Scan(); {
		var p printed
		strictly(t, out.Bytes(), &p)
		if want := strings.TrimSpace(lines[p.Line-1]); p.Command != want {
			t.Errorf("line %d is %q, want %q", p.Line, p.Command, want)
		}
		if p.Error != nil && (p.Error.Code == "" || p.Error.Message == "") {
			t.Errorf("line %d: %+v", p.Line, p.Error)
		}
		verb, what, _ := strings.Cut(p.Command, " ")
		if p.Result != nil {
			strictly(t, p.Result, resultOf(verb, what))
			seen[verb] = true
		}
	}
	for _, c := range language {
		if !c.sends && c.name != "at" && c.name != "advance" && !seen[c.name] {
			t.Errorf("the demonstration has no %s", c.name)
		}
	}
}

// resultOf returns what the result of a command must fit.
func resultOf(verb, what string) any {
	switch {
	case verb == "show" && what == "agents":
		return new([]agentShape)
	case verb == "show" && what == "contacts":
		return new([]contactShape)
	case verb == "show" && what == "queues":
		return new([]routing.QueueView)
	case verb == "show" && strings.ContainsAny(what, "0123456789"):
		return new(contactShape)
	case verb == "show":
		return new(agentShape)
	case verb == "directory" && strings.Contains(what, "agents"):
		return new([]routing.AgentTarget)
	case verb == "directory":
		return new([]routing.QueueTarget)
	}
	return map[string]any{
		"offers": new([]card), "explain": new([]routing.Explanation), "estimate": new(routing.Estimate),
		"actions": new([]routing.Permission), "reasons": new([]wrapup.Reason),
	}[verb]
}

// agentShape and contactShape are what users of -json rely on, spelled out here a second time.
type agentShape struct {
	ID       string         `json:"id"`
	Name     string         `json:"name"`
	State    string         `json:"state"`
	Code     string         `json:"code"`
	Since    string         `json:"since"`
	Next     map[string]any `json:"next"`
	Load     map[string]int `json:"load"`
	Offers   []string       `json:"offers"`
	Contacts []string       `json:"contacts"`
}

type contactShape struct {
	ID           string              `json:"id"`
	Channel      string              `json:"channel"`
	Queue        string              `json:"queue"`
	Customer     string              `json:"customer"`
	State        string              `json:"state"`
	Reason       string              `json:"reason"`
	Priority     int                 `json:"priority"`
	Entered      string              `json:"entered"`
	Received     string              `json:"received"`
	Owner        string              `json:"owner"`
	Guests       []string            `json:"guests"`
	OfferedTo    string              `json:"offered_to"`
	Offer        int                 `json:"offer"`
	Kind         string              `json:"offer_kind"`
	OfferedAt    string              `json:"offered_at"`
	Deadline     string              `json:"deadline"`
	CustomerLeft bool                `json:"customer_left"`
	OnHold       bool                `json:"on_hold"`
	Wrapping     []string            `json:"wrapping"`
	Reasons      map[string][]string `json:"reasons"`
	Supervisors  []map[string]string `json:"supervisors"`
}

func strictly(t *testing.T, data []byte, to any) {
	t.Helper()
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(to); err != nil {
		t.Errorf("%s: %v", data, err)
	}
	if dec.More() {
		t.Errorf("%s: more than one value", data)
	}
}

// TestShapes compares whole lines of JSON with what they should be.
func TestShapes(t *testing.T) {
	stdout, _, _ := start(t, `profile p chat=2
queue q channel=chat wrapup-min=0
agent a1 profile=p queues=q
agent a2 profile=p
sign-in a1
sign-in a2
state a1 available
state a2 available
contact c1 queue=q   # a comment stays
accept a1 c1
conference a1 c1 agent=a2
show a2
show c1
show q
end a1 c1
wrapup a1 c1
show c1
show agents
show nobody
`, "-json")
	got := strings.Split(stdout, "\n")
	for line, want := range map[int]string{
		9: `{"line":9,"command":"contact c1 queue=q   # a comment stays","events":[{"type":"contact-queued","at":"2026-01-05T00:00:00Z","contact":"c1","queue":"q","channel":"chat"},` +
			`{"type":"offer-made","at":"2026-01-05T00:00:00Z","offer":1,"contact":"c1","agent":"a1","queue":"q","kind":"queue","timeout_ns":20000000000}]}`,
		12: `{"line":12,"command":"show a2","result":{"id":"a2","state":"available","since":"2026-01-05T00:00:00Z","load":{"chat":1},"offers":["c1"],"contacts":[]}}`,
		13: `{"line":13,"command":"show c1","result":{"id":"c1","channel":"chat","queue":"q","state":"active","entered":"2026-01-05T00:00:00Z","received":"2026-01-05T00:00:00Z",` +
			`"owner":"a1","guests":[],"offered_to":"a2","offer":2,"offer_kind":"conference","offered_at":"2026-01-05T00:00:00Z","deadline":"2026-01-05T00:00:20Z","wrapping":[],"reasons":{}}}`,
		17: `{"line":17,"command":"show c1","result":{"id":"c1","channel":"chat","queue":"q","state":"closed","reason":"agent-ended","entered":"2026-01-05T00:00:00Z","received":"2026-01-05T00:00:00Z",` +
			`"guests":[],"wrapping":[],"reasons":{"a1":[]}}}`,
		19: `{"line":19,"command":"show nobody","error":{"code":"unknown-id","message":"routing: unknown id command=show"}}`,
	} {
		if got[line-1] != want {
			t.Errorf("line %d\n got %s\nwant %s", line, got[line-1], want)
		}
	}
}
