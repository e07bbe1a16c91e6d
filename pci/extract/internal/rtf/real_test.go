package rtf

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// office returns the folder of real documents, which is beside the repository.
func office(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		found := filepath.Join(dir, "..", "shared", "data", "office")
		_, module := os.Stat(filepath.Join(dir, "go.mod"))
		if i, err := os.Stat(found); module == nil && err == nil && i.IsDir() {
			return found
		}
	}
	t.Skip("the folder shared/data/office is not beside the repository")
	return ""
}

// TestReal reads real files and looks for texts that were seen in them.
func TestReal(t *testing.T) {
	dir := office(t)
	for _, c := range []struct {
		file string
		want []string
	}{
		{"testFontAfterBufferedText.rtf", []string{"Уважаемый клиент!"}},
		{"testOptionalHyphen.rtf", []string{"optionalhyphen"}},
		{"testRTFNewlines.rtf", []string{"one\n\ntwo"}},
		{"testRTFVarious.rtf", []string{"Footnote appears here", "Bold italic underline superscript subscript", "http://tika.apache.org/", "ＭＳ 明朝"}},
		{"testRTFWordPadCzechCharacters.rtf", []string{"Článek týdne", "starověké židovské náboženské texty"}},
	} {
		t.Run(c.file, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join(dir, c.file))
			if err != nil {
				t.Skip("not in shared:", err)
			}
			s := look(data, walk.Limits{})
			if s.cause() != 0 {
				t.Errorf("gaps %v, want none but pictures", s.gaps)
			}
			for _, want := range c.want {
				if !s.has(want) {
					t.Errorf("no %q in:\n%.2000q", want, s.texts)
				}
			}
			for n := 0; n < len(data)-2; n += len(data)/16 + 1 {
				if s := look(data[:n], walk.Limits{}); n > 0 && s.cause() == 0 {
					t.Errorf("cut to %d of %d bytes: no gap", n, len(data))
				}
			}
		})
	}
}
