// Package text reads plain text of any character set.
package text

import (
	"github.com/acdkit/acdkit/internal/charset"
	"github.com/acdkit/acdkit/pci/extract/internal/htmltext"
	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// Read hands over the text in data. Data that is no text is a Gap, and its Runs.
func Read(w *walk.Walk, data []byte) {
	w.Format("text")
	if !Plain(w, "", data, "") {
		w.Format("binary")
		Runs(w, data)
		w.Gap("", walk.Unsupported)
	}
}

// Plain hands over data as the text of the named part, in the declared charset, or in any if that is "": all
// readings that differ in their digits, and what a browser would show. It reports false, and does nothing, if data is no
// text.
func Plain(w *walk.Walk, name string, data []byte, declared string) bool {
	if most := w.Limits().PartBytes; len(data) > most {
		w.Gap(name, walk.TooLarge)
		data = data[:most]
	}
	r := charset.Read(data, declared)
	if r.Binary {
		return false
	}
	if !r.Known {
		w.Gap(name, walk.Undecodable)
	}
	for _, text := range r.Texts {
		t := w.Text(name)
		t.Write(text)
		t.End()
		if htmltext.Tagged(text) {
			htmltext.Shown(w, name, text)
		}
	}
	return true
}
