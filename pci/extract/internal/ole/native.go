package ole

import (
	"bytes"

	"github.com/acdkit/acdkit/pci/extract/internal/ole/codepage"
	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// native reads the stream Ole10Native ([MS-OLEDS] 2.3.6): a length, and then mostly a packaged file.
func native(w *walk.Walk, name string, data []byte) {
	if len(data) < 4 {
		Runs(w, name, data)
		w.Gap(name, walk.Corrupt)
		return
	}
	Object(w, name, data[4:])
}

// Object reads the native data of an embedded object: a file, a package with one, or what nothing here
// knows.
func Object(w *walk.Walk, name string, data []byte) {
	switch p, ok := parsePackage(data); {
	case file(data):
		w.File(name, data)
	case ok:
		t := w.Text(name)
		for _, s := range p.names {
			line, _ := codepage.Decode(codepage.Windows, s)
			t.WriteString(line + "\n")
		}
		RunsInto(t, p.rest)
		t.End()
		w.File(p.label(name), p.data)
	case picture(data):
		w.Gap(name, walk.Picture)
	default:
		Runs(w, name, data)
		w.Gap(name, walk.Unsupported)
	}
}

// picture reports whether data is a bitmap or another picture by its first bytes.
func picture(data []byte) bool {
	for _, head := range []string{"BM", "\x89PNG\r\n\x1A\n", "\xFF\xD8\xFF", "GIF8"} {
		if bytes.HasPrefix(data, []byte(head)) {
			return true
		}
	}
	return false
}

// packaged is a file that the Windows packager has put into a document.
type packaged struct {
	names [][]byte // label, path, path of the temporary copy
	data  []byte
	rest  []byte // the names again, in UTF-16
}

// parsePackage reads 2, label, path, 0, 3, path (with its length), and the file (with its length).
func parsePackage(b []byte) (p packaged, ok bool) {
	if len(b) < 4 || le16(b) != 2 {
		return p, false
	}
	b = b[2:]
	for range 2 {
		name, rest, found := bytes.Cut(b, []byte{0})
		if !found || len(name) > 1024 {
			return p, false
		}
		p.names, b = append(p.names, name), rest
	}
	if len(b) < 8 || le16(b[2:]) != 3 {
		return p, false
	}
	path, ok1 := part(b, 8, int64(le32(b[4:])))
	b = b[min(8+len(path), len(b)):]
	if !ok1 || len(b) < 4 {
		return p, false
	}
	p.names = append(p.names, bytes.TrimRight(path, "\x00"))
	p.data, ok = part(b, 4, int64(le32(b)))
	p.rest = b[4+len(p.data):]
	return p, ok
}

// label is the name that the packaged file had, or else the other.
func (p *packaged) label(other string) string {
	if len(p.names[0]) == 0 {
		return other
	}
	label, _ := codepage.Decode(codepage.Windows, p.names[0])
	return label
}
