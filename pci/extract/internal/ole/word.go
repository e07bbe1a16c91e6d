package ole

import (
	"github.com/acdkit/acdkit/pci/extract/internal/ole/codepage"
	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// A fib is what the beginning of a Word file tells ([MS-DOC] 2.5.1), as far as it is needed.
type fib struct {
	old     bool // Word 6 and 95: text in a code page, and everything in one stream
	complex bool // has a piece table even if old
	page    int  // code page of 8-bit text
	table   string
	from    int64 // the text of an old file
	to      int64
	clx     int64 // the piece table
	clxSize int64
}

// Flags in the FIB.
const (
	fComplex   = 0x0004
	fEncrypted = 0x0100
	fWhichTbl  = 0x0200
)

// readWord reads all text in the order of its pieces: the body, footnotes, headers, comments, endnotes
// and text boxes follow one another ([MS-DOC] 2.3).
func readWord(s *storage) {
	name, data := s.name("WordDocument"), s.stream("WordDocument")
	if len(data) < 0x60 {
		s.w.Gap(name, walk.Truncated)
		return
	}
	if le16(data[10:])&fEncrypted != 0 {
		s.skipEncrypted("WordDocument", "0Table", "1Table", "Data")
		return
	}
	f := parseFIB(data)
	w := &wordText{body: s.w.Text(name), codes: s.w.Text(name), page: f.page}
	cause := f.read(s, w, data)
	w.end()
	if cause != 0 {
		Runs(s.w, name, data)
		s.w.Gap(name, cause)
	}
	s.within(name, data)
}

// skipEncrypted names the streams as encrypted that are there.
func (s *storage) skipEncrypted(names ...string) {
	for _, name := range names {
		if i, ok := s.child(name); ok {
			s.used[i] = true
			s.w.Gap(s.name(name), walk.Encrypted)
		}
	}
}

func parseFIB(b []byte) fib {
	flags := le16(b[10:])
	f := fib{
		old: le16(b[2:]) < 0xC0, complex: flags&fComplex != 0, page: codepage.Windows, table: "0Table",
		from: int64(le32(b[0x18:])), to: int64(le32(b[0x1C:])),
	}
	if flags&fWhichTbl != 0 {
		f.table = "1Table"
	}
	at := int64(0x1A2)
	if f.old {
		at = 0x160
		f.page = codepage.OfLanguage(le16(b[6:]))
		if le16(b[0x14:]) == 256 {
			f.page = 10000 // Macintosh
		}
	}
	if p, ok := part(b, at, 8); ok {
		f.clx, f.clxSize = int64(le32(p)), int64(le32(p[4:]))
	}
	return f
}

// read writes the text, and returns why it is not whole.
func (f *fib) read(s *storage, w *wordText, data []byte) walk.Cause {
	table := data
	switch {
	case f.old && !f.complex:
		text, ok := part(data, f.from, f.to-f.from)
		w.narrow(text)
		clear(text)
		w.flush()
		RunsInto(w.codes, data)
		if !ok {
			return walk.Truncated
		}
		return 0
	case !f.old:
		table = s.stream(f.table)
		Runs(s.w, s.name(f.table), table)
		s.within(s.name(f.table), table)
	}
	clx, ok := part(table, f.clx, f.clxSize)
	if !ok || len(clx) == 0 {
		return walk.Truncated
	}
	pieces, ok := parsePieces(clx, f.old)
	if !ok {
		return walk.Corrupt
	}
	return f.pieces(s.w, w, data, pieces)
}

// pieces writes the text of the pieces, and then what lies between them: text that was deleted, but is
// still in the file, as quick saving leaves it.
func (f *fib) pieces(walking *walk.Walk, w *wordText, data []byte, pieces []piece) (cause walk.Cause) {
	left := int64(walking.Limits().PartBytes)
	for _, p := range pieces {
		if left -= p.size; left < 0 || !walking.Alive() {
			return walk.TooLarge
		}
		text, ok := part(data, p.from, p.size)
		if !ok {
			cause = walk.Truncated
		}
		if p.narrow {
			w.narrow(text)
		} else {
			w.wide(text)
		}
	}
	for _, p := range pieces { // there may be pieces that share text
		text, _ := part(data, p.from, p.size)
		clear(text)
	}
	w.flush()
	RunsInto(w.codes, data)
	return cause
}
