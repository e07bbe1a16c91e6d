package content

import (
	"encoding/binary"
	"unicode/utf16"
)

// A node is a storage, if it has nodes, or a stream.
type node struct {
	name string
	data []byte
	in   []node
}

const noSector = 0xFFFFFFFE

func utf16le(s string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return b
}

// compoundOf returns a compound file of sectors of 512 bytes. Streams of 4096 bytes or more are in sectors of
// their own, smaller ones in mini sectors.
func compoundOf(class string, nodes ...node) []byte {
	w := &compoundWriter{}
	w.enter("Root Entry", kindRoot)
	copy(w.dir[80:], class)
	w.children(0, nodes)
	w.put32(116, w.add(w.mini))
	w.put32(120, uint32(len(w.mini)))
	var minis []byte
	for _, next := range w.miniTable {
		minis = binary.LittleEndian.AppendUint32(minis, next)
	}
	miniStart, dirStart := w.add(minis), w.add(w.dir)
	return w.finish(miniStart, dirStart)
}

type compoundWriter struct {
	sectors, mini, dir []byte
	table, miniTable   []uint32
}

func (w *compoundWriter) put32(at int, v uint32) { binary.LittleEndian.PutUint32(w.dir[at:], v) }

// enter appends an entry to the directory and returns its number.
func (w *compoundWriter) enter(name string, kind byte) int {
	e := make([]byte, entrySize)
	e[64] = byte(copy(e, utf16le(name)) + 2)
	e[66] = kind
	for _, at := range []int{68, 72, 76} {
		binary.LittleEndian.PutUint32(e[at:], 0xFFFFFFFF)
	}
	w.dir = append(w.dir, e...)
	return len(w.dir)/entrySize - 1
}

// children enters nodes, each the right sibling of the one before.
func (w *compoundWriter) children(parent int, nodes []node) {
	at := parent*entrySize + 76
	for _, n := range nodes {
		kind := byte(kindStream)
		if n.in != nil {
			kind = kindStorage
		}
		i := w.enter(n.name, kind)
		w.put32(at, uint32(i))
		at = i*entrySize + 72
		if n.in != nil {
			w.children(i, n.in)
			continue
		}
		start := uint32(noSector)
		if len(n.data) < cutoff {
			start = w.addMini(n.data)
		} else {
			start = w.add(n.data)
		}
		w.put32(i*entrySize+116, start)
		w.put32(i*entrySize+120, uint32(len(n.data)))
	}
}

// place appends data in units, and their chain to a table.
func place(units []byte, table []uint32, data []byte, unit int) (uint32, []byte, []uint32) {
	if len(data) == 0 {
		return noSector, units, table
	}
	start := uint32(len(table))
	for ; len(data) > 0; data = data[min(unit, len(data)):] {
		b := make([]byte, unit)
		copy(b, data)
		units = append(units, b...)
		table = append(table, uint32(len(table)+1))
	}
	table[len(table)-1] = noSector
	return start, units, table
}

func (w *compoundWriter) add(data []byte) (start uint32) {
	start, w.sectors, w.table = place(w.sectors, w.table, data, 512)
	return start
}

func (w *compoundWriter) addMini(data []byte) (start uint32) {
	start, w.mini, w.miniTable = place(w.mini, w.miniTable, data, miniSize)
	return start
}

// finish puts the table behind the sectors; the header has room for 109 of its sectors.
func (w *compoundWriter) finish(miniStart, dirStart uint32) []byte {
	first := len(w.table)
	tables := 1
	for (first+tables)*4 > tables*512 {
		tables++
	}
	var table []byte
	for i := range tables * 128 {
		next := uint32(0xFFFFFFFF)
		switch {
		case i < first:
			next = w.table[i]
		case i < first+tables:
			next = 0xFFFFFFFD
		}
		table = binary.LittleEndian.AppendUint32(table, next)
	}
	h := make([]byte, headerSize)
	copy(h, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
	for at, v := range map[int]uint16{24: 0x3E, 26: 3, 28: 0xFFFE, 30: 9, 32: 6} {
		binary.LittleEndian.PutUint16(h[at:], v)
	}
	for at, v := range map[int]uint32{44: uint32(tables), 48: dirStart, 56: cutoff, 60: miniStart, 68: noSector} {
		binary.LittleEndian.PutUint32(h[at:], v)
	}
	for i := range 109 {
		sn := uint32(0xFFFFFFFF)
		if i < tables {
			sn = uint32(first + i)
		}
		binary.LittleEndian.PutUint32(h[76+4*i:], sn)
	}
	return append(append(h, w.sectors...), table...)
}

// records joins records of a workbook: number, content, and so on.
func records(all ...any) []byte {
	var b []byte
	for i := 0; i < len(all); i += 2 {
		body := all[i+1].(string)
		b = binary.LittleEndian.AppendUint16(b, uint16(all[i].(int)))
		b = binary.LittleEndian.AppendUint16(b, uint16(len(body)))
		b = append(b, body...)
	}
	return b
}

// wordStream returns the beginning of a WordDocument stream with these flags.
func wordStream(flags byte) []byte {
	b := make([]byte, 64)
	copy(b, "\xEC\xA5\xC1\x00")
	b[11] = flags
	return b
}

// userStream returns a Current User stream with this token.
func userStream(token uint32) []byte {
	return binary.LittleEndian.AppendUint32([]byte("\x00\x00\xF6\x0F\x14\x00\x00\x00\x14\x00\x00\x00"), token)
}
