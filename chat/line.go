package chat

import (
	"strings"
	"unicode"
)

// maxLine is the length in bytes of a name, a label or a language tag.
const maxLine = 200

// onLine makes a name of a profile, which may have spaces of all kinds, one that line takes.
func onLine(name string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, name)
}

func line(text string) bool { return len(text) <= maxLine && printable(text) }

func blank(text string) bool { return strings.TrimSpace(text) == "" }
