package transcript

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact/attachment"
	"github.com/google/go-cmp/cmp"
)

var seeds = []string{
	"Ann", "", "</title><script>alert(1)</script>", `"><img src=x onerror=alert(1)>`, "<!-- ", "]]>", "&lt;b&gt; &amp;", "a\r\nb\rc\vd\fe\u0085f\u2028g\u2029h",
	"\x00\x1b[31m\x7f", "\u202eevil\u2066", "\xff\xfe\xc3", "{{.Title}} {who} {queue}", "שלום", "김하나", "\n\n\n", " ", "👨‍👩‍👧‍👦", "</style>", "\ufeff\ufffe",
}

// fuzzed are the entries that have a hostile name and text in every place.
func fuzzed(name, text string) []chat.Entry {
	party := chat.Party{Member: "agent/7", Role: chat.RoleAgent, Name: name}
	return numbered(
		chat.Said{From: party, Text: text, Files: []attachment.File{{ID: name, Name: text, Type: name, Size: int64(len(text))}}},
		chat.Opened{Name: name}, chat.Joined{Party: party}, chat.Queued{Name: name}, chat.Transferred{From: party, QueueName: text},
		chat.Left{Party: party, Cause: chat.Cause(text)}, chat.Said{From: chat.Party{Role: chat.Role(name), Name: text}, To: chat.Staff, Text: name},
	)
}

func FuzzTranscript(f *testing.F) {
	for i, s := range seeds {
		f.Add(s, seeds[len(seeds)-1-i], "ko")
		f.Add(s, s, s)
	}
	f.Fuzz(func(t *testing.T, name, text, language string) {
		entries := fuzzed(name, text)
		for _, m := range []chat.Member{"", chat.Customer, "agent/7"} {
			r := Reader{Language: language, Member: m}
			checkNames(t, entries, r)
			checkHTML(t, entries, r)
			checkJSON(t, entries, r)
			checkText(t, entries, r)
		}
	})
}

// checkNames: what people are called keeps to its line.
func checkNames(t *testing.T, entries []chat.Entry, r Reader) {
	t.Helper()
	for i := range r.items(entries) {
		for _, s := range []string{i.Line, i.Name, i.Title} {
			if !utf8.ValidString(s) || strings.ContainsFunc(s, unicode.IsControl) || strings.ContainsAny(s, "\u202a\u202b\u202d\u202e\u2066\u2067\u2028\u2029") {
				t.Errorf("%q has controls", s)
			}
			if strings.Count(s, firstStrong) != strings.Count(s, popIsolate) {
				t.Errorf("%q is not isolated", s)
			}
		}
	}
}

// checkHTML: what a browser finds is what was said.
func checkHTML(t *testing.T, entries []chat.Entry, r Reader) {
	t.Helper()
	var b bytes.Buffer
	if err := HTML(&b, entries, r); err != nil {
		t.Fatal(err)
	}
	var want []shown
	for i := range r.items(entries) {
		if i.Line != "" {
			want = append(want, shown{Class: "event", Line: i.Line})
			continue
		}
		class := "message "
		if i.Near {
			class += "near "
		}
		if i.Note {
			class += "note "
		}
		s := shown{Class: class + "from-" + i.Class(), Role: i.Title, Name: i.Name, Text: i.Text}
		for _, f := range i.Files {
			s.Files = append(s.Files, f.Name)
		}
		want = append(want, s)
	}
	if diff := cmp.Diff(want, read(t, b.Bytes()).Shown); diff != "" {
		t.Errorf("HTML mismatch (-want +got):\n%s", diff)
	}
}

// checkJSON: it is JSON, and texts are as they were.
func checkJSON(t *testing.T, entries []chat.Entry, r Reader) {
	t.Helper()
	var b bytes.Buffer
	if err := JSON(&b, entries, r); err != nil {
		t.Fatal(err)
	}
	var got []record
	decoder := json.NewDecoder(&b)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&got); err != nil {
		t.Fatalf("%v in %q", err, b.String())
	}
	said := entries[0].Payload.(chat.Said).Text
	if len(got) != len(entries) || utf8.ValidString(said) && got[0].Text != said {
		t.Errorf("JSON has %d entries, and says %q for %q", len(got), got[0].Text, said)
	}
}

// lines are the kinds of lines of plain text.
var lines = regexp.MustCompile(`^(|    .*|  \+ .+ \(.+ ?[KM]?B\)|\d\d:\d\d  (\* .+|\[[^][]+\].*)|\S.*\(UTC\))$`)

// checkText: each line is of a kind, and there are as many of each as there should be.
func checkText(t *testing.T, entries []chat.Entry, r Reader) {
	t.Helper()
	var b strings.Builder
	if err := Text(&b, entries, r); err != nil {
		t.Fatal(err)
	}
	heads, files := 0, 0
	for line := range strings.SplitSeq(strings.TrimSuffix(b.String(), "\n"), "\n") {
		if !lines.MatchString(line) || strings.ContainsAny(line, "\r\v\f\u0085\u2028\u2029\x1b\x00") {
			t.Errorf("a line is %q", line)
		}
		switch {
		case strings.HasPrefix(line, "  + "):
			files++
		case line != "" && line[0] != ' ':
			heads++
		}
	}
	if heads != 1+len(entries) || files != 1 {
		t.Errorf("%d heads and %d files, want %d and 1, in:\n%s", heads, files, 1+len(entries), b.String())
	}
}
