package extract_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/acdkit/acdkit/pci/extract"
)

// walk returns all text of a file, a line for each piece, and the report.
func walk(t testing.TB, x extract.Extractor, file []byte) (string, extract.Report) {
	t.Helper()
	var b strings.Builder
	r := x.Walk(t.Context(), file, func(_ extract.Part, text []byte) {
		b.Write(text)
		b.WriteByte('\n')
	})
	return b.String(), r
}

// archive returns a ZIP with one file in it.
func archive(t testing.TB, name string, content []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	w.Write(content)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// mail returns a mail with one attachment.
func mail(content []byte) []byte {
	return fmt.Appendf(nil, "From: a@example.com\r\nTo: b@example.com\r\nSubject: files\r\nMIME-Version: 1.0\r\n"+
		"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: application/octet-stream\r\n"+
		"Content-Transfer-Encoding: base64\r\n\r\n%s\r\n--b--\r\n", base64.StdEncoding.EncodeToString(content))
}

const card = "4539148803436467"

func TestNested(t *testing.T) {
	file := archive(t, "a.html", []byte("<html><p>4539<b>1488</b>03436467"))
	for depth := range 3 {
		if text, r := walk(t, extract.Extractor{}, file); !strings.Contains(text, card) || !r.Examined() {
			t.Errorf("depth %d: found %t, gaps %v", depth, strings.Contains(text, card), r.Gaps)
		}
		file = archive(t, "mail.eml", mail(file))
	}
	if _, r := walk(t, extract.Extractor{Limits: extract.Limits{Depth: 3}}, file); r.Cause() != extract.TooDeep {
		t.Errorf("cause %q, want too deep", r.Cause())
	}
}

func TestFormats(t *testing.T) {
	for name, test := range map[string]struct {
		file   []byte
		format string
		cause  extract.Cause
	}{
		"nothing":  {nil, "empty", 0},
		"text":     {[]byte("hello"), "text", 0},
		"html":     {[]byte("<!doctype html><p>hello"), "html", 0},
		"zip":      {archive(t, "a.txt", []byte("hello")), "zip", 0},
		"mail":     {mail([]byte("hello")), "eml", 0},
		"rtf":      {[]byte(`{\rtf1 hello}`), "rtf", 0},
		"png":      {[]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), "picture", extract.Picture},
		"jpeg":     {[]byte("\xff\xd8\xff\xe0\x00\x10JFIF"), "picture", extract.Picture},
		"webp":     {[]byte("RIFF\x00\x00\x00\x00WEBPVP8 "), "picture", extract.Picture},
		"heic":     {[]byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00"), "picture", extract.Picture},
		"elf":      {[]byte("\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x03\x00>\x00"), "binary", extract.Unsupported},
		"BM, text": {[]byte("BM is not a bitmap here"), "text", 0},
	} {
		t.Run(name, func(t *testing.T) {
			_, r := walk(t, extract.Extractor{}, test.file)
			if r.Format != test.format || r.Cause() != test.cause {
				t.Errorf("format %q, cause %q, want %q, %q", r.Format, r.Cause(), test.format, test.cause)
			}
		})
	}
}

// TestPictureWithText: what is written in a picture's file is handed over, though what it shows is not.
func TestPictureWithText(t *testing.T) {
	text, r := walk(t, extract.Extractor{}, []byte("\xff\xd8\xff\xfe\x00\x20\x00comment "+card+"\x00\xff\xd9"))
	if !strings.Contains(text, card) || r.Cause() != extract.Picture {
		t.Errorf("%q, cause %q", text, r.Cause())
	}
}

func TestLimits(t *testing.T) {
	long := []byte(strings.Repeat("many words ", 100_000))
	for name, test := range map[string]struct {
		limits extract.Limits
		file   []byte
		cause  extract.Cause
	}{
		"file":  {extract.Limits{FileBytes: 1000}, long, extract.TooLarge},
		"part":  {extract.Limits{PartBytes: 1000}, archive(t, "a.txt", long), extract.TooLarge},
		"total": {extract.Limits{TotalBytes: 5000}, archive(t, "a.txt", long), extract.TooLarge},
		"parts": {extract.Limits{Parts: 1}, archive(t, "a.txt", archive(t, "b.txt", long)), extract.TooMany},
	} {
		t.Run(name, func(t *testing.T) {
			text, r := walk(t, extract.Extractor{Limits: test.limits}, test.file)
			if r.Cause() != test.cause {
				t.Errorf("cause %q of %v, want %q", r.Cause(), r.Gaps, test.cause)
			}
			if most := test.limits.TotalBytes; most > 0 && len(text) > most {
				t.Errorf("%d bytes of text, at most %d are allowed", len(text), most)
			}
		})
	}
}

func TestTimeIsOver(t *testing.T) {
	clock := time.Unix(0, 0)
	x := extract.Extractor{Limits: extract.Limits{Time: time.Second}, Now: func() time.Time {
		clock = clock.Add(300 * time.Millisecond)
		return clock
	}}
	if _, r := walk(t, x, archive(t, "a", archive(t, "b", archive(t, "c", []byte("text"))))); r.Cause() != extract.TimedOut {
		t.Errorf("cause %q, want timed out", r.Cause())
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	r := extract.Extractor{}.Walk(ctx, []byte("hello"), func(extract.Part, []byte) { t.Error("text after the context was cancelled") })
	if r.Cause() != extract.TimedOut {
		t.Errorf("cause %q with a cancelled context, want timed out", r.Cause())
	}
}

// TestTextIsWiped: what visit was given is not readable afterwards.
func TestTextIsWiped(t *testing.T) {
	var kept []byte
	extract.Extractor{}.Walk(t.Context(), []byte(card), func(_ extract.Part, text []byte) { kept = text })
	if diff := cmp.Diff(make([]byte, len(card)), kept); diff != "" {
		t.Errorf("mismatch (-want +got):\n%s", diff)
	}
}

func FuzzWalk(f *testing.F) {
	f.Add([]byte("hello"))
	f.Add(archive(f, "mail.eml", mail(archive(f, "a.html", []byte("<p>hello")))))
	f.Add(mail([]byte(`{\rtf1 hello}`)))
	f.Add([]byte("%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj"))
	f.Fuzz(func(t *testing.T, file []byte) {
		limits := extract.Limits{FileBytes: 1 << 20, PartBytes: 1 << 19, TotalBytes: 1 << 21, Parts: 200, Depth: 4, Time: time.Hour}
		total := 0
		extract.Extractor{Limits: limits}.Walk(t.Context(), file, func(_ extract.Part, text []byte) {
			if total += len(text); len(text) > limits.PartBytes || total > limits.TotalBytes {
				t.Fatalf("a text of %d bytes, %d in all", len(text), total)
			}
		})
	})
}

func ExampleExtractor() {
	page := []byte("<html><p>card <b>4539</b> 1488 0343 6467<!-- a comment -->")
	report := extract.Extractor{}.Walk(context.Background(), page, func(p extract.Part, text []byte) {
		fmt.Printf("%q\n", bytes.TrimSpace(text))
	})
	fmt.Println(report.Format, report.Examined())
	// Unordered output:
	// "card 4539 1488 0343 6467"
	// "a comment"
	// html true
}
