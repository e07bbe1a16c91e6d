package xmltext

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"path"
	"strings"

	"github.com/acdkit/acdkit/pci/extract/internal/text"
	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// nameBlob remembers what the file is called that an element holds in base64.
func (x *reader) nameBlob(tag Tag) {
	x.blobName = tag.Attr("name")
	if x.blobName == "" {
		x.blobName = x.name
	}
	if x.blobName == "" {
		x.blobName = string(tag.Local())
	}
}

// endBlob examines the file.
func (x *reader) endBlob() {
	if len(x.blob) == 0 {
		return
	}
	code := base64.NewDecoder(base64.RawStdEncoding, bytes.NewReader(onlyBase64(x.blob)))
	data := x.w.Inflate(x.blobName, code)
	x.blob = x.blob[:0]
	Binary(x.w, x.blobName, data)
}

// onlyBase64 takes out white space, padding and whatever else does not count, in place.
func onlyBase64(data []byte) []byte {
	out := data[:0]
	for _, c := range data {
		if 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '+' || c == '/' {
			out = append(out, c)
		}
	}
	return out
}

// Binary examines a part of an office document that is no XML.
func Binary(w *walk.Walk, name string, data []byte) {
	switch {
	case len(data) == 0:
	case bytes.HasPrefix(data, []byte("ActiveMime\x00")):
		activeMime(w, name, data)
	case Textless(name) && !contains(data):
		text.Runs(w, data)
	default:
		w.File(name, data)
	}
}

// Textless reports the parts that documents have beside their text, which are no Gap although nothing
// reads them: embedded fonts, settings of a printer, toolbars, a signature of macros, a cache of page breaks. What
// looks like text in them is handed over all the same.
func Textless(name string) bool {
	base := strings.ToLower(path.Base(strings.ReplaceAll(name, `\`, "/")))
	switch path.Ext(base) {
	case ".odttf", ".fntdata", ".ttf", ".otf", ".ttc", ".sigs":
		return true
	}
	return base == "layout-cache" || strings.HasSuffix(base, ".bin") &&
		(strings.HasPrefix(base, "printersettings") || strings.HasPrefix(base, "attachedtoolbars") || strings.HasPrefix(base, "vbaprojectsignature"))
}

// contains reports whether data is a file that can hold others or text, whatever it is called.
func contains(data []byte) bool {
	for _, magic := range []string{"PK\x03\x04", "\xD0\xCF\x11\xE0", "{\\rt", "Rar!", "7z\xBC\xAF", "\x1F\x8B", "MZ"} {
		if bytes.HasPrefix(data, []byte(magic)) {
			return true
		}
	}
	return bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-"))
}

// activeMime opens the wrapping in which Word's XML has macros and OLE objects: a header of 50 bytes,
// then zlib (seen in files; it is not documented).
func activeMime(w *walk.Walk, name string, data []byte) {
	const header = 0x32
	if len(data) < header {
		w.Gap(name, walk.Truncated)
		return
	}
	r, err := zlib.NewReader(bytes.NewReader(data[header:]))
	if err != nil {
		w.Gap(name, walk.Corrupt)
		return
	}
	w.File(name, w.Inflate(name, r))
}
