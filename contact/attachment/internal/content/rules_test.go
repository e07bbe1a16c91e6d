package content

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// allowed are the extensions of the lists of the source and of D6.
const allowed = `.html .mhtml .mht .odt .pdf .pdfxml .rtf .shtml .xps .xml .xhtml .txt .eml .msg .ods .dot .dothtml .doc
 .dotx .dotm .pot .pothtml .ppthtml .pptmhtml .pptxml .pps .ppam .ppt .pub .pubhtml .pubmhtml .xls .xlhtml .xlsthtml
 .xlthtml .xlt .xlsm .xltx .xltm .xlam .xlsb .xlsx .docx .docm .pptx .pptm .potx .potm .ppsx .ppsm .xlshtml`

// extensions are all that have a rule.
func extensions() []string {
	all := strings.Fields(allowed)
	for ext := range rules {
		all = append(all, ext)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func TestLook(t *testing.T) {
	for _, s := range samples(t) {
		if diff := cmp.Diff(s.want, Look(s.data, "file")); diff != "" {
			t.Errorf("Look(%s) mismatch (-want +got):\n%s", s.name, diff)
		}
	}
}

// TestContradicts holds every sample against every extension that has a rule.
func TestContradicts(t *testing.T) {
	fitted := map[string]bool{}
	for _, s := range samples(t) {
		for _, ext := range extensions() {
			fits := slices.Contains(s.fitting(), ext)
			fitted[ext] = fitted[ext] || fits
			if r := Look(s.data, "file"+ext); Contradicts(ext, r) == fits {
				t.Errorf("Contradicts(%s, %s, which is %s) = %t", ext, s.name, r.Type, fits)
			}
		}
	}
	for _, ext := range extensions() {
		if !fitted[ext] {
			t.Errorf("no sample fits %s", ext)
		}
	}
}

func TestContradictsWithoutRule(t *testing.T) {
	for _, ext := range []string{"", ".exe", ".sh", ".xyz"} {
		for _, s := range samples(t) {
			if r := Look(s.data, ext); Contradicts(ext, r) != r.Executable {
				t.Errorf("Contradicts(%q, %s) = %t", ext, s.name, !r.Executable)
			}
		}
	}
}

func TestFamilyString(t *testing.T) {
	seen := map[string]bool{}
	for f := Unknown; f <= Other; f++ {
		if seen[f.String()] {
			t.Errorf("two families are %s", f)
		}
		seen[f.String()] = true
	}
	if got := (Other + 1).String(); got != "23" {
		t.Errorf("the family after the last is %q", got)
	}
}
