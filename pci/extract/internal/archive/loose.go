package archive

import (
	"archive/zip"
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"

	"github.com/acdkit/acdkit/pci/extract/internal/text"
	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// maxSlack is how many bytes may lie between two entries: a descriptor of 64-bit sizes has 24, and some
// writers align what follows. Zeros are never too many.
const maxSlack = 64

// unlisted returns the entries that are in the file but not in its directory. Whatever else belongs to no
// entry is handed over as far as it looks like text, and is a gap.
func unlisted(w *walk.Walk, data []byte, files []*zip.File) []*entry {
	var entries []*entry
	for _, region := range loose(data, files) {
		if len(bytes.Trim(region, "\x00")) <= maxSlack {
			continue
		}
		w.Gap("", walk.Corrupt)
		text.Runs(w, region)
		entries = append(entries, salvage(w, region)...)
	}
	return entries
}

// loose returns what is between the entries, the directory and the end of the file.
func loose(data []byte, files []*zip.File) [][]byte {
	var regions [][]byte
	at := 0
	for _, s := range spans(data, files) {
		if s.begin > at {
			between := data[at:s.begin]
			regions = append(regions, between[:headerIn(between)])
		}
		at = max(at, s.end)
	}
	before, rest := cutAt(data[at:], centralMagic)
	rest = rest[min(directorySize(files), len(rest)):]
	inside, rest := cutAt(rest, endMagic)
	if bytes.HasPrefix(inside, []byte("PK\x06\x06")) { // the end record of 64 bits, and its locator
		inside = inside[min(76, len(inside)):]
	}
	return append(regions, before, inside, afterEnd(rest))
}

// A span is where the content of an entry is.
type span struct{ begin, end int }

// spans returns where the entries are, in order. Those without a local header are left out: they are
// gaps anyway.
func spans(data []byte, files []*zip.File) []span {
	var all []span
	for _, f := range files {
		begin, err := f.DataOffset()
		if err != nil || begin < 0 || begin > int64(len(data)) {
			continue
		}
		size := min(f.CompressedSize64, uint64(len(data))-uint64(begin))
		all = append(all, span{begin: int(begin), end: int(begin) + int(size)})
	}
	slices.SortFunc(all, func(a, b span) int { return cmp.Compare(a.begin, b.begin) })
	return all
}

// headerIn returns where the local header is that data ends with, or the length of data.
func headerIn(data []byte) int {
	for head := data; ; {
		i := bytes.LastIndex(head, []byte(localMagic))
		if i < 0 {
			return len(data)
		}
		if h := data[i:]; len(h) >= localSize {
			name, extra := binary.LittleEndian.Uint16(h[26:]), binary.LittleEndian.Uint16(h[28:])
			if localSize+int(name)+int(extra) == len(h) {
				return i
			}
		}
		head = head[:i]
	}
}

// cutAt cuts data before the first magic, or at its end.
func cutAt(data []byte, magic string) (before, from []byte) {
	i := bytes.Index(data, []byte(magic))
	if i < 0 {
		i = len(data)
	}
	return data[:i], data[i:]
}

// directorySize returns how long the headers of all entries in the directory are.
func directorySize(files []*zip.File) int {
	n := 0
	for _, f := range files {
		n += centralSize + len(f.Name) + len(f.Extra) + len(f.Comment)
	}
	return n
}

// afterEnd returns what follows the end record and its comment.
func afterEnd(data []byte) []byte {
	if len(data) < endSize {
		return nil
	}
	comment := int(binary.LittleEndian.Uint16(data[endSize-2:]))
	return data[min(endSize+comment, len(data)):]
}
