package message

import (
	"strconv"
	"strings"
	"time"
)

// maxDate is how much of a Date field is looked at.
const maxDate = 200

// parseDate reads a Date field (RFC 5322 3.3) as programs write it: with obsolete and with missing parts. It is zero if there is
// no date in it.
func parseDate(s string) time.Time {
	s = withoutComments(oneLine(s[:min(len(s), maxDate)]))
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t
	}
	d := date{year: -1}
	for _, word := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == ',' }) {
		d.take(word)
	}
	return d.time()
}

func withoutComments(s string) string {
	for {
		at := strings.IndexByte(s, '(')
		if at < 0 {
			return s
		}
		end := commentEnd(s[at:])
		if end < 0 {
			return s[:at]
		}
		s = s[:at] + " " + s[at+end+1:]
	}
}

// A date is what was found of one.
type date struct {
	year, month, day     int
	hour, minute, second int
	clock                bool
	zone                 *time.Location
}

// take takes a word for what it looks like.
func (d *date) take(word string) {
	if strings.Count(word, "-") == 2 && word[0] != '-' { // 26-Nov-2026, 2026-11-26
		for _, part := range strings.FieldsFunc(word, func(r rune) bool { return r == '-' }) {
			d.take(part)
		}
		return
	}
	n, err := strconv.Atoi(word)
	sign := strings.IndexAny(word, "+-")
	switch {
	case sign >= 0 && strings.IndexByte(word, ':') > sign: // +09:00, GMT+09:00
		d.takeZone(word[:sign] + strings.ReplaceAll(word[sign:], ":", ""))
	case sign > 0 && strings.Contains(word, ":"): // 22:48:39+0900, 22:48:39+09:00
		d.takeClock(word[:sign])
		d.takeOffset(strings.ReplaceAll(word[sign:], ":", ""))
	case strings.Contains(word, ":"), d.month > 0 && strings.Count(word, ".") >= 1:
		d.takeClock(word)
	case (word[0] == '+' || word[0] == '-') && err == nil:
		d.takeOffset(word)
	case err == nil:
		d.takeNumber(n, len(word))
	case d.month == 0 && monthOf(word) > 0:
		d.month = monthOf(word)
	case d.clock && d.zone == nil:
		d.takeZone(word)
	}
}

// takeNumber takes a day, a year, or in ISO 8601's order a month.
func (d *date) takeNumber(n, digits int) {
	switch {
	case digits == 4 && d.year < 0:
		d.year = n
	case d.year >= 0 && d.month == 0 && digits <= 2:
		d.month = n
	case d.day == 0 && digits <= 2:
		d.day = n
	case d.year < 0 && digits <= 3: // RFC 5322 4.3
		if d.year = n + 1900; digits == 2 && n < 50 {
			d.year = n + 2000
		}
	}
}

func (d *date) takeClock(word string) {
	parts := strings.FieldsFunc(word, func(r rune) bool { return r == ':' || r == '.' })
	if d.clock || len(parts) < 2 {
		return
	}
	d.clock = true
	for i, field := range []*int{&d.hour, &d.minute, &d.second} {
		if i < len(parts) {
			n, err := strconv.Atoi(parts[i])
			if err != nil {
				d.clock = false
			}
			*field = n
		}
	}
}

func (d *date) takeOffset(word string) {
	n, _ := strconv.Atoi(word[1:])
	if len(word) != 5 || n/100 > 23 || n%100 > 59 {
		return
	}
	seconds := (n/100*60 + n%100) * 60
	if word[0] == '-' {
		seconds = -seconds
	}
	d.zone = time.FixedZone("", seconds)
}

// zones are the hours of the zones with a name (RFC 5322 4.3), and of those that Korea and Japan write.
var zones = map[string]int{
	"UT": 0, "GMT": 0, "UTC": 0, "Z": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8,
	"PDT": -7, "KST": 9, "JST": 9, "CET": 1, "CEST": 2, "MET": 1, "BST": 1,
}

func (d *date) takeZone(word string) {
	word = strings.ToUpper(word)
	if at := strings.IndexAny(word, "+-"); at >= 0 { // GMT+0900
		d.takeOffset(word[at:])
		return
	}
	if hours, ok := zones[word]; ok {
		d.zone = time.FixedZone("", hours*3600)
	}
}

// monthOf returns the month of an English name, by its first three letters, or 0.
func monthOf(word string) int {
	const names = "janfebmaraprmayjunjulaugsepoctnovdec"
	if len(word) < 3 {
		return 0
	}
	at := strings.Index(names, strings.ToLower(word[:3]))
	if at < 0 || at%3 != 0 {
		return 0
	}
	return at/3 + 1
}

// time is the date if it is one.
func (d *date) time() time.Time {
	if d.year < 1 || d.month < 1 || d.month > 12 || d.day < 1 || d.day > 31 || d.hour > 23 || d.minute > 59 || d.second > 60 || d.hour < 0 || d.minute < 0 || d.second < 0 {
		return time.Time{}
	}
	zone := d.zone
	if zone == nil {
		zone = time.UTC
	}
	t := time.Date(d.year, time.Month(d.month), d.day, d.hour, d.minute, d.second, 0, zone)
	if t.Day() != d.day && d.second < 60 {
		return time.Time{} // no such day
	}
	return t
}
