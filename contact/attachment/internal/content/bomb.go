package content

import (
	"bytes"
	"cmp"
	"compress/flate"
	"io"
	"slices"
)

// Limits of what an archive may expand to.
const (
	// maxExpanded is what all entries may declare, in bytes: forty times the greatest message (D5), more
	// than a person would look through, and what a desktop still holds in memory.
	maxExpanded = 1 << 30

	// maxRatio is how much larger than packed an entry may be. Text packs 3 to 20 times, repetitive
	// spreadsheets some 100 times; zeros 1032 times, the most that deflate can do.
	maxRatio = 200

	// minExpanded is the size in bytes from which an entry is measured by its ratio: drawings of a mostly
	// empty page in documents pack 700 times, and have some megabytes.
	minExpanded = 16 << 20

	// deflateRatio is the most that deflate can do: 258 bytes in two bits.
	deflateRatio = 1032

	// maxProof is how many bytes are really expanded to see whether declared sizes are true: what takes
	// some tenths of a second.
	maxProof = 64 << 20
)

// isBomb reports whether an archive expands beyond measure: by what it declares, by contents that
// overlap, so that each byte is expanded many times (D. Fifield, A better zip bomb, 2019), and by contents
// that are larger than declared.
func isBomb(a *archive, data []byte) bool {
	var sum uint64
	for i := range a.entries {
		f := &a.entries[i]
		if sum += min(f.size, maxExpanded+1); sum > maxExpanded || excessive(f.size, f.packed) {
			return true
		}
	}
	return a.many || overlap(a.entries[:a.listed]) || lies(a, data)
}

func excessive(size, packed uint64) bool {
	return size > minExpanded && size/maxRatio > packed
}

// overlap reports whether two entries of the directory share bytes.
func overlap(entries []zipped) bool {
	var all []zipped
	for _, f := range entries {
		if f.header >= 0 {
			all = append(all, f)
		}
	}
	slices.SortFunc(all, func(f, g zipped) int { return cmp.Compare(f.header, g.header) })
	for i := 1; i < len(all); i++ {
		if f := &all[i-1]; uint64(f.body)+f.packed > uint64(all[i].header) {
			return true
		}
	}
	return false
}

// lies reports whether the content of an entry is larger than declared, as far as maxProof goes, those that
// could expand most first. An archive that could not reach maxExpanded whatever it declares is not tried.
// Whoever expands an archive should stop at the declared sizes nevertheless.
func lies(a *archive, data []byte) bool {
	suspects, most := a.deflated(data)
	if most*deflateRatio <= maxExpanded {
		return false
	}
	r := flate.NewReader(nil)
	left := int64(maxProof)
	for _, f := range suspects {
		if r.(flate.Resetter).Reset(bytes.NewReader(f.content(data)), nil) != nil {
			return false
		}
		n, _ := io.Copy(io.Discard, io.LimitReader(r, min(left, int64(f.size)+1)))
		if left -= n; n > int64(f.size) {
			return true
		}
		if left <= 0 {
			return false
		}
	}
	return false
}

// deflated returns the entries that are, the largest first, and how many bytes they are packed.
func (a *archive) deflated(data []byte) (all []zipped, packed int) {
	for i, f := range a.entries {
		if f.method != 8 || f.flags&1 != 0 {
			continue
		}
		if i >= a.listed && f.flags&8 != 0 { // its size is told behind the content
			f.size = max(f.size, f.packed*maxRatio)
		}
		all = append(all, f)
		packed += len(f.content(data))
	}
	slices.SortStableFunc(all, func(f, g zipped) int { return cmp.Compare(g.packed, f.packed) })
	return all, packed
}

// expand returns at most limit bytes of the content of an entry, nil if it is packed in a way that we do
// not know.
func (f *zipped) expand(data []byte, limit int) []byte {
	packed := f.content(data)
	switch {
	case f.flags&1 != 0:
		return nil
	case f.method == 0:
		return packed[:min(limit, len(packed))]
	case f.method == 8:
		b, _ := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(packed)), int64(limit)))
		return b
	}
	return nil
}
