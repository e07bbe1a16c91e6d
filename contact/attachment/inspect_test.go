package attachment

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/contact/attachment/internal/content"
	"github.com/google/go-cmp/cmp"
)

const (
	pdf     = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
	page    = "<!DOCTYPE html>\n<html><head><title>안내</title></head><body><p>안녕하세요.</p></body></html>\n"
	script  = "<!DOCTYPE html>\n<html><body><p>안녕하세요.</p><script>alert(1)</script></body></html>\n"
	program = "MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00\xb8\x00\x00\x00\x00\x00\x00\x00\x40\x00"
)

func TestInspect(t *testing.T) {
	r := ChatRules()
	for _, tc := range []struct {
		name, data string
		want       File // its name and size are put in below
		code       Code
	}{
		{"보고서.pdf", pdf, File{Type: "application/pdf"}, 0},
		{"../보고서.PDF", pdf, File{Type: "application/pdf"}, 0},
		{"메모.txt", "안녕하세요.\n", File{Type: "text/plain"}, 0},
		{"안내.html", page, File{Type: "text/html"}, 0},

		{"사진.png", "\x89PNG\r\n\x1a\n", File{}, TypeNotAllowed},
		{"a.exe.pdf", pdf, File{}, DoubleExtension},
		{"빈.pdf", "", File{}, Empty},
		{"메모.pdf", "안녕하세요.\n", File{}, Mismatch},
		{"안내.txt", pdf, File{}, Mismatch},
		{"안내.html", script, File{}, Active},
		{"안내.pdf", program, File{}, Executable},
		{"안내.txt", program, File{}, Executable},
	} {
		got, err := r.Inspect(tc.name, []byte(tc.data))
		if !is(err, tc.code) {
			t.Errorf("Inspect(%q) = %v, want %v", tc.name, err, tc.code)
		}
		if tc.code == 0 {
			tc.want.Name, tc.want.Size = CleanName(tc.name), int64(len(tc.data))
		}
		if diff := cmp.Diff(tc.want, got); diff != "" {
			t.Errorf("Inspect(%q) mismatch (-want +got):\n%s", tc.name, diff)
		}
		if err != nil && strings.Contains(err.Error(), "안내") {
			t.Errorf("the error %q has the name in it", err)
		}
	}
}

// What the rules allow passes, and the File says what it is.
func TestInspectAllowed(t *testing.T) {
	r := ChatRules()
	r.ActiveHTML = Allow
	if f, err := r.Inspect("안내.html", []byte(script)); err != nil || !f.Active || f.Type != "text/html" {
		t.Errorf("Inspect() with active content allowed = %+v, %v", f, err)
	}
	r.Types = append(r.Types, ".zip")
	var archive bytes.Buffer
	w := zip.NewWriter(&archive)
	if _, err := w.Create("설치.exe"); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Inspect("자료.zip", archive.Bytes()); !errors.Is(err, Executable) {
		t.Errorf("Inspect() of an archive with a program in it = %v, want %v", err, Executable)
	}
}

func TestInspectSize(t *testing.T) {
	r := Rules{Enabled: true, Types: []string{".txt"}, MaxTotal: 20, MaxFile: 10}
	for size, want := range map[int]Error{
		9: {}, 10: {}, 11: {Code: TooLarge, Limit: 10, Size: 11},
	} {
		_, err := r.Inspect("a.txt", bytes.Repeat([]byte{'a'}, size))
		if got, ok := errors.AsType[*Error](err); ok != (want.Code != 0) || ok && *got != want {
			t.Errorf("Inspect() of %d bytes = %v, want %v", size, err, &want)
		}
	}
	r.MaxFile = 0
	if _, err := r.Inspect("a.txt", make([]byte, 20)); !is(err, TotalTooLarge) {
		t.Errorf("Inspect() of as much as a message may not have = %v", err)
	}
	r.Enabled = false
	if _, err := r.Inspect("a.txt", []byte("a")); !is(err, Disabled) {
		t.Errorf("Inspect() of rules that are not enabled = %v", err)
	}
}

// Each finding is refused for what it is; of several, the gravest is told.
func TestJudge(t *testing.T) {
	text := content.Look([]byte(pdf), "a.pdf")
	with := func(change func(*content.Report)) content.Report {
		r := text
		change(&r)
		return r
	}
	all := Rules{Macros: Allow, ActiveHTML: Allow, Encrypted: Allow}
	for name, tc := range map[string]struct {
		report         content.Report
		refused, first Code // by rules that allow nothing, and by those that allow what they can
	}{
		"harmless":   {text, 0, 0},
		"executable": {with(func(r *content.Report) { r.Executable, r.Bomb, r.Encrypted = true, true, true }), Executable, Executable},
		"bomb":       {with(func(r *content.Report) { r.Bomb, r.Macros = true, true }), Bomb, Bomb},
		"encrypted":  {with(func(r *content.Report) { r.Encrypted, r.Macros = true, true }), Encrypted, 0},
		"macros":     {with(func(r *content.Report) { r.Macros, r.Active = true, true }), Macros, 0},
		"active":     {with(func(r *content.Report) { r.Active = true }), Active, 0},
		"encrypted, and another": {func() content.Report {
			r := content.Look([]byte(page), "a.html")
			r.Encrypted = true
			return r
		}(), Encrypted, Mismatch},
		"another": {content.Look([]byte(page), "a.html"), Mismatch, Mismatch},
	} {
		f := File{Name: "a.pdf", Macros: tc.report.Macros, Encrypted: tc.report.Encrypted, Active: tc.report.Active}
		if got := (Rules{}).judge(f, tc.report); got != tc.refused {
			t.Errorf("%s: judge() = %q, want %q", name, got, tc.refused)
		}
		if got := all.judge(f, tc.report); got != tc.first {
			t.Errorf("%s: judge() by rules that allow all = %q, want %q", name, got, tc.first)
		}
	}
}
