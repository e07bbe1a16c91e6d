package charset

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

const (
	card = "4539148803436467"
	full = "４５３９１４８８０３４３６４６７"
	thai = "๔๕๓๙๑๔๘๘๐๓๔๓๖๔๖๗"
)

func encode(t testing.TB, e encoding.Encoding, text string) []byte {
	t.Helper()
	data, err := e.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func has(r Reading, want string) bool {
	for _, text := range r.Texts {
		if bytes.Contains(text, []byte(want)) {
			return true
		}
	}
	return false
}

func TestReadUndeclared(t *testing.T) {
	le, be := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	le0, be0 := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	korea := "고객님의 카드 번호는 " + card + " 그리고 " + full + " 입니다\r\n"
	tests := []struct {
		name string
		data []byte
		want []string
	}{
		{"utf-8", []byte(korea), []string{korea}},
		{"utf-8 mark", []byte("\xEF\xBB\xBF" + korea), []string{korea}},
		{"utf-16le mark", encode(t, le, korea), []string{korea}},
		{"utf-16be mark", encode(t, be, korea), []string{korea}},
		{"utf-16le", encode(t, le0, korea), []string{korea}},
		{"utf-16be", encode(t, be0, korea), []string{korea}},
		{"utf-32le mark", encode(t, utf32.UTF32(utf32.LittleEndian, utf32.UseBOM), korea), []string{korea}},
		{"utf-32be mark", encode(t, utf32.UTF32(utf32.BigEndian, utf32.UseBOM), korea), []string{korea}},
		{"utf-32le", encode(t, utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), korea), []string{korea}},
		{"utf-32be", encode(t, utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), korea), []string{korea}},
		{"euc-kr", encode(t, korean.EUCKR, korea), []string{korea}},
		{"shift-jis", encode(t, japanese.ShiftJIS, "カード番号 "+full), []string{full}},
		{"euc-jp", encode(t, japanese.EUCJP, "カード番号 "+full), []string{full}},
		{"iso-2022-jp", encode(t, japanese.ISO2022JP, "カード番号 "+full), []string{full}},
		{"gbk", encode(t, simplifiedchinese.GBK, "卡号 "+full), []string{full}},
		{"big5", encode(t, traditionalchinese.Big5, "卡號 "+full), []string{full}},
		{"hz", encode(t, simplifiedchinese.HZGB2312, "卡号 "+full), []string{full}},
		{"windows-874", encode(t, charmap.Windows874, "บัตร "+thai), []string{thai}},
		{"windows-1252", encode(t, charmap.Windows1252, "Carte numéro "+card+" à payer"), []string{card, "numéro"}},
		{"koi8-r", encode(t, charmap.KOI8R, "карта "+card), []string{card}},
		{"ebcdic", encode(t, charmap.CodePage037, "Card number "+card+" of the customer"), []string{card, "Card number"}},
		{"iso-2022-kr", []byte("\x1B$)C\x0E4+5e\x0F 4539 \x0E#1#2\x0F"), []string{"4539", "１２"}},
		{"utf-7", []byte("card +ADQANQAzADkAMQA0ADgAOAAwADMANAAzADYANAA2ADc- +- 1"), []string{card}},
		{"mostly utf-8", []byte("한글 카드 " + full + " \xff"), []string{full}},
		{"strewn zeros", []byte("My card is " + card + "\x00\r\nKim\r\n"), []string{card, "Kim"}},
		{"more strewn zeros", []byte("\x00card\x00 " + card + "\x00 exp 12/29\x00"), []string{card}},
		{"euc-kr with a zero", append(encode(t, korean.EUCKR, "카드 "+card), 0, '.'), []string{"카드", card}},
		{"mark lies", []byte("\xFF\xFE" + card), []string{card}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := Read(tt.data, "")
			for _, want := range tt.want {
				if !has(r, want) {
					t.Errorf("Read: %q in none of %q", want, r.Texts)
				}
			}
		})
	}
}

