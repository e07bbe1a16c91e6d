package proof

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
	"github.com/anishathalye/porcupine"
)

// subject is whom a command is about. What happens to one contact, or with one agent's presence, can be judged by itself.
type subject struct {
	center  string
	contact contact.ID
	agent   contact.AgentID // of a command about no contact
}

func subjectOf(op Operation) (s subject, ok bool) {
	s.center = op.Center
	switch c := op.Command.(type) {
	case routing.Enqueue:
		s.contact = c.Contact
	case routing.Accept:
		s.contact = c.Contact
	case routing.Decline:
		s.contact = c.Contact
	case routing.TransferToQueue:
		s.contact = c.Contact
	case routing.TransferToAgent:
		s.contact = c.Contact
	case routing.End:
		s.contact = c.Contact
	case routing.WrapUp:
		s.contact = c.Contact
	case routing.Abandon:
		s.contact = c.Contact
	case routing.SignIn:
		s.agent = c.Agent
	case routing.SetState:
		s.agent = c.Agent
	case routing.SignOut:
		s.agent = c.Agent
	default:
		return s, false
	}
	return s, true
}

// Linearizable reports whether a history is, and which of its parts is not. An open operation may take effect at any time
// from its call to the end of the history, or never. A part that could not be judged within patience is an error.
//
// The search is that of Lowe, "Testing for linearizability" (2017), as porcupine has it.
func Linearizable(history []Operation, patience time.Duration) error {
	parts := make(map[subject][]porcupine.Operation)
	for _, op := range history {
		about, judged := subjectOf(op)
		if !judged {
			continue
		}
		end := int64(op.Return)
		if op.Outcome == Open {
			end = math.MaxInt64
		}
		parts[about] = append(parts[about], porcupine.Operation{ClientId: op.Client, Input: op, Call: int64(op.Call), Output: op, Return: end})
	}
	until := time.Now().Add(patience)
	for _, about := range slices.SortedFunc(maps.Keys(parts), compareSubjects) {
		result := porcupine.CheckOperationsTimeout(model(about), parts[about], max(time.Millisecond, time.Until(until)))
		if result != porcupine.Ok {
			return &HistoryError{Center: about.center, Contact: about.contact, Agent: about.agent, Result: string(result), History: operations(parts[about])}
		}
	}
	return nil
}

func compareSubjects(a, b subject) int {
	return cmp.Or(cmp.Compare(a.center, b.center), cmp.Compare(a.contact, b.contact), cmp.Compare(a.agent, b.agent))
}

func operations(part []porcupine.Operation) []Operation {
	ops := make([]Operation, len(part))
	for i, p := range part {
		ops[i] = p.Input.(Operation)
	}
	slices.SortFunc(ops, func(a, b Operation) int { return cmp.Compare(a.Call, b.Call) })
	return ops
}

// model is the specification for one contact, or one agent's presence, in porcupine's terms.
func model(about subject) porcupine.Model {
	m := porcupine.NondeterministicModel{
		Init: func() []any { return []any{standing{}} },
		Step: func(state, input, _ any) []any {
			op := input.(Operation)
			a := state.(standing).answer(op.Command)
			return after(op, state, a.next, a.can, a.codes)
		},
	}
	if about.contact == "" {
		m.Init = func() []any { return []any{presence{}} }
		m.Step = func(state, input, _ any) []any {
			op := input.(Operation)
			next, can, codes := state.(presence).answer(op.Command)
			return after(op, state, next, can, codes)
		}
	}
	return m.ToModel()
}

// after returns the states that an operation may lead to, given what its client was told.
func after(op Operation, before, next any, can bool, codes []routing.Code) []any {
	switch {
	case op.Outcome == Open && can:
		return []any{before, next}
	case op.Outcome == Open, op.Outcome == Refused && slices.Contains(codes, op.Code):
		return []any{before}
	case op.Outcome == Acknowledged && can:
		return []any{next}
	}
	return nil
}

// HistoryError is a part of a history that no order of its operations explains.
type HistoryError struct {
	Center  string
	Contact contact.ID
	Agent   contact.AgentID
	Result  string // Illegal, or Unknown if there was no time to find out
	History []Operation
}

// Error lists the part, an operation a line.
func (e *HistoryError) Error() string {
	var text strings.Builder
	fmt.Fprintf(&text, "proof: history of %s %s%s is %s", e.Center, e.Contact, e.Agent, e.Result)
	for _, op := range e.History {
		text.WriteString("\n\t" + op.String())
	}
	return text.String()
}
