package template

import (
	"errors"
	"regexp"
	"strings"
	"testing"
)

func TestVariableFaults(t *testing.T) {
	tests := []struct {
		text string
		want Code
		at   int
	}{
		{"Hi {{customer}}, I am {{  agent  }} of {{queue}}", "", 0},
		{"{ } }} {x} a\\b \\ { {{queue}} }", "", 0},
		{`\{{ \{{customer}} \{{{{agent}}}} \{{{`, "", 0},
		{`\\{{`, "", 0},
		{"{{customer}}}}", "", 0},
		{"안녕 {{name}}", ErrUnknownVariable, len("안녕 ")},
		{"{{}}", ErrUnknownVariable, 0},
		{"{{Customer}}", ErrUnknownVariable, 0},
		{"{{customer\n}}", ErrUnknownVariable, 0},
		{"{{cust omer}}", ErrUnknownVariable, 0},
		{"{{{customer}}}", ErrUnknownVariable, 0},
		{"{{customer.name}}", ErrUnknownVariable, 0},
		{"{{customer}} {{", ErrUnclosed, 13},
		{"a {{customer}", ErrUnclosed, 2},
		{"{{customer, {{agent}}", ErrUnclosed, 0},
		{"{{{{customer}}}}", ErrUnclosed, 0},
		{`{{customer\{{}}`, ErrUnclosed, 0},
		{`\{{{{x}}`, ErrUnknownVariable, 3},
		{"{{x}} {{", ErrUnknownVariable, 0},
		{"\r\n{{x}}", ErrUnknownVariable, 2}, // in the text as given
	}
	for _, tt := range tests {
		err := Template{ID: "t", Name: "n", Text: tt.text}.Validate()
		if tt.want == "" {
			if err != nil {
				t.Errorf("%q is refused: %v", tt.text, err)
			}
			continue
		}
		e, ok := errors.AsType[*Error](err)
		if want := (Error{Code: tt.want, Template: "t", Offset: tt.at}); !ok || *e != want {
			t.Errorf("Validate() of %q = %v, want %v", tt.text, err, &want)
		}
	}
}

func TestVariables(t *testing.T) {
	var names []string
	for _, v := range Variables() {
		names = append(names, v.Name)
		for _, w := range []Wording{v.Meaning, v.Missing} {
			if w.English == "" || w.Korean == "" {
				t.Errorf("variable %s: a word is missing in %+v", v.Name, w)
			}
		}
		if err := (Template{ID: "t", Name: "n", Text: "{{" + v.Name + "}}"}).Validate(); err != nil {
			t.Errorf("the variable %s is refused: %v", v.Name, err)
		}
	}
	if got := strings.Join(names, " "); got != "customer agent queue" {
		t.Errorf("the variables are %s", got)
	}
	Variables()[0].Name = "changed"
	if Variables()[0].Name != "customer" {
		t.Error("a caller can change the table")
	}
}

// wellFormed is what texts look like to a regular expression: anything but opening braces, escaped
// opening braces, variables.
var wellFormed = regexp.MustCompile(`(?s)^(?:\{?\\\{\{|\{\{ *(?:customer|agent|queue) *\}\}|[^{]|\{[^{]|\{$)*$`)

// seeds are texts for fuzzing.
var seeds = []string{
	"", "x", "{{customer}}", `\{{agent}}`, "{{ queue }} {{", "{{{agent}}}", `a\{{{{customer}}}}`, "{{x}}",
	`\`, "{", "}}", `{\{{`, `\\{{customer}}`, "안녕하세요, {{customer}}님.\r\n", "{{customer}}{{agent}}\xff",
}

// FuzzVariables compares the parser with a regular expression.
func FuzzVariables(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		fault := checkVariables(text)
		if got, want := fault == nil, wellFormed.MatchString(text); got != want {
			t.Errorf("%q: well formed = %t, want %t", text, got, want)
		}
		end := 0
		for at, piece := range tokens(text) {
			if at != end && at != end+len(escape) {
				t.Errorf("%q: a token begins at %d, the last ends at %d", text, at, end)
			}
			end = at + len(piece.text)
			if piece.text == opening && piece.fault == "" {
				end += len(escape)
			}
		}
		if fault == nil {
			return
		}
		if rest := text[fault.Offset:]; !strings.HasPrefix(rest, opening) {
			t.Errorf("%q: no braces open at %d", text, fault.Offset)
		}
		if !wellFormed.MatchString(text[:fault.Offset]) {
			t.Errorf("%q: %v is not the first fault", text, fault)
		}
	})
}
