package ole

import (
	"strings"

	"github.com/acdkit/acdkit/pci/extract/internal/ole/codepage"
	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// Records of the stream dir that are needed ([MS-OVBA] 2.3.4.2).
const (
	dirCodePage = 0x0003
	dirVersion  = 0x0009
	dirStream   = 0x001A // the name of a module's stream
	dirOffset   = 0x0031 // where in it the source begins
)

// readVBA reads the source of macros: the storage with the modules, or the one around it.
func readVBA(s *storage) {
	if !s.has("dir") {
		return // the storage VBA is in this one, and read with the rest
	}
	name := s.name("dir")
	packed := s.stream("dir")
	dir := s.w.Inflate(name, &ovba{in: packed})
	Runs(s.w, name, dir)
	modules, page := parseDir(dir)
	if len(modules) == 0 {
		s.w.Gap(name, walk.Corrupt)
	}
	if most := s.w.Limits().Parts; len(modules) > most {
		modules = modules[:most]
		s.w.Gap(name, walk.TooMany)
	}
	for _, m := range modules {
		if s.w.Alive() {
			s.module(m, page)
		}
	}
}

// module reads the source of a module, and the printable runs of the compiled code before it.
func (s *storage) module(m module, page int) {
	i, ok := s.child(m.stream)
	if !ok || s.used[i] {
		return
	}
	name, data := s.name(m.stream), s.read(i)
	source, ok := part(data, m.offset, int64(len(data)))
	if !ok && len(source) == 0 {
		Runs(s.w, name, data)
		s.w.Gap(name, walk.Corrupt)
		return
	}
	Runs(s.w, name, data[:m.offset])
	text, ok := codepage.Decode(page, s.w.Inflate(name, &ovba{in: source}))
	s.w.Write(name, strings.ReplaceAll(text, "\r\n", "\n"))
	if !ok {
		s.w.Gap(name, walk.Undecodable)
	}
}

type module struct {
	stream string
	offset int64
}

// parseDir returns the modules and the code page of the project.
func parseDir(b []byte) (modules []module, page int) {
	page = codepage.Windows
	var stream string
	for len(b) >= 6 {
		kind, size := le16(b), int64(le32(b[2:]))
		if kind == dirVersion {
			size = 6 // says 4
		}
		data, ok := part(b, 6, size)
		if !ok {
			break
		}
		switch {
		case kind == dirCodePage && size == 2:
			page = le16(data)
		case kind == dirStream:
			stream, _ = codepage.Decode(page, data)
		case kind == dirOffset && size == 4:
			modules = append(modules, module{stream, int64(le32(data))})
		}
		b = b[6+size:]
	}
	return modules, page
}
