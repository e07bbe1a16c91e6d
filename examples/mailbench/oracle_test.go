package mailbench

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/email/message"
	"github.com/jhillyerd/enmime/v2"
)

// A reading is what a reader finds in a mail.
type reading struct {
	failed     bool
	subject    string
	text, html string
	files      [][]byte // what is in each part but the texts
}

// byEnmime reads with enmime at its most tolerant, without the text that it makes of HTML.
func byEnmime(raw []byte) reading {
	parser := enmime.NewParser(enmime.SkipMalformedParts(true), enmime.DisableTextConversion(true))
	e, err := parser.ReadEnvelope(bytes.NewReader(raw))
	if err != nil {
		return reading{failed: true}
	}
	r := reading{subject: e.GetHeader("Subject"), text: e.Text, html: e.HTML}
	for _, list := range [][]*enmime.Part{e.Attachments, e.Inlines, e.OtherParts} {
		for _, p := range list {
			r.files = append(r.files, p.Content)
		}
	}
	return r
}

func byMessage(raw []byte) reading {
	m := message.Parse(raw)
	r := reading{subject: m.Subject, text: m.Text, html: m.HTML}
	for _, p := range m.Parts {
		if p.Use != message.Body {
			r.files = append(r.files, p.Content)
		}
	}
	return r
}

// even takes off what differs and does not matter: line ends, blanks, and what enmime puts between two texts.
func even(text string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(text, "\n--\n", "\n")), " ")
}

// differences says what the second reading lacks, or has other than the first.
func differences(want, got reading) (all []string) {
	if even(want.subject) != even(got.subject) {
		all = append(all, "subject")
	}
	if even(want.text) != even(got.text) {
		all = append(all, "text")
	}
	if even(want.html) != even(got.html) {
		all = append(all, "html")
	}
	for _, file := range want.files {
		if !has(got, file) {
			return append(all, "file")
		}
	}
	return all
}

// has reports whether a file is there: as it is, or as text.
func has(r reading, file []byte) bool {
	content := even(string(file))
	for _, f := range r.files {
		if bytes.Equal(f, file) || even(string(f)) == content {
			return true
		}
	}
	return strings.Contains(even(r.text), content) || strings.Contains(even(r.html), content)
}

// known are the differences on mails of the collection, with the reasons why message reads them as it does.
var known = map[string]struct{ what, why string }{
	"inlinemultipart.raw":                          {"text", "a text with a file name is a file, which is shown beside the text"},
	"malformed-multiple-address-header-values.raw": {"text", "the same"},
	"mime-alternative.raw":                         {"text", "of two texts that say the same the last is the best (RFC 2046 5.1.4); the other is a file"},
	"empty-header.raw":                             {"text", "the same"},
	"missing-content-type2.raw":                    {"text", "the same"},
	"mime-mixed-related.raw":                       {"html", "enmime shows the first of two parts in HTML and has lost the other"},
	"mime-bad-content-transfer-encoding.raw":       {"text", "enmime has lost the part with an unknown encoding"},
	"qp-utf8-header-no-break.raw":                  {"text html", "enmime finds neither the text nor the HTML"},
}

// TestCorpus: no part that enmime finds is lost, and texts are the same. Where enmime fails, there is something to read.
func TestCorpus(t *testing.T) {
	names, err := filepath.Glob("../../../shared/data/mail/*/*")
	if err != nil {
		t.Fatal(err)
	}
	if len(names) == 0 {
		t.Skip("no shared data")
	}
	failed := 0
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		short := filepath.Base(name)
		want, got := byEnmime(raw), byMessage(raw)
		if want.failed {
			if failed++; got.text+got.html == "" && len(got.files) == 0 {
				t.Errorf("%s: nothing to read", short)
			}
			continue
		}
		if d := strings.Join(differences(want, got), " "); d != known[short].what {
			t.Errorf("%s: differs in %q, want %q (%s)", short, d, known[short].what, known[short].why)
		}
	}
	t.Logf("%d mails: enmime fails with %d and reads %d otherwise; message reads all", len(names), failed, len(known))
}
