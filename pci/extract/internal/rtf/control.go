package rtf

import (
	"github.com/acdkit/acdkit/pci/extract/internal/ole/codepage"
)

// control reads a control word or symbol.
func (r *reader) control() {
	if len(r.in) < 2 {
		r.in = nil
		return
	}
	if c := r.in[1]; !letter(c) {
		r.in = r.in[2:]
		r.symbol(c)
		return
	}
	word, value, has := r.word()
	r.unskip = 0 // QUIRK: a word counts as one character to skip, but writers that leave those out exist
	r.apply(word, value, has)
	r.state.begun = true
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// maxWord is the longest word ("RTF syntax": 32 letters), and maxValue the longest number.
const (
	maxWord  = 32
	maxValue = 10
)

// word reads letters, a number, and the space that ends them.
func (r *reader) word() (word string, value int, has bool) {
	b, n := r.in, 1
	for n < len(b) && n <= maxWord && letter(b[n]) {
		n++
	}
	word = string(b[1:n])
	sign := 1
	if n+1 < len(b) && b[n] == '-' && b[n+1] >= '0' && b[n+1] <= '9' {
		sign, n = -1, n+1
	}
	for from := n; n < len(b) && n-from < maxValue && b[n] >= '0' && b[n] <= '9'; n++ {
		value, has = value*10+int(b[n]-'0'), true
	}
	if n < len(b) && b[n] == ' ' {
		n++
	}
	r.in = b[n:]
	return word, sign * value, has
}

// symbol reads what comes after a backslash and is no letter.
func (r *reader) symbol(c byte) {
	if c == '*' {
		r.state.star = true
		return
	}
	if c == '\'' {
		r.escaped()
		return
	}
	if r.unskip > 0 {
		r.unskip--
		return
	}
	switch c {
	case '\\', '{', '}':
		r.bytes([]byte{c})
	case '~':
		r.mark("\u00A0")
	case '_':
		r.mark("-")
	case '\r', '\n':
		r.mark("\n")
	case '\t':
		r.mark("\t")
	case '-', '|', ':': // optional hyphen; formula and index marks
	}
	r.state.begun = true
}

// escaped reads \'hh, a byte of 8-bit text.
func (r *reader) escaped() {
	var h hexData
	n := min(2, len(r.in))
	h.digits(r.in[:n])
	if len(h.buf) == 0 {
		return
	}
	r.in = r.in[n:]
	if r.unskip > 0 {
		r.unskip--
		return
	}
	r.bytes(h.buf)
}

// characters are words that stand for one character, or for an end of something that a reader sees.
var characters = map[string]string{
	"par": "\n", "line": "\n", "softline": "\n", "lbr": "\n", "sect": "\n", "page": "\n", "column": "\n",
	"softpage": "\n", "softcol": "\n", "row": "\n", "nestrow": "\n", "tab": "\t", "cell": "\t", "nestcell": "\t",
	"emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005", "emdash": "\u2014", "endash": "\u2013",
	"lquote": "\u2018", "rquote": "\u2019", "ldblquote": "\u201C", "rdblquote": "\u201D", "bullet": "\u2022",
}

// apply does what a word says.
func (r *reader) apply(word string, value int, has bool) {
	if s, ok := characters[word]; ok {
		r.mark(s)
		return
	}
	on := !has || value != 0
	switch word {
	case "u":
		r.unicode(value)
	case "uc":
		r.state.skip = max(0, min(value, 16))
	case "bin":
		r.binary(value)
	case "v":
		r.flush()
		r.state.hidden = on
	case "deleted":
		r.flush()
		r.state.deleted = on
	case "plain":
		r.flush()
		r.state.hidden, r.state.deleted, r.state.page = false, false, 0
	case "ansicpg", "mac", "pc", "pca":
		r.setPage(word, value)
	case "f", "fcharset", "cpg":
		r.setFont(word, value)
	default:
		r.destination(word)
	}
}

// setPage sets the code page of the file.
func (r *reader) setPage(word string, value int) {
	r.flush()
	switch word {
	case "mac":
		r.page = 10000
	case "pc":
		r.page = 437
	case "pca":
		r.page = 850
	default:
		if r.page = value; value == 0 {
			r.page = codepage.Windows
		}
	}
}

// setFont chooses a font, or says in the table of fonts what one is.
func (r *reader) setFont(word string, value int) {
	table := r.state.place == toFonts
	switch {
	case word == "f" && table:
		r.font = value
		r.state.page = 0
	case word == "f":
		r.state.page = r.fonts[value]
	case !table:
	case word == "cpg":
		r.know(value)
	default:
		r.know(codepage.OfCharset(value))
	}
}

// maxFonts bounds the fonts that are kept.
const maxFonts = 1 << 15

func (r *reader) know(page int) {
	if page != 0 && len(r.fonts) < maxFonts {
		r.fonts[r.font] = page
		r.state.page = page
	}
}
