package ole

import (
	"encoding/binary"
	"unicode/utf16"
)

// An entry of the directory ([MS-CFB] 2.6.1): a storage, which is a folder, or a stream, which is a file.
type entry struct {
	name               string
	kind               byte
	left, right, child uint32
	start              uint32
	size               uint64
	children           []int // of a storage, in the order of the tree
}

// readDirectory reads the entries that the chain holds.
func (c *compound) readDirectory(start uint32) {
	for _, sn := range c.chain(start) {
		c.whole(c.at(sn))
		for b := c.at(sn); len(b) >= entrySize; b = b[entrySize:] {
			c.entries = append(c.entries, parseEntry(b))
		}
	}
}

func parseEntry(b []byte) entry {
	e := entry{
		kind:  b[66],
		left:  binary.LittleEndian.Uint32(b[68:]),
		right: binary.LittleEndian.Uint32(b[72:]),
		child: binary.LittleEndian.Uint32(b[76:]),
		start: binary.LittleEndian.Uint32(b[116:]),
		size:  uint64(binary.LittleEndian.Uint32(b[120:])), // the upper half may be rubbish in version 3
	}
	n := max(0, min(int(binary.LittleEndian.Uint16(b[64:])), 64)/2-1)
	units := make([]uint16, n)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(b[2*i:])
	}
	e.name = string(utf16.Decode(units))
	return e
}

// link finds the children of every storage. Entries that no storage leads to become children of the
// root: other readers may find them.
func (c *compound) link() {
	seen := make([]bool, len(c.entries))
	seen[0] = true
	c.adopt(0, seen)
	for _, kind := range []byte{kindStorage, kindStream} {
		for i := range c.entries {
			if !seen[i] && c.entries[i].kind == kind {
				seen[i] = true
				c.entries[0].children = append(c.entries[0].children, i)
				c.adopt(i, seen)
			}
		}
	}
}

// adopt lists the children of a storage and of all storages in it. Each entry is a child once, whatever
// the tree says, so it ends.
func (c *compound) adopt(storage int, seen []bool) {
	for storages := []int{storage}; len(storages) > 0; {
		s := storages[len(storages)-1]
		storages = storages[:len(storages)-1]
		if c.entries[s].kind == kindStream {
			continue
		}
		c.entries[s].children = append(c.entries[s].children, c.siblings(c.entries[s].child, seen)...)
		for _, i := range c.entries[s].children {
			if c.entries[i].kind == kindStorage {
				storages = append(storages, i)
			}
		}
	}
}

// siblings returns the entries of the tree below first, in order.
func (c *compound) siblings(first uint32, seen []bool) []int {
	var all, above []int
	for at := first; ; {
		for int64(at) < int64(len(c.entries)) && !seen[at] {
			seen[at] = true
			above = append(above, int(at))
			at = c.entries[at].left
		}
		if len(above) == 0 {
			return all
		}
		i := above[len(above)-1]
		above = above[:len(above)-1]
		if k := c.entries[i].kind; k == kindStorage || k == kindStream {
			all = append(all, i)
		}
		at = c.entries[i].right
	}
}
