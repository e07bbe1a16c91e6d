package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	maxAttribution = 600 // bytes
	maxWrapped     = 4   // lines that an attribution may go over
	maxName        = 14  // words of a name with its address: more is a sentence
)

// grade is how sure it is that lines are an attribution, such as "On ..., ... wrote:".
type grade uint8

const (
	none   grade = iota
	weak         // if lines with ">" follow
	strong       // with an address and a date
)

// mayClose reports whether the last character of a line is one that an attribution has there. Few lines have.
func mayClose(body string) bool {
	last := body[len(body)-1]
	return last == ':' || last == '-' || last == 'e' && strings.HasSuffix(body, "wrote") || strings.HasSuffix(body, "：")
}

// attribution returns where the attribution begins that ends with line i, not before line from: the fewest lines that make
// it sure, or else likely.
func (d *document) attribution(from, i int) (start int, g grade) {
	from = max(from, i+1-maxWrapped)
	for j := i; j >= from && !d.is(j, blank|marked|rule) && d.start(i+1)-d.start(j) <= maxAttribution; j-- {
		text := d.text[d.start(j):d.start(i+1)]
		if !strings.ContainsAny(text, "0123456789@") {
			continue // neither a date nor an address
		}
		if better := gradeOf(plain(text)); better > g {
			start, g = j, better
		}
		if g == strong {
			break
		}
	}
	if g != none {
		start = d.dateAbove(from, start)
	}
	return start, g
}

// dateAbove returns the first of the lines above an attribution that are part of its date: "On Mon," and no more.
func (d *document) dateAbove(from, start int) int {
	for start > from && !d.is(start-1, blank|marked|rule) && d.start(start)-d.start(start-1) < 60 {
		above := plain(d.body(start - 1))
		dateOnly := cutOpening(above)
		if date, rest := readDate(dateOnly); rest != "" || date.numbers == 0 && dateOnly == above {
			break
		}
		start--
	}
	return start
}

// gradeOf looks at one or more lines as plain text.
func gradeOf(s string) grade {
	s = strings.TrimFunc(s, func(r rune) bool { return isDecor(r) || r == ' ' })
	body := strings.TrimRight(s, ": ")
	addressed := hasAddress(body)
	if body == s && (!addressed || !strings.Contains(s, ":")) {
		return none // without a colon only with an address and a time (Zoho)
	}
	switch {
	case len(body) == 0, !dated(body, addressed) && !joined(body):
		if addressed && (cutVerb(body) != body || cutFirst(body, quoters) != body) && words(body) <= maxName {
			return weak
		}
		return none
	case addressed:
		return strong
	}
	return weak
}

// dated reports whether a text is a date, then somebody, with a verb behind or before the name. An address at the
// end needs no verb.
func dated(s string, addressed bool) bool {
	date, rest := readDate(cutOpening(s))
	if !date.ok() {
		return false
	}
	if cutVerb(s) != s || startsWithVerb(rest) {
		return words(rest) <= maxName
	}
	return addressed && strings.HasSuffix(rest, ">") && (date.clock || date.year) && words(rest) <= maxName
}

// joined reports whether a text is somebody and then a date: "... schrieb am ...", "... 于 ... 写道".
func joined(s string) bool {
	s = cutVerb(s)
	last := s[strings.LastIndexByte(s, ' ')+1:]
	if !strings.ContainsAny(last, "0123456789") && dateWords[last] == 0 {
		return false // most texts; what follows is slow
	}
	for _, join := range joins {
		if i := strings.LastIndex(s, join); i > 0 && words(s[:i]) <= maxName {
			if date, rest := readDate(strings.TrimSpace(s[i+len(join):])); rest == "" && date.ok() {
				return true
			}
		}
	}
	return false
}

// cutOpening returns a text without the word before a date that it may begin with.
func cutOpening(s string) string {
	rest := cutFirst(s, openings)
	if date, _ := readDate(rest); date.numbers == 0 && !date.day {
		return s
	}
	return rest
}

// cutFirst returns s without the first of the beginnings that it has.
func cutFirst(s string, beginnings []string) string {
	for _, b := range beginnings {
		if rest, ok := strings.CutPrefix(s, b); ok {
			return rest
		}
	}
	return s
}

// cutVerb returns a text without the verb that it ends with. Letters before it are another word's, unless the script has no
// spaces.
func cutVerb(s string) string {
	for _, verb := range verbs {
		if rest, ok := strings.CutSuffix(s, verb); ok && !endsInLetter(rest, verb) {
			return strings.TrimRight(rest, " ,")
		}
	}
	return s
}

func startsWithVerb(s string) bool {
	for _, verb := range verbs {
		if strings.HasPrefix(s, verb) && (len(s) == len(verb) || s[len(verb)] == ' ') {
			return true
		}
	}
	return false
}

func endsInLetter(s, verb string) bool {
	last, _ := utf8.DecodeLastRuneInString(s)
	first, _ := utf8.DecodeRuneInString(verb)
	return unicode.IsLetter(last) && first < 0x1100 // what is beyond is written without spaces
}

// hasAddress reports whether a text has something like an address: a character on each side of "@".
func hasAddress(s string) bool {
	i := strings.IndexByte(s, '@')
	return i > 0 && i+1 < len(s) && s[i-1] != ' ' && s[i+1] != ' '
}

func words(s string) int { return strings.Count(s, " ") + 1 }
