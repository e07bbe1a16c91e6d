package template

import (
	"iter"
	"strings"
)

// Wording is a word or phrase in the languages of this package.
type Wording struct {
	English string `json:"en"`
	Korean  string `json:"ko"`
}

// Variable is something that a text may leave open: its name in double braces.
type Variable struct {
	Name    string  `json:"name"`    // what stands between the braces
	Meaning Wording `json:"meaning"` // what it is, for an editor's list
	Missing Wording `json:"missing"` // what stands in for it where no value is known
}

// variable is a row of the table: a variable, and where its value is.
type variable struct {
	Variable
	value func(Values) string
}

// table is all that texts, editors and Expand know of variables. The Korean words go with the
// particles and titles that follow a name: 고객님, 고객센터입니다.
var table = [...]variable{
	{Variable{"customer", Wording{"the customer's name", "고객 이름"}, Wording{"customer", "고객"}},
		func(v Values) string { return v.Customer }},
	{Variable{"agent", Wording{"the agent's display name", "상담사 표시 이름"}, Wording{"your agent", "상담사"}},
		func(v Values) string { return v.Agent }},
	{Variable{"queue", Wording{"the name of the queue", "대기열 이름"}, Wording{"customer service", "고객센터"}},
		func(v Values) string { return v.Queue }},
}

// Variables returns the variables that a text may have.
func Variables() []Variable {
	list := make([]Variable, len(table))
	for i, v := range table {
		list[i] = v.Variable
	}
	return list
}

func lookup(name string) *variable {
	for i := range table {
		if table[i].Name == name {
			return &table[i]
		}
	}
	return nil
}

// What a text is written with.
const (
	opening = "{{"
	closing = "}}"
	escape  = `\` // before opening
)

// token is a piece of a text. The pieces of a text follow each other without gaps.
type token struct {
	text     string    // what stands there; of escaped braces, the braces
	variable *variable // what is to stand there instead, if not nil
	fault    Code      // why a piece that opens braces is no variable, or ""
}

// tokens takes a text apart, in one pass and whatever it is. It yields where each token begins, in
// bytes.
func tokens(text string) iter.Seq2[int, token] {
	return func(yield func(int, token) bool) {
		for at := 0; at < len(text); {
			t, size := next(text[at:])
			if !yield(at, t) {
				return
			}
			at += size
		}
	}
}

// next returns the first token of a text that is not empty, and its size in bytes.
func next(text string) (token, int) {
	if strings.HasPrefix(text, escape+opening) {
		return token{text: opening}, len(escape + opening)
	}
	if strings.HasPrefix(text, opening) {
		return nextVariable(text)
	}
	size := strings.Index(text, opening)
	if size < 0 {
		size = len(text)
	} else if size > 0 && text[size-1:size] == escape { // not the first byte, as said above
		size--
	}
	return token{text: text[:size]}, size
}

// nextVariable is next for a text that opens braces: it looks no further than where others open.
func nextVariable(text string) (token, int) {
	end := len(text)
	if i := strings.Index(text[len(opening):], opening); i >= 0 {
		end = len(opening) + i
	}
	name, _, closed := strings.Cut(text[len(opening):end], closing)
	if !closed {
		return token{text: text[:end], fault: ErrUnclosed}, end
	}
	size := len(opening) + len(name) + len(closing)
	v := lookup(strings.Trim(name, " "))
	if v == nil {
		return token{text: text[:size], fault: ErrUnknownVariable}, size
	}
	return token{text: text[:size], variable: v}, size
}

// checkVariables returns the first fault of a text.
func checkVariables(text string) *Error {
	for at, t := range tokens(text) {
		if t.fault != "" {
			return &Error{Code: t.fault, Offset: at}
		}
	}
	return nil
}
