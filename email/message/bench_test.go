package message

import (
	"encoding/base64"
	"runtime"
	"strings"
	"testing"
)

// wrapped is data in base64, in lines.
func wrapped(data string) string {
	flat := base64.StdEncoding.EncodeToString([]byte(data))
	var b strings.Builder
	for len(flat) > 76 {
		b.WriteString(flat[:76] + "\r\n")
		flat = flat[76:]
	}
	return b.String() + flat + "\r\n"
}

const benchHead = "From: =?utf-8?B?6rmA66+87IiY?= <minsu@example.com>\r\nTo: help@example.com\r\nSubject: =?utf-8?B?66y47J2Y?=\r\n" +
	"Date: Fri, 27 Nov 2026 13:00:00 +0900\r\nMessage-ID: <1@example.com>\r\nMIME-Version: 1.0\r\n"

func BenchmarkParse(b *testing.B) {
	line := "안녕하세요, 주문 2026-11-27의 배송을 문의합니다. Please tell me when it arrives.\r\n"
	file := multi("mixed", plainA, "Content-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"+wrapped(strings.Repeat("0123456789abcdef", 18<<20/16)))
	for _, bb := range []struct{ name, raw string }{
		{"text 4 KiB", benchHead + "Content-Type: text/plain; charset=utf-8\r\n\r\n" + strings.Repeat(line, 4096/len(line))},
		{"HTML 100 KiB", benchHead + "Content-Type: text/html; charset=utf-8\r\n\r\n" + strings.Repeat("<p>"+line+"</p>", 100<<10/(len(line)+7))},
		{"attachment 25 MB", benchHead + file},
	} {
		b.Run(bb.name, func(b *testing.B) {
			raw := []byte(bb.raw)
			b.SetBytes(int64(len(raw)))
			b.ReportAllocs()
			for b.Loop() {
				Parse(raw)
			}
		})
	}
}

// A mail of 25 MB takes no more memory beside its source than its decoded content and a little.
func TestMemory(t *testing.T) {
	raw := []byte(multi("mixed", plainA, "Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n\n"+wrapped(strings.Repeat("0123456789abcdef", 18<<20/16))))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	m := Parse(raw)
	runtime.ReadMemStats(&after)
	if got := after.TotalAlloc - before.TotalAlloc; got > uint64(len(raw)) {
		t.Errorf("a mail of %d bytes took %d, want no more than its size", len(raw), got)
	}
	if len(m.Parts) != 2 || len(m.Parts[1].Content) != 18<<20 {
		t.Errorf("%d parts, want 2 with the file", len(m.Parts))
	}
}

// What is not encoded is not copied.
func TestContentIsShared(t *testing.T) {
	raw := []byte("Content-Type: image/png\n\nPNG")
	m := Parse(raw)
	if &m.Parts[0].Content[0] != &raw[len(raw)-3] {
		t.Error("the content is a copy")
	}
}
