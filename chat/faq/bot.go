package faq

import (
	"context"
	"sync"

	"github.com/acdkit/acdkit/chat"
	"golang.org/x/text/language"
)

// A Bot answers by its scripts. It is a chat.Responder, keeps nothing in mind, and is safe for concurrent use. It is
// not to be copied, and its scripts are not to be changed, after the first Reply.
type Bot struct {
	Scripts []Script

	once  sync.Once
	plays []play
	err   error
}

var _ chat.Responder = (*Bot)(nil)

// Validate reports the first thing that is wrong with the scripts: an *Error.
func (b *Bot) Validate() error {
	switch n := len(b.Scripts); {
	case n == 0:
		return &Error{Code: ErrNoScript}
	case n > MaxScripts:
		return &Error{Code: ErrTooMany, Field: "scripts", Count: n, Limit: MaxScripts}
	}
	known := map[locale]bool{}
	for i, s := range b.Scripts {
		err := s.validate()
		spoken := newLocale(s.Language)
		if err == nil && known[spoken] {
			err = &Error{Code: ErrLanguage}
		}
		if err != nil {
			err.Script = i + 1
			return err
		}
		known[spoken] = true
	}
	return nil
}

// Reply returns what the script says to a turn: it never says nothing without handing over. The error is an *Error
// if the scripts are not valid, or that of the ctx if it has ended.
func (b *Bot) Reply(ctx context.Context, t chat.Turn) (chat.Answer, error) {
	b.once.Do(b.rehearse)
	if b.err != nil {
		return chat.Answer{}, b.err
	}
	if err := ctx.Err(); err != nil {
		return chat.Answer{}, err
	}
	return b.pick(t.Language).reply(t), nil
}

// rehearse makes the scripts ready.
func (b *Bot) rehearse() {
	if b.err = b.Validate(); b.err != nil {
		return
	}
	b.plays = make([]play, len(b.Scripts))
	for i, s := range b.Scripts {
		b.plays[i] = newPlay(s)
	}
}

// pick returns the script for a language.
func (b *Bot) pick(tag string) *play {
	wanted := newLocale(tag)
	best := &b.plays[0]
	related := false
	for i := range b.plays {
		p := &b.plays[i]
		switch {
		case p.locale == wanted:
			return p
		case !related && wanted.base != "" && p.locale.base == wanted.base:
			best, related = p, true
		}
	}
	return best
}

// A locale is what languages are compared by: a canonical tag and its language. Of no language in particular, both
// are empty.
type locale struct{ tag, base string }

func newLocale(tag string) locale {
	parsed, err := language.Parse(tag)
	if err != nil || parsed.IsRoot() {
		return locale{}
	}
	base, _ := parsed.Base()
	return locale{parsed.String(), base.String()}
}
