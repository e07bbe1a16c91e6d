package attachment

import (
	"errors"
	"math"
	"slices"
	"testing"
)

func TestCheck(t *testing.T) {
	pdf := File{Name: "가.pdf", Size: 10, Type: "application/pdf"}
	with := func(change func(*File)) File {
		f := pdf
		change(&f)
		return f
	}
	r := Rules{Enabled: true, Types: []string{".pdf"}, MaxTotal: 100, MaxFile: 60, MaxCount: 3}
	for name, tc := range map[string]struct {
		change func(*Rules)
		files  []File
		want   Error
	}{
		"one":                   {nil, []File{pdf}, Error{}},
		"as many as there may":  {nil, []File{pdf, pdf, pdf}, Error{}},
		"none":                  {func(r *Rules) { *r = Rules{} }, nil, Error{}},
		"not enabled any more":  {func(r *Rules) { r.Enabled = false }, []File{pdf}, Error{Code: Disabled}},
		"too many":              {nil, []File{pdf, pdf, pdf, pdf}, Error{Code: TooMany, Limit: 3, Size: 4}},
		"total below the limit": {nil, []File{with(func(f *File) { f.Size = 50 }), with(func(f *File) { f.Size = 49 })}, Error{}},
		"total of the limit":    {nil, []File{with(func(f *File) { f.Size = 50 }), with(func(f *File) { f.Size = 50 })}, Error{Code: TotalTooLarge, Limit: 100, Size: 100}},
		"total beyond all": {
			func(r *Rules) { r.MaxTotal, r.MaxFile = math.MaxInt64, 0 },
			slices.Repeat([]File{with(func(f *File) { f.Size = math.MaxInt64 - 1 })}, 2),
			Error{Code: TotalTooLarge, Limit: math.MaxInt64, Size: math.MaxInt64},
		},
		"one too large":             {nil, []File{pdf, with(func(f *File) { f.Size = 61 })}, Error{Code: TooLarge, File: 2, Limit: 60, Size: 61}},
		"one empty":                 {nil, []File{with(func(f *File) { f.Size = 0 })}, Error{Code: Empty, File: 1}},
		"one of a size below zero":  {nil, []File{with(func(f *File) { f.Size = -1 })}, Error{Code: Empty, File: 1}},
		"type not allowed any more": {func(r *Rules) { r.Types = []string{".txt"} }, []File{pdf}, Error{Code: TypeNotAllowed, File: 1}},
		"a name never checked":      {nil, []File{pdf, pdf, with(func(f *File) { f.Name = "a.exe.pdf" })}, Error{Code: DoubleExtension, File: 3}},
		"macros":                    {nil, []File{with(func(f *File) { f.Macros = true })}, Error{Code: Macros, File: 1}},
		"active":                    {nil, []File{with(func(f *File) { f.Active = true })}, Error{Code: Active, File: 1}},
		"encrypted":                 {nil, []File{with(func(f *File) { f.Encrypted = true })}, Error{Code: Encrypted, File: 1}},
		"all of it allowed": {
			func(r *Rules) { r.Macros, r.ActiveHTML, r.Encrypted = Allow, Allow, Allow },
			[]File{with(func(f *File) { f.Macros, f.Active, f.Encrypted = true, true, true })}, Error{},
		},
	} {
		rules := r
		if tc.change != nil {
			tc.change(&rules)
		}
		err := rules.Check(tc.files)
		if tc.want.Code == 0 && err == nil {
			continue
		}
		if got, ok := errors.AsType[*Error](err); !ok || *got != tc.want {
			t.Errorf("%s: Check() = %v, want %v", name, err, &tc.want)
		}
	}
}
