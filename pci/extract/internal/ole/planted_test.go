package ole

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"math"
	"strings"
	"testing"
)

// Test cards.
const (
	visa   = "4539148803436467"
	amex   = "371449635398431"
	master = "5555555555554444"
)

// plant is a file with cards at places.
type plant struct {
	name string
	form string
	file []byte
	want []string
}

// planted returns every kind of file with cards in every place.
func planted() []plant {
	return []plant{
		{"word", "doc", writeWord(), []string{
			"Card " + visa + " end", "\n" + amex + "\n", "cell\t" + master + "\t", `HYPERLINK "x?n=` + amex + `"`,
			"Seoul 서울 " + master, "4539-1488-0343-6467", "left over " + master, "title " + amex, "object " + amex,
		}},
		{"word95", "doc", writeWord95(), []string{"번호 " + visa, master}},
		{"excel", "xls", writeExcel(), []string{
			visa + "\tshared", "long " + strings.Repeat("x", 3000) + amex, "\n" + amex, "column 3:\n4539\n1488\n0343\n6467\n",
			"typed\t" + visa, "comment " + master, "\n " + master + "\n", "hidden " + amex, "unused " + amex,
			"formula " + visa, "link?" + amex, "453914\t8803436467", amex + "\t12.5",
		}},
		{"excel95", "xls", writeExcel95(), []string{"카드 " + visa, amex, "note " + master}},
		{"powerpoint", "ppt", writePowerPoint(), []string{
			"wide " + visa, "narrow " + amex, "comment " + master, "alternative " + visa, "title " + amex, "inner " + master,
		}},
		{"outlook", "msg", writeOutlook(), []string{
			"subject " + visa, "한글 " + amex, "recipient " + master, "inner subject " + amex, "number.txt",
			visa + "\n",
		}},
		{"publisher", "pub", writePublisher(), []string{"story " + visa, "text " + amex}},
		{"macros", "vba", writeVBA(), []string{"' card " + visa, "Caption " + amex}},
	}
}

func TestPlanted(t *testing.T) {
	for _, p := range planted() {
		t.Run(p.name, func(t *testing.T) {
			s := look(p.file, small)
			if s.form != p.form {
				t.Errorf("format %q, want %q", s.form, p.form)
			}
			if c := s.cause(); c != 0 {
				t.Errorf("gaps %v, want none but pictures", s.gaps)
			}
			for _, want := range p.want {
				if !s.has(want) {
					t.Errorf("no %q in:\n%.4000s", want, s.text)
				}
			}
		})
	}
}

// TestCut cuts every file everywhere: there is no panic, and a gap unless nothing was lost.
func TestCut(t *testing.T) {
	for _, p := range planted() {
		whole := look(p.file, small)
		for n := 0; n < len(p.file)-512; n += 97 {
			s := look(p.file[:n], small)
			if s.cause() == 0 && s.size < whole.size {
				t.Errorf("%s cut to %d of %d bytes: %d of %d bytes of text and no gap", p.name, n, len(p.file), s.size, whole.size)
			}
		}
	}
}

func float(f float64) []byte { return binary.LittleEndian.AppendUint64(nil, math.Float64bits(f)) }

func deflated(b []byte) []byte {
	var out bytes.Buffer
	z := zlib.NewWriter(&out)
	z.Write(b)
	z.Close()
	return out.Bytes()
}

// summary is a property set with a title in code page 1252 and a number.
func summary(title string) []byte {
	text := append([]byte(title), 0)
	for len(text)%4 != 0 {
		text = append(text, 0)
	}
	values := join(u32(vtI2), u32(1252), u32(vtLPSTR), u32(len(text)), text, u32(vtR8), float(5555555555554444))
	set := join(u32(32+len(values)), u32(3), u32(1), u32(32), u32(2), u32(40), u32(3), u32(48+len(text)), values)
	return join(u16(0xFFFE), u16(0), u32(0), make([]byte, 16), u32(1), make([]byte, 16), u32(48), set)
}

// packageStream is the stream Ole10Native with a file.
func packageStream(name, content string) []byte {
	p := join(u16(2), []byte(name), []byte{0}, []byte(`C:\`+name), []byte{0}, u16(0), u16(3), u32(len(name)+1), []byte(name),
		[]byte{0}, u32(len(content)), []byte(content))
	return join(u32(len(p)), p)
}
