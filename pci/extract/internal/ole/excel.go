package ole

import (
	"github.com/acdkit/acdkit/pci/extract/internal/ole/codepage"
	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// Kinds of BIFF records ([MS-XLS] 2.3.2).
const (
	recFormula    = 0x0006
	recHeader     = 0x0014
	recFooter     = 0x0015
	recNote       = 0x001C
	recFilePass   = 0x002F
	recCodePage   = 0x0042
	recImData     = 0x007F
	recBoundSheet = 0x0085
	recMulRK      = 0x00BD
	recSXNum      = 0x00C9
	recRString    = 0x00D6
	recBackground = 0x00E9
	recDrawings   = 0x00EB
	recDrawing    = 0x00EC
	recSST        = 0x00FC
	recLabelSST   = 0x00FD
	recTXO        = 0x01B6
	recNumber     = 0x0203
	recLabel      = 0x0204
	recString     = 0x0207
	recRK         = 0x027E
	recBOF        = 0x0809
	recTheme      = 0x0896
)

// silent are kinds of records that hold numbers of layout alone, or nothing.
func silent(kind int) bool {
	switch kind {
	case 0, 0x0A, 0x0B, 0x0D, 0x1D, 0x55, 0x7D, 0x92, 0xBE, 0xD7, 0xE0, 0xFF, 0x200, 0x201, 0x208, 0x20B, 0x23E,
		0x87D, 0x87C:
		return true
	}
	return false
}

// An excel reads the records of a workbook: cells go to their sheet, everything else that is text to
// other.
type excel struct {
	s      *storage
	name   string
	page   int
	biff8  bool
	sst    sst
	sheets map[int]string // names, by where the sheet begins
	sheet  *sheet
	col    int // of the last formula, whose text comes in a record of its own
	row    int
	other  *walk.Text
	down   *walk.Text
	group  []byte // drawings of the whole book, which go on in records of the same kind
	cause  walk.Cause
}

// readExcel reads the workbook; files for two versions of Excel have two.
func readExcel(s *storage) {
	for _, name := range []string{"Workbook", "Book"} {
		if s.has(name) {
			readBook(s, name)
		}
	}
	if i, ok := s.child("_SX_DB_CUR"); ok { // pivot caches: copies of cells, which may be gone
		if caches, ok := s.open(i); ok {
			caches.each(func(_ int, e *entry) { readBook(caches, e.name) })
		}
	}
}

func readBook(s *storage, stream string) {
	name, data := s.name(stream), s.stream(stream)
	x := &excel{
		s: s, name: name, page: codepage.Windows, biff8: true, sheets: map[int]string{},
		other: s.w.Text(name), down: s.w.Text(name + "/columns"),
	}
	x.begin("")
	if cause := records(s.w, data, x.record); cause != 0 {
		x.cause = cause
	}
	x.drawings(x.group)
	x.sheet.end()
	for i, used := range x.sst.used {
		if !used && s.w.Alive() {
			x.line(x.sst.text(i))
		}
	}
	clear(x.sst.buf)
	x.down.End()
	x.other.End()
	if x.cause != 0 {
		s.w.Gap(name, x.cause)
	}
}

// begin starts a sheet.
func (x *excel) begin(title string) {
	if x.sheet != nil {
		x.sheet.end()
	}
	part := x.name
	if title != "" {
		part += "/" + title
	}
	x.sheet = newSheet(x.s.w.Text(part), x.down)
}

// line writes a text that is no cell.
func (x *excel) line(text []byte) {
	x.other.Break('\n')
	x.other.Write(text)
}

// record reads one record. It says no if the rest is encrypted.
func (x *excel) record(r *record) bool {
	if r.kind != recDrawings {
		x.drawings(x.group)
		x.group = nil
	}
	switch r.kind {
	case recFilePass:
		x.cause = walk.Encrypted
		return false
	case recBOF:
		x.biff8 = len(r.body) < 2 || le16(r.body) >= 0x600
		if title, ok := x.sheets[r.at]; ok {
			x.begin(title)
		}
	case recCodePage:
		x.page = r.fields().u16()
	case recSST:
		if !x.sst.parse(r, func(b []byte) { RunsInto(x.other, b) }) {
			x.cause = walk.Corrupt
		}
	case recImData, recBackground:
		x.s.w.Gap(x.name, walk.Picture)
	case recDrawings:
		x.group = append(x.group, r.joined()...)
	case recDrawing, recTheme:
		x.drawings(r.joined())
	default:
		if !x.cell(r) && !x.text(r) && !silent(r.kind) {
			RunsInto(x.other, r.joined())
		}
	}
	return true
}

// drawings hands over names and descriptions of shapes, and what else is in them.
func (x *excel) drawings(b []byte) {
	if len(b) > 0 {
		RunsInto(x.other, b)
		x.s.within(x.name, b)
	}
}

// text reads a record of text that is no cell.
func (x *excel) text(r *record) bool {
	f := r.fields()
	switch {
	case r.kind == recBoundSheet:
		at := int(f.u32())
		f.u16()
		title := x.string(f, f.byte())
		x.sheets[at] = string(title)
		x.line(title)
	case r.kind == recHeader, r.kind == recFooter:
		if len(r.body) > 0 {
			x.line(pageText(x.string(f, x.count(f))))
		}
	case r.kind == recTXO && x.biff8 && len(r.body) >= 18:
		text := fields{more: r.more}
		x.line(text.chars(nil, le16(r.body[10:]), false))
	case r.kind == recNote && !x.biff8 && len(r.body) >= 6:
		x.line(x.decode(r.body[6:]))
	default:
		return false
	}
	if f.bad {
		x.cause = walk.Corrupt
	}
	return true
}

// count reads the length of a string that is not in a cell: a byte before BIFF8.
func (x *excel) count(f *fields) int {
	if x.biff8 {
		return f.u16()
	}
	return f.byte()
}

// string reads n characters: with a byte of flags before them in BIFF8, in the code page before.
func (x *excel) string(f *fields, n int) []byte {
	if !x.biff8 {
		return x.decode(f.take(int64(n)))
	}
	flags := f.byte()
	if flags&0x08 != 0 {
		f.u16()
	}
	if flags&0x04 != 0 {
		f.u32()
	}
	return f.chars(nil, n, flags&1 != 0)
}

func (x *excel) decode(b []byte) []byte {
	text, ok := codepage.Decode(macPage(x.page), b)
	if !ok {
		x.cause = walk.Undecodable
	}
	return []byte(text)
}

// macPage returns the usual number of a code page ([MS-XLS] 2.4.52 has two of its own).
func macPage(page int) int {
	switch page {
	case 0x8000:
		return 10000
	case 0x8001:
		return codepage.Windows
	}
	return page
}
