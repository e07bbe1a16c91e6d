package machine

import (
	"fmt"
	"strings"
)

// mermaidText replaces what would end a name early in Mermaid's grammar by
// Mermaid's own entity codes.
var mermaidText = strings.NewReplacer(
	"#", "#35;", `"`, "#quot;", ":", "#58;", ";", "#59;",
	"<", "#lt;", ">", "#gt;", "\n", " ", "\r", " ",
)

// Mermaid returns the machine as a Mermaid stateDiagram-v2, one line feed at
// the end of each line. The text depends on the definition only, so a test can
// compare it with a diagram in the documentation. All events between the same
// two states share one arrow; a state that allows no event leads to the end
// marker.
func (t *Table[S, E]) Mermaid() string {
	var b strings.Builder
	b.WriteString("stateDiagram-v2\n")
	ids := make(map[S]string, len(t.states.values))
	for i, s := range t.states.values {
		// A number for every state: Mermaid's lexer stumbles over '-' and over
		// its own keywords, even as the beginning of an identifier.
		ids[s] = fmt.Sprintf("s%d", i)
		fmt.Fprintf(&b, "    state \"%s\" as %s\n", mermaidText.Replace(t.states.names[s]), ids[s])
	}
	fmt.Fprintf(&b, "    [*] --> %s\n", ids[t.initial])
	for _, s := range t.states.values {
		arrows := t.arrows(s)
		for _, a := range arrows {
			fmt.Fprintf(&b, "    %s --> %s : %s\n", ids[s], ids[a.to], strings.Join(a.events, ", "))
		}
		if len(arrows) == 0 {
			fmt.Fprintf(&b, "    %s --> [*]\n", ids[s])
		}
	}
	return b.String()
}

// arrow is a target with the events that lead there, ready to be written.
type arrow[S Enum] struct {
	to     S
	events []string
}

// arrows returns what leaves from, in order of the first event of each arrow.
func (t *Table[S, E]) arrows(from S) []arrow[S] {
	var arrows []arrow[S]
	index := make(map[S]int)
	for _, e := range t.events.values {
		to, ok := t.find(from, e)
		if !ok {
			continue
		}
		i, known := index[to]
		if !known {
			i = len(arrows)
			index[to] = i
			arrows = append(arrows, arrow[S]{to: to})
		}
		arrows[i].events = append(arrows[i].events, mermaidText.Replace(t.events.names[e]))
	}
	return arrows
}
