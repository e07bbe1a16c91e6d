package faq

import (
	"unicode/utf8"

	"github.com/acdkit/acdkit/chat"
	"golang.org/x/text/language"
)

// A Script is what a bot says in one language. Texts have at most 1000 characters, as chat.Limits counts them (C1).
type Script struct {
	Language string // BCP 47; "" for any
	Greeting string // before anything is said
	Fallback string // when nothing matches
	HandOver string // before an agent takes over; none
	Answers  []Answer
	// HandOverWords are what a customer asks for a person with; DefaultWords if there are none.
	HandOverWords []string
	// MaxFallbacks is how often in a row the bot may say its Fallback; 2.
	MaxFallbacks int
}

// An Answer is what the bot says to questions.
type Answer struct {
	Questions []string // each the words that all must occur
	Text      string   // may be empty if HandOver is set: then the script's HandOver is said
	HandOver  bool     // to an agent, after that
}

// Limits of scripts.
const (
	MaxScripts   = 100
	MaxAnswers   = 10_000 // of a script
	MaxQuestions = 32     // of an answer
	MaxWords     = 100    // hand-over words of a script
	MaxQuestion  = 200    // characters (code points) of a question, or of a hand-over word
)

// DefaultWords are the HandOverWords of scripts that have none, in English and Korean.
func DefaultWords() []string {
	return []string{
		"agent", "human", "person", "representative", "operator",
		"상담사", "상담원", "사람", "직원",
	}
}

const defaultFallbacks = 2

// validate reports the first thing that is wrong with a script.
func (s Script) validate() *Error {
	if s.Language != "" {
		if _, err := language.Parse(s.Language); err != nil {
			return &Error{Code: ErrLanguage}
		}
	}
	if s.MaxFallbacks < 0 {
		return &Error{Code: ErrFallbacks, Count: s.MaxFallbacks}
	}
	for _, t := range []struct {
		field, text string
		optional    bool
	}{{"greeting", s.Greeting, false}, {"fallback", s.Fallback, false}, {"hand_over", s.HandOver, true}} {
		if err := checkText(t.text, t.optional); err != nil {
			err.Field = t.field
			return err
		}
	}
	if err := checkPhrases(s.HandOverWords, MaxWords); err != nil {
		err.Field = "hand_over_words"
		return err
	}
	return checkAnswers(s.Answers)
}

func checkAnswers(answers []Answer) *Error {
	if n := len(answers); n > MaxAnswers {
		return &Error{Code: ErrTooMany, Field: "answers", Count: n, Limit: MaxAnswers}
	}
	for i, a := range answers {
		if err := a.validate(); err != nil {
			err.Answer = i + 1
			return err
		}
	}
	return nil
}

func (a Answer) validate() *Error {
	if len(a.Questions) == 0 {
		return &Error{Code: ErrQuestion, Field: "questions"}
	}
	if err := checkPhrases(a.Questions, MaxQuestions); err != nil {
		err.Field = "questions"
		return err
	}
	if err := checkText(a.Text, a.HandOver); err != nil {
		err.Field = "text"
		return err
	}
	return nil
}

// checkText refuses what could not be sent as a message.
func checkText(text string, optional bool) *Error {
	if text == "" && optional {
		return nil
	}
	if _, err := (chat.Limits{}).Clean(text); err != nil {
		return &Error{Code: ErrText, Cause: err}
	}
	if blank(text) {
		return &Error{Code: ErrText, Cause: chat.ErrEmpty}
	}
	return nil
}

// checkPhrases refuses phrases that are too many, too long, not UTF-8, or without a word.
func checkPhrases(phrases []string, most int) *Error {
	if n := len(phrases); n > most {
		return &Error{Code: ErrTooMany, Count: n, Limit: most}
	}
	for i, p := range phrases {
		if n := utf8.RuneCountInString(p); n > MaxQuestion {
			return &Error{Code: ErrQuestion, Item: i + 1, Count: n, Limit: MaxQuestion}
		}
		if !utf8.ValidString(p) || len(words(p)) == 0 {
			return &Error{Code: ErrQuestion, Item: i + 1}
		}
	}
	return nil
}
