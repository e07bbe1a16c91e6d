package attachment

import (
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"strings"
	"testing"

	"github.com/fxamacker/cbor/v2"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestPresets(t *testing.T) {
	chat, email := ChatRules(), EmailRules()
	for _, r := range []Rules{chat, email} {
		if err := r.Validate(); err != nil {
			t.Errorf("a preset is invalid: %v", err)
		}
		for _, ext := range r.Types {
			if _, err := r.Name("문서" + strings.ToUpper(ext)); err != nil {
				t.Errorf("a preset does not allow a name with %s: %v", ext, err)
			}
		}
	}
	if chat.MaxTotal != 36_700_160 || chat.MaxCount != 0 {
		t.Errorf("chat allows less than %d bytes in %d files, want 35 MB in any number (C4)", chat.MaxTotal, chat.MaxCount)
	}
	if email.MaxTotal != 26_214_400 || email.MaxCount != 10 {
		t.Errorf("email allows less than %d bytes in %d files, want 25 MB in 10 (E6)", email.MaxTotal, email.MaxCount)
	}
	chat.Types[0] = ".zzz"
	if ChatRules().Types[0] == ".zzz" {
		t.Error("presets share their types")
	}
}

func TestValidate(t *testing.T) {
	for _, tc := range []struct {
		change func(*Rules)
		field  string // empty: valid
	}{
		{func(r *Rules) { *r = Rules{} }, ""},
		{func(r *Rules) { r.Types = []string{".PDF", ".7z", ".a_b-c"} }, ""},
		{func(r *Rules) { r.Types = nil; r.Enabled = false }, ""},
		{func(r *Rules) { r.MaxTotal = 1 << 30 }, ""},
		{func(r *Rules) { r.Types = nil }, "types"},
		{func(r *Rules) { r.Types = []string{"pdf"} }, "types"},
		{func(r *Rules) { r.Types = []string{"."} }, "types"},
		{func(r *Rules) { r.Types = []string{""} }, "types"},
		{func(r *Rules) { r.Types = []string{".tar.gz"} }, "types"},
		{func(r *Rules) { r.Types = []string{".p df"} }, "types"},
		{func(r *Rules) { r.Types = []string{".한글"} }, "types"},
		{func(r *Rules) { r.Types = []string{".pdf", ".EXE"} }, "types"},
		{func(r *Rules) { r.Types = []string{"." + strings.Repeat("a", 32)} }, "types"},
		{func(r *Rules) { r.Types = make([]string, 1001) }, "types"},
		{func(r *Rules) { r.MaxTotal = 0 }, "max_total"},
		{func(r *Rules) { r.MaxTotal = 1 }, "max_total"},
		{func(r *Rules) { r.MaxTotal = 1<<30 + 1 }, "max_total"},
		{func(r *Rules) { r.MaxTotal = -1; r.Enabled = false }, "max_total"},
		{func(r *Rules) { r.MaxFile = -1 }, "max_file"},
		{func(r *Rules) { r.MaxCount = -1 }, "max_count"},
		{func(r *Rules) { r.Macros = 2 }, "macros"},
		{func(r *Rules) { r.ActiveHTML = 2 }, "active_html"},
		{func(r *Rules) { r.Encrypted = 2 }, "encrypted"},
	} {
		r := EmailRules()
		tc.change(&r)
		err := r.Validate()
		if tc.field == "" && err == nil {
			continue
		}
		refusal, ok := errors.AsType[*Error](err)
		if !ok || refusal.Field != tc.field || !errors.Is(err, InvalidRules) {
			t.Errorf("Validate of %+v = %v, want field %q", r, err, tc.field)
		}
	}
}

func TestName(t *testing.T) {
	r := ChatRules()
	for _, tc := range []struct {
		name, clean string
		code        Code
	}{
		{"보고서.pdf", "보고서.pdf", 0},
		{"report.v2.PDF", "report.v2.PDF", 0},
		{"js.pdf", "js.pdf", 0},
		{"js.v2.pdf", "js.v2.pdf", 0},
		{"www.example.com.html", "www.example.com.html", 0},
		{"Terms.of.Service.docx", "Terms.of.Service.docx", 0},
		{"a．pdf", "a.pdf", 0},
		{"C:\\fakepath\\견적.xlsx", "견적.xlsx", 0},

		{"a", "a", TypeNotAllowed},
		{".pdf", "pdf", TypeNotAllowed},
		{"a.png", "a.png", TypeNotAllowed},
		{"a.xlſ", "a.xlſ", TypeNotAllowed}, // folds to .xls
		{"a. pdf", "a. pdf", TypeNotAllowed},
		{"a.pdf_", "a.pdf_", TypeNotAllowed},
		{"invoice.pdf.exe", "invoice.pdf.exe", TypeNotAllowed},
		{"a.exe. ", "a.exe", TypeNotAllowed},
		{"a.exe．", "a.exe", TypeNotAllowed},
		{"a.pdf\u202efdp.exe", "a.pdffdp.exe", TypeNotAllowed},
		{"a.pdf%00.exe", "a.pdf.exe", TypeNotAllowed},
		{"a.pdf:b.exe", "a.pdf_b.exe", TypeNotAllowed},

		{"a.exe.pdf", "a.exe.pdf", DoubleExtension},
		{"a.exe .pdf", "a.exe .pdf", DoubleExtension},
		{"a.EXE.v2.pdf", "a.EXE.v2.pdf", DoubleExtension},
		{"a.ｅｘｅ.pdf", "a.ｅｘｅ.pdf", DoubleExtension},
		{"a.e\u200bxe.pdf", "a.exe.pdf", DoubleExtension},
		{"=?utf-8?Q?a.exe?=.pdf", "a.exe.pdf", DoubleExtension},
		{"a．js．txt", "a.js.txt", DoubleExtension},
		{"청구서.scr.pdf", "청구서.scr.pdf", DoubleExtension},
	} {
		clean, err := r.Name(tc.name)
		if clean != tc.clean || !is(err, tc.code) {
			t.Errorf("Name(%q) = %q, %v, want %q, %v", tc.name, clean, err, tc.clean, tc.code)
		}
	}
	r.Types = []string{".PDF"}
	if _, err := r.Name("a.Pdf"); err != nil {
		t.Errorf("Name() with the type in capitals = %v", err)
	}
	r.Enabled = false
	if clean, err := r.Name("a/b.pdf"); clean != "b.pdf" || !errors.Is(err, Disabled) {
		t.Errorf("Name() of rules that are not enabled = %q, %v", clean, err)
	}
}

// is reports whether err is of the code, or nil for code 0.
func is(err error, code Code) bool {
	if code == 0 {
		return err == nil
	}
	refusal, ok := errors.AsType[*Error](err)
	return ok && refusal.Code == code && errors.Is(err, code)
}

// What passes has an extension on the list and no program in its name, by a dumber look at it.
func checkName(t interface{ Errorf(string, ...any) }, name string) {
	r := ChatRules()
	clean, err := r.Name(name)
	if clean != CleanName(name) {
		t.Errorf("Name(%q) = %q, want %q", name, clean, CleanName(name))
	}
	if refusal, ok := errors.AsType[*Error](err); err != nil && (!ok || *refusal != (Error{Code: refusal.Code})) {
		t.Errorf("Name(%q): error %#v says more than a code", name, err)
	}
	if err != nil {
		return
	}
	if ext := strings.ToLower(path.Ext(clean)); !strings.Contains(" "+strings.Join(Types(), " ")+" ", " "+ext+" ") {
		t.Errorf("Name(%q) = %q passes with %q", name, clean, ext)
	}
	for _, ext := range []string{".exe", ".js", ".vbs", ".scr", ".lnk", ".bat"} {
		if strings.Contains(strings.ToLower(clean)[1:], ext+".") {
			t.Errorf("Name(%q) = %q passes with %q", name, clean, ext)
		}
	}
	if again, err := r.Name(clean); again != clean || err != nil {
		t.Errorf("Name(%q) = %q, %v the second time", clean, again, err)
	}
}

func TestNameHoldsItsPromises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tail := rapid.SampledFrom([]string{"", ".pdf", ".exe.pdf", ".exe .txt", ".pdf.exe", ".한글.docx"}).Draw(t, "tail")
		checkName(t, nasty().Draw(t, "name")+tail)
	})
}

