package content

import (
	"bytes"
	"compress/zlib"
	"io"
	"strings"
)

const pdfType = "application/pdf"

// Limits of the object streams of a PDF (ISO 32000-1, 7.5.7), which hold its dictionaries compressed: bytes
// of one, and of all. They hold numbers and names; real files stay far below.
const (
	maxObjectStream  = 4 << 20
	maxObjectStreams = 64 << 20
)

// isPDF looks for the mark in the first 1024 bytes, as readers do. Only space may be in front of it, or
// something unknown; and text in a file that is called so. What is known by its beginning is that.
func isPDF(data []byte, ext string) bool {
	at := bytes.Index(data[:min(len(data), 1024)], []byte("%PDF-"))
	if at < 0 {
		return false
	}
	front := bytes.TrimLeft(data[:at], "\ufeff \t\r\n\x00")
	if text, ok := decode(front); ok {
		return len(front) == 0 || ext == ".pdf" && lookText(text, "").Family != Executable
	}
	return lookBinary(front).Family == Unknown
}

// A pdf is a PDF that is being looked through.
type pdf struct {
	r         Report
	rendition bool // there is a rendition action, which may carry a script
	script    bool // there is the script of an action
	left      int  // bytes of object streams that may still be expanded
	unread    bool // there is an object stream that is packed in another way
	reader    io.ReadCloser
	plain     bytes.Buffer
}

// lookPDF reads the names of all objects, wherever they are: writers of hostile files do not keep to the
// table of objects. Active are scripts and the starting of programs. Embedded files are not, because nothing
// opens them by itself; nor is an action on opening that only goes to a page.
func lookPDF(data []byte) Report {
	p := pdf{r: Report{Type: pdfType, Family: PDF}, left: maxObjectStreams}
	p.names(data, true)
	p.r.Active = p.r.Active || p.rendition && p.script || p.unread && !p.r.Encrypted
	return p.r
}

// names goes from name to name. Within compressed content there are names by chance, so short ones must
// be followed by what a writer puts there.
func (p *pdf) names(data []byte, outside bool) {
	for at := bytes.IndexByte(data, '/'); at >= 0; {
		data = data[at+1:]
		name, rest := pdfName(data)
		switch name {
		case "JavaScript", "Launch":
			p.r.Active = true
		case "Rendition":
			p.rendition = true
		case "JS":
			p.script = p.script || isValue(rest, "(<")
		case "Encrypt":
			p.r.Encrypted = p.r.Encrypted || isValue(rest, "<")
		case "ObjStm":
			if outside {
				p.objects(rest)
			}
		}
		at = bytes.IndexByte(data, '/')
	}
}

const pdfDelimiters = "\x00\t\n\f\r ()<>[]{}/%"

// pdfName returns the name that data begins with, its #xx undone, and what follows. Names that are longer
// than all we look for are "".
func pdfName(data []byte) (string, []byte) {
	var b [16]byte
	name := b[:0]
	for i := 0; i < len(data) && len(name) < len(b); i++ {
		c := data[i]
		if strings.IndexByte(pdfDelimiters, c) >= 0 {
			return string(name), data[i:]
		}
		if c == '#' && i+2 < len(data) {
			if hi, lo := hexDigit(data[i+1]), hexDigit(data[i+2]); hi >= 0 && lo >= 0 {
				c = byte(hi<<4 | lo)
				i += 2
			}
		}
		name = append(name, c)
	}
	return "", nil
}

func hexDigit(c byte) int { return strings.IndexByte("0123456789abcdef", c|0x20) }

// isValue reports whether data begins, after space, with a reference ("12 0 R") or one of these characters.
func isValue(data []byte, begin string) bool {
	data = bytes.TrimLeft(data[:min(len(data), 64)], "\x00\t\n\f\r ")
	if len(data) == 0 {
		return false
	}
	if strings.IndexByte(begin, data[0]) >= 0 {
		return true
	}
	for range 2 {
		rest := bytes.TrimLeft(data, "0123456789")
		if len(rest) == len(data) {
			return false
		}
		data = bytes.TrimLeft(rest, "\x00\t\n\f\r ")
	}
	return bytes.HasPrefix(data, []byte("R"))
}

// objects expands the object stream whose dictionary is before data. One that is not packed was seen already.
func (p *pdf) objects(data []byte) {
	_, stream, ok := bytes.Cut(data[:min(len(data), 4096)], []byte("stream"))
	if !ok || p.left <= 0 {
		return
	}
	packed := bytes.TrimLeft(data[len(data[:min(len(data), 4096)])-len(stream):], "\r\n")
	if err := p.open(packed); err != nil {
		p.unread = p.unread || len(packed) > 0 && (packed[0] < '0' || packed[0] > '9')
		return
	}
	p.plain.Reset()
	_, _ = io.Copy(&p.plain, io.LimitReader(p.reader, int64(min(maxObjectStream, p.left)))) // what there is
	p.left -= p.plain.Len()
	p.names(p.plain.Bytes(), false)
}

// open makes the one reader of all streams read this one.
func (p *pdf) open(packed []byte) (err error) {
	if p.reader == nil {
		p.reader, err = zlib.NewReader(bytes.NewReader(packed))
		return err
	}
	return p.reader.(zlib.Resetter).Reset(bytes.NewReader(packed), nil)
}
