package faq

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/chat"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestValidate(t *testing.T) {
	long := strings.Repeat("가", 1001)
	for _, tt := range []struct {
		change func(*Bot)
		want   Error
		text   string
	}{
		{func(b *Bot) { b.Scripts = nil }, Error{Code: ErrNoScript}, "faq: bad scripts: no script"},
		{func(b *Bot) { b.Scripts = make([]Script, MaxScripts+1) }, Error{Code: ErrTooMany, Field: "scripts", Count: MaxScripts + 1, Limit: MaxScripts}, "faq: bad scripts: too many field=scripts count=101 limit=100"},
		{func(b *Bot) { b.Scripts[1].Language = "no tag" }, Error{Code: ErrLanguage, Script: 2}, "faq: bad scripts: language script=2"},
		{func(b *Bot) { b.Scripts[1].Language = "KO" }, Error{Code: ErrLanguage, Script: 2}, "faq: bad scripts: language script=2"},
		{func(b *Bot) { b.Scripts[0].MaxFallbacks = -1 }, Error{Code: ErrFallbacks, Script: 1, Count: -1}, "faq: bad scripts: fallbacks script=1 count=-1"},
		{func(b *Bot) { b.Scripts[0].Greeting = "" }, Error{Code: ErrText, Script: 1, Field: "greeting"}, "faq: bad scripts: text script=1 field=greeting: chat: empty"},
		{func(b *Bot) { b.Scripts[0].Fallback = " \n" }, Error{Code: ErrText, Script: 1, Field: "fallback"}, "faq: bad scripts: text script=1 field=fallback: chat: empty"},
		{func(b *Bot) { b.Scripts[0].HandOver = " " }, Error{Code: ErrText, Script: 1, Field: "hand_over"}, "faq: bad scripts: text script=1 field=hand_over: chat: empty"},
		{func(b *Bot) { b.Scripts[0].HandOver = "\xff" }, Error{Code: ErrText, Script: 1, Field: "hand_over"}, "faq: bad scripts: text script=1 field=hand_over: chat: not text"},
		{func(b *Bot) { b.Scripts[0].HandOverWords = []string{"a", "..."} }, Error{Code: ErrQuestion, Script: 1, Field: "hand_over_words", Item: 2}, "faq: bad scripts: question script=1 field=hand_over_words item=2"},
		{func(b *Bot) { b.Scripts[0].HandOverWords = slices.Repeat([]string{"a"}, MaxWords+1) }, Error{Code: ErrTooMany, Script: 1, Field: "hand_over_words", Count: MaxWords + 1, Limit: MaxWords}, "faq: bad scripts: too many script=1 field=hand_over_words count=101 limit=100"},
		{func(b *Bot) { b.Scripts[0].Answers = make([]Answer, MaxAnswers+1) }, Error{Code: ErrTooMany, Script: 1, Field: "answers", Count: MaxAnswers + 1, Limit: MaxAnswers}, "faq: bad scripts: too many script=1 field=answers count=10001 limit=10000"},
		{func(b *Bot) { b.Scripts[1].Answers[1].Text = long }, Error{Code: ErrText, Script: 2, Answer: 2, Field: "text"}, "faq: bad scripts: text script=2 answer=2 field=text: chat: too long count=1001 limit=1000"},
		{func(b *Bot) { b.Scripts[1].Answers[1].Text = "" }, Error{Code: ErrText, Script: 2, Answer: 2, Field: "text"}, "faq: bad scripts: text script=2 answer=2 field=text: chat: empty"},
		{func(b *Bot) { b.Scripts[1].Answers[0].Questions = nil }, Error{Code: ErrQuestion, Script: 2, Answer: 1, Field: "questions"}, "faq: bad scripts: question script=2 answer=1 field=questions"},
		{func(b *Bot) { b.Scripts[1].Answers[0].Questions[1] = long }, Error{Code: ErrQuestion, Script: 2, Answer: 1, Field: "questions", Item: 2, Count: 1001, Limit: MaxQuestion}, "faq: bad scripts: question script=2 answer=1 field=questions item=2 count=1001 limit=200"},
		{func(b *Bot) { b.Scripts[1].Answers[0].Questions[1] = "a\xff" }, Error{Code: ErrQuestion, Script: 2, Answer: 1, Field: "questions", Item: 2}, "faq: bad scripts: question script=2 answer=1 field=questions item=2"},
		{func(b *Bot) { b.Scripts[1].Answers[0].Questions = slices.Repeat([]string{"a"}, MaxQuestions+1) }, Error{Code: ErrTooMany, Script: 2, Answer: 1, Field: "questions", Count: MaxQuestions + 1, Limit: MaxQuestions}, "faq: bad scripts: too many script=2 answer=1 field=questions count=33 limit=32"},
	} {
		bot := shop()
		tt.change(bot)
		err := bot.Validate()
		got, ok := errors.AsType[*Error](err)
		if !ok || !errors.Is(err, tt.want.Code) {
			t.Errorf("Validate() = %v, want %s", err, tt.text)
			continue
		}
		if diff := cmp.Diff(&tt.want, got, cmpopts.IgnoreFields(Error{}, "Cause")); diff != "" || err.Error() != tt.text {
			t.Errorf("Validate() = %v, want %s (-want +got):\n%s", err, tt.text, diff)
		}
	}
}

func TestValidateAccepts(t *testing.T) {
	bot := shop()
	bot.Scripts[0].Answers[0].Text = strings.Repeat("가", 1000)
	bot.Scripts = append(bot.Scripts, Script{Greeting: "Hi", Fallback: "?"})
	if err := bot.Validate(); err != nil {
		t.Error(err)
	}
	bot.Scripts[0].Answers[0].Text += "가"
	if err := bot.Validate(); !errors.Is(err, chat.ErrTooLong) {
		t.Errorf("Validate() = %v, want %v", err, chat.ErrTooLong)
	}
}

func TestWords(t *testing.T) {
	for text, want := range map[string][]string{
		"":               nil,
		" ?! ":           nil,
		"Hello, World":   {"hello", "world"},
		"카드2장":           {"카드", "2", "장"},
		"PDF를":           {"pdf", "를"},
		"don't":          {"don", "t"},
		"STRASSE Straße": {"strasse", "strasse"},
		"ｶﾞ Ⅳ":           {"ガ", "iv"},
		"환\u200b불":       {"환불"},
		"हिन्दी":         {"हिन्दी"},
		"\u0301a":        {"a"},
		"a_b":            {"a", "b"},
		"ㅎㅂ":             {"\u1112\u1107"},
		"환불\xff요":        {"환불", "요"},
		"1,000원":         {"1", "000", "원"},
	} {
		if diff := cmp.Diff(want, words(text)); diff != "" {
			t.Errorf("words(%q) mismatch (-want +got):\n%s", text, diff)
		}
	}
}

// TestParticles: the documentation names all of them, and each is understood.
func TestParticles(t *testing.T) {
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(doc), "//\t"+strings.Join(particles, " ")+"\n") {
		t.Error("doc.go has another list of particles")
	}
	for _, p := range particles {
		if got := reply(t, shop(), chat.Turn{Language: "ko", Text: "돈" + p, Entries: said("", "돈")}); got.Texts[0] != "환불은 사흘 걸립니다." {
			t.Errorf("돈%s is not understood: %q", p, got.Texts)
		}
	}
}
