package ole

import (
	"hash/crc32"

	"golang.org/x/text/encoding/korean"
)

// atom is a PowerPoint record, and box one that holds others.
func atom(kind, instance int, body []byte) []byte {
	return join(u16(instance<<4), u16(kind), u32(len(body)), body)
}

func box(kind int, records ...[]byte) []byte {
	b := join(records...)
	return join(u16(0xF), u16(kind), u32(len(b)), b)
}

func writePowerPoint() []byte {
	inner := writeCompound(node{name: "Workbook", data: join(
		rec(recBOF, u16(0x600), u16(5), make([]byte, 12)), rec(recLabel, cellHead(0, 0), narrowString("inner "+master)))})
	stream := join(
		box(1000, box(0xF00D, atom(pptChars, 0, utf16le("wide "+visa)), atom(pptBytes, 0, []byte("narrow "+amex+"\rnext"))),
			atom(0xF00B, 1, join(make([]byte, 6), utf16le("alternative "+visa), u16(0)))),
		box(5000, atom(pptTagData, 0, box(0x2EE0, atom(pptString, 1, utf16le("comment "+master))))),
		atom(pptStorage, 1, join(u32(len(inner)), deflated(inner))))
	return writeCompound(
		node{name: "PowerPoint Document", data: stream},
		node{name: "Current User", data: join(make([]byte, 12), u32(0xE391C05F), []byte("somebody"))},
		node{name: "\x05SummaryInformation", data: summary("title " + amex)},
		node{name: "Pictures", data: []byte("\x89PNG\r\n\x1A\n")})
}

// lzfuWrite is compressed RTF that is all literals but for one copy.
func lzfuWrite(text string) []byte {
	var body []byte
	for len(text) >= 8 {
		body = append(append(body, 0), text[:8]...)
		text = text[8:]
	}
	at := (207 + len(body)/9*8 + len(text)) % 4096
	body = append(append(body, 1<<len(text)), text...)
	body = append(body, byte(at>>4), byte(at<<4))
	sum := ^crc32.Update(0xFFFFFFFF, crc32.IEEETable, body)
	return join(u32(len(body)+12), u32(len(text)), u32(0x75465A4C), u32(int(sum)), body)
}

const rtfBody = `{\rtf1 body ` + visa + `}`

func writeOutlook() []byte {
	text, _ := korean.EUCKR.NewEncoder().String("한글 " + amex)
	fixed := func(head int) []byte {
		return join(make([]byte, head), u16(ptLong), u16(pidMessagePage), u32(6), u32(949), u32(0))
	}
	double := join(u16(ptDouble), u16(0x8001), u32(6), float(4539148803436467))
	return writeCompound(
		node{name: "__properties_version1.0", data: join(fixed(32), double)},
		node{name: "__substg1.0_0037001F", data: utf16le("subject " + visa)},
		node{name: "__substg1.0_1000001E", data: []byte(text + "\r\n" + visa + "\r\n")},
		node{name: "__substg1.0_10130102", data: []byte("<html>" + master + "</html>")},
		node{name: "__substg1.0_10090102", data: lzfuWrite(rtfBody)},
		node{name: "__recip_version1.0_#00000000", kids: []node{
			{name: "__properties_version1.0", data: make([]byte, 8)},
			{name: "__substg1.0_3001001F", data: utf16le("recipient " + master)}}},
		node{name: "__attach_version1.0_#00000000", kids: []node{
			{name: "__properties_version1.0", data: make([]byte, 8)},
			{name: "__substg1.0_3707001F", data: utf16le("number.txt")},
			{name: "__substg1.0_37010102", data: []byte("attached " + visa)}}},
		node{name: "__attach_version1.0_#00000001", kids: []node{
			{name: "__properties_version1.0", data: make([]byte, 8)},
			{name: "__substg1.0_3701000D", kids: []node{
				{name: "__properties_version1.0", data: fixed(24)},
				{name: "__substg1.0_0037001F", data: utf16le("inner subject " + amex)}}}}},
		node{name: "__nameid_version1.0", kids: []node{{name: "__substg1.0_00040102", data: utf16le("custom")}}})
}

func writePublisher() []byte {
	text := utf16le("story " + visa + "\r")
	chunk := join(u16(24), []byte("TEXT"), make([]byte, 6), []byte("TEXT"), u32(32+24), u32(len(text)))
	quill := join([]byte("CHNKINK "), make([]byte, 24), chunk, text)
	return writeCompound(
		node{name: "Quill", kids: []node{{name: "QuillSub", kids: []node{{name: "CONTENTS", data: quill}}}}},
		node{name: "Contents", data: utf16le("text " + amex)})
}

// ovbaWrite is a container whose chunks are all literals.
func ovbaWrite(text string) []byte {
	out := []byte{1}
	for len(text) > 0 {
		n := min(len(text), 2048)
		var chunk []byte
		for i := 0; i < n; i += 8 {
			chunk = append(append(chunk, 0), text[i:min(i+8, n)]...)
		}
		out = append(out, u16(0xB000|len(chunk)-1)...)
		out = append(out, chunk...)
		text = text[n:]
	}
	return out
}

func writeVBA() []byte {
	dir := join(u16(dirCodePage), u32(2), u16(949), u16(dirVersion), u32(4), make([]byte, 6),
		u16(dirStream), u32(7), []byte("Module1"), u16(dirOffset), u32(4), u32(5))
	return writeCompound(
		node{name: "VBA", kids: []node{
			{name: "_VBA_PROJECT", data: []byte{0xCC, 0x61}},
			{name: "dir", data: ovbaWrite(string(dir))},
			{name: "Module1", data: append([]byte("p-cod"), ovbaWrite("Sub A()\r\n' card "+visa+"\r\nEnd Sub\r\n")...)}}},
		node{name: "PROJECT", data: []byte("ID=\"{0}\"")},
		node{name: "Form1", kids: []node{{name: "o", data: []byte("\x00Caption " + amex)}}})
}
