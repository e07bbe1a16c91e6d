// Package markup reads HTML, XHTML and XML.
package markup

import (
	"github.com/acdkit/acdkit/pci/extract/internal/htmltext"
	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// Read hands over the text in data: what a browser shows, and what it does not.
func Read(w *walk.Walk, data []byte) {
	if kindOf(data) == isXML {
		readXML(w, data)
		return
	}
	w.Format("html")
	htmltext.Read(w, "", data, "")
}

// Is reports whether data looks like it.
func Is(data []byte) bool { return kindOf(data) != isNeither }
