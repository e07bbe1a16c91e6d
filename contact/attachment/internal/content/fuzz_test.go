package content

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// check holds what is true of every report.
func check(t interface{ Errorf(string, ...any) }, data []byte, r Report) {
	kind, sub, _ := strings.Cut(r.Type, "/")
	if kind == "" || sub == "" || strings.ContainsAny(r.Type, " ;\r\n\"") || len(r.Type) > 160 {
		t.Errorf("Look says that the type is %q", r.Type)
	}
	if r.Family > Other || r.Family == Executable && !r.Executable {
		t.Errorf("Look says %+v", r)
	}
	for _, ext := range []string{".pdf", ".txt", ".docx", ".png"} {
		if r.Family == Executable && !Contradicts(ext, r) {
			t.Errorf("a program does not contradict %s", ext)
		}
	}
	if r.Family == Unknown && r.Type != unknownType {
		t.Errorf("Look knows %s but not its family, of %d bytes", r.Type, len(data))
	}
}

func FuzzLook(f *testing.F) {
	for _, s := range samples(f) {
		f.Add(s.data, "a"+strings.Fields(s.fits + " .html")[0])
	}
	for _, text := range activeMarkup {
		f.Add([]byte(text), "a.html")
	}
	f.Add(many(3), "a.zip")
	f.Fuzz(func(t *testing.T, data []byte, name string) {
		before := string(data)
		r := Look(data, name)
		check(t, data, r)
		if diff := cmp.Diff(r, Look(data, name)); diff != "" {
			t.Errorf("the second look differs (-first +second):\n%s", diff)
		}
		if string(data) != before {
			t.Error("Look changed the data")
		}
	})
}

// TestDamage looks at samples that are cut, changed and joined.
func TestDamage(t *testing.T) {
	all := samples(t)
	rapid.Check(t, func(t *rapid.T) {
		one := rapid.SampledFrom(all).Draw(t, "one").data
		data := append([]byte(nil), one[:rapid.IntRange(0, len(one)).Draw(t, "length")]...)
		for range rapid.IntRange(0, 8).Draw(t, "changes") {
			if len(data) > 0 {
				data[rapid.IntRange(0, len(data)-1).Draw(t, "at")] = rapid.Byte().Draw(t, "byte")
			}
		}
		if rapid.Bool().Draw(t, "join") {
			data = append(data, rapid.SampledFrom(all).Draw(t, "two").data...)
		}
		check(t, data, Look(data, "a.html"))
	})
}

// TestPlainText holds that a text is one, whatever is written in it, unless it begins as something else.
func TestPlainText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := "가" + strings.Map(func(r rune) rune {
			if r < ' ' || r == '\ufffd' {
				return '\n'
			}
			return r
		}, rapid.String().Draw(t, "text"))
		r := Look([]byte(text), "a.txt")
		if r.Family != Text || flags(r) != "" || Contradicts(".txt", r) || !Contradicts(".png", r) || !Contradicts(".docx", r) {
			t.Errorf("Look(%q) = %+v", text, r)
		}
		if wide := Look(append([]byte{0xFF, 0xFE}, utf16le(text)...), "a.txt"); wide != r {
			t.Errorf("Look(%q) in UTF-16 = %+v, want %+v", text, wide, r)
		}
	})
}
