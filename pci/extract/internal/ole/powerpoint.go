package ole

import (
	"bytes"
	"compress/zlib"
	"strconv"

	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// Kinds of PowerPoint records ([MS-PPT] 2.13.24) and of drawings.
const (
	pptSound     = 0x07E7 // SoundDataBlob
	pptChars     = 0x0FA0
	pptBytes     = 0x0FA8
	pptString    = 0x0FBA // CString
	pptStorage   = 0x1011 // ExOleObjStg, ExControlStg, VbaProjectStg
	pptTagData   = 0x138B // records of later versions, comments among them
	pptEncrypted = 0x2F14 // CryptSession10Container
	pptStyles    = 0x0FA1 // StyleTextPropAtom, and others that are layout alone
	pptRuler     = 0x0FA6
	pptMasterPr  = 0x0FA3
)

// tokenEncrypted is what the stream Current User says of an encrypted file ([MS-PPT] 2.3.2).
const tokenEncrypted = 0xF3D1C4DF

// A powerPoint reads records: all of the stream, those among them that an incremental save has left
// behind.
type powerPoint struct {
	s       *storage
	name    string
	text    *walk.Text // what the slides show, and comments
	other   *walk.Text // everything else that can be printed
	objects int
	cause   walk.Cause
}

func readPowerPoint(s *storage) {
	if s.has("EncryptedSummary") || s.encryptedUser() {
		s.skipEncrypted("PowerPoint Document", "EncryptedSummary", "Pictures")
		return
	}
	const stream = "PowerPoint Document"
	if !s.has(stream) {
		i, _ := s.child("PP40") // PowerPoint 95: not read otherwise
		s.unknown(s.name("PP40"), s.read(i))
		return
	}
	name, data := s.name(stream), s.stream(stream)
	p := &powerPoint{s: s, name: name, text: s.w.Text(name), other: s.w.Text(name)}
	if rest := p.records(data, 0); len(rest) > 0 {
		RunsInto(p.other, rest)
		p.cause = max(p.cause, walk.Truncated)
	}
	p.text.End()
	p.other.End()
	if p.cause != 0 {
		s.w.Gap(name, p.cause)
	}
}

func (s *storage) encryptedUser() bool {
	user := s.stream("Current User")
	Runs(s.w, s.name("Current User"), user)
	return len(user) >= 16 && le32(user[12:]) == tokenEncrypted
}

// records reads records one after another, and steps into containers as if they were not there: so
// nothing in them can lead astray. It returns what is left if a record is longer than the data.
func (p *powerPoint) records(data []byte, depth int) []byte {
	for len(data) >= 8 && p.s.w.Alive() {
		version, kind := le16(data), le16(data[2:])
		if version&0xF == 0xF {
			if kind == pptEncrypted {
				p.cause = walk.Encrypted
			}
			data = data[8:]
			continue
		}
		body, ok := part(data, 8, int64(le32(data[4:])))
		if !ok {
			return data
		}
		p.atom(version>>4, kind, body, depth)
		data = data[8+len(body):]
	}
	return nil
}

func (p *powerPoint) atom(instance, kind int, body []byte, depth int) {
	switch kind {
	case pptChars, pptString:
		p.line(appendUTF16(nil, body))
	case pptBytes:
		p.line(appendLatin1(nil, body))
	case pptStorage:
		p.object(instance, body)
	case pptTagData:
		if depth > 8 {
			RunsInto(p.other, body)
		} else if rest := p.records(body, depth+1); len(rest) > 0 {
			RunsInto(p.other, body)
		}
	case pptSound:
		p.s.w.Gap(p.name, walk.Picture)
	case pptStyles, pptRuler, pptMasterPr:
	default:
		RunsInto(p.other, body)
		p.s.within(p.name, body)
	}
}

// line writes a text with the ends of paragraph and line that PowerPoint has.
func (p *powerPoint) line(text []byte) {
	for i, c := range text {
		if c == '\r' || c == 0x0B {
			text[i] = '\n'
		}
	}
	p.text.Break('\n')
	p.text.Write(text)
}

// object hands on an embedded document or the macros: a compound file, mostly compressed
// ([MS-PPT] 2.10.34).
func (p *powerPoint) object(instance int, body []byte) {
	p.objects++
	name := p.s.name("object" + strconv.Itoa(p.objects))
	if instance == 0 {
		p.s.w.File(name, body)
		return
	}
	if len(body) < 4 {
		p.s.w.Gap(name, walk.Truncated)
		return
	}
	z, err := zlib.NewReader(bytes.NewReader(body[4:]))
	if err != nil {
		p.s.w.Gap(name, walk.Corrupt)
		return
	}
	p.s.w.File(name, p.s.w.Inflate(name, z))
}
