package extract_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/acdkit/acdkit/pci/extract"
)

// shared is the folder of real documents beside the repository.
const shared = "../../../shared/data"

// TestRealDocuments walks every real file: nothing panics, and each is examined or named as not examined,
// within its limits.
func TestRealDocuments(t *testing.T) {
	if _, err := os.Stat(shared); err != nil {
		t.Skip("the folder shared/data with real documents is not beside the repository")
	}
	examined, named := 0, 0
	for _, folder := range []string{"office", "mail/enmime", "mail/enmime-low-quality", "quotes/github", "quotes/crisp"} {
		files, err := filepath.Glob(filepath.Join(shared, folder, "*"))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d files, %v", folder, len(files), err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			bytes := 0
			r := extract.Extractor{}.Walk(t.Context(), data, func(_ extract.Part, text []byte) { bytes += len(text) })
			if r.Examined() {
				examined++
				if bytes == 0 && len(data) > 0 {
					t.Errorf("%s (%s) is examined, but has no text", filepath.Base(file), r.Format)
				}
				continue
			}
			named++
			t.Logf("%-45s %-8s not examined: %s, %d bytes of text", filepath.Base(file), r.Format, r.Cause(), bytes)
			if r.Cause() == extract.TimedOut || r.Cause() == extract.TooLarge || r.Cause() == extract.TooMany {
				t.Errorf("%s: %s", filepath.Base(file), r.Cause())
			}
		}
	}
	t.Logf("%d files examined, %d named as not examined", examined, named)
	if named > examined/8 {
		t.Errorf("%d of %d files are not examined", named, examined+named)
	}
}
