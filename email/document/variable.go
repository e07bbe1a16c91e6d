package document

import (
	"iter"
	"strings"
	"unicode"
)

// MaxValue is the number of characters (code points) of a value that count.
const MaxValue = 200

// Values is what the variables of a template stand for (E4). Empty and blank values are missing.
type Values struct {
	Customer string // the customer's name
	Agent    string // the agent's display name
	Queue    string // the name of the queue
	Subject  string // of the mail that is answered
}

// Wording is a word or phrase in the languages of this package.
type Wording struct {
	English string `json:"en"`
	Korean  string `json:"ko"`
}

// Variable is something that a template may leave open: its name in double braces.
type Variable struct {
	Name    string  `json:"name"`    // what stands between the braces
	Meaning Wording `json:"meaning"` // what it is, for an editor's list
	Missing Wording `json:"missing"` // what stands in for it where no value is known
}

type variable struct {
	Variable
	value func(Values) string
}

// variables are all there are. The Korean words go with the particles and titles that follow a name: 고객님, 상담사입니다.
var variables = [...]variable{
	{Variable{"customer_name", Wording{"the customer's name", "고객 이름"}, Wording{"customer", "고객"}},
		func(v Values) string { return v.Customer }},
	{Variable{"agent_name", Wording{"the agent's display name", "상담사 표시 이름"}, Wording{"your agent", "상담사"}},
		func(v Values) string { return v.Agent }},
	{Variable{"queue", Wording{"the name of the queue", "대기열 이름"}, Wording{"customer service", "고객센터"}},
		func(v Values) string { return v.Queue }},
	{Variable{"subject", Wording{"the subject of the mail", "메일 제목"}, Wording{"your inquiry", "문의"}},
		func(v Values) string { return v.Subject }},
}

// Variables returns the variables that a template may have.
func Variables() []Variable {
	list := make([]Variable, len(variables))
	for i, v := range variables {
		list[i] = v.Variable
	}
	return list
}

const (
	opening = "{{"
	closing = "}}"
)

// token is a piece of a text: as it is, a variable, or braces that are none.
type token struct {
	text     string
	variable *variable
	fault    Code
}

// tokens takes a text apart, without gaps, in one pass.
func tokens(text string) iter.Seq[token] {
	return func(yield func(token) bool) {
		for text != "" {
			t := firstToken(text)
			if !yield(t) {
				return
			}
			text = text[len(t.text):]
		}
	}
}

func firstToken(text string) token {
	begin := strings.Index(text, opening)
	if begin < 0 {
		return token{text: text}
	}
	if begin > 0 {
		return token{text: text[:begin]}
	}
	name, _, closed := strings.Cut(text[len(opening):], closing)
	if !closed {
		return token{text: text, fault: ErrUnclosed}
	}
	if again := strings.LastIndex(name, opening); again >= 0 {
		return token{text: text[:len(opening)+again], fault: ErrUnclosed}
	}
	end := len(opening) + len(name)
	name = strings.Trim(name, " ")
	t := token{text: text[:end+len(closing)], fault: ErrUnknownVariable}
	for i := range variables {
		if variables[i].Name == name {
			t.variable, t.fault = &variables[i], ""
		}
	}
	return t
}

// fill returns the text with its variables filled in, those that are missing in Korean or English.
func fill(text string, v Values, korean bool) string {
	if !strings.Contains(text, opening) {
		return text
	}
	var b strings.Builder
	for t := range tokens(text) {
		if t.variable == nil {
			b.WriteString(t.text)
			continue
		}
		b.WriteString(t.variable.shown(v, korean))
	}
	return b.String()
}

// shown returns the value as it stands in a text: on one line, and nothing that changes how others are read.
func (v *variable) shown(values Values, korean bool) string {
	value := strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Cc, unicode.Zl, unicode.Zp, unicode.Bidi_Control) {
			return ' '
		}
		return r
	}, oneLine(v.value(values), MaxValue))
	switch {
	case strings.TrimSpace(value) != "":
		return value
	case korean:
		return v.Missing.Korean
	}
	return v.Missing.English
}
