package template

import "golang.org/x/text/language"

// MaxLanguage is the length in bytes that a language tag may have: what RFC 5646, section 4.4.1, asks
// everybody to have room for.
const MaxLanguage = 35

// locale is what languages are compared by. The zero locale is no language in particular.
type locale struct {
	tag    string // canonical
	base   language.Base
	script language.Script // the usual one, where the tag has none
}

// parseLocale reads a BCP 47 tag. It reports whether it is one; the locale is zero if not. Empty and
// "und" are fine, and no language in particular.
func parseLocale(tag string) (locale, bool) {
	if tag == "" {
		return locale{}, true
	}
	if len(tag) > MaxLanguage {
		return locale{}, false
	}
	parsed, err := language.Parse(tag)
	if err != nil || parsed.IsRoot() {
		return locale{}, err == nil
	}
	base, _ := parsed.Base()
	script, _ := parsed.Script()
	return locale{parsed.String(), base, script}, true
}

func (l locale) korean() bool { return l.tag != "" && l.base.String() == "ko" }

// nearness says how well the language of a template suits a customer; smaller is better.
type nearness uint8

const (
	same    nearness = iota // the same tag, or the customer's language is not known
	related                 // the same language in the same script
	neutral                 // the template has no language
	foreign                 // no use
)

// nearTo compares the language of a template with that of a customer.
func (l locale) nearTo(customer locale) nearness {
	switch {
	case customer.tag == "" || l.tag == customer.tag:
		return same
	case l.tag == "":
		return neutral
	case l.base == customer.base && l.script == customer.script:
		return related
	}
	return foreign
}
