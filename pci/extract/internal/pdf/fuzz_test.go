package pdf

import (
	"testing"
	"time"

	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

func FuzzRead(f *testing.F) {
	for _, tt := range planted {
		f.Add(tt.file())
	}
	f.Add(locked(newLock(2, 3, 16, false, true), ""))
	f.Add(locked(newLock(5, 6, 32, true, true), ""))
	limits := walk.Limits{PartBytes: 1 << 20, TotalBytes: 4 << 20, Time: time.Hour}
	f.Fuzz(func(t *testing.T, data []byte) {
		if got := read(t, data, limits); got.bytes > limits.TotalBytes {
			t.Errorf("%d bytes of text, want no more than %d", got.bytes, limits.TotalBytes)
		}
	})
}

// FuzzContent runs content streams, which mutations of whole files seldom reach.
func FuzzContent(f *testing.F) {
	for _, s := range []string{line(visa), spread(visa, same), "q BI /W 1 ID xx EI Q", "/F1 3 Tf [(a) 3 <33>] TJ", "1 0 0 1 1e30 2 cm /X BDC"} {
		f.Add(s)
	}
	limits := walk.Limits{PartBytes: 1 << 20, TotalBytes: 4 << 20, Time: time.Hour}
	f.Fuzz(func(t *testing.T, content string) {
		if got := read(t, simple(content), limits); got.bytes > limits.TotalBytes {
			t.Errorf("%d bytes of text, want no more than %d", got.bytes, limits.TotalBytes)
		}
	})
}

// FuzzFont reads fonts and maps of characters.
func FuzzFont(f *testing.F) {
	f.Add([]byte(digitsCMap))
	f.Add([]byte("\x01\x00\x04\x01\x00\x01\x01\x01\x02A\x00\x01\x01\x01\x03\x1d\x00"))
	f.Add([]byte("\x00\x01\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00cmap\x00\x00\x00\x00\x00\x00\x00\x1c\x00\x00\x00\x40\x00\x00\x00\x01\x00\x03\x00\x01\x00\x00\x00\x0c\x00\x04"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, p := range []*program{parseTrueType(data), parseCFF(data), parseType1(data)} {
			if p != nil && len(p.glyphs) > maxGlyphs {
				t.Errorf("%d glyphs", len(p.glyphs))
			}
		}
		m := parseCMap(data, nil)
		for s := str(data); s != ""; {
			code, n := m.next(s)
			m.text(code)
			s = s[max(n, 1):]
		}
	})
}
