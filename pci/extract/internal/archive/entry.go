package archive

import (
	"archive/zip"
	"bytes"
	"compress/bzip2"
	"compress/flate"
	"errors"
	"io"
	"strings"

	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// Flags of an entry, and methods of compression (APPNOTE.TXT 4.4.4, 4.4.5).
const (
	flagEncrypted  = 1 << 0
	flagDescriptor = 1 << 3
	flagHidden     = 1 << 13 // the central directory is encrypted

	methodStored  = 0
	methodDeflate = 8
	methodBzip2   = 12
	methodAES     = 99
)

// An entry is a file in the archive.
type entry struct {
	name    string
	comment string
	flags   uint16
	method  uint16
	open    func() (io.Reader, error)
	pieces  []*entry // of a part that is interleaved
	done    bool
	data    []byte // unpacked, if done
}

// unpack returns the content. What cannot be had is a gap.
func (e *entry) unpack(w *walk.Walk) []byte {
	if len(e.pieces) > 0 {
		var all []byte
		for _, p := range e.pieces {
			all = append(all, p.unpack(w)...)
		}
		return all
	}
	if e.flags&(flagEncrypted|flagHidden) != 0 || e.method == methodAES {
		w.Gap(e.name, walk.Encrypted)
		return nil
	}
	r, err := e.open()
	switch {
	case errors.Is(err, zip.ErrAlgorithm):
		w.Gap(e.name, walk.Unsupported)
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		w.Gap(e.name, walk.Truncated)
	case err != nil:
		w.Gap(e.name, walk.Corrupt)
	default:
		return w.Inflate(e.name, r)
	}
	return nil
}

// inflater returns a reader of compressed data, or nil for a method that is not known.
func inflater(method uint16, data io.Reader) io.Reader {
	switch method {
	case methodStored:
		return data
	case methodDeflate:
		return flate.NewReader(data)
	case methodBzip2:
		return bzip2.NewReader(data)
	}
	return nil
}

// list returns the entries of an archive: those of its directory, and those that it does not tell of.
func list(w *walk.Walk, data []byte) []*entry {
	most := w.Limits().Parts
	if bytes.Count(data, []byte(centralMagic)) > most {
		w.Gap("", walk.TooMany) // and too much memory
		return salvage(w, data)
	}
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		w.Gap("", cutOrCorrupt(data))
		return salvage(w, data)
	}
	r.RegisterDecompressor(methodBzip2, func(r io.Reader) io.ReadCloser { return io.NopCloser(bzip2.NewReader(r)) })
	if r.Comment != "" {
		w.Write("", r.Comment)
	}
	var entries []*entry
	for _, f := range r.File {
		if e := listed(w, f); e != nil {
			entries = append(entries, e)
		}
	}
	return joined(append(entries, unlisted(w, data, r.File)...))
}

// cutOrCorrupt tells why there is no directory: it is at the end.
func cutOrCorrupt(data []byte) walk.Cause {
	if bytes.Contains(data, []byte(endMagic)) {
		return walk.Corrupt
	}
	return walk.Truncated
}

// listed is an entry of the directory. One for a folder has no content.
func listed(w *walk.Walk, f *zip.File) *entry {
	e := &entry{name: f.Name, comment: f.Comment, flags: f.Flags, method: f.Method}
	e.open = func() (io.Reader, error) { return f.Open() }
	if strings.HasSuffix(f.Name, "/") {
		if f.UncompressedSize64 > 0 || f.CompressedSize64 > 2 { // 2: nothing, deflated
			w.Gap(f.Name, walk.Corrupt)
		}
		e.open = func() (io.Reader, error) { return bytes.NewReader(nil), nil }
		e.flags = 0
	}
	return e
}
