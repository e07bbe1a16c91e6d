package ole

import (
	"bytes"
	"slices"
	"strings"

	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// plain are streams whose printable characters are all their text, without a better reader: names of
// classes, links and forms, tables that index what others hold.
var plain = []string{
	"\x01CompObj", "\x01Ole", "\x03ObjInfo", "\x03LINKINFO", "\x03OCXNAME", "\x03OCXDATA", "\x03PRINT",
	"\x03ACCESSOBJSITEDATA", "\x03ITEMPROP", "\x03VBFrame", // objects and controls
	"0Table", "1Table", "Data", // Word: names of authors, data of form fields
	"Current User", "Header", "Text_Content", // PowerPoint
	"Ctls", "XCB", "User Names", "Dir", "_SX_DB", // Excel: controls, command bars, users of a shared book
	"PROJECT", "PROJECTwm", "PROJECTlk", "VBFrame", "_VBA_PROJECT", "f", "o", "x", "contents", // macros and their forms
	"EscherStm", "\x03Internal", // Publisher
	"Version", "DataSpaceMap", "\x06Primary", "_signatures", // rights management, signatures
}

// pictures are streams that hold what an object looks like, as a metafile or bitmap.
var pictures = []string{
	"\x02OlePres", "\x03META", "\x03EPRINT", "\x03PIC", "\x03DIB", "Pictures", "PICT", "EscherDelayStm",
	"\x03MailStream", "Thumbnail",
}

// rest reads what the reader of the document left: properties, embedded objects, and what is not known.
func (s *storage) rest() {
	s.each(func(i int, e *entry) {
		switch {
		case e.kind == kindStorage:
			if in, ok := s.open(i); ok {
				in.document()
			}
		case e.size > 0:
			s.other(i, e.name)
		}
	})
}

// other reads a stream by its name.
func (s *storage) other(i int, name string) {
	data, at := s.read(i), s.name(name)
	switch {
	case strings.HasPrefix(name, "\tDRM"): // rights management: the document itself ([MS-OFFCRYPTO] 1.3.2)
		s.w.Gap(at, walk.Encrypted)
	case strings.HasPrefix(name, "\x05"):
		readProperties(s.w, at, data)
	case name == "\x01Ole10Native":
		native(s.w, at, data)
	case name == "Package", name == "EmbeddedOdf", file(data), s.custom(name):
		s.w.File(at, data)
	case slices.ContainsFunc(pictures, func(p string) bool { return strings.HasPrefix(name, p) }):
		Runs(s.w, at, data)
		s.drawn(at, data)
		s.w.Gap(at, walk.Picture)
	case slices.Contains(plain, name), strings.HasPrefix(name, "__SRP_"):
		Runs(s.w, at, data)
		s.within(at, data)
	default:
		s.unknown(at, data)
	}
}

// custom reports whether a stream is one of the two files of an item of custom XML ([MS-DOC] 2.1.8).
func (s *storage) custom(name string) bool {
	return strings.Contains(s.path, "MsoDataStore/") && (name == "Item" || name == "Properties")
}

// unknown reads a stream that nothing here knows: what can be printed, and a Gap, for there may be more.
func (s *storage) unknown(name string, data []byte) {
	s.w.Write(name, name)
	Runs(s.w, name, data)
	s.w.Gap(name, walk.Unsupported)
}

// file reports whether data is a file of its own by its first bytes.
func file(data []byte) bool {
	for _, magic := range []string{"%PDF-", "PK\x03\x04", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", `{\rtf`, "<?xml"} {
		if bytes.HasPrefix(data, []byte(magic)) {
			return true
		}
	}
	return false
}

// within looks for what a stream of other things may hold: pictures, which are a Gap, one for all, and the
// packages of later versions (themes, shapes), which are files.
func (s *storage) within(name string, data []byte) {
	s.drawn(name, data)
	for s.w.Alive() {
		from := bytes.Index(data, []byte("PK\x03\x04"))
		if from < 0 {
			return
		}
		data = data[from:]
		end := bytes.Index(data, []byte("PK\x05\x06")) + 22
		if end < 22 || end > len(data) {
			s.w.Gap(name, walk.Truncated)
			return
		}
		s.w.File(name+"/package", data[:end])
		data = data[end:]
	}
}
