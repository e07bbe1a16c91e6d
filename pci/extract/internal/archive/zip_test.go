package archive

import (
	"archive/zip"
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// What is planted.
const (
	visa   = "4539148803436467"
	amex   = "371449635398431"
	master = "5555555555554444"
)

// A member is an entry to be written.
type member struct {
	name, text string
}

// pack writes an archive.
func pack(t testing.TB, members ...member) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, m := range members {
		f, err := z.Create(m.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(m.text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// A result is what reading an archive gives.
type result struct {
	format string
	texts  []string
	files  []string
	gaps   []walk.Gap
}

func read(data []byte, limits walk.Limits) (r result) {
	w := walk.New(context.Background(), walk.Config{
		Limits: limits,
		Open:   func(_ *walk.Walk, data []byte) { r.files = append(r.files, string(data)) },
		Visit:  func(_ walk.Part, text []byte) { r.texts = append(r.texts, string(text)) },
	})
	Read(w, data)
	r.format = w.Formatted()
	r.gaps, _ = w.Gaps()
	return r
}

// has reports whether a text or a file has that in it.
func (r result) has(text string) bool {
	return strings.Contains(strings.Join(r.texts, "\x00"), text) || strings.Contains(strings.Join(r.files, "\x00"), text)
}

func TestReadZip(t *testing.T) {
	r := read(pack(t, member{"a.txt", visa}, member{"dir/", ""}, member{"dir/" + amex, "x"}, member{"a.txt", master}), walk.Limits{})
	for _, want := range []string{visa, amex, master} {
		if !r.has(want) {
			t.Errorf("Read does not find %s", want)
		}
	}
	if r.format != "zip" || len(r.gaps) > 0 || len(r.files) != 3 {
		t.Errorf("Read gives format %q, %d files, gaps %v; want zip, 3, none", r.format, len(r.files), r.gaps)
	}
}

// damage is a sound archive with something done to it.
func damage(t testing.TB, do func(data []byte) []byte) []byte {
	return do(pack(t, member{"a.txt", strings.Repeat("text ", 100)}, member{"b.txt", visa}, member{"c.txt", strings.Repeat("more ", 100)}))
}

func TestReadDamagedZip(t *testing.T) {
	at := func(data []byte, magic string) int { return bytes.Index(data, []byte(magic)) }
	hidden := pack(t, member{"h.txt", visa})
	hidden = hidden[:at(hidden, centralMagic)]
	tests := []struct {
		name string
		data []byte
		want walk.Cause
		find bool
	}{
		{"cut off", damage(t, func(d []byte) []byte { return d[:len(d)-len(d)/3] }), walk.Truncated, true},
		{"no directory", damage(t, func(d []byte) []byte { return d[:at(d, centralMagic)] }), walk.Truncated, true},
		{"a broken directory", damage(t, func(d []byte) []byte { d[at(d, centralMagic)] = 'X'; return d }), walk.Corrupt, true},
		{"encrypted", damage(t, func(d []byte) []byte { d[at(d, centralMagic)+8] |= flagEncrypted; return d }), walk.Encrypted, true},
		{"a method", damage(t, func(d []byte) []byte { d[at(d, centralMagic)+10] = 14; return d }), walk.Unsupported, true},
		{"a checksum", damage(t, func(d []byte) []byte { i := bytes.LastIndex(d, []byte(centralMagic)); d[i+16] ^= 1; return d }), walk.Corrupt, true},
		{"an entry that is not listed", append(bytes.Clone(hidden), pack(t, member{"a.txt", "x"})...), walk.Corrupt, true},
		{"text before the entries", append([]byte(localMagic+strings.Repeat("text ", 50)+visa), pack(t, member{"a.txt", "x"})...), walk.Corrupt, true},
		{"text after the end", append(pack(t, member{"a.txt", "x"}), strings.Repeat("text ", 50)+visa...), walk.Corrupt, true},
		{"a folder with content", damage(t, func(d []byte) []byte {
			i := bytes.LastIndex(d, []byte(centralMagic))
			d[i+centralSize+4] = '/'
			return d
		}), walk.Corrupt, true},
	}
	for _, tt := range tests {
		r := read(tt.data, walk.Limits{})
		if len(r.gaps) == 0 || r.gaps[0].Cause != tt.want || r.has(visa) != tt.find {
			t.Errorf("Read(%s) gives gaps %v, found: %t; want %v, %t", tt.name, r.gaps, r.has(visa), tt.want, tt.find)
		}
	}
	zeros := append(pack(t, member{"a.txt", "x"}), make([]byte, 1000)...)
	if r := read(zeros, walk.Limits{}); len(r.gaps) > 0 {
		t.Errorf("Read of zeros after the end gives %v", r.gaps)
	}
	if r := read(damage(t, bytes.Clone), walk.Limits{Parts: 2}); len(r.gaps) == 0 || r.gaps[0].Cause != walk.TooMany {
		t.Errorf("Read of many entries gives %v, want too many", r.gaps)
	}
}

func TestReadPieces(t *testing.T) {
	r := read(pack(t, types("xps", "application/vnd.ms-package.xps-fixeddocumentsequence+xml"),
		member{"p.fpage/[0].piece", `<FixedPage xmlns="http://schemas.microsoft.com/xps/"><Glyphs UnicodeString="4539`}, member{"other.xml", "<a/>"},
		member{"p.fpage/[1].last.piece", `148803436467"/></FixedPage>`}), walk.Limits{})
	if !r.has(visa) || len(r.gaps) > 0 || r.format != "xps" {
		t.Errorf("Read of pieces gives %q %q, gaps %v", r.format, r.texts, r.gaps)
	}
}

// types is the entry of content types with one type.
func types(part, kind string) member {
	return member{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/content-types">
		<Default Extension="xml" ContentType="application/xml"/><Override PartName="/` + part + `" ContentType="` + kind + `"/></Types>`}
}

func TestFormat(t *testing.T) {
	for kind, want := range map[string]string{
		"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": "docx",
		"application/vnd.ms-word.template.macroEnabledTemplate.main+xml":                   "dotm",
		"application/vnd.ms-excel.sheet.macroEnabled.main+xml":                             "xlsm",
		"application/vnd.ms-powerpoint.slideshow.macroEnabled.main+xml":                    "ppsm",
		"application/octet-stream": "opc",
	} {
		if r := read(pack(t, types("x.xml", kind)), walk.Limits{}); r.format != want {
			t.Errorf("format of %s = %q, want %q", kind, r.format, want)
		}
	}
	for mime, want := range map[string]string{
		"application/vnd.oasis.opendocument.text": "odt", "application/vnd.oasis.opendocument.spreadsheet-template": "ots",
		"application/vnd.oasis.opendocument.new": "odf", "application/epub+zip": "epub", "text/plain": "zip",
		"application/vnd.sun.xml.writer": "sxw",
	} {
		if r := read(pack(t, member{"mimetype", mime}), walk.Limits{}); r.format != want {
			t.Errorf("format of %s = %q, want %q", mime, r.format, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(damage(f, bytes.Clone))
	f.Add(workbook(f))
	f.Add(binaryWorkbook(f))
	f.Add(pack(f, member{"mimetype", "application/vnd.oasis.opendocument.text"}, member{"content.xml", "<a>4539</a>"},
		member{"META-INF/manifest.xml", `<m><file-entry full-path="x"><encryption-data/></file-entry></m>`}, member{"x", "y"}))
	f.Fuzz(func(t *testing.T, data []byte) {
		r := read(data, small)
		if n := len(strings.Join(r.texts, "")); n > small.TotalBytes {
			t.Errorf("Read hands over %d bytes", n)
		}
	})
}
