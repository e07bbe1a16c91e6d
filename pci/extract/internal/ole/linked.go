package ole

import (
	"bytes"

	"github.com/acdkit/acdkit/pci/extract/internal/ole/codepage"
	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// Linked reads an object as OLE 1 had it ([MS-OLEDS] 2.2), which is how RTF holds embedded objects: its
// class and names, and its native data. What is none is a file, or read as native data.
func Linked(w *walk.Walk, name string, data []byte) {
	names, native, ok := parseLinked(data)
	if !ok {
		Object(w, name, data)
		return
	}
	t := w.Text(name)
	for _, s := range names {
		line, _ := codepage.Decode(codepage.Windows, bytes.TrimRight(s, "\x00"))
		t.WriteString(line + "\n")
	}
	t.End()
	if len(native) > 0 {
		Object(w, name, native)
	}
}

// parseLinked reads a version, the kind (1 linked, 2 embedded), class, topic and item, and the native data;
// after that is a picture of the object.
func parseLinked(b []byte) (names [][]byte, native []byte, ok bool) {
	if len(b) < 8 || le32(b[4:]) != 1 && le32(b[4:]) != 2 {
		return nil, nil, false
	}
	linked := le32(b[4:]) == 1
	b = b[8:]
	for range 3 {
		if len(b) < 4 {
			return nil, nil, false
		}
		s, whole := part(b, 4, int64(le32(b)))
		if !whole {
			return nil, nil, false
		}
		names, b = append(names, s), b[4+len(s):]
	}
	if linked {
		return append(names, b), nil, true
	}
	if len(b) < 4 {
		return nil, nil, false
	}
	native, ok = part(b, 4, int64(le32(b)))
	return names, native, ok
}
