package attachment

import (
	"mime"
	"net/url"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

const family = "👨‍👩‍👧" // three people, joined

func TestCleanName(t *testing.T) {
	for name, want := range map[string]string{
		"report.pdf":                "report.pdf",
		"Report.v2.PDF":             "Report.v2.PDF",
		"견적서 (최종).xlsx":             "견적서 (최종).xlsx",
		norm.NFD.String("보고서.docx"): "보고서.docx",
		"😀👍🏽.txt":                   "😀👍🏽.txt",
		family + ".txt":             "👨👩👧.txt",
		"❤\uFE0F.txt":               "❤.txt",

		"":                   "file",
		" \t\r\n":            "file",
		"...":                "file",
		"dir/":               "file",
		"\u200b\u3164.":      "file",
		".htaccess":          "htaccess",
		" a.txt. . ":         "a.txt",
		"a   b\t\u3000c.txt": "a b c.txt",
		"3:00\u202fPM.png":   "3_00 PM.png",

		"/etc/passwd":                              "passwd",
		`C:\Users\김\문서\계약.docx`:                    "계약.docx",
		"C:a.txt":                                  "a.txt",
		`\\host\share\a.txt`:                       "a.txt",
		"../../a.txt":                              "a.txt",
		"..\\..%5c..%2fa.txt":                      "a.txt",
		"a.txt:evil.exe":                           "a.txt_evil.exe",
		"a.exe::$DATA":                             "a.exe__$DATA",
		`<a>"b"|c?*.txt`:                           "_a__b__c__.txt",
		"a\x00b\x1b[31m\x7f.txt":                   "ab[31m.txt",
		"a.pdf\x00.exe":                            "a.pdf.exe",
		"a.pdf\u202efdp.exe":                       "a.pdffdp.exe",
		"a\u2066b\u2069\u200f\ufeff.txt":           "ab.txt",
		"a\u2028b\u2029c\u0085d.txt":               "a b c d.txt",
		"a.e\u200bx\u00ade":                        "a.exe",
		"a．pdf":                                    "a.pdf",
		"a.exe\uff0e":                              "a.exe",
		"a\ue000b\U000e0041c\U0010ffffd\u0378.txt": "a_bc_d_.txt",
		"a\xffb.txt":                               "a\ufffdb.txt",

		"CON":           "_CON",
		"con.txt":       "_con.txt",
		"Nul .tar.gz":   "_Nul .tar.gz",
		"COM1.txt":      "_COM1.txt",
		"lpt².txt":      "_lpt².txt",
		"COM¹":          "_COM¹",
		"CONIN$.txt":    "_CONIN$.txt",
		"CO\u200bN.txt": "_CON.txt",
		"console.txt":   "console.txt",
		"COM10.txt":     "COM10.txt",
		"COM.txt":       "COM.txt",

		"%EB%B3%B4%EA%B3%A0%EC%84%9C%20%281%29.pdf": "보고서 (1).pdf",
		"a%2Fb.txt":                        "b.txt",
		"a%00.txt":                         "a.txt",
		"100% sure.txt":                    "100% sure.txt",
		"10%25 off.txt":                    "10%25 off.txt",
		"100%.txt":                         "100%.txt",
		"a%C7%D1.txt":                      "a%C7%D1.txt", // Korean, but not in UTF-8
		"a%2541.txt":                       "a_41.txt",    // two layers
		" a%20%2541":                       "a %41",
		"%\u200b41.txt":                    "_41.txt",
		"=?UTF-8?B?67O06rOg7IScLnBkZg==?=": "보고서.pdf",
		"=?utf-8?Q?=EB=B3=B4?= =?utf-8?Q?=EA=B3=A0.pdf?=": "보고.pdf",
		"=?ks_c_5601-1987?Q?=C7=D1=B1=DB.pdf?=":           "한글.pdf",
		"=?nowhere?B?YQ==?=":                              "=_nowhere_B_YQ==_=",
		"=?utf-8?Q?=3D=3Futf-8=3FQ=3Fa=3F=3D?=":           "=_utf-8_Q_a_=",
		"=?utf-8?Q?..=2Fa.txt?=":                          "a.txt",
		"=?utf-8?Q?a%41.txt?=":                            "a_41.txt",

		strings.Repeat("a", 300) + ".pdf":                                 strings.Repeat("a", 251) + ".pdf",
		strings.Repeat("한", 100) + ".pdf":                                 strings.Repeat("한", 83) + ".pdf",
		strings.Repeat("👍🏽", 40) + ".html":                                strings.Repeat("👍🏽", 31) + ".html",
		strings.Repeat("🇰🇷", 40) + ".html":                                strings.Repeat("🇰🇷", 31) + ".html",
		strings.Repeat("a", 250) + " ." + strings.Repeat("b", 9) + ".pdf": strings.Repeat("a", 250) + ".pdf",
		"a." + strings.Repeat("b", 300):                                   "a." + strings.Repeat("b", 253),
		strings.Repeat("\u1100", 100) + ".pdf":                            "file.pdf", // one cluster of 300 bytes
		"CON" + strings.Repeat("\u1100", 100) + ".pdf":                    "_CON.pdf",
		"con." + strings.Repeat("a", 247) + ".pdf":                        "_con." + strings.Repeat("a", 246) + ".pdf",
		"e\u200b\u0301.txt":                                               "é.txt",
		strings.Repeat("\u0f73", 8) + ".txt":                              strings.Repeat("\u0f71", 8) + ".txt", // one decomposes into two
		"=\u0338" + strings.Repeat("ㅠ", 50) + ".txt":                      "≠" + strings.Repeat("ㅠ", 50) + ".txt",
		strings.Repeat("ㅠ\u0338", 40) + ".txt":                            strings.Repeat("ㅠ\u0338", 40) + ".txt",
		"a" + strings.Repeat("\u1161", 50) + "\u0301\u0323.txt":           "a" + strings.Repeat("\u1161", 8) + ".txt",
		"z" + strings.Repeat("\u0301", 50) + ".txt":                       "ź" + strings.Repeat("\u0301", 8) + ".txt",
	} {
		if got := CleanName(name); got != want {
			t.Errorf("CleanName(%q) = %q, want %q", name, got, want)
		}
	}
}

// Every character, beside others and under a mark, except for most of those that are all alike.
func TestCleanNameOfEachCharacter(t *testing.T) {
	const row = 32 // short enough not to be cut
	for first := rune(0); first <= unicode.MaxRune; first += row {
		last := first + row - 1
		if unicode.Is(unicode.Han, first) && unicode.Is(unicode.Han, last) || first > 0x32000 && first < 0xe0000 || first > 0xe1000 && last < unicode.MaxRune {
			continue
		}
		var name strings.Builder
		for r := first; r <= last; r++ {
			name.WriteString(string(r) + "\u0338")
		}
		checkClean(t, name.String())
	}
}

// checkClean holds a clean name against what is promised of it.
func checkClean(t interface {
	Helper()
	Errorf(string, ...any)
}, name string) {
	t.Helper()
	clean := CleanName(name)
	for fault, found := range map[string]bool{
		"is not idempotent":     CleanName(clean) != clean,
		"has no or a long name": clean == "" || len(clean) > MaxName,
		"is not UTF-8":          !utf8.ValidString(clean),
		"is not NFC":            strings.ReplaceAll(norm.NFC.String(clean), "\u034f", "") != clean, // x/text puts that in
		"has a forbidden character": strings.ContainsAny(clean, "/\\<>:\"|?*") || strings.ContainsFunc(clean, func(r rune) bool {
			return !unicode.IsPrint(r) || r == '\u034f' || r == '\u3164' || unicode.Is(unicode.Variation_Selector, r)
		}),
		"has two spaces":            strings.Contains(clean, "  "),
		"has dots or spaces around": strings.Trim(clean, " .") != clean,
		"is a device":               isDevice(clean),
	} {
		if found {
			t.Errorf("CleanName(%q) = %q (%d bytes) %s", name, clean, len(clean), fault)
		}
	}
}

// nasty draws names made of what gives trouble.
func nasty() *rapid.Generator[string] {
	piece := rapid.OneOf(
		rapid.SampledFrom([]string{
			".", " ", "/", "\\", "%", "%2", "%41", "%25", "%2F", "%00", "=?utf-8?Q?", "=?utf-8?B?", "?=", "CON", "nul", "com1", "C:",
			".pdf", ".exe", ".PDF", "한글", norm.NFD.String("한글"), "\u1100", "\u1161", "\u11a8", "\u0338", "\u0301", "=", "\u200d", "\ufe0f",
			family, "👍🏽", "🇰🇷", "\u202e", "\uff0e", "\u3000", "\u0d4e", "\u0f73", "\u0344", "\xff", "\xed\xa0\x80", "\u034f", "\u3164", "\u212b", "\u037e",
		}),
		rapid.StringMatching(`[a-z]{1,20}`),
		rapid.String(),
		rapid.Map(rapid.IntRange(1, 150), func(n int) string { return strings.Repeat("\u0301", n) }),
		rapid.Map(rapid.IntRange(1, 150), func(n int) string { return strings.Repeat("\u1161\u0338", n) }),
		rapid.Map(rapid.IntRange(1, 150), func(n int) string { return strings.Repeat("글", n) }),
	)
	return rapid.Map(rapid.SliceOfN(piece, 0, 12), func(p []string) string { return strings.Join(p, "") })
}

func TestCleanNameHoldsItsPromises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkClean(t, nasty().Draw(t, "name")) })
}

