package content

import (
	"bytes"
	"encoding/binary"
	"unicode/utf16"
)

// Numbers of [MS-CFB], the format of compound files.
const (
	maxSector   = 0xFFFFFFFA // the greatest number of a sector
	miniSize    = 64
	headerSize  = 512
	cutoff      = 4096 // smaller streams are in mini sectors
	entrySize   = 128
	kindStorage = 1
	kindStream  = 2
	kindRoot    = 5
)

// maxEntries bounds the directory of a compound file. A mail with a thousand attachments has some
// 50,000; more would only cost memory.
const maxEntries = 1 << 16

func isCompound(data []byte) bool {
	return bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))
}

// A compound is a compound file with its directory. The allocation tables take four bytes for each sector.
type compound struct {
	data    []byte
	sector  int
	fat     []uint32 // the sector that follows each
	mini    []uint32 // the mini sector that follows each
	minis   []uint32 // the sectors that hold the mini sectors
	entries []entry
}

// An entry is a storage, which is a folder, or a stream, which is a file ([MS-CFB] 2.6.1).
type entry struct {
	name               string
	kind               byte
	left, right, child uint32
	class              string // sixteen bytes
	start, size        uint32
}

// openCompound takes what it gets of a damaged file; ok is false if there is no directory.
func openCompound(data []byte) (c *compound, ok bool) {
	if len(data) < headerSize {
		return nil, false
	}
	shift := binary.LittleEndian.Uint16(data[30:])
	if shift != 9 && shift != 12 {
		return nil, false
	}
	c = &compound{data: data, sector: 1 << shift}
	c.readTable()
	c.readDirectory()
	if len(c.entries) == 0 || c.entries[0].kind != kindRoot {
		return nil, false
	}
	c.minis = c.chain(c.entries[0].start, c.sectors())
	for _, sn := range c.chain(binary.LittleEndian.Uint32(data[60:]), c.sectors()) {
		c.mini = appendTable(c.mini, c.at(sn), len(c.minis)*c.sector/miniSize)
	}
	return c, true
}

// sectors returns how many sectors there are, a last one that is cut among them.
func (c *compound) sectors() int { return max(0, (len(c.data)-1)/c.sector) }

// at returns a sector, shorter if the file ends in it, empty if there is none.
func (c *compound) at(sn uint32) []byte {
	if int64(sn) >= int64(c.sectors()) {
		return nil
	}
	from := (int(sn) + 1) * c.sector
	return c.data[from:min(from+c.sector, len(c.data))]
}

// readTable joins the sectors of the allocation table: the header lists 109, then comes a chain of lists.
func (c *compound) readTable() {
	list, next := c.data[76:headerSize], binary.LittleEndian.Uint32(c.data[68:])
	for range c.sectors() + 1 {
		for ; len(list) >= 4 && len(c.fat) < c.sectors(); list = list[4:] {
			if sn := binary.LittleEndian.Uint32(list); sn <= maxSector {
				c.fat = appendTable(c.fat, c.at(sn), c.sectors())
			}
		}
		list = c.at(next)
		if len(list) < c.sector || len(c.fat) >= c.sectors() {
			return
		}
		list, next = list[:c.sector-4], binary.LittleEndian.Uint32(list[c.sector-4:])
	}
}

// appendTable appends the numbers in b to a table of at most so many.
func appendTable(table []uint32, b []byte, most int) []uint32 {
	for ; len(b) >= 4 && len(table) < most; b = b[4:] {
		table = append(table, binary.LittleEndian.Uint32(b))
	}
	return table
}

// chain returns at most so many sectors from start on. That also ends a chain that goes round.
func (c *compound) chain(start uint32, most int) []uint32 {
	var all []uint32
	for sn := start; int64(sn) < int64(c.sectors()) && len(all) < most; {
		all = append(all, sn)
		if int64(sn) >= int64(len(c.fat)) {
			return all
		}
		sn = c.fat[sn]
	}
	return all
}

func (c *compound) readDirectory() {
	start := binary.LittleEndian.Uint32(c.data[48:])
	for _, sn := range c.chain(start, maxEntries*entrySize/c.sector) {
		for b := c.at(sn); len(b) >= entrySize; b = b[entrySize:] {
			c.entries = append(c.entries, parseEntry(b))
		}
	}
}

func parseEntry(b []byte) entry {
	units := make([]uint16, max(0, min(int(binary.LittleEndian.Uint16(b[64:])), 64)/2-1))
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(b[2*i:])
	}
	return entry{
		name:  string(utf16.Decode(units)),
		kind:  b[66],
		left:  binary.LittleEndian.Uint32(b[68:]),
		right: binary.LittleEndian.Uint32(b[72:]),
		child: binary.LittleEndian.Uint32(b[76:]),
		class: string(b[80:96]),
		start: binary.LittleEndian.Uint32(b[116:]),
		size:  binary.LittleEndian.Uint32(b[120:]),
	}
}

// top returns what is directly in the root. Each entry is visited once, whatever the tree says.
func (c *compound) top() []entry {
	var all []entry
	seen := make([]bool, len(c.entries))
	for next := []uint32{c.entries[0].child}; len(next) > 0; {
		i := next[len(next)-1]
		next = next[:len(next)-1]
		if int64(i) < int64(len(seen)) && !seen[i] {
			seen[i] = true
			all = append(all, c.entries[i])
			next = append(next, c.entries[i].left, c.entries[i].right)
		}
	}
	return all
}

// read returns the first n bytes of a stream, or as many as there are.
func (c *compound) read(e entry, n int) []byte {
	n = min(n, int(e.size), len(c.data))
	var b []byte
	if e.size >= cutoff {
		for _, sn := range c.chain(e.start, n/c.sector+1) {
			b = append(b, c.at(sn)...)
		}
		return b[:min(n, len(b))]
	}
	for sn := e.start; len(b) < n && int64(sn) < int64(len(c.mini)); sn = c.mini[sn] {
		b = append(b, c.miniAt(sn)...)
	}
	return b[:min(n, len(b))]
}

// miniAt returns a mini sector. One that is cut is filled up, so that reading goes on.
func (c *compound) miniAt(sn uint32) []byte {
	each := uint32(c.sector / miniSize)
	var b []byte
	if int64(sn/each) < int64(len(c.minis)) {
		b = c.at(c.minis[sn/each])
	}
	mini := make([]byte, miniSize)
	copy(mini, b[min(int(sn%each)*miniSize, len(b)):])
	return mini
}
