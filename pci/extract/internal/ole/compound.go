package ole

import (
	"encoding/binary"
	"errors"

	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// Sector numbers with a meaning of their own ([MS-CFB] 2.1).
const (
	maxSector   = 0xFFFFFFFA // the greatest that is a sector
	endOfChain  = 0xFFFFFFFE
	miniSize    = 64
	headerSize  = 512
	inHeader    = 109 // sectors of the allocation table that the header tells
	cutoff      = 4096
	entrySize   = 128
	kindStorage = 1
	kindStream  = 2
	kindRoot    = 5
)

var errNotCompound = errors.New("ole: not a compound file")

// A compound is an opened compound file ([MS-CFB]). Nothing of it is copied but the allocation tables,
// which are never longer than the file has sectors.
type compound struct {
	data    []byte
	sector  int      // bytes a sector
	fat     []uint32 // the sector that follows each
	mini    []uint32 // the mini sector that follows each
	minis   []uint32 // the sectors that hold the mini sectors
	entries []entry
	cause   walk.Cause // why a table or the directory is not whole, 0 if it is
}

// openCompound reads the tables and the directory, and takes what it gets: a file that ends too early has
// streams that do.
func openCompound(data []byte) (*compound, error) {
	if len(data) < headerSize {
		return nil, errNotCompound
	}
	shift := binary.LittleEndian.Uint16(data[30:])
	if shift != 9 && shift != 12 {
		return nil, errNotCompound
	}
	c := &compound{data: data, sector: 1 << shift}
	c.readFAT()
	c.readDirectory(binary.LittleEndian.Uint32(data[48:]))
	if len(c.entries) == 0 || c.entries[0].kind != kindRoot {
		return nil, errNotCompound
	}
	c.readMini(binary.LittleEndian.Uint32(data[60:]))
	c.link()
	return c, nil
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

// whole takes note of a table that is cut.
func (c *compound) whole(sector []byte) {
	if len(sector) < c.sector {
		c.cause = walk.Truncated
	}
}

// readFAT joins the sectors of the allocation table, which the header lists, and then a chain of lists.
func (c *compound) readFAT() {
	list := c.data[76:headerSize]
	for next, lists := uint32(endOfChain), 0; ; lists++ {
		for ; len(list) >= 4 && len(c.fat) < c.sectors(); list = list[4:] {
			if sn := binary.LittleEndian.Uint32(list); sn <= maxSector {
				c.addFAT(c.at(sn))
			}
		}
		next = c.nextList(lists, next)
		sector := c.at(next)
		if len(sector) < c.sector || lists > c.sectors() || len(c.fat) >= c.sectors() {
			return
		}
		list, next = sector[:c.sector-4], binary.LittleEndian.Uint32(sector[c.sector-4:])
	}
}

// nextList returns where the list after so many is: the header tells the first.
func (c *compound) nextList(lists int, next uint32) uint32 {
	if lists == 0 {
		return binary.LittleEndian.Uint32(c.data[68:])
	}
	return next
}

// addFAT appends a sector of the table. What is cut off ends all chains through it.
func (c *compound) addFAT(sector []byte) {
	c.whole(sector)
	for i := 0; i < c.sector && len(c.fat) < c.sectors(); i += 4 {
		next := uint32(endOfChain)
		if i+4 <= len(sector) {
			next = binary.LittleEndian.Uint32(sector[i:])
		}
		c.fat = append(c.fat, next)
	}
}

// chain returns the sectors that follow one another from start, once round at most.
func (c *compound) chain(start uint32) []uint32 {
	var all []uint32
	seen := make([]bool, c.sectors())
	for sn := start; sn <= maxSector; sn = c.next(sn) {
		switch {
		case int64(sn) >= int64(len(seen)):
			c.cause = walk.Truncated
			return all
		case seen[sn]:
			c.cause = walk.Corrupt
			return all
		}
		seen[sn] = true
		all = append(all, sn)
	}
	return all
}

func (c *compound) next(sn uint32) uint32 {
	if int64(sn) >= int64(len(c.fat)) {
		return endOfChain
	}
	return c.fat[sn]
}

// readMini reads the table of the mini sectors, and finds where these are: in the stream of the root.
func (c *compound) readMini(start uint32) {
	c.minis = c.chain(c.entries[0].start)
	most := len(c.minis) * (c.sector / miniSize)
	for _, sn := range c.chain(start) {
		c.whole(c.at(sn))
		for b := c.at(sn); len(b) >= 4 && len(c.mini) < most; b = b[4:] {
			c.mini = append(c.mini, binary.LittleEndian.Uint32(b))
		}
	}
}

// miniAt returns a mini sector, shorter if the file ends in it, empty if there is none.
func (c *compound) miniAt(sn uint32) []byte {
	each := uint32(c.sector / miniSize)
	if int64(sn/each) >= int64(len(c.minis)) {
		return nil
	}
	b := c.at(c.minis[sn/each])
	from := int(sn%each) * miniSize
	return b[min(from, len(b)):min(from+miniSize, len(b))]
}
