package ole

import "github.com/acdkit/acdkit/pci/extract/internal/walk"

// cell reads a record of cells.
func (x *excel) cell(r *record) bool {
	f := r.fields()
	switch r.kind {
	case recLabelSST, recLabel, recRString, recNumber, recRK, recMulRK, recFormula, 0x0206, 0x0406:
		x.row, x.col = f.u16(), f.u16()
	case recString, recSXNum:
	default:
		return false
	}
	switch r.kind {
	case recMulRK:
		x.mulRK(r.body)
	case recLabelSST:
		f.u16()
		text, ok := x.sst.get(f.u32())
		f.bad = f.bad || !ok
		x.put(text)
	case recLabel, recRString:
		f.u16()
		x.put(x.string(f, f.u16()))
	case recString:
		x.put(x.string(f, f.u16()))
	case recNumber:
		f.u16()
		x.put(x.double(f))
	case recSXNum:
		x.line(x.double(f))
	case recRK:
		f.u16()
		x.put([]byte(number(rk(uint32(f.u32())))))
	default:
		x.formula(r.kind, f)
	}
	if f.bad && x.cause == 0 {
		x.cause = walk.Corrupt
	}
	return true
}

func (x *excel) put(text []byte) { x.sheet.cell(x.row, x.col, text) }

func (x *excel) double(f *fields) []byte {
	if b := f.take(8); len(b) == 8 {
		return []byte(number(double(b)))
	}
	return nil
}

// mulRK reads numbers in cells side by side ([MS-XLS] 2.4.175).
func (x *excel) mulRK(b []byte) {
	if len(b) < 6 {
		x.cause = walk.Corrupt
		return
	}
	for b = b[4:]; len(b) >= 8; b = b[6:] { // the last two bytes are the last column
		x.put([]byte(number(rk(le32(b[2:])))))
		x.col++
	}
}

// rk returns a number that was pressed into four bytes ([MS-XLS] 2.5.217).
func rk(u uint32) float64 {
	var f float64
	if u&2 != 0 {
		f = float64(int32(u) >> 2)
	} else {
		f = double([]byte{0, 0, 0, 0, byte(u) &^ 3, byte(u >> 8), byte(u >> 16), byte(u >> 24)})
	}
	if u&1 != 0 {
		f /= 100
	}
	return f
}

// formula writes the value that was last computed, and constants in the formula ([MS-XLS] 2.4.127). If the
// value is a text, it is in a record of its own.
func (x *excel) formula(kind int, f *fields) {
	f.u16()
	value := f.take(8)
	f.u16()
	if kind == recFormula { // not before BIFF5
		f.u32()
	}
	size := f.u16()
	if len(value) == 8 && le16(value[6:]) != 0xFFFF {
		x.put([]byte(number(double(value))))
	}
	code := f.take(int64(size))
	if len(code) >= 9 && code[0] == ptgNum {
		x.line([]byte(number(double(code[1:]))))
	}
	RunsInto(x.other, code)
}

// ptgNum is the token before a number in a formula ([MS-XLS] 2.5.198.79).
const ptgNum = 0x1F

// pageText returns a header or footer without its codes ([MS-XLS] 2.4.136): they would touch the digits.
func pageText(b []byte) []byte {
	var out []byte
	for i := 0; i < len(b); i++ {
		if b[i] != '&' || i+1 == len(b) {
			out = append(out, b[i])
			continue
		}
		i++
		switch c := b[i]; {
		case c == '&':
			out = append(out, '&')
		case c == 'L' || c == 'C' || c == 'R':
			out = append(out, '\n')
		case c == '"':
			i = quoted(b, i)
		case c == 'K':
			i = min(i+6, len(b)-1)
		case digit(c):
			n := digits(b[i:])
			if n > 3 { // no size of a font
				out = append(append(out, ' '), b[i:i+n]...)
			}
			i += n - 1
		}
	}
	return out
}

// quoted returns where the name of a font ends. If it does not, it is none.
func quoted(b []byte, i int) int {
	for j := i + 1; j < len(b); j++ {
		if b[j] == '"' {
			return j
		}
	}
	return i
}

func digits(b []byte) int {
	n := 0
	for n < len(b) && digit(b[n]) {
		n++
	}
	return n
}
