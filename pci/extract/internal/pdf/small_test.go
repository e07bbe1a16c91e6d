package pdf

import (
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLexer(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want any
	}{
		{"12", number(12)},
		{"-.5", number(-0.5)},
		{"--5", number(-5)},
		{"1.5E9", number(1.5)},
		{"4539148803436467", number(4539148803436467)},
		{"/A#42c", name("ABc")},
		{"/A#4", name("A#4")},
		{`(a(b)\)\101\5\r` + "\\\r\nc\r\nd)", str("a(b))A\x05\rc\nd")},
		{"(open", str("open")},
		{"<48 6 5 6>", str("He`")},
		{"<4865", str("He")},
		{"[1 2 R 3 (x) R]", array{ref(1), number(3), str("x")}},
		{"<< /A 1 /B [2] /A 3 >>", dict{{"A", number(3)}, {"A", number(1)}, {"B", array{number(2)}}}},
		{"<< /A 1 endobj", dict{{"A", number(1)}}},
		{"[1 2 endobj", array{number(1), number(2)}},
		{"% note\n true", true},
		{"null", nil},
		{"endobj", op("endobj")},
	} {
		l := lexer{data: []byte(tt.in), refs: true}
		got, _ := l.value(0)
		if diff := cmp.Diff(tt.want, got, cmp.AllowUnexported(entry{})); diff != "" {
			t.Errorf("value(%q) mismatch (-want +got):\n%s", tt.in, diff)
		}
	}
}

func TestDictGet(t *testing.T) {
	d := dict{{"B", number(1)}, {"A", number(2)}, {"B", number(3)}}.sort()
	if got := d.get("B"); got != number(3) {
		t.Errorf("get(B) = %v, want the last, 3", got)
	}
	if got := d.get("C"); got != nil {
		t.Errorf("get(C) = %v, want nil", got)
	}
}

func TestGlyphText(t *testing.T) {
	for in, want := range map[string]string{
		"seven": "7", "seven.tnum": "7", "sevenoldstyle": "7", "A": "A", "Eacute": "É", "scaron": "š", "f_f_i": "ffi",
		"uni00370038": "78", "u1F600": "😀", "uniXYZW": "\uFFFD", "g37": "", "gk": "", "summation": "\uFFFD", "": "", "fi": "fi",
		"commaaccent": "\uFFFD",
	} {
		if got := glyphText(in); got != want {
			t.Errorf("glyphText(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestTextOf(t *testing.T) {
	for in, want := range map[str]string{
		"plain":                    "plain",
		"\x80\xA0":                 "•€",
		"\xFE\xFF\xC5\x48\xB1\x55": "안녕",
		"\xFF\xFE\x48\xC5":         "안",
		"\xEF\xBB\xBF안":            "안",
		"\x004\x005":               "45",
		"\xFE\xFF\x00\x1B\x00k\x00o\x00\x1B\x004": "4",
	} {
		if got := textOf(in); got != want {
			t.Errorf("textOf(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestCMap(t *testing.T) {
	m := parseCMap([]byte(`1 begincodespacerange <00> <7F> <8000> <FFFF> endcodespacerange
		2 beginbfchar <41> <0034> <8001> <00660069> endbfchar
		1 beginbfrange <8010> <8019> <0030> endbfrange`), nil)
	var got []string
	for s := str("A\x80\x01\x80\x15\x7F"); s != ""; {
		code, n := m.next(s)
		text, _ := m.text(code)
		got = append(got, text)
		s = s[n:]
	}
	if diff := cmp.Diff([]string{"4", "fi", "5", ""}, got); diff != "" {
		t.Errorf("texts mismatch (-want +got):\n%s", diff)
	}
}

func TestCodespaces(t *testing.T) {
	for n, want := range map[name]int{"Identity-H": 2, "UniKS-UTF16-H": 2, "90ms-RKSJ-V": 1, "ETen-B5-H": 1} {
		m := &cmap{spaces: codespaces(n)}
		if _, got := m.next("45"); got != want {
			t.Errorf("a code of %s has %d bytes, want %d", n, got, want)
		}
	}
}

func TestImageEnd(t *testing.T) {
	for in, want := range map[string]string{
		"\x00EI\xFF EI Q": " Q", "\xFFx EI \xFE\xFF\xFE EI BT": " BT", "x EI \xFF": " \xFF", "none": "",
	} {
		if got := in[imageEnd([]byte(in), 0):]; got != want {
			t.Errorf("after the image in %q: %q, want %q", in, got, want)
		}
	}
}

func TestLZW(t *testing.T) {
	// The example of ISO 32000-1, 7.4.4.2: 45 45 45 45 45 65 45 45 45 66.
	got, err := io.ReadAll(newLZW([]byte("\x80\x0B\x60\x50\x22\x0C\x0C\x85\x01"), 1))
	if want := "-----A---B"; string(got) != want || err != nil {
		t.Errorf("LZW = %q, %v, want %q", got, err, want)
	}
}

func TestStandardString(t *testing.T) {
	for sid, want := range map[int]string{1: " ", 17: "0", 26: "9", 66: "a", 96: "¡", 149: "ß", 171: "Á", 228: "ž", 240: "1", 300: "\uFFFD"} {
		if got := standardString(sid); got != want {
			t.Errorf("standardString(%d) = %q, want %q", sid, got, want)
		}
	}
}

func TestCFF(t *testing.T) {
	// A font of three glyphs with strings of its own: .notdef, "four" (SID 21), "uni0035" (SID 391).
	top := "\x1d\x00\x00\x00\x40\x0f\x1d\x00\x00\x00\x50\x10\x1d\x00\x00\x00\x60\x11" // charset, encoding, glyphs
	font := "\x01\x00\x04\x01" + "\x00\x01\x01\x01\x02F" + "\x00\x01\x01\x01" + string(rune(1+len(top))) + top +
		"\x00\x01\x01\x01\x08uni0035" + "\x00\x00"
	font += strings.Repeat("\x00", 0x40-len(font)) + "\x00\x00\x15\x01\x87"
	font += strings.Repeat("\x00", 0x50-len(font)) + "\x00\x02\x07\x08"
	font += strings.Repeat("\x00", 0x60-len(font)) + "\x00\x03\x01\x01\x02\x03\x04abc"
	p := parseCFF([]byte(font))
	e := p.encoding()
	if got, want := e[7]+e[8], "45"; got != want {
		t.Errorf("codes 7 and 8 are %q, want %q", got, want)
	}
}

func TestTrueType(t *testing.T) {
	// One table, "cmap", with a subtable of format 4 for Unicode: "4" is glyph 9, "5" is glyph 10.
	table := "\x00\x00\x00\x01\x00\x03\x00\x01\x00\x00\x00\x0c" +
		"\x00\x04\x00\x20\x00\x00\x00\x04\x00\x04\x00\x01\x00\x00" + "\x00\x35\xFF\xFF" + "\x00\x00" + "\x00\x34\xFF\xFF" + "\xFF\xD5\x00\x01" + "\x00\x00\x00\x00"
	font := "\x00\x01\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00" + "cmap\x00\x00\x00\x00\x00\x00\x00\x1c\x00\x00\x00\x40" + table
	p := parseTrueType([]byte(font))
	if got, want := p.text(9)+p.text(10), "45"; got != want {
		t.Errorf("glyphs 9 and 10 are %q, want %q", got, want)
	}
}
