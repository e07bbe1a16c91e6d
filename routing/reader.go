package routing

import (
	"encoding/binary"
	"hash/maphash"
	"math"
	"unicode/utf8"
)

// The major types of CBOR (RFC 8949, 3.1) that logs and snapshots have, as the first byte of an item has them.
const (
	cborUint  = 0x00
	cborInt   = 0x20 // negative
	cborText  = 0x60
	cborArray = 0x80
	cborMap   = 0xa0
	cborFalse = 0xf4
	cborTrue  = 0xf5
	cborNull  = 0xf6
)

// reader reads the CBOR that this package writes, without reflection. It is not a decoder of CBOR: what this
// package would not have written so, damage above all, makes it odd, and is then left to the real decoder to
// judge. What it reads without becoming odd is exactly what the real decoder would have read. When it is odd,
// all that it returned since is meaningless.
type reader struct {
	data  []byte // what is still to be read
	odd   bool
	known *texts // nil: all texts are new
}

// head reads the first bytes of an item and returns its argument if the item is of that major type.
func (r *reader) head(major byte) uint64 {
	if len(r.data) == 0 || r.data[0]&0xe0 != major {
		r.odd = true
		return 0
	}
	n := uint64(r.data[0] & 0x1f)
	if n < 24 {
		r.data = r.data[1:]
		return n
	}
	return r.longHead(n)
}

func (r *reader) longHead(info uint64) (n uint64) {
	size := 1 << (info & 3)
	if info > 27 || len(r.data) <= size {
		r.odd = true
		return 0
	}
	switch size {
	case 1:
		n = uint64(r.data[1])
	case 2:
		n = uint64(binary.BigEndian.Uint16(r.data[1:]))
	case 4:
		n = uint64(binary.BigEndian.Uint32(r.data[1:]))
	default:
		n = binary.BigEndian.Uint64(r.data[1:])
	}
	r.data = r.data[1+size:]
	return n
}

func (r *reader) uint() uint64 { return r.head(cborUint) }

func (r *reader) int() int64 {
	negative := len(r.data) > 0 && r.data[0]&0xe0 == cborInt
	major := byte(cborUint)
	if negative {
		major = cborInt
	}
	n := r.head(major)
	if n > math.MaxInt64 {
		r.odd = true
	}
	if negative {
		return -1 - int64(n)
	}
	return int64(n)
}

// small reads a number that has room in a byte.
func small[T ~uint8](r *reader) T {
	n := r.uint()
	if n > math.MaxUint8 {
		r.odd = true
	}
	return T(n)
}

// short reads a number that has room in 16 bits.
func (r *reader) short() int16 {
	n := r.int()
	if n != int64(int16(n)) {
		r.odd = true
	}
	return int16(n)
}

func (r *reader) bool() bool {
	if len(r.data) == 0 || r.data[0] != cborFalse && r.data[0] != cborTrue {
		r.odd = true
		return false
	}
	is := r.data[0] == cborTrue
	r.data = r.data[1:]
	return is
}

// textOf reads a text.
func textOf[T ~string](r *reader) T { return T(r.text()) }

func (r *reader) text() string {
	n := r.head(cborText)
	if n > uint64(len(r.data)) {
		r.odd = true
		return ""
	}
	b := r.data[:n]
	r.data = r.data[n:]
	s, ok := r.known.text(b)
	r.odd = r.odd || !ok
	return s
}

// array reads the head of an array and returns its length.
func (r *reader) array() int { return r.length(cborArray, 1) }

// list reads the head of an array, or a null, as writer.list writes it.
func (r *reader) list() int {
	if len(r.data) == 0 || r.data[0] != cborNull {
		return r.array()
	}
	r.data = r.data[1:]
	return 0
}

// value reads anything by way of the decoder.
func (r *reader) value(v any) {
	rest, err := decoding.UnmarshalFirst(r.data, v)
	r.data, r.odd = rest, r.odd || err != nil
}

// length reads the length of an array or a map whose entries have a size in bytes at least.
func (r *reader) length(major byte, size int) int {
	n := r.head(major)
	if n > uint64(len(r.data)/size) {
		r.odd = true
		return 0
	}
	return int(n)
}

// fields reads the head of a map whose keys are numbers of fields:
//
//	for m := r.fields(); m.next(r); {
//		switch m.key {
//		case 1: ...
//		default: r.odd = true
type fields struct {
	key  uint64
	left int
}

func (r *reader) fields() fields { return fields{left: r.length(cborMap, 2)} }

// next reads the next key, which is greater than the one before. It reports false at the end, or if r is odd.
func (m *fields) next(r *reader) bool {
	if m.left == 0 || r.odd {
		return false
	}
	m.left--
	last := m.key
	if m.key = r.uint(); m.key <= last {
		r.odd = true
	}
	return !r.odd
}

// texts keeps the texts that were read last, so that those that come again and again, as ids do, are made once.
// A nil *texts keeps none. It is not safe for concurrent use.
type texts struct {
	seed maphash.Seed
	kept []keptText
}

type keptText struct {
	hash uint64 // to see without a look at the text that it is another one
	text string
}

// newTexts returns texts that keep about that many; 8192 at most, to stay within a processor's caches.
func newTexts(n int) *texts {
	return &texts{seed: maphash.MakeSeed(), kept: make([]keptText, 1+min(n, 1<<13))}
}

// text returns b as a string, the one that was kept if there is one. It keeps valid UTF-8 only; false if b is not.
func (t *texts) text(b []byte) (string, bool) {
	if t == nil {
		return string(b), utf8.Valid(b)
	}
	hash := maphash.Bytes(t.seed, b)
	k := &t.kept[hash%uint64(len(t.kept))]
	if k.hash == hash && k.text == string(b) {
		return k.text, true
	}
	if !utf8.Valid(b) {
		return "", false
	}
	*k = keptText{hash, string(b)}
	return k.text, true
}
