package archive

import "github.com/acdkit/acdkit/pci/extract/internal/xmltext"

// manifest reads the manifest of an OpenDocument package: what it is, if nothing else has told, and which
// entries are encrypted (OpenDocument 1.3, part 2, 4.4).
func (a *archive) manifest(e *entry) {
	name := ""
	for tag := range xmltext.Tags(xmltext.Decode(a.w, e.name, a.data(e))) {
		switch string(tag.Local()) {
		case "file-entry":
			name = tag.Attr("full-path")
			if format := mimeFormat(tag.Attr("media-type")); name == "/" && format != "" && a.format == "zip" {
				a.format = format
			}
		case "encryption-data":
			a.secret[name] = true
		}
	}
}
