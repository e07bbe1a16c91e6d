// Package archive reads ZIP archives and the documents that are ZIP archives: OOXML, XPS, OpenDocument.
package archive

import (
	"bytes"
	"strings"

	"github.com/acdkit/acdkit/pci/extract/internal/walk"
	"github.com/acdkit/acdkit/pci/extract/internal/xmltext"
)

// Read hands over the text in data.
func Read(w *walk.Walk, data []byte) {
	entries := list(w, data)
	a := &archive{w: w, entries: entries, secret: make(map[string]bool)}
	a.identify()
	w.Format(a.format)
	a.names()
	for _, e := range a.inOrder() {
		if !w.Alive() {
			return
		}
		a.read(e)
	}
	clear(a.strings.text)
}

// An archive is what is known about the archive that is read.
type archive struct {
	w       *walk.Walk
	entries []*entry
	format  string
	types   contentTypes    // of OOXML
	secret  map[string]bool // entries of OpenDocument that are encrypted
	strings table           // shared strings of a workbook
}

// identify tells the format by what the archive says of itself.
func (a *archive) identify() {
	a.format = "zip"
	for _, e := range a.entries {
		switch strings.ToLower(e.name) {
		case "[content_types].xml":
			a.types.read(xmltext.Decode(a.w, e.name, a.data(e)))
			a.format = a.types.format()
		case "mimetype":
			if format := mimeFormat(string(a.data(e))); format != "" && a.format == "zip" {
				a.format = format
			}
		case "meta-inf/manifest.xml":
			a.manifest(e)
		}
	}
}

// names hands over the names of the entries: they are the sender's text.
func (a *archive) names() {
	t := a.w.Text("")
	for _, e := range a.entries {
		t.Break('\n')
		t.WriteString(e.name)
		if e.comment != "" {
			t.Break('\n')
			t.WriteString(e.comment)
		}
	}
	t.End()
}

// inOrder puts the shared strings first, which the sheets need.
func (a *archive) inOrder() []*entry {
	var first, rest []*entry
	for _, e := range a.entries {
		if sharedStrings(a.types.of(e.name), e.name) {
			first = append(first, e)
		} else {
			rest = append(rest, e)
		}
	}
	return append(first, rest...)
}

// read examines an entry as what it is in this kind of archive.
func (a *archive) read(e *entry) {
	if a.secret[e.name] {
		a.w.Gap(e.name, walk.Encrypted)
		return
	}
	data := a.data(e)
	e.data = nil
	switch {
	case len(data) == 0:
	case a.format == "zip", a.format == "epub":
		a.w.File(e.name, data)
	case isRecords(a.types.of(e.name), data):
		a.records(e.name, data)
	case xmltext.Is(data) && !isHTML(a.types.of(e.name), data):
		a.xml(e.name, data)
	default:
		xmltext.Binary(a.w, e.name, data)
	}
}

// xml reads a part that is XML.
func (a *archive) xml(name string, data []byte) {
	var o xmltext.Options
	switch {
	case sharedStrings(a.types.of(name), name):
		o.Item = a.strings.add
	case len(a.strings.ends) > 0:
		o.Shared = a.strings.at
	}
	xmltext.Read(a.w, name, data, o)
}

// isHTML reports the pages that some documents embed whole. They are read as HTML is.
func isHTML(kind string, data []byte) bool {
	return strings.HasSuffix(kind, "html") || strings.HasSuffix(kind, "html+xml") ||
		bytes.EqualFold(xmltext.Root(data).Local(), []byte("html"))
}

// data unpacks an entry, once.
func (a *archive) data(e *entry) []byte {
	if !e.done {
		e.data, e.done = e.unpack(a.w), true
		return e.data
	}
	return e.data
}
