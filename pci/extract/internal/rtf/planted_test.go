package rtf

import (
	"context"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"

	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// Test cards.
const (
	visa   = "4539148803436467"
	amex   = "371449635398431"
	master = "5555555555554444"
)

// seen is what came out of a file.
type seen struct {
	texts []string // of the parts
	files []string
	gaps  []walk.Gap
	size  int
}

func look(data []byte, limits walk.Limits) *seen {
	s := &seen{}
	w := walk.New(context.Background(), walk.Config{
		Limits: limits,
		Open:   func(_ *walk.Walk, data []byte) { s.files = append(s.files, string(data)) },
		Visit: func(_ walk.Part, text []byte) {
			s.texts = append(s.texts, string(text))
			s.size += len(text)
		},
	})
	Read(w, data)
	s.gaps, _ = w.Gaps()
	return s
}

func (s *seen) has(text string) bool {
	return strings.Contains(strings.Join(append(s.texts, s.files...), "\n"), text)
}

func (s *seen) cause() walk.Cause {
	for _, g := range s.gaps {
		if g.Cause != walk.Picture {
			return g.Cause
		}
	}
	return 0
}

// escape writes 8-bit text as RTF has it.
func escape(s string) string {
	var b strings.Builder
	for i := range len(s) {
		fmt.Fprintf(&b, `\'%02x`, s[i])
	}
	return b.String()
}

// ole1 is an embedded object of OLE 1.
func ole1(class string, native string) string {
	le := func(n int) string { return string([]byte{byte(n), byte(n >> 8), 0, 0}) }
	b := le(0x501) + le(2) + le(len(class)+1) + class + "\x00" + le(0) + le(0) + le(len(native)) + native
	return hex.EncodeToString([]byte(b))
}

func packaged(name, content string) string {
	le := func(n int) string { return string([]byte{byte(n), byte(n >> 8), 0, 0}) }
	return "\x02\x00" + name + "\x00C:\\" + name + "\x00\x00\x00\x03\x00" + le(len(name)+1) + name + "\x00" + le(len(content)) + content
}

type plant struct {
	name, in, want string
}

func planted() []plant {
	kr, _ := korean.EUCKR.NewEncoder().String("번호 ")
	jp, _ := japanese.ShiftJIS.NewEncoder().String("表ソ ") // second bytes that are ASCII
	return []plant{
		{"body", `{\rtf1\ansi ` + visa + `\par}`, visa + "\n"},
		{"runs", `{\rtf1{\b 4539}{\i 1488}\f0\fs20 0343` + "\r\n" + `\b0 6467}`, visa},
		{"unicode", `{\rtf1\uc1 \u52?\u53?\u51?\u57?{\uc0\u49\u52}88{\uc2\u48 xx}\u51\'33436467}`, visa},
		{"unicode without substitutes", `{\rtf1\u52\u53\u51\u57 148803436467}`, "4539"},
		{"bytes", `{\rtf1\'34\'35\'33\'39148803436467}`, visa},
		{"full width", `{\rtf1\u-236?\u-235?}`, "４５"},
		{"pair", `{\rtf1\u-10179?\u-8704?}`, "\U0001F600"},
		{"hyphens", `{\rtf1 4539\_1488\~0343\-6467}`, "4539-1488\u00A003436467"},
		{"cells", `{\rtf1\trowd\cellx1 ` + visa + `\cell x\cell\row y}`, visa + "\tx\t\ny"},
		{"beside a note", `{\rtf1 4539{\super\chftn}{\footnote note ` + amex + `}148803436467}`, visa},
		{"footnote", `{\rtf1 x{\footnote note {\b 3714}49635398431}}`, "note " + amex},
		{"header", `{\rtf1{\header ` + amex + `\par}x}`, amex},
		{"title", `{\rtf1{\info{\title t ` + amex + `}{\author a}}x}`, "t " + amex},
		{"comment", `{\rtf1{\*\atnid me}\chatn{\*\annotation ` + amex + `}x}`, amex},
		{"field", `{\rtf1{\field{\*\fldinst HYPERLINK "x?` + amex + `"}{\fldrslt 4539}}148803436467}`, visa},
		{"instruction", `{\rtf1{\field{\*\fldinst HYPERLINK "x?` + amex + `"}{\fldrslt x}}}`, "x?" + amex},
		{"hidden", `{\rtf1 4539{\v secret ` + amex + `}148803436467}`, visa},
		{"secret", `{\rtf1 4539{\v secret ` + amex + `}148803436467}`, "secret " + amex},
		{"deleted", `{\rtf1 4539{\deleted 99}148803436467}`, visa},
		{"unknown", `{\rtf1{\*\nobody ` + amex + `}x}`, amex},
		{"html", `{\rtf1\fromhtml1{\*\htmltag64 <p title="` + amex + `">}x}`, amex},
		{"korean font", `{\rtf1\ansicpg1252{\fonttbl{\f0\fcharset0 A;}{\f7\fcharset129 B;}}\f7 ` + escape(kr) + visa + `}`, "번호 " + visa},
		{"japanese page", `{\rtf1\ansicpg932 ` + escape(jp) + visa + `}`, "表ソ " + visa},
		{"japanese half escaped", `{\rtf1\ansicpg932 \'95\\\'83\\ ` + visa + `}`, "表ソ " + visa},
		{"package", `{\rtf1{\object{\*\objclass Package}{\*\objdata ` + ole1("Package", packaged("n.txt", "in "+amex)) + `}{\result x}}}`, "in " + amex},
		{"package name", `{\rtf1{\object{\*\objdata ` + ole1("Package", packaged(amex+".txt", "x")) + `}}}`, amex},
		{"compound", `{\rtf1{\*\objdata ` + ole1("Word.Document.8", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 "+amex) + `}}`, amex},
		{"object in object", `{\rtf1{\*\objdata ` + ole1("A", "%PDF-"+amex) + `{\*\datafield 00}}}`, amex},
		{"alternative text", `{\rtf1{\pict{\*\picprop{\sp{\sn wzDescription}{\sv alt ` + amex + `}}}\pngblip 89504e47}}`, "alt " + amex},
		{"shape", `{\rtf1{\shp{\*\shpinst{\shptxt box ` + master + `\par}}}}`, "box " + master},
		{"after the end", `{\rtf1 x}` + "\r\n" + amex + "\x00", amex},
	}
}

func TestPlanted(t *testing.T) {
	for _, p := range planted() {
		t.Run(p.name, func(t *testing.T) {
			s := look([]byte(p.in), small)
			if !s.has(p.want) {
				t.Errorf("Read(%s) = %q, files %q, want %q in it", p.in, s.texts, s.files, p.want)
			}
			if s.cause() != 0 {
				t.Errorf("Read(%s) has gaps %v, want none but pictures", p.in, s.gaps)
			}
		})
	}
}

func TestGaps(t *testing.T) {
	deep := strings.Repeat("{", 3000) + amex + strings.Repeat("}", 3000)
	for _, c := range []struct {
		name, in string
		want     walk.Cause
	}{
		{"picture", `{\rtf1{\pict\pngblip 8950}}`, walk.Picture},
		{"cut", `{\rtf1 text {\b`, walk.Truncated},
		{"deep", `{\rtf1 ` + deep + `}`, walk.TooDeep},
		{"johab", `{\rtf1{\fonttbl{\f0\fcharset130 A;}}\f0 \'d3\'e5}`, walk.Undecodable},
		{"bytes among the text", `{\rtf1\bin3 abc}`, walk.Unsupported},
		{"binary cut", `{\rtf1{\pict\bin300 abc}}`, walk.Truncated},
		{"unknown object", `{\rtf1{\*\objdata ` + ole1("Strange", "what may be in it") + `}}`, walk.Unsupported},
		{"broken object", `{\rtf1{\*\objdata 0102030}}`, walk.Corrupt},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := look([]byte(c.in), small)
			for _, g := range s.gaps {
				if g.Cause == c.want {
					return
				}
			}
			t.Errorf("Read(%.60s) has gaps %v, want %v", c.in, s.gaps, c.want)
		})
	}
}

// small are limits for fuzzing.
var small = walk.Limits{PartBytes: 1 << 20, TotalBytes: 4 << 20, Time: time.Hour}

func FuzzRead(f *testing.F) {
	for _, p := range planted() {
		f.Add([]byte(p.in))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if s := look(data, small); s.size > small.TotalBytes {
			t.Errorf("Read handed over %d bytes, want at most %d", s.size, small.TotalBytes)
		}
	})
}
