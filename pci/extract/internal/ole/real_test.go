package ole

import (
	"bytes"
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
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			if found := filepath.Join(dir, "..", "shared", "data", "office"); isDir(found) {
				return found
			}
		}
	}
	t.Skip("the folder shared/data/office is not beside the repository")
	return ""
}

func isDir(name string) bool {
	i, err := os.Stat(name)
	return err == nil && i.IsDir()
}

// TestReal reads real files and looks for texts that were seen in them.
func TestReal(t *testing.T) {
	dir := office(t)
	for _, c := range []struct {
		file, form string
		want       []string
	}{
		{"Doc1_ole.doc", "doc", []string{"pavel"}},
		{"testOptionalHyphen.doc", "doc", []string{"optionalhyphen"}},
		{"testWORD_3imgs.doc", "doc", []string{"The quick brown fox", "Nevin Nollop"}},
		{"testWORD_italicsSurroundingHyperlink.doc", "doc", []string{"HYPERLINK"}},
		{"testEXCEL_big_numbers.xls", "xls", []string{"123456789012345\t123456789012346\n1234567890123450\t1234567890123451"}},
		{"testEXCEL_custom_props.xls", "xls", []string{"Fichier test pour propriétés sur xls"}},
		{"testEXCEL_dateFormats.xls", "xls", nil},
		{"testEXCEL_embeddedPDF_mac.xls", "xls", []string{"Tim Allison"}},
		{"testEXCEL_headers_footers.xls", "xls", []string{"John Smith82\t82 Corporate HQ", "Internal spreadsheet"}},
		{"testEXCEL_template.xlt", "xls", nil},
		{"pictures.ppt", "ppt", []string{"Yegor Kozlov"}},
		{"testComment.ppt", "ppt", []string{"Here is some text", "Here is a comment"}},
		{"testPPT.ppt", "ppt", []string{"Sample Powerpoint Slide"}},
		{"testPPT_embedded2.ppt", "ppt", nil},
		{"testPPT_masterText.ppt", "ppt", []string{"Michael McCandless"}},
		{"test-outlook2003.msg", "msg", nil},
		{"testMSG_StickyNote.msg", "msg", []string{"IPM.StickyNote"}},
		{"testMSG_Task.msg", "msg", []string{"IPM.Task"}},
		{"testMSG_chinese.msg", "msg", []string{"( MSG 格式測試 )", "豐泰產業工會常務理事"}},
		{"testMSG_forwarded.msg", "msg", nil},
		{"testPUBLISHER.pub", "pub", []string{"0123456789abcdef0123456789abcdef", "Nick Burch"}},
	} {
		t.Run(c.file, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join(dir, c.file))
			if err != nil {
				t.Skip("not in shared:", err)
			}
			s := look(data, walk.Limits{})
			if s.form != c.form || s.cause() != 0 {
				t.Errorf("format %q, gaps %v, want %q and none but pictures", s.form, s.gaps, c.form)
			}
			for _, want := range c.want {
				if !s.has(want) {
					t.Errorf("no %q in:\n%.2000s", want, s.text)
				}
			}
		})
	}
}

// TestRealCut cuts real files: there is no panic, and less text is never without a gap.
func TestRealCut(t *testing.T) {
	names, _ := filepath.Glob(filepath.Join(office(t), "*"))
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil || !bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) {
			continue
		}
		whole := look(data, walk.Limits{})
		for i := range 8 {
			cut := data[:len(data)*i/8]
			if s := look(cut, walk.Limits{}); s.cause() == 0 && s.size < whole.size {
				t.Errorf("%s cut to %d of %d bytes: no gap", filepath.Base(name), len(cut), len(data))
			}
		}
	}
}
