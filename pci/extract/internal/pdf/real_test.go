package pdf

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// shared returns the folder of real files, which is beside the repository.
func shared(t *testing.T) string {
	dir, err := filepath.Abs(".")
	for err == nil && dir != filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return filepath.Join(dir, "..", "shared", "data", "office")
		}
		dir = filepath.Dir(dir)
	}
	t.Skip("no folder shared")
	return ""
}

func TestReal(t *testing.T) {
	dir := shared(t)
	for _, tt := range []struct {
		file  string
		want  []string // in the text
		files int      // names of embedded files
	}{
		{"testPDF.pdf", []string{"March 22nd, 2007: Apache Tika project started", "Bertrand Delacrétaz"}, 0},
		{"testPDF-TIKA-4444.pdf", []string{"Lorem ipsum dolor sit amet, consectetur", "pdf-title"}, 1},
		{"testPDF_XMPBasicSchema.pdf", []string{"Multiple rdf:Description tags"}, 1},
		{"testPDF_bom.pdf", []string{"Hello World", "TextEdit"}, 0},
		{"testPDF_jsActionOnPage.pdf", []string{"app.alert('TIKA test');"}, 0},
	} {
		data, err := os.ReadFile(filepath.Join(dir, tt.file))
		if err != nil {
			t.Skipf("no files in the folder shared: %v", err)
		}
		got := read(t, data, walk.Limits{})
		for _, want := range tt.want {
			if !strings.Contains(got.all, want) {
				t.Errorf("%s: no %q in %.300q", tt.file, want, got.all)
			}
		}
		if len(got.files) != tt.files {
			t.Errorf("%s: %d names of embedded files, want %d", tt.file, len(got.files), tt.files)
		}
		if got.gaps != nil {
			t.Errorf("%s: gaps = %q", tt.file, got.gaps)
		}
	}
}
