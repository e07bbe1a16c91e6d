package ole

import (
	"unicode/utf16"
	"unicode/utf8"

	"github.com/acdkit/acdkit/pci/extract/internal/ole/codepage"
	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// Characters with a meaning of their own in Word's text ([MS-DOC] 2.4.1).
const (
	cellMark   = 0x07
	fieldBegin = 0x13
	fieldMid   = 0x14
	fieldEnd   = 0x15
	hardHyphen = 0x1E
)

// wordText writes the characters of a Word file as a reader sees them, and the instructions of fields,
// which he does not see, apart.
type wordText struct {
	body, codes *walk.Text
	page        int
	fields      []bool // of each open field, whether its instruction is being read
	hidden      int    // how many are
	buf         []byte
	last        rune
	high        rune // first half of a surrogate pair
}

// maxFields bounds fields in fields.
const maxFields = 1000

func (w *wordText) narrow(b []byte) {
	text, _ := codepage.Decode(w.page, b)
	for _, r := range text {
		w.rune(r)
	}
}

func (w *wordText) wide(b []byte) {
	for ; len(b) >= 2; b = b[2:] {
		r := rune(unit(b, 0))
		switch {
		case w.high != 0:
			r, w.high = utf16.DecodeRune(w.high, r), 0
		case r >= 0xD800 && r < 0xDC00:
			w.high = r
			continue
		}
		w.rune(r)
	}
}

func (w *wordText) rune(r rune) {
	switch {
	case r >= ' ':
		w.put(r)
	case r == '\t', r == '\n':
		w.put(r)
	case r == cellMark && w.last == cellMark: // the second one ends the row
		w.put('\n')
		r = 0
	case r == cellMark:
		w.put('\t')
	case r == '\r', r == 0x0B, r == 0x0C, r == 0x0E: // ends of paragraph, line, page, column
		w.put('\n')
	case r == hardHyphen:
		w.put('-')
	case r >= fieldBegin && r <= fieldEnd:
		w.field(r)
	}
	w.last = r
}

// field changes between what is seen and what is not.
func (w *wordText) field(mark rune) {
	w.flush()
	n := len(w.fields)
	switch {
	case mark == fieldBegin && n < maxFields:
		w.fields = append(w.fields, true)
		w.hidden++
		w.codes.Break('\n')
	case mark == fieldMid && n > 0 && w.fields[n-1]:
		w.fields[n-1] = false
		w.hidden--
	case mark == fieldEnd && n > 0:
		if w.fields[n-1] {
			w.hidden--
		}
		w.fields = w.fields[:n-1]
	}
}

func (w *wordText) put(r rune) {
	if w.buf = utf8.AppendRune(w.buf, r); len(w.buf) >= 4096 {
		w.flush()
	}
}

func (w *wordText) flush() {
	if w.hidden > 0 {
		w.codes.Write(w.buf)
	} else {
		w.body.Write(w.buf)
	}
	w.buf = w.buf[:0]
}

func (w *wordText) end() {
	w.flush()
	clear(w.buf[:cap(w.buf)])
	w.body.End()
	w.codes.End()
}
