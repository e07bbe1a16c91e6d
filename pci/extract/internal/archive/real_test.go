package archive

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/internal/charset"
	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// archives returns the real files of the folder beside the repository that are archives.
func archives(t *testing.T) map[string][]byte {
	t.Helper()
	names, _ := filepath.Glob("../../../../../shared/data/office/*")
	if len(names) == 0 {
		t.Skip("the shared folder is absent")
	}
	all := make(map[string][]byte)
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.HasPrefix(data, []byte(localMagic)) {
			all[filepath.Base(name)] = data
		}
	}
	return all
}

// Sound files have no gap.
func TestRealFiles(t *testing.T) {
	for name, data := range archives(t) {
		r := read(data, walk.Limits{})
		want := strings.TrimPrefix(filepath.Ext(name), ".")
		if r.format != want && r.format != "o"+want {
			t.Errorf("%s: format %q", name, r.format)
		}
		if name == "testWORD_truncated.docx" {
			if len(r.gaps) == 0 || r.gaps[0].Cause != walk.Truncated {
				t.Errorf("%s: gaps %v, want truncated", name, r.gaps)
			}
			continue
		}
		if len(r.gaps) > 0 {
			t.Errorf("%s: gaps %v, want none", name, r.gaps)
		}
	}
}

// What a reader of the files sees.
func TestRealTexts(t *testing.T) {
	files := archives(t)
	for name, want := range map[string]string{
		"testEXCEL_various.xlsb":        "longer int\t1234567890123450\n",
		"testPPT_comment.pptx":          "comment",
		"testXPSWithDataDescriptor.xps": "This is my XPS document test",
		"test_text.xps":                 "Rainbow",
		"testODSMacro.ods":              "Shell(\"calc.exe\")",
		"testPhoneNumberExtractor.odt":  "9498888888\n9497777777\n(949) 666 - 6666",
	} {
		if r := read(files[name], walk.Limits{}); !r.has(want) {
			t.Errorf("%s: %q is not found", name, want)
		}
	}
}

var (
	number = regexp.MustCompile(`[0-9]{4,}`)
	tag    = regexp.MustCompile(`<[^>]*>`)
	name   = regexp.MustCompile(`</?[^ />]*`)
)

// Every number that can be found in the unzipped parts is handed over.
func TestRealNumbers(t *testing.T) {
	seen, missed := 0, 0
	for name, data := range archives(t) {
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			continue
		}
		all := strings.Join(read(data, walk.Limits{}).texts, "\x00")
		handed := make(map[string]bool)
		for _, digits := range number.FindAllString(all, -1) {
			handed[digits] = true
		}
		for _, f := range z.File {
			for _, digits := range numbersOf(t, f) {
				seen++
				if !handed[digits] && !strings.Contains(all, digits) {
					missed++
					t.Errorf("%s: %s in %s is missed", name, digits, f.Name)
				}
			}
		}
	}
	t.Logf("%d numbers, %d missed", seen, missed)
}

// numbersOf returns the numbers in a part that is XML: in its text, and in what a tag says but for ids.
func numbersOf(t *testing.T, f *zip.File) []string {
	r, err := f.Open()
	if err != nil {
		return nil
	}
	data, err := io.ReadAll(r)
	if err != nil || len(data) < 2 {
		return nil
	}
	if data[0] == 0xFF || data[0] == 0xFE {
		data, _ = charset.Decode("utf-16", data)
	}
	if !bytes.HasPrefix(bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF")), []byte("<")) {
		return nil
	}
	data = ids.ReplaceAll(data, nil)
	var all []string
	for _, m := range tag.FindAll(data, -1) {
		all = append(all, number.FindAllString(string(name.ReplaceAll(m, nil)), -1)...)
	}
	return append(all, number.FindAllString(string(tag.ReplaceAll(data, []byte(" "))), -1)...)
}

// ids are eight hexadecimal digits in an attribute, references of cells, and the declaration.
var ids = regexp.MustCompile(`(rsid\w*|\w*Id)="[0-9A-Fa-f]{8}"| r="[A-Z]*[0-9]+"`)
