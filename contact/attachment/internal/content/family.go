package content

import "strconv"

// A Family is a group of formats that are used alike.
type Family uint8

// Families. Word, Sheet, Slides, Project and Visio are documents of that kind in any container; OLE is a
// compound file that is none of them.
const (
	Unknown Family = iota
	Text
	HTML
	XML
	RTF
	PDF
	Image
	Audio
	Video
	Font
	Archive
	OLE
	Word
	Sheet
	Slides
	Project
	Visio
	Publisher
	XPS
	OpenDocument
	Mail
	Executable
	Other // a known format that is none of these
)

// String returns the name in lower case, such as "sheet".
func (f Family) String() string {
	names := [...]string{
		"unknown", "text", "html", "xml", "rtf", "pdf", "image", "audio", "video", "font", "archive", "ole",
		"word", "sheet", "slides", "project", "visio", "publisher", "xps", "opendocument", "mail", "executable", "other",
	}
	if int(f) < len(names) {
		return names[f]
	}
	return strconv.Itoa(int(f))
}
