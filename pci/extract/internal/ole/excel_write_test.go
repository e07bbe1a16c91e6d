package ole

import (
	"strings"

	"golang.org/x/text/encoding/korean"
)

func rec(kind int, body ...[]byte) []byte {
	b := join(body...)
	return join(u16(kind), u16(len(b)), b)
}

func cellHead(row, col int) []byte { return join(u16(row), u16(col), u16(15)) }

func narrowString(s string) []byte { return join(u16(len(s)), []byte{0}, []byte(s)) }
func wideString(s string) []byte   { return join(u16(len(utf16le(s))/2), []byte{1}, utf16le(s)) }

// writeExcel has two sheets, the second hidden, and a string that goes on in a continuation as a wide one.
func writeExcel() []byte {
	long := "long " + strings.Repeat("x", 3000) + amex
	rich := join(u16(len(visa)), []byte{0x08}, u16(1), []byte(visa), u32(0))
	phonetic := join(u16(6), []byte{0x04}, u32(8), []byte("spoken"), make([]byte, 8))
	split := len(long) - 7
	sst := join(
		rec(recSST, u32(6), u32(6), rich, phonetic, narrowString("unused "+amex), u16(len(long)), []byte{0}, []byte(long[:split])),
		rec(recContinue, []byte{1}, utf16le(long[split:]), wideString("hidden "+amex), narrowString("shared")),
	)
	globals := func(first, second int) []byte {
		return join(
			rec(recBOF, u16(0x600), u16(5), make([]byte, 12)),
			rec(recBoundSheet, u32(first), u16(0), []byte{6, 0}, []byte("Sheet1")),
			rec(recBoundSheet, u32(second), u16(1), []byte{6, 0}, []byte("Hidden")), sst, rec(0x0A))
	}
	n := len(globals(0, 0))
	one := join(
		rec(recBOF, u16(0x600), u16(0x10), make([]byte, 12)),
		rec(recHeader, narrowString(`&C&"Arial,Bold"&12 `+master+`&R&P`)),
		rec(recLabelSST, cellHead(0, 0), u32(0)), rec(recLabelSST, cellHead(0, 1), u32(5)),
		rec(recLabelSST, cellHead(1, 0), u32(3)),
		rec(recNumber, cellHead(2, 0), float(371449635398431)), rec(recNumber, cellHead(2, 1), float(12.5)),
		rec(recLabel, cellHead(3, 1), narrowString("typed")), rec(recNumber, cellHead(3, 2), float(4539148803436467)),
		rec(recLabel, cellHead(4, 1), narrowString("453914")), rec(recLabel, cellHead(4, 2), narrowString("8803436467")),
		rows(), rec(recFormula, cellHead(20, 0), []byte{0, 0, 0, 0, 0, 0, 0xFF, 0xFF}, u16(0), u32(0), u16(0)),
		rec(recString, narrowString("formula "+visa)),
		rec(recTXO, make([]byte, 10), u16(24), u16(16), make([]byte, 4)),
		rec(recContinue, []byte{0}, []byte("comment "+master)), rec(recContinue, make([]byte, 16)),
		rec(0x1B8, make([]byte, 32), utf16le("link?"+amex)), rec(0x0A))
	two := join(rec(recBOF, u16(0x600), u16(0x10), make([]byte, 12)), rec(recLabelSST, cellHead(0, 0), u32(4)), rec(0x0A))
	return writeCompound(node{name: "Workbook", data: join(globals(n, n+len(one)), one, two)})
}

// rows are a card in four cells below one another, beside names.
func rows() []byte {
	var all []byte
	for i, part := range []int{4539, 1488} {
		all = append(all, rec(recLabel, cellHead(10+i, 1), narrowString("name"))...)
		all = append(all, rec(recRK, cellHead(10+i, 2), u32(part<<2|2))...)
	}
	for i, part := range []string{"0343", "6467"} {
		all = append(all, rec(recLabel, cellHead(12+i, 1), narrowString("name"))...)
		all = append(all, rec(recLabel, cellHead(12+i, 2), narrowString(part))...)
	}
	return all
}

// writeExcel95 is BIFF5 in code page 949.
func writeExcel95() []byte {
	text, _ := korean.EUCKR.NewEncoder().String("카드 " + visa)
	note := "note " + master
	book := join(
		rec(recBOF, u16(0x500), u16(5), make([]byte, 4)), rec(recCodePage, u16(949)),
		rec(recLabel, cellHead(0, 0), u16(len(text)), []byte(text)),
		rec(recMulRK, u16(1), u16(0), u16(15), u32(3714<<2|2), u16(15), u32(4963<<2|2), u16(1)),
		rec(recNumber, cellHead(2, 0), float(371449635398431)),
		rec(recNote, cellHead(0, 0), []byte(note)), rec(0x0A))
	return writeCompound(node{name: "Book", data: book})
}
