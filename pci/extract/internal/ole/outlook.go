package ole

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/acdkit/acdkit/pci/extract/internal/lzfu"
	"github.com/acdkit/acdkit/pci/extract/internal/ole/codepage"
	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// Properties of messages ([MS-OXPROPS]) that are read in a way of their own.
const (
	pidRTF         = 0x1009
	pidHTML        = 0x1013
	pidData        = 0x3701 // of an attachment
	pidRendering   = 0x3702 // its icon; its name is 3707, or short 3704
	pidInternet    = 0x3FDE // code pages
	pidMessagePage = 0x3FFD
	pidNamed       = 0x8000 // from here on others have defined them
)

// Types of properties ([MS-OXCDATA] 2.11.1).
const (
	ptLong    = 0x0003
	ptDouble  = 0x0005
	ptInt64   = 0x0014
	ptString8 = 0x001E
	ptUnicode = 0x001F
	ptBinary  = 0x0102
	ptMulti   = 0x1000
)

const outlookPrefix = "__substg1.0_"

// readOutlook reads a message ([MS-OXMSG] 2.4), a recipient or an attachment: all of them are storages of
// properties.
func readOutlook(s *storage) {
	s.fixed(s.stream("__properties_version1.0"))
	if names, ok := s.in("__nameid_version1.0"); ok {
		names.each(func(i int, e *entry) {
			Runs(s.w, names.name(e.name), names.read(i))
		})
	}
	text := s.w.Text(strings.TrimSuffix(s.path, "/"))
	s.each(func(i int, e *entry) {
		if id, kind, ok := property(e.name); ok && e.kind == kindStream {
			s.property(text, i, id, kind)
		}
	})
	text.End()
}

// property returns the identifier and type that the name of a stream tells.
func property(name string) (id, kind int, ok bool) {
	hex, ok := strings.CutPrefix(name, outlookPrefix)
	if !ok || len(hex) < 8 {
		return 0, 0, false
	}
	n, err := strconv.ParseUint(hex[:8], 16, 32)
	return int(n >> 16), int(n & 0xFFFF), err == nil
}

// fixed reads the values that are numbers ([MS-OXMSG] 2.4.2): the code page, and numbers of named
// properties. The head has 32 bytes in a message, 24 in one within another, 8 elsewhere.
func (s *storage) fixed(b []byte) {
	head := 32
	if len(b)%16 != 0 {
		head = 8
	}
	var pages [2]int
	for b = b[min(head, len(b)):]; len(b) >= 16; b = b[16:] {
		kind, id := le16(b), le16(b[2:])
		switch {
		case kind == ptLong && id == pidMessagePage:
			pages[0] = int(le32(b[8:]))
		case kind == ptLong && id == pidInternet:
			pages[1] = int(le32(b[8:]))
		case kind == ptDouble && id >= pidNamed:
			s.w.Write(s.name("property"), number(double(b[8:])))
		case kind == ptInt64 && id >= pidNamed:
			s.w.Write(s.name("property"), eight(vtI8, b[8:]))
		}
	}
	for _, page := range pages[:] {
		if page != 0 && s.page == 0 {
			s.page = page
		}
	}
}

// property reads the value of one property: strings to text, files to where files are read.
func (s *storage) property(text *walk.Text, i, id, kind int) {
	name, data := s.name(s.c.entries[i].name), s.read(i)
	multi := len(s.c.entries[i].name) == len(outlookPrefix)+8 && kind&ptMulti != 0
	switch {
	case kind == ptBinary:
		s.binary(text, name, id, data)
	case multi: // the lengths of the values, which have streams of their own
	case kind&^ptMulti == ptUnicode && id == pidHTML:
		s.w.File(s.name("body.html"), appendUTF16(nil, data))
	case kind&^ptMulti == ptUnicode:
		s.line(text, string(appendUTF16(nil, data)))
	case kind&^ptMulti == ptString8:
		line, ok := codepage.Decode(s.page, data)
		if !ok {
			s.w.Gap(name, walk.Undecodable)
		}
		s.line(text, line)
	default:
		RunsInto(text, data)
	}
}

func (s *storage) line(t *walk.Text, line string) {
	t.Break('\n')
	t.WriteString(strings.ReplaceAll(strings.TrimRight(line, "\x00"), "\r\n", "\n"))
}

func (s *storage) binary(text *walk.Text, name string, id int, data []byte) {
	switch {
	case len(data) == 0:
	case id == pidRTF:
		s.rtf(data)
	case id == pidHTML:
		s.w.File(s.name("body.html"), bytes.TrimRight(data, "\x00"))
	case id == pidData:
		s.w.File(s.fileName(name), data)
	case id == pidRendering:
		s.w.Gap(name, walk.Picture)
	default:
		RunsInto(text, data)
	}
}

// rtf unpacks the body.
func (s *storage) rtf(data []byte) {
	name := s.name("body.rtf")
	z, err := lzfu.NewReader(data)
	if err != nil {
		Runs(s.w, name, data)
		s.w.Gap(name, walk.Corrupt)
		return
	}
	s.w.File(name, s.w.Inflate(name, z))
}

// fileName returns the name of an attachment, or else the other.
func (s *storage) fileName(other string) string {
	for _, id := range []string{"3707", "3704"} {
		if i, ok := s.child(outlookPrefix + id + "001F"); ok {
			return s.path + string(bytes.TrimRight(appendUTF16(nil, s.read(i)), "\x00"))
		}
		if i, ok := s.child(outlookPrefix + id + "001E"); ok {
			name, _ := codepage.Decode(s.page, s.read(i))
			return s.path + strings.TrimRight(name, "\x00")
		}
	}
	return other
}
