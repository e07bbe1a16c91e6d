package mail

import (
	"encoding/binary"
	"math"
	"strconv"

	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// Types of properties ([MS-OXCDATA] 2.11.1).
const (
	ptInt16    = 0x0002
	ptDouble   = 0x0005
	ptInt64    = 0x0014
	ptObject   = 0x000D
	ptString8  = 0x001E
	ptUnicode  = 0x001F
	ptBinary   = 0x0102
	ptMultiple = 0x1000
)

// fixed are the sizes of the types of one size, in multiples of four bytes.
var fixed = map[uint16]int{
	0x0000: 4, 0x0001: 4, ptInt16: 4, 0x0003: 4, 0x0004: 4, ptDouble: 8, 0x0006: 8, 0x0007: 8, 0x000A: 4, 0x000B: 4, ptInt64: 8,
	0x0040: 8, 0x0048: 16,
}

// props reads the properties in an attribute ([MS-OXTNEF] 2.1.3.4).
type props struct {
	walk *walk.Walk
	rest []byte
	bad  bool
}

func (p *props) read() {
	for n := p.long(); n > 0 && !p.bad && p.walk.Alive(); n-- {
		p.property()
	}
	if p.bad {
		p.walk.Gap("", walk.Corrupt)
	}
}

func (p *props) property() {
	head := p.take(4)
	if p.bad {
		return
	}
	kind, id := binary.LittleEndian.Uint16(head), binary.LittleEndian.Uint16(head[2:])
	if id >= 0x8000 {
		p.name()
	}
	count := uint32(1)
	size := fixed[kind&^ptMultiple]
	if kind&ptMultiple != 0 || size == 0 {
		count = p.long()
	}
	for ; count > 0 && !p.bad && p.walk.Alive(); count-- {
		if size == 0 {
			p.known(kind &^ ptMultiple)
			property(p.walk, id, kind&^ptMultiple, p.padded())
		} else {
			p.number(kind&^ptMultiple, p.take(size))
		}
	}
}

// known notes a type whose size nobody knows.
func (p *props) known(kind uint16) {
	switch kind {
	case ptObject, ptString8, ptUnicode, ptBinary:
	default:
		p.bad = true
	}
}

// number hands over a number that is long enough for a card's.
func (p *props) number(kind uint16, value []byte) {
	switch {
	case p.bad:
	case kind == ptInt64:
		p.walk.Write("", strconv.FormatInt(int64(binary.LittleEndian.Uint64(value)), 10))
	case kind == ptDouble:
		if f := math.Float64frombits(binary.LittleEndian.Uint64(value)); math.Abs(f) < 1e19 {
			p.walk.Write("", strconv.FormatFloat(f, 'f', -1, 64))
		}
	}
}

// name skips or hands over the name of a named property: its set, and a number or text.
func (p *props) name() {
	p.take(16)
	if kind := p.long(); kind == 0 {
		p.long()
		return
	}
	property(p.walk, 0, ptUnicode, p.padded())
}

// padded takes a value with its length before it, and what fills it up to four bytes.
func (p *props) padded() []byte {
	length := p.long()
	if uint64(length) > uint64(len(p.rest)) {
		p.bad = true
		return nil
	}
	value := p.take(int(length))
	p.rest = p.rest[min(len(p.rest), int(-length&3)):]
	return value
}

func (p *props) long() uint32 {
	if s := p.take(4); !p.bad {
		return binary.LittleEndian.Uint32(s)
	}
	return 0
}

func (p *props) take(n int) []byte {
	if n > len(p.rest) {
		p.bad, p.rest = true, nil
		return nil
	}
	s := p.rest[:n]
	p.rest = p.rest[n:]
	return s
}
