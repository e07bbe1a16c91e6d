package transcript

import (
	"strings"
	"time"

	"github.com/acdkit/acdkit/chat"
	"golang.org/x/text/language"
)

// A Reader is who reads. The zero Reader is one of the staff who took no part, and reads English and UTC.
type Reader struct {
	Language string         // BCP 47: Korean for ko and its regions, English for all others
	Member   chat.Member    // who it is in the conversation
	Location *time.Location // of the times that are shown; UTC if nil
}

var korean = language.MustParseBase("ko")

func (r Reader) korean() bool {
	tag, err := language.Parse(r.Language)
	if err != nil {
		return false
	}
	base, _ := tag.Base()
	return base == korean
}

// language returns the tag of the language that is written.
func (r Reader) language() string {
	if r.korean() {
		return "ko"
	}
	return "en"
}

func (r Reader) customer() bool { return r.Member == chat.Customer }

// local returns a time as the reader's clock shows it.
func (r Reader) local(t time.Time) time.Time {
	if r.Location == nil {
		return t.UTC()
	}
	return t.In(r.Location)
}

// A phrase is a text in the languages of this package. It leaves words open, in braces.
type phrase struct{ English, Korean string }

// say returns a phrase in the reader's language. Words are pairs: what is open, and what stands there. What stands
// there is not read again.
func (r Reader) say(p phrase, words ...string) string {
	text := p.English
	if r.korean() {
		text = p.Korean
	}
	if len(words) == 0 {
		return text
	}
	return strings.NewReplacer(words...).Replace(text)
}

// A telling is a phrase for who it is about, and one for all others.
type telling struct{ own, other phrase }

// tell says what a party did. Its {who} is the party as the subject of the sentence.
func (r Reader) tell(t telling, p chat.Party, words ...string) string {
	if p.Member != "" && p.Member == r.Member {
		return r.say(t.own, words...)
	}
	return r.say(t.other, append(words, "{who}", r.subject(p))...)
}
