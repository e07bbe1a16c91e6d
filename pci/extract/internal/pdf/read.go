// Package pdf reads PDF (ISO 32000-1 and -2): page text, forms, annotations, properties, embedded files, and
// what earlier revisions of the file left in it.
//
// Objects are found by scanning the file, not by its cross-reference tables, for those are often damaged and
// never name what is hidden. Text comes out as the places of its characters on the page have it.
package pdf

import (
	"bytes"

	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// Read hands over the text in data.
func Read(w *walk.Walk, data []byte) {
	w.Format("pdf")
	s := &scanner{walk: w, data: data}
	s.scan()
	if len(s.objects) == 0 {
		w.Gap("", walk.Corrupt)
	}
	if cut(data[min(s.outer, len(data)):]) {
		w.Gap("", walk.Truncated)
	}
	f := newFile(w, s)
	if f == nil {
		return
	}
	f.pages("")
	if f.revised() {
		f.oldest = true
		f.pages(", earlier")
		f.oldest = false
	}
	f.gather()
	f.streams()
	if len(s.outside) > 0 {
		w.Write("comments", string(s.outside))
	}
}

// cut reports whether a file lacks its end: behind the last object, a trailer or one of its marks.
func cut(end []byte) bool {
	return !bytes.Contains(end, []byte("%%EOF")) && !bytes.Contains(end, []byte("startxref")) &&
		!bytes.Contains(end, []byte("trailer"))
}