func FuzzName(f *testing.F) {
	for _, name := range []string{"보고서.pdf", "a.exe.pdf", "a.exe .pdf", "a．ｅｘｅ．pdf", "%61.exe%2epdf", "a.pdf\u202efdp.exe"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) { checkName(t, name) })
}

func TestRulesRoundTrip(t *testing.T) {
	want := EmailRules()
	want.MaxFile = 5 << 20
	text, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), `"max_total":26214400,"max_file":5242880,"max_count":10,"macros":"allow"}`) {
		t.Errorf("rules as JSON: %s", text)
	}
	var fromJSON, fromCBOR Rules
	if err := json.Unmarshal(text, &fromJSON); err != nil {
		t.Fatal(err)
	}
	record, err := cbor.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	if err := cbor.Unmarshal(record, &fromCBOR); err != nil {
		t.Fatal(err)
	}
	for name, got := range map[string]Rules{"JSON": fromJSON, "CBOR": fromCBOR} {
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("rules through %s mismatch (-want +got):\n%s", name, diff)
		}
	}
	for _, text := range []string{`{"macros":"Allow"}`, `{"macros":"yes"}`, `{"encrypted":""}`} {
		if err := json.Unmarshal([]byte(text), &fromJSON); !errors.Is(err, ErrUnknownVerdict) {
			t.Errorf("Unmarshal(%s) = %v, want ErrUnknownVerdict", text, err)
		}
	}
	if got := fmt.Sprint(Refuse, Allow); got != "refuse allow" {
		t.Errorf("verdicts are %s", got)
	}
}
