package content

import (
	"bytes"
	"encoding/binary"
)

// lookRAR goes through the headers of a RAR archive of version 4 or 5: names of programs, sizes, and
// whether contents or even the headers are encrypted, which hides the names.
func lookRAR(r *Report, data []byte) {
	if b, ok := bytes.CutPrefix(data, []byte("Rar!\x1A\x07\x01\x00")); ok {
		lookRAR5(r, b)
	} else if b, ok := bytes.CutPrefix(data, []byte("Rar!\x1A\x07\x00")); ok {
		lookRAR4(r, b)
	}
}

// lookRAR4 reads headers of CRC (2 bytes), type (1), flags (2) and size (2), and for files the sizes.
func lookRAR4(r *Report, b []byte) {
	var sum uint64
	for len(b) >= 7 {
		kind, flags, size := b[2], binary.LittleEndian.Uint16(b[3:]), int(binary.LittleEndian.Uint16(b[5:]))
		if size < 7 || size > len(b) {
			return
		}
		head, packed := b[:size], uint64(0)
		switch {
		case kind == 0x73 && flags&0x80 != 0: // the headers that follow
			r.Encrypted = true
			return
		case kind == 0x74 && size >= 32:
			r.Encrypted = r.Encrypted || flags&4 != 0
			n := int(binary.LittleEndian.Uint16(head[26:]))
			from := 32
			if flags&0x100 != 0 { // greater sizes
				from += 8
			}
			r.Executable = r.Executable || isProgram(string(cut(head, from, n)))
			r.Bomb = r.Bomb || tooLarge(&sum, uint64(binary.LittleEndian.Uint32(head[11:])), uint64(binary.LittleEndian.Uint32(head[7:])))
		}
		if flags&0x8000 != 0 && size >= 11 {
			packed = uint64(binary.LittleEndian.Uint32(head[7:]))
		}
		b = b[size:]
		b = b[min(packed, uint64(len(b))):]
	}
}

// tooLarge adds the size of a file to the sum.
func tooLarge(sum *uint64, size, packed uint64) bool {
	*sum += min(size, maxExpanded+1)
	return *sum > maxExpanded || excessive(size, packed)
}

// A vint reads the numbers of RAR 5: seven bits a byte, the lowest first. Beyond the end all are zero.
type vint struct{ b []byte }

func (v *vint) next() uint64 {
	n, used := binary.Uvarint(v.b[:min(len(v.b), 10)])
	if used <= 0 {
		v.b = nil
		return 0
	}
	v.b = v.b[used:]
	return n
}

// lookRAR5 reads headers of CRC (4 bytes), size, type, flags, size of the extra area, size of the data.
func lookRAR5(r *Report, b []byte) {
	var sum uint64
	for len(b) > 4 {
		v := vint{b[4:]}
		size := v.next()
		if size == 0 || size > uint64(len(v.b)) {
			return
		}
		rest := v.b[size:]
		h := vint{v.b[:size]}
		kind, flags := h.next(), h.next()
		var extra, packed uint64
		if flags&1 != 0 {
			extra = h.next()
		}
		if flags&2 != 0 {
			packed = h.next()
		}
		switch kind {
		case 4: // the headers that follow are encrypted
			r.Encrypted = true
			return
		case 2:
			fileRAR5(r, h, extra, packed, &sum)
		}
		b = rest[min(packed, uint64(len(rest))):]
	}
}

// fileRAR5 reads a file header: flags, size, attributes, time and checksum if flagged, method, system, name.
func fileRAR5(r *Report, h vint, extra, packed uint64, sum *uint64) {
	records := vint{h.b[uint64(len(h.b))-min(extra, uint64(len(h.b))):]}
	flags, size := h.next(), h.next()
	h.next()
	skip := 0
	for _, flag := range []uint64{2, 4} {
		if flags&flag != 0 {
			skip += 4
		}
	}
	h.b = h.b[min(skip, len(h.b)):]
	h.next()
	h.next()
	n := h.next()
	r.Executable = r.Executable || isProgram(string(h.b[:min(n, uint64(len(h.b)))]))
	r.Bomb = r.Bomb || flags&8 == 0 && tooLarge(sum, size, packed)
	for len(records.b) > 0 { // size, type 1 is encryption
		n := records.next()
		if n == 0 || n > uint64(len(records.b)) {
			return
		}
		record := vint{records.b[:n]}
		r.Encrypted = r.Encrypted || record.next() == 1
		records.b = records.b[n:]
	}
}
