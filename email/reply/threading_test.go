package reply_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/email/reply"
	"pgregory.net/rapid"
)

func TestThreading(t *testing.T) {
	for name, tc := range map[string]struct {
		id, inReplyTo, references string
		want                      string
	}{
		"first":                  {"c@x", "", "", "c@x: c@x"},
		"second":                 {"c@x", "a@x", "a@x", "c@x: a@x c@x"},
		"chain":                  {"c@x", "b@x", "a@x b@x", "c@x: a@x b@x c@x"},
		"no references":          {"c@x", "b@x", "", "c@x: b@x c@x"},
		"no references, two":     {"c@x", "a@x b@x", "", "c@x: c@x"},
		"no id":                  {"", "b@x", "a@x b@x", ": a@x b@x"},
		"nothing":                {"", "", "", ": "},
		"twice":                  {"c@x", "", "a@x b@x a@x", "c@x: a@x b@x c@x"},
		"itself":                 {"c@x", "", "c@x a@x c@x b@x", "c@x: a@x b@x c@x"},
		"not ascii":              {"한@x", "", "a@x 글@x", ": a@x"},
		"brackets":               {"<c@x>", "", "a@x <b@x> >", ": a@x"},
		"control":                {"c\x00@x", "", "a\x01@x b\x7f@x", ": "},
		"no domain":              {"c", "", "a", "c: a c"},
		"as long as can be":      {strings.Repeat("c", 995), "", "", strings.Repeat("c", 995) + ": " + strings.Repeat("c", 995)},
		"too long":               {strings.Repeat("c", 996), "", "a@x", ": a@x"},
		"letters' case is ids'":  {"C@x", "", "c@x", "C@x: c@x C@x"},
		"in-reply-to not in ref": {"c@x", "b@x", "a@x", "c@x: a@x c@x"},
	} {
		parent, references := reply.Threading(reply.Original{ID: tc.id, InReplyTo: strings.Fields(tc.inReplyTo), References: strings.Fields(tc.references)})
		if got := parent + ": " + strings.Join(references, " "); got != tc.want {
			t.Errorf("%s: %q, want %q", name, got, tc.want)
		}
	}
	if parent, references := reply.Threading(reply.Original{ID: "a b@x", References: []string{"a\r\nBcc: x"}}); parent != "" || references != nil {
		t.Errorf("ids with white space are referred to: %q, %q", parent, references)
	}
}

// TestThreadingProperty: the first and the newest are referred to, each once, the parent last; and nothing of the
// original changes.
func TestThreadingProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var o reply.Original
		for range rapid.IntRange(0, 3*reply.MaxReferences).Draw(t, "n") {
			o.References = append(o.References, fmt.Sprint(rapid.IntRange(0, 200).Draw(t, "id")))
		}
		o.ID = fmt.Sprint(rapid.IntRange(0, 200).Draw(t, "parent"))
		before := slices.Clone(o.References)
		parent, got := reply.Threading(o)
		want := []string{}
		for _, id := range before {
			if id != o.ID && !slices.Contains(want, id) {
				want = append(want, id)
			}
		}
		want = append(want, o.ID)
		if n := len(want); n > reply.MaxReferences {
			want = append(want[:1:1], want[n-reply.MaxReferences+1:]...)
		}
		if parent != o.ID || !slices.Equal(got, want) || !slices.Equal(before, o.References) {
			t.Fatalf("parent %s, references %s, want %s and %s", parent, got, o.ID, want)
		}
	})
}
