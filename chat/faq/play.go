package faq

import "github.com/acdkit/acdkit/chat"

// A play is a script made ready.
type play struct {
	Script
	locale    locale
	fallback  string // as it is kept in conversations
	questions []question
	handOver  []question // the hand-over words
}

func newPlay(s Script) play {
	p := play{Script: s, locale: newLocale(s.Language)}
	p.fallback, _ = chat.Limits{}.Clean(s.Fallback)
	if p.MaxFallbacks == 0 {
		p.MaxFallbacks = defaultFallbacks
	}
	for i, a := range s.Answers {
		for _, q := range a.Questions {
			p.questions = append(p.questions, newQuestion(q, i))
		}
	}
	asking := s.HandOverWords
	if len(asking) == 0 {
		asking = DefaultWords()
	}
	for i, w := range asking {
		p.handOver = append(p.handOver, newQuestion(w, i))
	}
	return p
}

// reply returns what the script says to a turn.
func (p *play) reply(t chat.Turn) chat.Answer {
	if t.Text == "" && silent(t.Entries) {
		return chat.Answer{Texts: []string{p.Greeting}}
	}
	said := newUtterance(t.Text)
	if _, asked := said.best(p.handOver); asked {
		return toAgent(p.HandOver)
	}
	if q, known := said.best(p.questions); known {
		return p.answer(p.Answers[q.answer])
	}
	if p.fallbacks(t.Entries) >= p.MaxFallbacks {
		return toAgent(p.HandOver)
	}
	return chat.Answer{Texts: []string{p.Fallback}}
}

func (p *play) answer(a Answer) chat.Answer {
	switch {
	case !a.HandOver:
		return chat.Answer{Texts: []string{a.Text}}
	case a.Text == "":
		return toAgent(p.HandOver)
	}
	return toAgent(a.Text)
}

// toAgent hands over with a last word, if there is one.
func toAgent(text string) chat.Answer {
	a := chat.Answer{HandOver: true}
	if text != "" {
		a.Texts = []string{text}
	}
	return a
}

// silent reports whether nothing was said yet.
func silent(entries []chat.Entry) bool {
	for _, e := range entries {
		if _, ok := e.Payload.(chat.Said); ok {
			return false
		}
	}
	return true
}

// fallbacks counts the bot's last messages that were its fallback, up to MaxFallbacks.
func (p *play) fallbacks(entries []chat.Entry) int {
	n := 0
	for i := len(entries) - 1; i >= 0 && n < p.MaxFallbacks; i-- {
		said, ok := entries[i].Payload.(chat.Said)
		if !ok || said.From.Member != chat.Bot {
			continue
		}
		if said.Text != p.fallback {
			break
		}
		n++
	}
	return n
}