// A name is cut where a dumb search finds the last boundary that fits.
func TestCleanNameCutsBetweenClusters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		unit := rapid.SampledFrom([]string{"a", "한", "👍🏽", "🇰🇷", "é\u0323", "각", "กำ", "\u1112\u119e\u11ab"})
		stem := norm.NFC.String(strings.Join(rapid.SliceOfN(unit, 1, 200).Draw(t, "stem"), ""))
		ext := rapid.SampledFrom([]string{".pdf", ".한글", "." + strings.Repeat("x", 31)}).Draw(t, "ext")
		want := ""
		for clusters := graphemes.FromString(stem); clusters.Next(); {
			if prefix := stem[:clusters.End()]; len(prefix)+len(ext) <= MaxName {
				want = prefix
			}
		}
		if got := CleanName(stem + ext); got != want+ext {
			t.Errorf("CleanName(%q) = %q, want %q", stem+ext, got, want+ext)
		}
	})
}

// What a program has encoded is decoded, once.
func TestCleanNameDecodes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringMatching(`[가-힣a-z]{1,10}( [가-힣]{1,5})?\.pdf`).Draw(t, "name")
		for _, encoded := range []string{
			name, norm.NFD.String(name), url.PathEscape(name), mime.BEncoding.Encode("utf-8", name), mime.QEncoding.Encode("utf-8", name),
		} {
			if got := CleanName(encoded); got != name {
				t.Errorf("CleanName(%q) = %q, want %q", encoded, got, name)
			}
		}
		twice := url.PathEscape(url.PathEscape(name))
		if got, want := CleanName(twice), strings.ReplaceAll(url.PathEscape(name), "%", "_"); got != want {
			t.Errorf("CleanName(%q) = %q, want %q", twice, got, want)
		}
	})
}

func FuzzCleanName(f *testing.F) {
	for _, name := range []string{
		"", "보고서.pdf", norm.NFD.String("보고서.pdf"), "a.pdf\u202efdp.exe", "%25%32%35", "=?utf-8?Q?=3D?=", "COM¹.", "C:\\a\xff", family,
	} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) { checkClean(t, name) })
}
