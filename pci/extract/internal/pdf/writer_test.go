package pdf

import (
	"bytes"
	"compress/zlib"
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// Test cards.
const (
	visa   = "4539148803436467"
	amex   = "371449635398431"
	master = "5555555555554444"
)

// A builder writes a PDF, with a cross-reference table unless it is damaged.
type builder struct {
	buf     bytes.Buffer
	last    int
	offsets map[int]int
	lock    *lock // encrypts streams, or nil
	trailer string
}

func newBuilder() *builder {
	b := &builder{offsets: map[int]int{}}
	b.buf.WriteString("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")
	return b
}

// reserve returns the number of an object that comes later.
func (b *builder) reserve() int {
	b.last++
	return b.last
}

func (b *builder) put(num int, body string) {
	b.offsets[num] = b.buf.Len()
	fmt.Fprintf(&b.buf, "%d 0 obj\n%s\nendobj\n", num, body)
}

func (b *builder) add(body string) int {
	num := b.reserve()
	b.put(num, body)
	return num
}

// stream adds a stream; dict is what its dictionary has but for its length.
func (b *builder) stream(dict, data string) int {
	num := b.reserve()
	if b.lock != nil {
		data = b.lock.seal(num, data)
	}
	b.put(num, fmt.Sprintf("<< /Length %d %s >>\nstream\n%s\nendstream", len(data), dict, data))
	return num
}

// text returns a string for the object num.
func (b *builder) text(num int, s string) string {
	if b.lock != nil {
		s = b.lock.seal(num, s)
	}
	return fmt.Sprintf("<%x>", s)
}

// end writes the table and the trailer.
func (b *builder) end(root int) []byte {
	at := b.buf.Len()
	fmt.Fprintf(&b.buf, "xref\n0 %d\n0000000000 65535 f \n", b.last+1)
	for i := 1; i <= b.last; i++ {
		fmt.Fprintf(&b.buf, "%010d 00000 n \n", b.offsets[i])
	}
	fmt.Fprintf(&b.buf, "trailer\n<< /Size %d /Root %d 0 R %s >>\nstartxref\n%d\n%%%%EOF\n", b.last+1, root, b.trailer, at)
	return b.buf.Bytes()
}

// document ends a file of one page; page and catalog are what their dictionaries have besides.
func (b *builder) document(page, catalog string) []byte {
	pages := b.reserve()
	p := b.add(fmt.Sprintf("<< /Type /Page /Parent %d 0 R /MediaBox [0 0 612 792] %s >>", pages, page))
	b.put(pages, fmt.Sprintf("<< /Type /Pages /Kids [%d 0 R] /Count 1 >>", p))
	return b.end(b.add(fmt.Sprintf("<< /Type /Catalog /Pages %d 0 R %s >>", pages, catalog)))
}

const helvetica = "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >> >>"

// simple is a file of one page with a content stream.
func simple(content string) []byte {
	b := newBuilder()
	c := b.stream("", content)
	return b.document(fmt.Sprintf("/Contents %d 0 R %s", c, helvetica), "")
}

// filtered is a file whose page has a stream with filters.
func filtered(dict, data string) []byte {
	b := newBuilder()
	c := b.stream(dict, data)
	return b.document(fmt.Sprintf("/Contents %d 0 R %s", c, helvetica), "")
}

// line is a content stream that shows a text.
func line(s string) string { return "BT /F1 12 Tf 72 700 Td (" + s + ") Tj ET\n" }

func zipped(s string) string {
	var buf bytes.Buffer
	w := zlib.NewWriter(&buf)
	w.Write([]byte(s))
	w.Close()
	return buf.String()
}

// A visited is what a walk got.
type visited struct {
	texts map[string]string // by part
	files map[string]string // contents of embedded files, by path
	gaps  []string
	all   string
	bytes int
}

// read reads a file and records what comes out. Embedded files are recorded, not read.
func read(t testing.TB, data []byte, limits walk.Limits) visited {
	t.Helper()
	v := visited{texts: map[string]string{}, files: map[string]string{}}
	w := walk.New(context.Background(), walk.Config{
		Limits: limits,
		Open: func(w *walk.Walk, data []byte) {
			w.Format("embedded")
			text := w.Text("")
			text.Write(data)
			text.End()
		},
		Visit: func(p walk.Part, text []byte) {
			v.bytes += len(text)
			if p.Format == "embedded" {
				v.files[p.Path] += string(text)
				return
			}
			v.texts[p.Path] += string(text)
			v.all += string(text) + "\n"
		},
	})
	Read(w, data)
	gaps, _ := w.Gaps()
	for _, g := range gaps {
		v.gaps = append(v.gaps, strings.TrimPrefix(g.Path+": "+g.Cause.String(), ": "))
	}
	return v
}
