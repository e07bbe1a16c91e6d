package content

import (
	"bytes"
	"encoding/binary"
)

// Signatures of ZIP (APPNOTE 4.3).
const (
	localSign   = "PK\x03\x04"
	centralSign = "PK\x01\x02"
	endSign     = "PK\x05\x06"
	end64Sign   = "PK\x06\x06"
	find64Sign  = "PK\x06\x07"
)

// maxFiles bounds the entries of an archive: more do not fit without the 64-bit extension, and no
// document or archive that one sends to a person has them.
const maxFiles = 65_000

func isZip(data []byte) bool {
	for _, sign := range []string{localSign, endSign, "PK\x07\x08"} {
		if bytes.HasPrefix(data, []byte(sign)) {
			return true
		}
	}
	return false
}

// A zipped file is an entry of the directory, or a header in front of the content.
type zipped struct {
	name         []byte
	flags        uint16
	method       uint16
	packed, size uint64 // bytes, as declared
	header, body int    // where its header and its content begin; -1 if that is not in data
}

// content returns what is there of the packed content.
func (f *zipped) content(data []byte) []byte {
	if f.body < 0 || f.body > len(data) {
		return nil
	}
	return data[f.body:][:min(f.packed, uint64(len(data)-f.body))]
}

// An archive is what the directory of a ZIP archive lists. It is read here and not with archive/zip,
// which keeps a structure for each of any number of entries, and refuses what other readers open.
type archive struct {
	entries []zipped
	listed  int  // how many of them the directory lists; the others only have a header
	many    bool // there are more than maxFiles
}

// central reads the directory at the end. There are no entries if it is not found.
func central(data []byte) archive {
	var a archive
	start, base := findDirectory(data)
	for at := start; at >= 0 && len(data)-at >= 46 && string(data[at:at+4]) == centralSign; {
		if len(a.entries) == maxFiles {
			a.many = true
			break
		}
		var f zipped
		f, at = centralEntry(data, at, base)
		a.entries = append(a.entries, f)
	}
	a.listed = len(a.entries)
	return a
}

// findDirectory returns where the directory begins, -1 if nowhere, and what is to be added to the places
// of headers: archives may stand behind something else, which their places do not count.
func findDirectory(data []byte) (start, base int) {
	end := findEnd(data)
	if end < 0 {
		return -1, 0
	}
	size, place := uint64(binary.LittleEndian.Uint32(data[end+12:])), uint64(binary.LittleEndian.Uint32(data[end+16:]))
	if size64, place64, end64, ok := findEnd64(data, end); ok {
		size, place, end = size64, place64, end64
	}
	for _, at := range []uint64{uint64(end) - size, place} {
		if at < uint64(end) && bytes.HasPrefix(data[at:], []byte(centralSign)) {
			return int(at), int(at - min(place, at))
		}
	}
	return -1, 0
}

// findEnd returns where the record at the end begins; only a comment may follow.
func findEnd(data []byte) int {
	from := max(0, len(data)-22-0xFFFF)
	tail := data[from:]
	for at := bytes.LastIndex(tail, []byte(endSign)); at >= 0; at = bytes.LastIndex(tail[:at], []byte(endSign)) {
		if rest := data[from+at:]; len(rest) >= 22 && len(rest) >= 22+int(binary.LittleEndian.Uint16(rest[20:])) {
			return from + at
		}
	}
	return -1
}

// findEnd64 returns the size and the place of the directory by the record of the 64-bit extension, which is
// before the other if it is there.
func findEnd64(data []byte, end int) (size, place uint64, end64 int, ok bool) {
	end64 = end - 20 - 56
	if end64 < 0 || string(data[end-20:end-16]) != find64Sign || string(data[end64:end64+4]) != end64Sign {
		return 0, 0, 0, false
	}
	return binary.LittleEndian.Uint64(data[end64+40:]), binary.LittleEndian.Uint64(data[end64+48:]), end64, true
}

// centralEntry reads the entry at a place, and returns the place of the next.
func centralEntry(data []byte, at, base int) (zipped, int) {
	b := data[at:]
	n, extra := int(binary.LittleEndian.Uint16(b[28:])), int(binary.LittleEndian.Uint16(b[30:]))
	comment := int(binary.LittleEndian.Uint16(b[32:]))
	f := zipped{
		name:   entryName(b, 46, n),
		flags:  binary.LittleEndian.Uint16(b[8:]),
		method: binary.LittleEndian.Uint16(b[10:]),
		packed: uint64(binary.LittleEndian.Uint32(b[20:])),
		size:   uint64(binary.LittleEndian.Uint32(b[24:])),
		header: -1, body: -1,
	}
	place := uint64(binary.LittleEndian.Uint32(b[42:]))
	long := longSizes(cut(b, 46+n, extra))
	for _, v := range []*uint64{&f.size, &f.packed, &place} {
		if *v == 0xFFFFFFFF && len(long) >= 8 {
			*v, long = binary.LittleEndian.Uint64(long), long[8:]
		}
	}
	if place < uint64(len(data)) {
		f.locate(data, int(place)+base)
	}
	return f, at + 46 + n + extra + comment
}

// cut returns at most n bytes of b from a place on.
func cut(b []byte, from, n int) []byte {
	from = min(from, len(b))
	return b[from:min(from+n, len(b))]
}

// entryName returns a name, of one longer than maxName the end: entries that overlap could make us read the
// same bytes again and again.
func entryName(b []byte, from, n int) []byte {
	name := cut(b, from, n)
	return name[max(0, len(name)-maxName):]
}

// longSizes returns the extra field of the 64-bit extension.
func longSizes(extra []byte) []byte {
	for len(extra) >= 4 {
		id, n := binary.LittleEndian.Uint16(extra), int(binary.LittleEndian.Uint16(extra[2:]))
		if id == 1 {
			return cut(extra, 4, n)
		}
		extra = extra[min(4+n, len(extra)):]
	}
	return nil
}

// locate finds the content by the header at a place.
func (f *zipped) locate(data []byte, at int) {
	if h, ok := localEntry(data, at); ok {
		f.header, f.body = h.header, h.body
	}
}

// localEntry reads the header at a place.
func localEntry(data []byte, at int) (zipped, bool) {
	if at < 0 || len(data)-at < 30 || string(data[at:at+4]) != localSign {
		return zipped{}, false
	}
	b := data[at:]
	n, extra := int(binary.LittleEndian.Uint16(b[26:])), int(binary.LittleEndian.Uint16(b[28:]))
	return zipped{
		name:   entryName(b, 30, n),
		flags:  binary.LittleEndian.Uint16(b[6:]),
		method: binary.LittleEndian.Uint16(b[8:]),
		packed: uint64(binary.LittleEndian.Uint32(b[18:])),
		size:   uint64(binary.LittleEndian.Uint32(b[22:])),
		header: at, body: at + 30 + n + extra,
	}, true
}
