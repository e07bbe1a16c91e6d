package reply

import (
	"slices"
	"strings"
	"unicode"
)

// Subject is the subject of an answer to a mail with that subject (E3, RFC 5322 3.6.5): "Re: " once before the base
// subject. A forward's prefix stays, as the customer's mail programs have it too: what "Fwd: order 7" is about is a mail
// from somebody else. It is on one line, and Subject(Subject(s)) is Subject(s).
func Subject(original string) string {
	s := readSubject(original)
	answer := "Re: "
	switch {
	case s.forward != "" && s.base != "":
		answer += s.forward + " "
	case s.forward != "":
		answer += "Fwd:" // in full: there is no subject to tell a short form from
	}
	return strings.TrimRightFunc(answer+s.base, blank)
}

// Base is the subject without its prefixes of answers and forwards (RFC 5256 2.1), on one line, for showing and grouping. A mail
// belongs to a conversation by its ids, never by its subject (I11). What is in brackets before a prefix, such as
// "[list] Re: x", stays: it may be the number of a ticket.
func Base(subject string) string { return readSubject(subject).base }

// IsReply reports whether the outermost prefix is one of answers.
func IsReply(subject string) bool { return readSubject(subject).kind == replied }

// IsForward reports whether the outermost prefix is one of forwards.
func IsForward(subject string) bool { return readSubject(subject).kind == forwarded }

// subject is a subject that was read.
type subject struct {
	kind    prefixKind // of the outermost prefix
	forward string     // the outermost prefix of forwards as it is written; "" if there is none
	base    string
}

// found takes a prefix down.
func (s *subject) found(kind prefixKind, text string) {
	if s.kind == 0 {
		s.kind = kind
	}
	if kind == forwarded && s.forward == "" {
		s.forward = text
	}
}

// maxTags is how many tags in brackets before a prefix are read.
const maxTags = 8

// readSubject takes prefixes off from the left, and keeps tags between them. A tag that was before a prefix
// and is there again behind it is kept once: gateways put theirs before every mail that passes.
func readSubject(original string) (s subject) {
	var tags []string
	again := 0 // so many tags are before the last prefix
	for rest := clean(original); ; {
		if kind, size := cutPrefix(rest); size > 0 {
			s.found(kind, rest[:size])
			rest, again = rest[size:], len(tags)
		} else if size := tagSize(rest); size > 0 && len(tags) < maxTags {
			if tag := rest[:size]; !slices.ContainsFunc(tags[:again], func(t string) bool { return sameTag(t, tag) }) {
				tags = append(tags, tag)
			}
			rest = rest[size:]
		} else if inner, ok := cutFwd(rest); ok {
			s.found(forwarded, "Fwd:")
			rest, again = inner, len(tags)
		} else {
			s.base = strings.TrimRightFunc(strings.Join(tags, "")+rest, blank)
			return s
		}
		rest = strings.TrimFunc(rest, blank)
	}
}

// clean puts a subject on one line and cuts off what nobody sees at its ends.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	return strings.TrimFunc(s, blank)
}

// cutFwd takes off "(fwd)" at the end, or "[Fwd: ...]" around everything (RFC 5256 2.1).
func cutFwd(s string) (inner string, ok bool) {
	const end, begin = "(fwd)", "[fwd:"
	if at := len(s) - len(end); at >= 0 && strings.EqualFold(s[at:], end) {
		return s[:at], true
	}
	if isWrapped(s) && strings.HasSuffix(s, "]") && closing(s) == len(s)-1 {
		return s[len(begin) : len(s)-1], true
	}
	return "", false
}

func isWrapped(s string) bool { return len(s) >= 5 && strings.EqualFold(s[:5], "[fwd:") }

// closing is where the bracket is closed that s begins with, -1 if it is not, or if there are too many inside of it.
func closing(s string) int {
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case '[':
			if depth++; depth > maxTags {
				return -1
			}
		case ']':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// tagSize is the length of a short text in brackets that s begins with, and of the white space after it.
func tagSize(s string) int {
	const longest = 64
	if !strings.HasPrefix(s, "[") || isWrapped(s) {
		return 0
	}
	end := strings.IndexAny(s[1:min(len(s), longest)], "[]") + 1
	if end == 0 || s[end] == '[' {
		return 0
	}
	return end + 1 + blanks(s[end+1:])
}

func sameTag(a, b string) bool {
	return strings.EqualFold(strings.TrimRightFunc(a, blank), strings.TrimRightFunc(b, blank))
}
