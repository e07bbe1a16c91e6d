package document

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/fxamacker/cbor/v2"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestNormalIsNormal(t *testing.T) {
	check(t, func(t *rapid.T, d Doc) {
		if diff := cmp.Diff(d, d.Normal()); diff != "" {
			t.Errorf("Normal is not normal (-once +twice):\n%s", diff)
		}
		if fault := abnormal(d); fault != "" {
			t.Errorf("%s: %+v", fault, d)
		}
	})
}

// abnormal says what in a document is not as its type says, in words of its own.
func abnormal(d Doc) string {
	for i, b := range d.Blocks {
		switch {
		case b.Kind > Table || b.Indent < 0 || b.Indent > MaxIndent:
			return "a kind or an indent that there is not"
		case (b.Kind == Table) != (b.Rows != nil) || b.Kind == Table && b.Line != nil:
			return "rows and lines are mixed up"
		case b.Kind == Table && i > 0 && d.Blocks[i-1].Kind == Table:
			return "two tables with nothing between"
		}
		for _, row := range b.Rows {
			if len(row) == 0 || len(row) != len(b.Rows[0]) {
				return "a table that is no rectangle"
			}
		}
	}
	for _, line := range d.lines() {
		if line != nil && len(line) == 0 {
			return "an empty slice"
		}
		for i, r := range line {
			if fault := abnormalRun(r); fault != "" {
				return fault
			}
			if i > 0 && line[i-1].Image == (Image{}) && r.Image == (Image{}) && line[i-1].format() == r.format() {
				return "two runs that look the same"
			}
		}
	}
	return ""
}

func abnormalRun(r Run) string {
	image := r.Image != (Image{})
	switch {
	case image == (r.Text != ""):
		return "a run of nothing, or of both"
	case image && (r.Marks != 0 || r.Color != "" || r.Image.ID == ""):
		return "an image with looks or without an id"
	case !utf8.ValidString(r.Text) || strings.ContainsAny(r.Text, "\r\t\u00a0\u2028\x00"):
		return "text that is not clean"
	case strings.ContainsFunc(r.Link, unicode.IsSpace) || strings.ContainsAny(r.Link, `<>"`):
		return "a link that is not clean"
	case r.Marks > 15:
		return "a mark that there is not"
	}
	return ""
}

func TestHTMLComesBack(t *testing.T) {
	check(t, func(t *rapid.T, d Doc) {
		page := d.HTML(nil)
		got, err := FromHTML(page, nil)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(d, got); diff != "" {
			t.Errorf("FromHTML of %s\nmismatch (-want +got):\n%s", page, diff)
		}
		checkHTML(t, page)
	})
}

func TestDeltaComesBack(t *testing.T) {
	check(t, func(t *rapid.T, d Doc) {
		delta := d.Delta(nil)
		got, err := FromDelta(delta, nil)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(d, got); diff != "" {
			t.Errorf("FromDelta of %s\nmismatch (-want +got):\n%s", delta, diff)
		}
	})
}

func TestRecordsComeBack(t *testing.T) {
	check(t, func(t *rapid.T, d Doc) {
		for name, codec := range map[string]struct {
			marshal   func(any) ([]byte, error)
			unmarshal func([]byte, any) error
		}{"JSON": {json.Marshal, json.Unmarshal}, "CBOR": {cbor.Marshal, cbor.Unmarshal}} {
			data, err := codec.marshal(d)
			if err != nil {
				t.Fatal(err)
			}
			var got Doc
			if err := codec.unmarshal(data, &got); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(d, got); diff != "" {
				t.Errorf("%s %q mismatch (-want +got):\n%s", name, data, diff)
			}
		}
	})
}

// TestNothingIsNormalOnly: what is done with any document is done with its normal form.
func TestNothingIsNormalOnly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := docs.Draw(t, "doc")
		if got, want := d.HTML(nil), d.Normal().HTML(nil); got != want {
			t.Errorf("HTML = %s, of the normal form %s", got, want)
		}
		if got, want := d.Text(), d.Normal().Text(); got != want {
			t.Errorf("Text = %q, of the normal form %q", got, want)
		}
	})
}

func TestTextIsClean(t *testing.T) {
	check(t, func(t *rapid.T, d Doc) {
		text := d.Text()
		if !utf8.ValidString(text) || strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }) {
			t.Errorf("Text = %q", text)
		}
		for _, line := range d.lines() {
			for word := range strings.FieldsSeq(line.text()) {
				if len(line) == 1 && !strings.Contains(text, word) {
					t.Errorf("Text = %q has no %q", text, word)
				}
			}
		}
	})
}
