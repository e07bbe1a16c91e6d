package xmltext

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// officeText writes character data of an element of an office document.
func (x *reader) officeText(e *element, text []byte) {
	switch {
	case e.inRich:
		if x.dialect == odf {
			text = squeeze(text, ' ') // OpenDocument 1.3, part 3, 6.1.2
		}
		x.inline(e, text)
	case e.class == run, e.class == removed:
		x.inline(e, text)
	case e.class == field:
		x.beside.write(text)
	case blank(text):
	case e.class == paragraph:
		x.inline(e, text)
	case e.class == value && x.shared && e.inCell:
		x.sharedString(e, text)
	case e.inCell && !e.inParagraph:
		x.inline(e, text)
	default:
		x.pair(e.name, text) // a property, a setting of a picture, a value of a chart, and the like
	}
}

// plainText writes character data of an element of XML that is not known. An element that stands in text,
// as in <p>4539 <b>1488</b></p>, belongs to its line. All others have lines of their own, with their names,
// which may be the words that tell what a number is, and keep numbers of several elements apart.
func (x *reader) plainText(e *element, text []byte) {
	if !e.inline && !e.mixed {
		if blank(text) {
			return
		}
		x.body.gap = '\n'
		x.body.write(append(append(x.scratch[:0], e.name...), '='))
	}
	e.mixed = true
	x.body.write(Whole(squeeze(text, '\n')))
}

// inline writes text in the line of its paragraph or cell.
func (x *reader) inline(e *element, text []byte) {
	text = Whole(text)
	if e.inAside {
		x.beside.write(text)
		return
	}
	if e.inParagraph && !e.inserted {
		x.was = append(x.was, text...)
	}
	x.changed = x.changed || e.deleted || e.inserted
	if e.deleted {
		return
	}
	x.body.write(text)
	if e.inCell {
		x.columns.Write(text)
	}
}

// divide parts the text in a paragraph.
func (x *reader) divide(e *element, c byte) {
	x.stream(e).part(c)
	if e.inParagraph && !e.inAside {
		x.was = append(x.was, c)
	}
}

// sharedString writes the string that the value of a cell stands for.
func (x *reader) sharedString(e *element, text []byte) {
	if i, err := strconv.Atoi(string(bytes.TrimSpace(text))); err == nil {
		x.inline(e, x.options.Shared(i))
		return
	}
	x.inline(e, text)
}

// enterRow begins a row of any table.
func (x *reader) enterRow(e *element, tag Tag) {
	x.stream(e).gap = '\n'
	if e.inAside {
		return
	}
	n := tag.Attr("r")
	if n == "" {
		n = tag.Attr("Index")
	}
	x.columns.Row(number(n, 0, 1<<30))
	if more := number(tag.Attr("number-rows-repeated"), 1, 1<<30); more > 1 {
		x.columns.Row(x.columns.row + more - 1)
	}
}

// enterCell begins a cell of any table.
func (x *reader) enterCell(e *element, tag Tag) {
	x.before(e, '\t')
	e.inCell, e.inParagraph, e.inRich, e.from = true, false, false, x.stream(e).len()
	x.shared = x.options.Shared != nil && tag.Attr("t") == "s"
	if e.inAside {
		return
	}
	row, col := Ref(tag.Attr("r"))
	if row > 0 {
		x.columns.row = row
	} else {
		col = number(tag.Attr("Index"), 0, maxColumns)
	}
	x.columns.Cell(col)
	x.columns.Skip(number(tag.Attr("number-columns-repeated"), 1, maxColumns) - 1)
}

// attribute hands over the attributes of a tag that may hold something.
func (x *reader) attribute(tag Tag, c class) {
	for name, value := range tag.raw() {
		if !worth(value) && !longNumber(name) || x.dialect != generic && internal(c, local(name), value) {
			continue
		}
		x.value = x.entities.append(x.value[:0], value, 0)
		x.pair(name, x.value)
	}
}

// pair writes a name and its value. The name keeps the numbers of several values apart.
func (x *reader) pair(name, value []byte) {
	x.scratch = append(append(append(x.scratch[:0], name...), '='), Whole(value)...)
	x.attributes.line(x.scratch)
}

// worth reports whether a value may hold something: three digits, as the shortest verification code has;
// words; or letters of other scripts.
func worth(value []byte) bool {
	digits := 0
	for _, c := range value {
		switch {
		case '0' <= c && c <= '9':
			if digits++; digits == 3 {
				return true
			}
		case c == ' ', c == '&', c >= utf8.RuneSelf:
			return true
		}
	}
	return false
}

// longNumber reports whether a name has as many digits as a card.
func longNumber(name []byte) bool {
	digits := 0
	for _, c := range name {
		if '0' <= c && c <= '9' {
			digits++
		}
	}
	return digits >= minColumn
}

// internal reports what Office numbers its own things with: ids of eight hexadecimal digits, and
// references of cells. What a page shows is in its body already.
func internal(c class, name, value []byte) bool {
	switch {
	case len(value) == 8 && (bytes.HasPrefix(name, []byte("rsid")) || bytes.HasSuffix(name, []byte("Id"))):
		return true
	case (c == cell || c == row) && string(name) == "r" && len(value) <= 10:
		return true
	}
	return c == glyphs && string(name) == "UnicodeString"
}

// symbolOf is the character that a hexadecimal code of a symbol font stands for (ECMA-376-1, 17.3.3.30).
func symbolOf(code string) []byte {
	r, err := strconv.ParseUint(code, 16, 16)
	if err != nil {
		return nil
	}
	if 0xF020 <= r && r <= 0xF0FF {
		r -= 0xF000
	}
	return utf8.AppendRune(nil, rune(r))
}

// squeeze makes one character of each stretch of white space that has a line end.
func squeeze(text []byte, to byte) []byte {
	if indexByte(text, '\n') == len(text) && indexByte(text, '\t') == len(text) {
		return text
	}
	out := text[:0]
	for i := 0; i < len(text); {
		k, ends := i, false
		for k < len(text) && space(text[k]) {
			ends = ends || text[k] != ' '
			k++
		}
		switch {
		case ends:
			out = append(out, to)
		case k > i:
			out = append(out, text[i:k]...)
		default:
			out = append(out, text[i])
			k++
		}
		i = k
	}
	return out
}

func blank(text []byte) bool { return len(skip(text)) == 0 }

// indexByte returns where c is, or the length of data.
func indexByte(data []byte, c byte) int {
	if i := bytes.IndexByte(data, c); i >= 0 {
		return i
	}
	return len(data)
}

// number reads a whole number; what is none, or beyond most, is least or most.
func number(text string, least, most int) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return least
	}
	return min(max(n, least), most)
}

var space100 = bytes.Repeat([]byte(" "), 100) // read only
