// Package ole reads compound files: Word, Excel, PowerPoint and Publisher before 2007, Outlook's MSG, and
// macro projects.
package ole

import "github.com/acdkit/acdkit/pci/extract/internal/walk"

// Read hands over the text in data.
func Read(w *walk.Walk, data []byte) {
	w.Format("ole")
	c, err := openCompound(data)
	if err != nil {
		Runs(w, "", data)
		w.Gap("", walk.Corrupt)
		return
	}
	if c.cause != 0 {
		w.Gap("", c.cause)
	}
	s := &storage{w: w, c: c, used: map[int]bool{}}
	s.document()
}

// document reads a storage by what is in it: a whole document, or the part of one.
func (s *storage) document() {
	switch {
	case s.has("EncryptedPackage"), s.has("EncryptionInfo"):
		s.w.Gap(s.name("EncryptedPackage"), walk.Encrypted)
	case s.has("WordDocument"):
		s.format("doc")
		readWord(s)
	case s.has("Workbook"), s.has("Book"):
		s.format("xls")
		readExcel(s)
	case s.has("PowerPoint Document"), s.has("PP40"):
		s.format("ppt")
		readPowerPoint(s)
	case s.has("__properties_version1.0"):
		s.format("msg")
		readOutlook(s)
	case s.has("Quill"):
		s.format("pub")
		readPublisher(s)
	case s.has("_VBA_PROJECT"), s.has("VBA"):
		s.format("vba")
		readVBA(s)
	}
	s.rest()
}
