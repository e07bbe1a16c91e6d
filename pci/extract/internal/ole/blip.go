package ole

import (
	"bytes"
	"compress/zlib"

	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// blips are the heads of picture records in drawings ([MS-ODRAW] 2.2.23), and of pictures.
var blips = []string{
	"\xA0\x46\x1D\xF0", "\xB0\x46\x1D\xF0", "\x20\x6E\x1D\xF0", "\x30\x6E\x1D\xF0", // JPEG
	"\x00\x6E\x1E\xF0", "\x10\x6E\x1E\xF0", "\x80\x7A\x1F\xF0", "\x90\x7A\x1F\xF0", // PNG, DIB
	"\x40\x6E\x29\xF0", "\x50\x6E\x29\xF0", // TIFF
	"\x89PNG\r\n\x1A\n", "\xFF\xD8\xFF\xE0", "\xFF\xD8\xFF\xE1", "GIF89a",
}

// metafiles are the heads of metafiles in drawings, with one identifier before them or two: EMF, WMF, PICT.
var metafiles = []struct {
	head string
	ids  int64
}{
	{"\x40\x3D\x1A\xF0", 16}, {"\x50\x3D\x1A\xF0", 32}, {"\x60\x21\x1B\xF0", 16}, {"\x70\x21\x1B\xF0", 32},
	{"\x20\x54\x1C\xF0", 16}, {"\x30\x54\x1C\xF0", 32},
}

// drawn looks for pictures, which are a Gap, one for all. Metafiles among them have text that can be read.
func (s *storage) drawn(name string, data []byte) {
	found := false
	for _, head := range blips {
		found = found || bytes.Contains(data, []byte(head))
	}
	for _, m := range metafiles {
		for rest := data; s.w.Alive(); found = true {
			i := bytes.Index(rest, []byte(m.head))
			if i < 0 {
				break
			}
			rest = rest[i+len(m.head):]
			rest = rest[s.metafile(name, rest, m.ids):]
		}
	}
	if found {
		s.w.Gap(name, walk.Picture)
	}
}

// metafile hands over what can be printed in a metafile, mostly compressed ([MS-ODRAW] 2.2.24): labels of a
// chart, or the whole picture as PDF, as on a Macintosh. Before it are the length of the record and its
// identifiers. It returns how long it is.
func (s *storage) metafile(name string, b []byte, ids int64) int {
	head, ok := part(b, 4+ids, 34)
	if !ok {
		return 0
	}
	picture, _ := part(b, 4+ids+34, int64(le32(head[28:])))
	size := 4 + int(ids) + 34 + len(picture)
	if head[32] == 0 {
		z, err := zlib.NewReader(bytes.NewReader(picture))
		if err != nil {
			return 0 // four bytes that looked like a head
		}
		picture = s.w.Inflate(name+"/metafile", z)
	}
	if i := bytes.Index(picture, []byte("%PDF-")); i >= 0 {
		s.w.File(name+"/metafile", picture[i:])
	} else {
		Runs(s.w, name+"/metafile", picture)
	}
	return size
}
