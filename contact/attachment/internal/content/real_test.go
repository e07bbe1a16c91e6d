package content

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// shared returns a folder of real files, which is beside the repository.
func shared(t *testing.T, name string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			found := filepath.Join(dir, "..", "shared", "data", name)
			if i, err := os.Stat(found); err == nil && i.IsDir() {
				return found
			}
		}
	}
	t.Skipf("the folder shared/data/%s is not beside the repository", name)
	return ""
}

// each calls f for all files of a folder and returns how many there are.
func each(t *testing.T, dir string, f func(name string, data []byte)) (files int) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		files++
		f(filepath.Base(path), data)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestRealOffice wants every document to be what its extension says.
func TestRealOffice(t *testing.T) {
	contradict := map[string]bool{
		"testGRAPHVIZdc.dot":     true, // a drawing in the language dot, which is text
		"testWordPerfect_42.doc": true, // of WordPerfect, which Word does not open either
	}
	want := map[string]string{
		"big-preamble.html": "active", "testHTML_head.html": "active", "testHTML_script_in_body.html": "active",
		"testMHTMLFirefox.mhtml": "active", "testPDF_jsActionOnPage.pdf": "active",
		"testEML_embedded_xhtml_and_img.eml": "active",
		"testEXCEL_macro.xlsm":               "macros", "testEXCEL_various.xlsb": "macros", "testWORD_macros.docm": "macros",
		"testODPMacro.odp": "macros", "testODSMacro.ods": "macros",
	}
	n := each(t, shared(t, "office"), func(name string, data []byte) {
		r := Look(data, name)
		if got := Contradicts(extension(name), r); got != contradict[name] {
			t.Errorf("%s is %s: Contradicts = %t", name, r.Type, got)
		}
		if got := flags(r); got != want[name] {
			t.Errorf("%s is %q, want %q", name, got, want[name])
		}
	})
	if n < 100 {
		t.Errorf("looked at %d files, want 100 or more", n)
	}
}

func TestRealMail(t *testing.T) {
	broken := map[string]bool{"erroneous.raw": true, "bad-header-start.raw": true} // no header to speak of
	n := each(t, shared(t, "mail"), func(name string, data []byte) {
		r := Look(data, "a.eml")
		if Contradicts(".eml", r) || (r.Family == Mail) == broken[name] || flags(r) != "" {
			t.Errorf("%s is %s, %q", name, r.Type, flags(r))
		}
	})
	if n < 50 {
		t.Errorf("looked at %d files, want 50 or more", n)
	}
}
