package mime

import (
	"strings"
	"testing"
)

func TestShowWords(t *testing.T) {
	for in, want := range map[string]string{
		"plain":                         "plain",
		"=?ks_c_5601-1987?B?x9Gx2w==?=": "한글",
		"\xc7\xd1\xb1\xdb":              "한글",
		"caf\xe9s":                      "cafés", // legal Shift-JIS, but nobody has said so
		"=?iso-8859-1?Q?=ED=95=9C?=":    "한",
		"\x01\xff":                      "\x01ÿ",
	} {
		if got := ShowWords(in); got != want {
			t.Errorf("ShowWords(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestShowFileName(t *testing.T) {
	for in, want := range map[string]string{
		"Content-Type: a/b; name=x\nContent-Disposition: attachment; filename=\"caf\xe9s\"": "cafés",
		"Content-Type: a/b; name=x":                             "x",
		"Content-Type: a/b; file=x":                             "x",
		"Content-Disposition: attachment; name=x":               "x",
		"Content-Disposition: inline; filename*=euc-kr''%C7%D1": "한",
		"Content-Type: a/b":                                     "",
	} {
		if got := Parse([]byte(in+"\n\n"), Limits{}).ShowFileName(); got != want {
			t.Errorf("file name of %q = %q, want %q", in, got, want)
		}
	}
}

// Words that do not end, or end at once, are not looked through again and again: this would take minutes.
func TestWordsOfHostileFields(t *testing.T) {
	for _, piece := range []string{"=?a?q?", "=?a?q?x?=", "=?a?b?", "=?", "?="} {
		Words(strings.Repeat(piece, 1<<20/len(piece)))
	}
}
