package htmltext

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

func TestSharedPages(t *testing.T) {
	names, _ := filepath.Glob(filepath.FromSlash("../../../../../shared/data/office/*.html"))
	if len(names) == 0 {
		t.Skip("there is no shared folder beside the repository")
	}
	want := map[string]string{
		"testArabicMisleadingCharset.html": "Test Arabic", "testHTMLNoisyMetaEncoding_3.html": "Cambria Math",
		"big-preamble.html": "addToList", "testHTML_script_in_body.html": "html",
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		f := examine(t, string(data), walk.Limits{})
		base := filepath.Base(name)
		if len(f.gaps) > 0 || !strings.Contains(f.all(), want[base]) {
			t.Errorf("%s: gaps %v, %d texts, want %q among them", base, f.gaps, len(f.texts), want[base])
		}
	}
}
