package reply

import (
	"slices"
	"strings"
)

// MaxReferences is how many ids an answer refers to: the first, which all mails of a conversation have in
// common, and the newest.
const MaxReferences = 50

// maxID is the greatest length of an id in octets, so that a line holds it with its brackets (RFC 5322 2.1.1).
const maxID = 995

// Threading returns what In-Reply-To and References of an answer are (RFC 5322 3.6.4), without angle brackets. Either is
// empty if the mail has no id that can be referred to. Ids that a header cannot hold are left out.
func Threading(o Original) (inReplyTo string, references []string) {
	if canRefer(o.ID) {
		inReplyTo = o.ID
	}
	before := o.References
	if len(before) == 0 && len(o.InReplyTo) == 1 {
		before = o.InReplyTo
	}
	seen := map[string]bool{inReplyTo: true}
	for _, id := range before {
		if canRefer(id) && !seen[id] {
			seen[id] = true
			references = append(references, id)
		}
	}
	if inReplyTo != "" {
		references = append(references, inReplyTo)
	}
	if n := len(references); n > MaxReferences {
		references = slices.Delete(references, 1, n-MaxReferences+1)
	}
	return inReplyTo, references
}

// canRefer reports whether an id can be written in a header as it is: printable ASCII without white space and angle
// brackets.
func canRefer(id string) bool {
	return id != "" && len(id) <= maxID && strings.IndexFunc(id, func(r rune) bool { return r <= ' ' || r >= 0x7f || r == '<' || r == '>' }) < 0
}
