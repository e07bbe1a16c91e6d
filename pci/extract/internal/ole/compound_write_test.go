package ole

import (
	"encoding/binary"
	"unicode/utf16"
)

// node is a storage or stream to be written.
type node struct {
	name string
	data []byte
	kids []node
}

func utf16le(s string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return b
}

func u16(n int) []byte { return binary.LittleEndian.AppendUint16(nil, uint16(n)) }
func u32(n int) []byte { return binary.LittleEndian.AppendUint32(nil, uint32(n)) }

func join(parts ...[]byte) []byte {
	var all []byte
	for _, p := range parts {
		all = append(all, p...)
	}
	return all
}

// compoundWriter lays out a compound file of 512-byte sectors.
type compoundWriter struct {
	sectors [][]byte
	fat     []uint32
	mini    []byte
	miniFAT []uint32
	dir     [][]byte
}

// writeCompound returns a compound file with these children of the root.
func writeCompound(kids ...node) []byte {
	w := &compoundWriter{}
	w.dir = append(w.dir, dirEntry("Root Entry", kindRoot, 0, 0))
	w.children(0, kids)
	miniStart, miniSize := w.add(w.mini), len(w.mini)
	binary.LittleEndian.PutUint32(w.dir[0][116:], miniStart)
	binary.LittleEndian.PutUint32(w.dir[0][120:], uint32(miniSize))
	dirStart := w.add(join(w.dir...))
	var miniFAT []byte
	for _, n := range w.miniFAT {
		miniFAT = binary.LittleEndian.AppendUint32(miniFAT, n)
	}
	return w.finish(dirStart, w.add(miniFAT), (len(miniFAT)+511)/512)
}

func dirEntry(name string, kind byte, start uint32, size int) []byte {
	b := make([]byte, entrySize)
	copy(b, utf16le(name))
	binary.LittleEndian.PutUint16(b[64:], uint16(len(utf16le(name))+2))
	b[66] = kind
	for _, at := range []int{68, 72, 76} {
		binary.LittleEndian.PutUint32(b[at:], 0xFFFFFFFF)
	}
	binary.LittleEndian.PutUint32(b[116:], start)
	binary.LittleEndian.PutUint32(b[120:], uint32(size))
	return b
}

// children appends the entries of a storage, each the right sibling of the one before.
func (w *compoundWriter) children(parent int, kids []node) {
	at, link := parent, 76
	for _, k := range kids {
		i := len(w.dir)
		binary.LittleEndian.PutUint32(w.dir[at][link:], uint32(i))
		at, link = i, 72
		switch {
		case k.kids != nil:
			w.dir = append(w.dir, dirEntry(k.name, kindStorage, 0, 0))
			w.children(i, k.kids)
		case len(k.data) < cutoff:
			w.dir = append(w.dir, dirEntry(k.name, kindStream, w.addMini(k.data), len(k.data)))
		default:
			w.dir = append(w.dir, dirEntry(k.name, kindStream, w.add(k.data), len(k.data)))
		}
	}
}

func (w *compoundWriter) add(data []byte) uint32 {
	start := uint32(len(w.sectors))
	for from := 0; from < len(data); from += 512 {
		sector := make([]byte, 512)
		copy(sector, data[from:])
		w.sectors = append(w.sectors, sector)
		w.fat = append(w.fat, uint32(len(w.sectors)))
	}
	if len(data) == 0 {
		return endOfChain
	}
	w.fat[len(w.fat)-1] = endOfChain
	return start
}

func (w *compoundWriter) addMini(data []byte) uint32 {
	start := uint32(len(w.miniFAT))
	for from := 0; from < len(data); from += miniSize {
		b := make([]byte, miniSize)
		copy(b, data[from:])
		w.mini = append(w.mini, b...)
		w.miniFAT = append(w.miniFAT, uint32(len(w.miniFAT)+1))
	}
	if len(data) == 0 {
		return endOfChain
	}
	w.miniFAT[len(w.miniFAT)-1] = endOfChain
	return start
}

// finish appends the allocation table, and the lists of its sectors beyond the first 109, and writes the header.
func (w *compoundWriter) finish(dirStart, miniStart uint32, minis int) []byte {
	tables, lists := 1, 0
	for (len(w.fat)+tables+lists)*4 > tables*512 {
		tables++
		lists = max(0, (tables-inHeader+126)/127)
	}
	first := len(w.sectors)
	for range tables {
		w.fat = append(w.fat, 0xFFFFFFFD)
	}
	for range lists {
		w.fat = append(w.fat, 0xFFFFFFFC)
	}
	var sectors []uint32
	for i := range tables {
		sectors = append(sectors, uint32(first+i))
	}
	listStart := uint32(endOfChain)
	if lists > 0 {
		listStart = uint32(first + tables)
	}
	header := make([]byte, 76)
	copy(header, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
	for i, v := range map[int]int{24: 0x3E, 26: 3, 28: 0xFFFE, 30: 9, 32: 6} {
		binary.LittleEndian.PutUint16(header[i:], uint16(v))
	}
	for i, v := range map[int]uint32{44: uint32(tables), 48: dirStart, 56: cutoff, 60: miniStart, 64: uint32(minis), 68: listStart, 72: uint32(lists)} {
		binary.LittleEndian.PutUint32(header[i:], v)
	}
	header = append(header, table(sectors[:min(tables, inHeader)], inHeader)...)
	all := join(header, join(w.sectors...), table(w.fat, tables*128))
	for i := range lists {
		rest := sectors[inHeader+127*i:]
		next := uint32(endOfChain)
		if i+1 < lists {
			next = listStart + uint32(i) + 1
		}
		all = append(append(all, table(rest[:min(len(rest), 127)], 127)...), u32(int(next))...)
	}
	return all
}

// table is n numbers, those that are left over free.
func table(numbers []uint32, n int) []byte {
	b := make([]byte, 0, 4*n)
	for i := range n {
		next := uint32(0xFFFFFFFF)
		if i < len(numbers) {
			next = numbers[i]
		}
		b = binary.LittleEndian.AppendUint32(b, next)
	}
	return b
}
