package quote

import "strings"

// field is what a line of a header block tells, a set of one bit.
type field uint8

const (
	fieldFrom field = 1 << iota
	fieldSent
	fieldTo
	fieldCc
	fieldSubject
	fieldOther // attachments, importance, the address for answers
)

const (
	maxKey  = 48 // bytes of a name with the space around it
	maxFold = 12 // lines that the value of a field may go on
)

// fieldOf returns which field a line is, or 0. The name is at the beginning, perhaps in bold; tables have a bar in
// place of the colon (NetEase).
func fieldOf(body string) field {
	rest := strings.TrimLeft(body, "|")
	end := strings.IndexAny(rest[:min(len(rest), maxKey)], ":|")
	if wide := strings.Index(rest[:min(len(rest), maxKey)], "："); wide >= 0 && (end < 0 || wide < end) {
		end = wide
	}
	if end <= 0 || rest[end] == '|' && len(rest) == len(body) {
		return 0
	}
	var buf [2 * maxKey]byte
	return fields[string(appendKey(buf[:0], rest[:end]))]
}

// header returns the line after the header block that begins at i. It has three fields or more, among them the
// sender, and a subject or an address: a customer who writes where to fly from and to, and on which date, quotes nobody.
// Values may go on over several lines, and a blank line may be between two fields.
func (d *document) header(i int) (end int, ok bool) {
	var seen field
	folds := 0
	for j := i; j < len(d.lines) && folds <= maxFold; j++ {
		f := d.lines[j].field
		switch {
		case f != 0 && seen&f != 0 && f != fieldOther, f == 0 && d.is(j, marked):
			return d.headerEnd(i, end, seen)
		case f != 0:
			seen |= f
			end, folds = j+1, 0
		case d.is(j, blank) && (j+1 >= len(d.lines) || d.lines[j+1].field == 0):
			return d.headerEnd(i, end, seen)
		default:
			folds++
		}
	}
	return d.headerEnd(i, end, seen)
}

func (d *document) headerEnd(i, end int, seen field) (int, bool) {
	n := 0
	for rest := seen &^ fieldOther; rest != 0; rest &= rest - 1 {
		n++
	}
	if n < 3 || seen&fieldFrom == 0 {
		return 0, false
	}
	if seen&fieldSubject == 0 && !strings.Contains(d.text[d.start(i):d.start(end)], "@") {
		return 0, false
	}
	for range maxFold { // the last value may go on
		if end >= len(d.lines) || d.is(end, blank|marked) {
			break
		}
		if d.is(end+1, blank|marked) {
			return end + 1, true
		}
		end++
	}
	return end, true
}
