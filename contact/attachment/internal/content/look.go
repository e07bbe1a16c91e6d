package content

import (
	"bytes"
	"strings"
)

// unknownType is the media type of what is not known.
const unknownType = "application/octet-stream"

// A Report is what a file is, and what is dangerous about it.
type Report struct {
	Type   string // media type by content, without parameters; "application/octet-stream" if unknown
	Family Family

	Macros     bool // a document with macros: Visual Basic, Excel 4, Basic and scripts of OpenDocument
	Encrypted  bool // needs a password or a right to be read, wholly or in part
	Active     bool // markup, mail or PDF that runs or loads something when it is opened; RTF with objects
	Bomb       bool // expands beyond all measure
	Executable bool // a program or script, or an archive, mail or document that holds one by name
}

// Look says what data is. The name serves for two things only: a plain text that is called .html will be
// read as HTML by whoever opens it, so it is looked through as such; and a PDF may stand behind some text if
// it is called .pdf. Look never fails and never panics; it is safe for concurrent use.
func Look(data []byte, name string) Report {
	ext := extension(name)
	var r Report
	switch {
	case isZip(data):
		return lookZip(data)
	case isCompound(data):
		r = lookCompound(data)
	case isPDF(data, ext):
		r = lookPDF(data)
	case isRTF(data):
		r = lookRTF(data)
	default:
		if text, ok := decode(data); ok {
			r = lookText(text, ext)
		} else {
			r = lookBinary(data)
		}
	}
	// A ZIP archive is read from its end, so it can stand behind any other file.
	r.Executable = r.Executable || holdsProgram(central(data).entries)
	return r
}

// extension returns the last extension of a name in lower case, with its dot, or "".
func extension(name string) string {
	name = strings.TrimRight(name, ". ")
	dot := strings.LastIndexByte(name, '.')
	if dot < strings.LastIndexAny(name, `/\`) || dot < 0 {
		return ""
	}
	return strings.ToLower(name[dot:])
}

// isRTF knows {\rt as Word does, which does not ask for the f.
func isRTF(data []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(data, "\ufeff \t\r\n"), []byte(`{\rt`))
}

// lookRTF calls RTF active that holds an object: Word starts the program that the object names.
func lookRTF(data []byte) Report {
	r := Report{Type: "text/rtf", Family: RTF}
	for _, word := range []string{`\objdata`, `\objupdate`, `\objautlink`, `\objocx`} {
		r.Active = r.Active || bytes.Contains(data, []byte(word))
	}
	return r
}
