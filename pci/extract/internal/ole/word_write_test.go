package ole

import (
	"encoding/binary"

	"golang.org/x/text/encoding/korean"
)

// writeWord is a Word file whose text is in pieces, narrow and wide, in another order than in the file.
func writeWord() []byte {
	first := "Card 4539148"
	wide := utf16le("803436467 end\r" + amex + "\rcell\x07" + master + "\x07\x07Seoul 서울 " + master + "\r")
	last := "4539\x1E1488\x1E0343\x1E6467\r\x13HYPERLINK \"x?n=" + amex + "\"\x14here\x15\r"
	const base = 0x600
	stream := make([]byte, base)
	copy(stream, join(u16(0xA5EC), u16(0xC1), u16(0), u16(0x409), u16(0), u16(fWhichTbl)))
	stream = append(stream, last...)
	lastAt := base
	firstAt := len(stream)
	stream = append(stream, first...)
	stream = append(stream, 0)
	if len(stream)%2 != 0 {
		stream = append(stream, 0)
	}
	wideAt := len(stream)
	stream = append(stream, wide...)
	stream = append(stream, "\x00left over "+master+"\x00"...)
	a, b, c := len(first), len(first)+len(wide)/2, len(first)+len(wide)/2+len(last)
	const narrow = 1 << 30
	plc := join(u32(0), u32(a), u32(b), u32(c),
		u16(0), u32(firstAt*2|narrow), u16(0), u16(0), u32(wideAt), u16(0), u16(0), u32(lastAt*2|narrow), u16(0))
	clx := join([]byte{1}, u16(2), []byte{9, 9}, []byte{2}, u32(len(plc)), plc)
	table := join(make([]byte, 64), clx)
	binary.LittleEndian.PutUint32(stream[0x1A2:], 64)
	binary.LittleEndian.PutUint32(stream[0x1A6:], uint32(len(clx)))
	for len(stream) < cutoff { // a stream of sectors of its own
		stream = append(stream, 0)
	}
	return writeCompound(
		node{name: "WordDocument", data: stream}, node{name: "1Table", data: table},
		node{name: "\x05SummaryInformation", data: summary("title " + amex)},
		node{name: "ObjectPool", kids: []node{{name: "_1", kids: []node{
			{name: "\x01CompObj", data: []byte("Package class")},
			{name: "\x01Ole10Native", data: packageStream("object "+amex, "content")},
		}}}},
	)
}

// writeWord95 is a Korean file of Word 95: text in code page 949, in one stretch.
func writeWord95() []byte {
	text, _ := korean.EUCKR.NewEncoder().String("번호 " + visa + "\r" + master + "\r")
	stream := make([]byte, 0x300)
	copy(stream, join(u16(0xA5DC), u16(0x68), u16(0), u16(0x412)))
	copy(stream[0x18:], join(u32(0x300), u32(0x300+len(text))))
	return writeCompound(node{name: "WordDocument", data: append(stream, text...)})
}
