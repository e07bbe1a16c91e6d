package mail

import (
	"bytes"
	"encoding/binary"

	"github.com/acdkit/acdkit/pci/extract/internal/lzfu"
	"github.com/acdkit/acdkit/pci/extract/internal/text"
	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

const tnefMagic = "\x78\x9F\x3E\x22" // [MS-OXTNEF] 2.1.3.1

// Attributes ([MS-OXTNEF] 2.1.3.2).
const (
	attSubject     = 0x00018004
	attAttachTitle = 0x00018010
	attBody        = 0x0002800C
	attAttachData  = 0x0006800F
	attMsgProps    = 0x00069003
	attAttachment  = 0x00069005
)

func isTNEF(data []byte) bool { return bytes.HasPrefix(data, []byte(tnefMagic)) }

// readTNEF reads Outlook's winmail.dat: a row of attributes, each with level, number, length and check sum.
func readTNEF(w *walk.Walk, data []byte) {
	w.Format("tnef")
	text.Runs(w, data)
	t := tnef{walk: w}
	data = data[min(len(data), 6):]
	for len(data) > 0 && w.Alive() {
		if len(data) < 9 {
			w.Gap("", walk.Truncated)
			break
		}
		number, length := binary.LittleEndian.Uint32(data[1:]), binary.LittleEndian.Uint32(data[5:])
		data = data[9:]
		if uint64(length) > uint64(len(data)) {
			w.Gap("", walk.Truncated)
			length = uint32(len(data))
		}
		t.attribute(number, data[:length])
		data = data[min(len(data), int(length)+2):]
	}
	t.flush()
}

// tnef keeps an attachment until its name is known, which comes after it.
type tnef struct {
	walk *walk.Walk
	name string
	data []byte
}

func (t *tnef) flush() {
	if t.data != nil {
		t.walk.File(t.name, t.data)
	}
	t.name, t.data = "", nil
}

func (t *tnef) attribute(number uint32, data []byte) {
	switch number {
	case attSubject, attBody:
		text.Plain(t.walk, "", bytes.TrimRight(data, "\x00"), "")
	case attAttachTitle:
		t.name = string(bytes.TrimRight(data, "\x00"))
	case attAttachData:
		t.flush()
		t.data = data
	case attMsgProps, attAttachment:
		p := props{walk: t.walk, rest: data}
		p.read()
	}
}

// Properties that are more than text (MAPI).
const (
	pidRTF    = 0x1009
	pidHTML   = 0x1013
	pidAttach = 0x3701
)

// property hands over a property of the message or an attachment.
func property(w *walk.Walk, id, kind uint16, value []byte) {
	switch {
	case kind == ptString8:
		text.Plain(w, "", bytes.TrimRight(value, "\x00"), "")
	case kind == ptUnicode:
		text.Plain(w, "", bytes.TrimSuffix(value, []byte{0, 0}), "utf-16le")
	case id == pidRTF && kind == ptBinary:
		rtf, err := lzfu.NewReader(value)
		if err != nil {
			w.Gap("body.rtf", walk.Corrupt)
			return
		}
		w.File("body.rtf", w.Inflate("body.rtf", rtf))
	case id == pidHTML:
		w.File("body.html", value)
	case id == pidAttach && kind == ptObject && len(value) > 16: // behind the identifier of its interface
		w.File("object", value[16:])
	case id == pidAttach:
		w.File("object", value)
	}
}
