package transcript

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/acdkit/acdkit/chat"
	"golang.org/x/text/unicode/bidi"
)

// nouns are what stands for who has no name.
var nouns = map[chat.Role]phrase{
	chat.RoleCustomer: {"the customer", "고객"},
	chat.RoleBot:      {"the bot", "챗봇"},
	chat.RoleAgent:    {"the agent", "상담사"},
	chat.RoleGuest:    {"the agent", "상담사"},
	chat.RoleMonitor:  {"the supervisor", "감독자"},
	chat.RoleWhisper:  {"the supervisor", "감독자"},
	chat.RoleBarge:    {"the supervisor", "감독자"},
}

// someone is anybody in no role that is known.
var someone = phrase{"someone", "참여자"}

func noun(role chat.Role) phrase {
	if p, ok := nouns[role]; ok {
		return p
	}
	return someone
}

// title returns a role as a label: "Customer".
func (r Reader) title(role chat.Role) string {
	return capital(strings.TrimPrefix(r.say(noun(role)), "the "))
}

// cleanName returns a name on one line, as valid UTF-8, without control characters and direction controls; "" if
// nothing of it can be seen.
func cleanName(name string) string {
	name = strings.Map(func(c rune) rune {
		if unicode.In(c, unicode.Cc, unicode.Zl, unicode.Zp, unicode.Bidi_Control) {
			return ' '
		}
		return c
	}, strings.ToValidUTF8(name, "\uFFFD"))
	if !strings.ContainsFunc(name, visible) {
		return ""
	}
	return strings.Join(strings.Fields(name), " ")
}

// visible reports what is more than white space, and not what Unicode lets programs show as nothing.
func visible(c rune) bool {
	return !unicode.IsSpace(c) && !unicode.In(c, unicode.Cf, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point)
}

const firstStrong, popIsolate = "\u2068", "\u2069" // FSI, PDI

// isolate keeps a name that is written from right to left from moving what stands beside it (UAX 9).
func isolate(name string) string {
	if strings.ContainsFunc(name, rightToLeft) {
		return firstStrong + name + popIsolate
	}
	return name
}

func rightToLeft(c rune) bool {
	p, _ := bidi.LookupRune(c)
	return p.Class() == bidi.R || p.Class() == bidi.AL || p.Class() == bidi.AN
}

// object returns a party within a sentence: "Kim", "the agent"; in Korean with the title that is due to people.
func (r Reader) object(p chat.Party) string {
	name := isolate(cleanName(p.Name))
	switch {
	case name == "":
		return r.say(noun(p.Role))
	case r.korean() && p.Role != chat.RoleBot && !strings.HasSuffix(name, "님"):
		return name + "님"
	}
	return name
}

// subject returns a party as the subject at the beginning of a sentence.
func (r Reader) subject(p chat.Party) string {
	who := r.object(p)
	switch {
	case r.korean():
		return who + particle(who)
	case cleanName(p.Name) == "":
		return capital(who)
	}
	return who
}

// The Hangul syllables, in the order of their final consonants (the Unicode Standard, section 3.12).
const firstSyllable, lastSyllable, finals = 0xAC00, 0xD7A3, 28

// particle returns what marks a Korean subject: 이 behind a consonant, 가 behind a vowel, both if that is not known.
func particle(word string) string {
	runes := []rune(word)
	last := runes[len(runes)-1]
	switch {
	case last < firstSyllable || last > lastSyllable:
		return "이(가)"
	case (last-firstSyllable)%finals == 0:
		return "가"
	}
	return "이"
}

// capital writes the first letter of a word of this package large.
func capital(word string) string {
	if word == "" || word[0] >= utf8.RuneSelf {
		return word
	}
	return strings.ToUpper(word[:1]) + word[1:]
}

// queue returns a queue within a sentence.
func (r Reader) queue(name string) string {
	name = isolate(cleanName(name))
	switch {
	case name == "":
		return r.say(phrase{"the queue", "대기열"})
	case r.korean() && strings.HasSuffix(name, "대기열"):
		return name
	}
	return r.say(phrase{"the queue {name}", "{name} 대기열"}, "{name}", name)
}