func TestReadDeclared(t *testing.T) {
	tests := []struct {
		name, charset, data, want string
		known                     bool
	}{
		{"cp949", "CP949", "\xB0\xA1 " + card, "가 " + card, true},
		{"ks_c_5601-1987", "ks_c_5601-1987", "\xB0\xA1", "가", true},
		{"uhc", "uhc", "\x8C\x63", "똠", true},
		{"iso-2022-kr", "iso-2022-kr", "\x1B$)C\x0E0!\x0F", "가", true},
		{"utf-7", "utf-7", "+ADQ-539", "4539", true},
		{"ebcdic", "cp037", "\xF4\xF5", "45", true},
		{"ebcdic 1047", "ibm1047", "\xF4\xF5", "45", true},
		{"utf-16 without mark", "utf-16", "4\x005\x00", "45", true},
		{"a lie", "utf-16", card, card, true},
		{"unknown and ASCII", "x-nobody", card, card, true},
		{"unknown and needed", "x-nobody", card + "\xC4", card, false},
		{"quoted", `"utf-8"`, "한", "한", true},
		{"in fact utf-8", "iso-8859-1", "카드", "카드", true},
		{"cp1251", "cp1251", "\xEA", "к", true},
		{"cp866", "cp866", "\x8E", "О", true},
		{"windows1252", "windows1252", "\xE9", "é", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := Read([]byte(tt.data), tt.charset)
			if !has(r, tt.want) || r.Known != tt.known {
				t.Errorf("Read(%q) = %q, known %t, want %q, %t", tt.data, r.Texts, r.Known, tt.want, tt.known)
			}
		})
	}
}

func TestOneReadingIsEnough(t *testing.T) {
	for _, data := range []string{
		"plain text + more - 1+1=2, call +82-2-1234-5678", "한국어 텍스트", "caf\xe9 cr\xe8me br\xfbl\xe9e 12,5",
		string(encode(t, korean.EUCKR, "안녕하세요 고객님, 주문 번호 12345입니다.")),
	} {
		if r := Read([]byte(data), ""); len(r.Texts) != 1 || r.Binary {
			t.Errorf("Read(%q) = %d texts, binary %t, want 1", data, len(r.Texts), r.Binary)
		}
	}
}

func TestBinary(t *testing.T) {
	for _, data := range []string{"\x00\x01\x02\x03", "\x7FELF\x02\x01\x01\x00", strings.Repeat("\x1F\x8B\x08\xF3\x99", 20)} {
		if r := Read([]byte(data), ""); !r.Binary || len(r.Texts) > 0 {
			t.Errorf("Read(%q) = %q, want binary", data, r.Texts)
		}
	}
}

func TestEncode(t *testing.T) {
	tests := []struct {
		charset, text, want string
		ok                  bool
	}{
		{"euc-kr", "가", "\xB0\xA1", true}, {"euc-kr", "😀", "", false}, {"us-ascii", "a", "a", true}, {"us-ascii", "é", "", false},
		{"utf-8", "é", "é", true}, {"x-nobody", "a", "", false}, {"iso-8859-1", "é", "\xE9", true},
	}
	for _, tt := range tests {
		got, ok := Encode(tt.charset, []byte(tt.text))
		if ok != tt.ok || ok && string(got) != tt.want {
			t.Errorf("Encode(%s, %q) = %q, %t, want %q, %t", tt.charset, tt.text, got, ok, tt.want, tt.ok)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("+ADQ-"), "utf-7")
	f.Add([]byte("\x1B$)C\x0E4+5e\x0F"), "iso-2022-kr")
	f.Add([]byte("\xFF\xFE4\x00"), "")
	f.Add([]byte("\xA3\xB4\xA3\xB5 4539 \xF4\xF5"), "x")
	f.Fuzz(func(t *testing.T, data []byte, declared string) {
		r := Read(data, declared)
		if len(r.Texts) == 0 && !r.Binary {
			t.Errorf("Read gave nothing, and does not say so")
		}
		for _, text := range r.Texts {
			if len(text) > 4*len(data)+4 {
				t.Errorf("%d bytes of text out of %d", len(text), len(data))
			}
		}
		Encode(declared, data)
	})
}

func BenchmarkRead(b *testing.B) {
	for name, data := range map[string][]byte{
		"ascii": bytes.Repeat([]byte("a line of plain text, 12345.\n"), 1<<15),
		"utf-8": bytes.Repeat([]byte("한국어로 쓴 글 한 줄, 12345.\n"), 1<<15),
		"euckr": bytes.Repeat(encode(b, korean.EUCKR, "한국어로 쓴 글 한 줄, 12345.\n"), 1<<15),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				Read(data, "")
			}
		})
	}
}
