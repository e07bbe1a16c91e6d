package mail

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// known are facts about files of the shared folder: a text that is in them, and the one gap, if any.
var knownFiles = map[string]struct {
	text string
	gap  walk.Cause
}{
	"attachment-octet.raw":                   {"A text section", walk.Unsupported}, // the attachment is binary
	"mime-bad-content-transfer-encoding.raw": {"smoorbrooft", walk.Unsupported},    // text that is said to be base64
	"unk-encoding-part.raw":                  {"foo_9E5D72.zip", walk.Undecodable}, // base9000
	"qp-utf8-header.raw":                     {"André Pirard <PIRARD@vm1", 0},
	"mime-bad-8bit-filename.raw":             {"管理.doc", 0},
	"bad-header-wrap.raw":                    {"7DDA4_foo_9E5D72.zip", 0},
	"epilogue-sample.raw":                    {"Potentially malicious content", 0},
	"multipart-wo-boundary.raw":              {"I'm  multipart message", 0},
	"bad-header-start.raw":                   {"James Hillyerd", 0},
	"testRFC822_dkim.eml":                    {"DKIM", 0},
	"testMHTMLFirefox.mhtml":                 {"Pronunciation", 0},
	"testUserDefinedCharset.mhtml":           {"Index Pages", 0},
	"test-incremental-updates.eml":           {"container email with an embedded pdf", 0},
	"testEML_embedded_xhtml_and_img.eml":     {"testimage.jpeg", 0},
}

func TestSharedMails(t *testing.T) {
	for _, pattern := range []string{"mail/*/*", "office/*.eml", "office/*.mhtml"} {
		names, _ := filepath.Glob(filepath.FromSlash("../../../../../shared/data/" + pattern))
		if len(names) == 0 {
			t.Skip("there is no shared folder beside the repository")
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			sharedMail(t, filepath.Base(name), examine(t, data, walk.Limits{}))
		}
	}
}

func sharedMail(t *testing.T, name string, f found) {
	t.Helper()
	want := knownFiles[name]
	format := "eml"
	switch {
	case strings.HasSuffix(name, ".mhtml"):
		format = "mht"
	case name == "erroneous.raw": // no mail
		format = "text"
	}
	var cause walk.Cause
	for _, g := range f.gaps {
		if g.Cause != walk.Picture {
			cause = g.Cause
		}
	}
	if f.format != format || cause != want.gap || !strings.Contains(f.text, want.text) || f.text == "" {
		t.Errorf("%s: format %q, gap %v, want %q, %v and %q in the text", name, f.format, cause, format, want.gap, want.text)
	}
}
