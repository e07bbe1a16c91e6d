package content

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"hash/crc32"
	"strings"
	"testing"
)

// zipOf returns an archive of these names and contents, in order. The first is stored if it is "mimetype".
func zipOf(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		h := &zip.FileHeader{Name: parts[i], Method: zip.Deflate}
		if parts[i] == "mimetype" {
			h.Method = zip.Store
		}
		f, err := w.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(parts[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// officeZip returns an Office package with a main part of that type, and more parts. The extra types are
// listed for a part each.
func officeZip(t testing.TB, main string, types []string, parts ...string) []byte {
	t.Helper()
	var list strings.Builder
	list.WriteString(`<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="xml" ContentType="application/xml"/><Override PartName="/main.xml" ContentType="` + main + `"/>`)
	for _, media := range types {
		list.WriteString(`<Override PartName="/other.bin" ContentType="` + media + `"/>`)
	}
	all := []string{"[Content_Types].xml", list.String() + "</Types>", "_rels/.rels", "<Relationships/>", "main.xml", "<main/>"}
	return zipOf(t, append(all, parts...)...)
}

func mainPart(t testing.TB, media string) string {
	t.Helper()
	for _, m := range mainParts {
		if m.media == media {
			return m.part
		}
	}
	t.Fatalf("no main part of %s", media)
	return ""
}

func openZip(t testing.TB, kind string, parts ...string) []byte {
	t.Helper()
	return zipOf(t, append([]string{"mimetype", openDocument + kind, "META-INF/manifest.xml", "<manifest/>", "content.xml", "<office/>"}, parts...)...)
}

// A raw is an entry that is written as it is said, true or not.
type raw struct {
	name, local  string // in the directory and in the header; "" in the directory leaves it out there
	flags        uint16
	method       uint16
	data         []byte
	packed, size uint32 // as declared; 0 is the length of data
	at           int    // place of the header, if it is not its own
}

// rawZip writes entries without a check.
func rawZip(entries ...raw) []byte {
	var b, dir []byte
	listed := 0
	for _, e := range entries {
		at := len(b)
		if e.packed == 0 {
			e.packed = uint32(len(e.data))
		}
		if e.size == 0 {
			e.size = e.packed
		}
		common := binary.LittleEndian.AppendUint16([]byte{20, 0}, e.flags)
		common = binary.LittleEndian.AppendUint16(common, e.method)
		common = binary.LittleEndian.AppendUint32(common, 0)
		common = binary.LittleEndian.AppendUint32(common, crc32.ChecksumIEEE(e.data))
		common = binary.LittleEndian.AppendUint32(common, e.packed)
		common = binary.LittleEndian.AppendUint32(common, e.size)
		if e.at == 0 {
			b = append(append(append(b, localSign...), common...), byte(len(e.local)), 0, 0, 0)
			b = append(append(b, e.local...), e.data...)
		} else {
			at = e.at
		}
		if e.name == "" {
			continue
		}
		listed++
		dir = append(append(append(append(dir, centralSign...), 20, 0), common...), byte(len(e.name)), 0)
		dir = append(dir, make([]byte, 12)...)
		dir = append(binary.LittleEndian.AppendUint32(dir, uint32(at)), e.name...)
	}
	start := len(b)
	b = append(append(b, dir...), endSign...)
	b = append(b, 0, 0, 0, 0, byte(listed), byte(listed>>8), byte(listed), byte(listed>>8))
	b = binary.LittleEndian.AppendUint32(b, uint32(len(dir)))
	b = binary.LittleEndian.AppendUint32(b, uint32(start))
	return append(b, 0, 0)
}

// deflated packs data.
func deflated(t testing.TB, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func zeros(n int) string { return strings.Repeat("\x00", n) }
