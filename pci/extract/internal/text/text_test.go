package text

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/unicode"

	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

const card = "4539148803436467"

// examine returns the texts in data, and its format and gaps.
func examine(t testing.TB, data []byte, limits walk.Limits) (texts []string, format string, gaps []walk.Gap) {
	t.Helper()
	w := walk.New(t.Context(), walk.Config{Limits: limits, Visit: func(_ walk.Part, text []byte) { texts = append(texts, string(text)) }})
	Read(w, data)
	gaps, _ = w.Gaps()
	return texts, w.Formatted(), gaps
}

func TestRead(t *testing.T) {
	wide, _ := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().String("card " + card + " of a customer")
	host, _ := charmap.CodePage1047.NewEncoder().String("card " + card + " of a customer")
	korea, _ := korean.EUCKR.NewEncoder().String("카드 번호 " + card)
	for _, data := range []string{
		card, "한국어 " + card, "\xEF\xBB\xBF" + card, wide, host, korea, "+ADQ-539148803436467", "4539<b>1488</b>03436467", "x &#52;539148803436467",
	} {
		texts, format, gaps := examine(t, []byte(data), walk.Limits{})
		if !strings.Contains(strings.Join(texts, "\n\n"), card) || format != "text" || len(gaps) > 0 {
			t.Errorf("Read(%q) = %q, %s, %v", data, texts, format, gaps)
		}
	}
}

func TestBinary(t *testing.T) {
	data := "\x7FELF\x01\x02\x00\x00" + card + "\x00\x00\x03" + strings.Join(strings.Split(card, ""), "\x00") + "\x00\x00\x01"
	texts, format, gaps := examine(t, []byte(data), walk.Limits{})
	if got := strings.Join(texts, "|"); strings.Count(got, card) != 2 || format != "binary" || len(gaps) != 1 || gaps[0].Cause != walk.Unsupported {
		t.Errorf("Read = %q, %s, %v, want the card twice in a binary", texts, format, gaps)
	}
}

func TestRuns(t *testing.T) {
	wide := func(s string) string { return strings.Join(strings.Split(s, ""), "\x00") }
	tests := []struct{ data, want string }{
		{"\x01abcdef\x02abcde\x03", "abcdef\n"},
		{"\x01" + wide("abcdef") + "\x00\x01", "abcdef\n"},
		{"\x00\x00" + wide("abcdef") + "\x01", "abcdef\n"},
		{"1234567\x00" + wide("ABCDEFG") + "\x00", "1234567\n7ABCDEFG\n"},
		{wide("ABCDEFG") + "HIJKLMN", "ABCDEFG\nGHIJKLMN\n"},
		{"", ""},
	}
	for _, tt := range tests {
		var got strings.Builder
		w := walk.New(t.Context(), walk.Config{Visit: func(_ walk.Part, text []byte) { got.Write(text) }})
		Runs(w, []byte(tt.data))
		if got.String() != tt.want {
			t.Errorf("Runs(%q) = %q, want %q", tt.data, got.String(), tt.want)
		}
	}
}

func TestLimits(t *testing.T) {
	texts, _, gaps := examine(t, []byte(strings.Repeat("x", 100)), walk.Limits{PartBytes: 50})
	if len(gaps) != 1 || gaps[0].Cause != walk.TooLarge || len(texts) != 1 || len(texts[0]) != 50 {
		t.Errorf("texts %q, gaps %v, want 50 bytes and too large", texts, gaps)
	}
}

func TestSharedTexts(t *testing.T) {
	names, _ := filepath.Glob(filepath.FromSlash("../../../../../shared/data/office/*.txt"))
	if len(names) == 0 {
		t.Skip("there is no shared folder beside the repository")
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		texts, format, gaps := examine(t, data, walk.Limits{})
		if format != "text" || len(gaps) > 0 || len(texts) == 0 || len(texts[0]) < len(data) {
			t.Errorf("%s: format %q, gaps %v, %d texts", filepath.Base(name), format, gaps, len(texts))
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("+ADQ- ~{#4#5~} \x1B$B#4#5 4539"))
	f.Add([]byte("4\x005\x003\x00\x01\x02"))
	f.Add([]byte("\xF4\xF5\xF3\xF9\x40\xC3\x81"))
	limits := walk.Limits{PartBytes: 1 << 20, TotalBytes: 4 << 20, Time: 1 << 40}
	f.Fuzz(func(t *testing.T, data []byte) {
		texts, _, gaps := examine(t, data, limits)
		total := 0
		for _, text := range texts {
			if total += len(text); len(text) > limits.PartBytes || total > limits.TotalBytes {
				t.Fatal("more text than the limits allow")
			}
		}
		if total == 0 && len(gaps) == 0 && len(bytes.Trim(data, "\x00\xEF\xBB\xBF\xFE\xFF")) > 0 {
			t.Errorf("nothing of %q, and no gap", data)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	data := bytes.Repeat([]byte("한국어로 쓴 글 한 줄, and words, 12345.\n"), 1<<17)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		w := walk.New(b.Context(), walk.Config{Visit: func(walk.Part, []byte) {}})
		Read(w, data)
	}
}
