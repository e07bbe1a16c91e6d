package jetstream

import (
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/acdkit/acdkit/contact/journal"
)

// format is the version of the stored form, the first byte of every message. It changes when older programs cannot read
// what newer ones write; every program reads the formats before its own.
const format = 1

// What a message is.
const (
	kindPart = 1 // of a record; the last part makes the record
	kindCut  = 2 // everything up to version was cut
)

// message is what one message of a stream's subject holds. In format 1 that is: format, kind, version; and of a part also
// its number from 0, the number of parts, the record's checksum (4 bytes), the length of its id, the id, and data to the
// end. Numbers are unsigned varints, the checksum is big-endian.
type message struct {
	seq     uint64 // of the JetStream stream
	kind    byte
	version journal.Version
	part    uint64
	parts   uint64
	sum     uint32
	id      string
	data    []byte // shares memory with the message
}

// overhead is what a message has beside its data, at most.
const overhead = 2 + 3*binary.MaxVarintLen64 + 4 + 2 + journal.MaxID

var errMessage = errors.New("malformed message")

// encode appends the stored form of m to b.
func (m message) encode(b []byte) []byte {
	b = append(b, format, m.kind)
	b = binary.AppendUvarint(b, uint64(m.version))
	if m.kind == kindCut {
		return b
	}
	b = binary.AppendUvarint(b, m.part)
	b = binary.AppendUvarint(b, m.parts)
	b = binary.BigEndian.AppendUint32(b, m.sum)
	b = binary.AppendUvarint(b, uint64(len(m.id)))
	b = append(b, m.id...)
	return append(b, m.data...)
}

// decode reads the stored form. The error is ErrFormat for a format that is not known, or journal.ErrCorrupt.
func decode(b []byte) (message, error) {
	if len(b) == 0 {
		return message{}, fmt.Errorf("%w: %w", journal.ErrCorrupt, errMessage)
	}
	if b[0] != format {
		return message{}, fmt.Errorf("%w: %d, newest known %d", ErrFormat, b[0], format)
	}
	d := decoder{rest: b[1:]}
	m := message{kind: d.byte(), version: journal.Version(d.uvarint())}
	if m.kind == kindPart {
		m.part, m.parts, m.sum = d.uvarint(), d.uvarint(), d.uint32()
		m.id = string(d.take(d.uvarint()))
		m.data = d.rest
	}
	if d.bad || !m.sound() {
		return message{}, fmt.Errorf("%w: %w", journal.ErrCorrupt, errMessage)
	}
	return m, nil
}

func (m message) sound() bool {
	if m.version == 0 || m.version > journal.MaxVersion {
		return false
	}
	return m.kind == kindCut || m.kind == kindPart && m.part < m.parts
}

// begins tells whether a stream can begin with m.
func (m message) begins() bool { return m.kind == kindPart && m.version == 1 && m.part == 0 }

// last is the version of the stream when m is its last message: parts count only when they are complete.
func (m message) last() journal.Version {
	if m.kind == kindPart && m.part+1 < m.parts {
		return m.version - 1
	}
	return m.version
}

// decoder reads fields off the front of a message.
type decoder struct {
	rest []byte
	bad  bool
}

func (d *decoder) take(n uint64) []byte {
	if n > uint64(len(d.rest)) {
		d.bad = true
		return nil
	}
	b := d.rest[:n]
	d.rest = d.rest[n:]
	return b
}

func (d *decoder) byte() byte {
	if b := d.take(1); b != nil {
		return b[0]
	}
	return 0
}

func (d *decoder) uint32() uint32 {
	if b := d.take(4); b != nil {
		return binary.BigEndian.Uint32(b)
	}
	return 0
}

func (d *decoder) uvarint() uint64 {
	v, n := binary.Uvarint(d.rest)
	if n <= 0 {
		d.bad = true
		return 0
	}
	d.rest = d.rest[n:]
	return v
}
