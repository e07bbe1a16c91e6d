package ole

import (
	"strconv"
	"strings"

	"github.com/acdkit/acdkit/pci/extract/internal/ole/codepage"
	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// Types of property values ([MS-OLEPS] 2.15).
const (
	vtI2      = 0x02
	vtR8      = 0x05
	vtBSTR    = 0x08
	vtVariant = 0x0C
	vtI8      = 0x14
	vtUI8     = 0x15
	vtLPSTR   = 0x1E
	vtLPWSTR  = 0x1F
	vtBlob    = 0x41
	vtCF      = 0x47
	vtVector  = 0x1000
)

// properties reads one set of properties, such as title, author, and what a user added.
type properties struct {
	t    *walk.Text
	page int
	bad  bool
	left int  // bytes that may still be read: values may overlap
	look bool // there is a picture of the first page
}

// readProperties reads a stream of one or two property sets ([MS-OLEPS] 2.21).
func readProperties(w *walk.Walk, name string, data []byte) {
	if len(data) < 28 || le16(data) != 0xFFFE {
		Runs(w, name, data)
		w.Gap(name, walk.Corrupt)
		return
	}
	p := &properties{t: w.Text(name), left: 4 * len(data)}
	for i, sets := 0, min(le32(data[24:]), 2); i < int(sets); i++ {
		head, ok := part(data, int64(28+20*i), 20)
		if !ok {
			p.bad = true
			break
		}
		set, _ := part(data, int64(le32(head[16:])), int64(len(data)))
		p.set(set)
	}
	if p.bad {
		RunsInto(p.t, data)
	}
	p.t.End()
	if p.bad {
		w.Gap(name, walk.Corrupt)
	}
	if p.look {
		w.Gap(name, walk.Picture)
	}
}

// set reads the properties of a set: the code page first, which the strings need.
func (p *properties) set(set []byte) {
	p.page = codepage.Windows
	var dictionary []byte
	p.pairs(set, func(id uint32, value []byte) {
		switch {
		case id == 1 && len(value) >= 6 && le16(value) == vtI2:
			p.page = le16(value[4:])
		case id == 0:
			dictionary = value
		}
	})
	p.dictionary(dictionary)
	p.pairs(set, func(id uint32, value []byte) {
		if id > 1 && len(value) >= 4 {
			p.typed(le16(value), value[4:], 0)
		}
	})
}

// pairs calls f with the identifier and the bytes from there on of each property.
func (p *properties) pairs(set []byte, f func(id uint32, value []byte)) {
	if len(set) < 8 {
		p.bad = true
		return
	}
	table := set[8:]
	for n := le32(set[4:]); n > 0; n-- {
		if len(table) < 8 || p.left < 0 {
			p.bad = true
			return
		}
		if value, _ := part(set, int64(le32(table[4:])), int64(len(set))); len(value) > 0 {
			f(le32(table), value)
		} else {
			p.bad = true
		}
		table = table[8:]
	}
}

// dictionary reads the names of properties that a user added ([MS-OLEPS] 2.17).
func (p *properties) dictionary(b []byte) {
	if len(b) < 4 {
		return
	}
	n := le32(b)
	for b = b[4:]; n > 0; n-- {
		if len(b) < 8 {
			p.bad = true
			return
		}
		size := int64(le32(b[4:]))
		padded := size
		if p.page == 1200 {
			size *= 2
			padded = (size + 3) &^ 3
		}
		text, ok := part(b, 8, size)
		p.narrow(text)
		if b, _ = part(b, 8+padded, int64(len(b))); !ok {
			p.bad = true
			return
		}
	}
}

// typed writes a value, and returns how many bytes it takes, which only vectors need.
func (p *properties) typed(kind int, b []byte, depth int) int {
	if kind&vtVector != 0 {
		return p.vector(kind&^vtVector, b, depth)
	}
	switch kind {
	case vtLPSTR, vtBSTR, vtLPWSTR, vtBlob, vtCF:
		return p.sized(kind, b)
	case vtR8, vtI8, vtUI8:
		if len(b) < 8 {
			p.bad = true
			return len(b)
		}
		p.line(eight(kind, b))
		return 8
	case vtVariant:
		if len(b) < 4 || depth > 4 {
			p.bad = true
			return len(b)
		}
		return 4 + p.typed(le16(b), b[4:], depth+1)
	case 0x06, 0x07, 0x40: // currency, date, FILETIME
		return 8
	}
	return 4
}

func eight(kind int, b []byte) string {
	switch u := uint64(le32(b)) | uint64(le32(b[4:]))<<32; kind {
	case vtR8:
		return number(double(b))
	case vtI8:
		return strconv.FormatInt(int64(u), 10)
	default:
		return strconv.FormatUint(u, 10)
	}
}

// sized writes a value that begins with its length.
func (p *properties) sized(kind int, b []byte) int {
	if len(b) < 4 {
		p.bad = true
		return len(b)
	}
	size := int64(le32(b))
	if kind == vtLPWSTR {
		size *= 2
	}
	text, ok := part(b, 4, size)
	if p.left -= len(text); p.left < 0 || !ok {
		p.bad = true
		return len(b)
	}
	switch kind {
	case vtCF:
		p.look = true
	case vtLPWSTR:
		p.line(string(appendUTF16(nil, text)))
	case vtBlob: // links: a list of values
		RunsInto(p.t, text)
	case vtLPSTR, vtBSTR:
		p.narrow(text)
	}
	return 4 + len(text)
}

func (p *properties) vector(kind int, b []byte, depth int) int {
	if len(b) < 4 {
		p.bad = true
		return len(b)
	}
	at := 4
	for n := le32(b); n > 0 && at < len(b); n-- {
		if p.left -= 4; p.left < 0 || depth > 4 {
			p.bad = true
			return len(b)
		}
		at = aligned(kind, b, at)
		at += p.typed(kind, b[at:], depth+1)
	}
	return min(at, len(b))
}

// aligned returns where an element of a vector begins. Some writers align them to four bytes, and Office
// does not ([MS-OSHARED] 2.3.3.1.11): what makes no sense where it is, makes it there.
func aligned(kind int, b []byte, at int) int {
	up := (at + 3) &^ 3
	head := b[at:]
	if up == at || up+4 > len(b) || len(head) < 4 {
		return at
	}
	n := int64(le32(head))
	switch kind {
	case vtVariant:
		if n&0xFFFF0000 != 0 || n&^vtVector > vtCF {
			return up
		}
	case vtLPSTR, vtLPWSTR, vtBSTR:
		if n > int64(len(head)) {
			return up
		}
	}
	return at
}

func (p *properties) narrow(b []byte) {
	text, ok := codepage.Decode(p.page, b)
	p.bad = p.bad || !ok
	p.line(text)
}

// line writes a string without the zeros at its end.
func (p *properties) line(text string) {
	p.t.Break('\n')
	p.t.WriteString(strings.TrimRight(text, "\x00"))
}
