package faq

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/acdkit/acdkit/chat"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var (
	genWord = rapid.SampledFrom([]string{"환불", "환불금", "환", "돈", "돈까스", "카드", "배송", "refund", "card", "7", "사람", "agent", "는", "을"})
	genEnd  = rapid.SampledFrom([]string{"", "", "은", "을", "까지", "은요", "s", "!", "까스"})
	genText = rapid.Custom(func(t *rapid.T) string {
		var b strings.Builder
		for range rapid.IntRange(0, 6).Draw(t, "words") {
			b.WriteString(genWord.Draw(t, "word") + genEnd.Draw(t, "end") + rapid.SampledFrom([]string{" ", "\n", ", ", ""}).Draw(t, "gap"))
		}
		return b.String()
	})
	genQuestion = rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(genWord, 1, 3).Draw(t, "words"), " ")
	})
)

func genScript(t *rapid.T) Script {
	s := Script{Greeting: "greeting", Fallback: "fallback", MaxFallbacks: rapid.IntRange(0, 3).Draw(t, "most")}
	s.HandOver = rapid.SampledFrom([]string{"", "over"}).Draw(t, "over")
	s.HandOverWords = rapid.SliceOfN(genQuestion, 0, 2).Draw(t, "asking")
	for i := range rapid.IntRange(0, 6).Draw(t, "answers") {
		a := Answer{Questions: rapid.SliceOfN(genQuestion, 1, 3).Draw(t, "questions"), Text: fmt.Sprint("answer ", i), HandOver: rapid.Bool().Draw(t, "handOver")}
		if a.HandOver && rapid.Bool().Draw(t, "silent") {
			a.Text = ""
		}
		s.Answers = append(s.Answers, a)
	}
	return s
}

// oracle is the script in few words: it looks at each word of the text for each word of each question.
func oracle(s Script, turn chat.Turn) chat.Answer {
	asking := s.HandOverWords
	if len(asking) == 0 {
		asking = DefaultWords()
	}
	if turn.Text == "" && len(turn.Entries) == 2 {
		return chat.Answer{Texts: []string{s.Greeting}}
	}
	best, most, longest := Answer{Text: s.HandOver, HandOver: true}, 0, 0
	for _, a := range s.Answers {
		for _, q := range a.Questions {
			if n, size := score(q, turn.Text); n > most || n == most && size > longest {
				best, most, longest = a, n, size
			}
		}
	}
	if slices.ContainsFunc(asking, func(w string) bool { n, _ := score(w, turn.Text); return n > 0 }) {
		best = Answer{Text: s.HandOver, HandOver: true}
	} else if most == 0 && !gaveUp(s, turn.Entries) {
		best = Answer{Text: s.Fallback}
	}
	if best.HandOver && best.Text == "" {
		best.Text = s.HandOver
	}
	out := chat.Answer{HandOver: best.HandOver}
	if best.Text != "" {
		out.Texts = []string{best.Text}
	}
	return out
}

// score returns how many words of a question are in a text, and their length, if all are.
func score(question, text string) (n, size int) {
	var counted []string
	for _, w := range words(question) {
		if !slices.ContainsFunc(words(text), func(written string) bool { return stands(w, written) }) {
			return 0, 0
		}
		if !slices.Contains(counted, w) {
			counted = append(counted, w)
			size += utf8.RuneCountInString(w)
		}
	}
	return len(counted), size
}

func stands(word, written string) bool {
	rest, prefix := strings.CutPrefix(written, word)
	switch {
	case !prefix:
		return false
	case rest == "":
		return true
	case word[0] < utf8.RuneSelf:
		return false
	}
	return utf8.RuneCountInString(word) > 1 || slices.Contains(particles, rest)
}

func gaveUp(s Script, entries []chat.Entry) bool {
	most, n := s.MaxFallbacks, 0
	if most == 0 {
		most = 2
	}
	for _, e := range entries {
		switch p, ok := e.Payload.(chat.Said); {
		case ok && p.From.Member == chat.Bot && p.Text == s.Fallback:
			n++
		case ok && p.From.Member == chat.Bot:
			n = 0
		}
	}
	return n >= most
}

func genTurn(t *rapid.T) chat.Turn {
	spoken := rapid.SliceOfN(rapid.SampledFrom([]string{"fallback", "fallback", "answer 1", "x"}), 0, 8).Draw(t, "spoken")
	return chat.Turn{Text: genText.Draw(t, "text"), Entries: said(spoken...)}
}

func TestAgainstOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, turn := genScript(t), genTurn(t)
		got, err := (&Bot{Scripts: []Script{s}}).Reply(t.Context(), turn)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(oracle(s, turn), got); diff != "" {
			t.Fatalf("Reply to %q mismatch (-want +got):\n%s", turn.Text, diff)
		}
	})
}

// TestNeverSilent: a bot says something or hands over, and says the same to the same turn.
func TestNeverSilent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, turn := genScript(t), genTurn(t)
		turn.Text = rapid.OneOf(genText, rapid.String()).Draw(t, "said")
		turn.Language = rapid.OneOf(rapid.SampledFrom([]string{"ko", "en-US"}), rapid.String()).Draw(t, "language")
		bot := &Bot{Scripts: []Script{s, {Language: "ko", Greeting: "ㅎ", Fallback: "ㅠ"}}}
		first, err := bot.Reply(t.Context(), turn)
		if err != nil {
			t.Fatal(err)
		}
		if len(first.Texts) == 0 && !first.HandOver || slices.Contains(first.Texts, "") {
			t.Fatalf("the bot says %v to %q", first, turn.Text)
		}
		for _, b := range []*Bot{bot, {Scripts: bot.Scripts}} {
			if again, err := b.Reply(t.Context(), turn); err != nil || !cmp.Equal(first, again) {
				t.Fatalf("the bot says %v, and then %v, %v", first, again, err)
			}
		}
	})
}

func FuzzReply(f *testing.F) {
	for _, s := range []string{"환불은 카드로", "", "\xff", "돈을", "agent", "ﷺ", "\u115f", "ㄳㅎ", "İ", "à́", "é́́"} {
		f.Add(s, s, "ko")
	}
	f.Fuzz(func(t *testing.T, text, question, language string) {
		bot := shop()
		bot.Scripts[0].Answers = append(bot.Scripts[0].Answers, Answer{Questions: []string{question}, Text: "found"})
		if bot.Validate() != nil {
			bot = shop()
		}
		for _, said := range []string{text, question, text + " " + question} {
			a := reply(t, bot, chat.Turn{Language: language, Text: said, Entries: said0})
			if len(a.Texts) == 0 && !a.HandOver {
				t.Errorf("the bot is silent to %q", said)
			}
		}
		if u := newUtterance(question); len(question) < maxRead && !u.matches(newQuestion(question, 0)) {
			t.Errorf("%q does not match itself", question)
		}
	})
}

var said0 = said("Hello")
