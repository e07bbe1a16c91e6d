package email_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"mime/quotedprintable"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/text/encoding/korean"
)

// encoded is a stretch of a mail's source in a charset: «kind charset text».
var encoded = regexp.MustCompile(`(?s)«(\w+) (\S+?)(?: |\r\n)(.*?)»`)

// written makes a mail of its source, which is in UTF-8, with "\n" at the end of lines. What is in «» is written as its
// kind says:
//
//	«raw euc-kr text»    the bytes
//	«base64 euc-kr text» lines of base64, «qp ...» quoted-printable
//	«B euc-kr text»      an encoded word (RFC 2047), «Q ...» the other kind, «cut ...» two, cut within a character
//	«pct euc-kr text»    with per cent signs (RFC 2231)
func written(t testing.TB, source string) []byte {
	t.Helper()
	source = strings.ReplaceAll(strings.TrimPrefix(source, "\n"), "\n", "\r\n")
	return encoded.ReplaceAllFunc([]byte(source), func(found []byte) []byte {
		part := encoded.FindSubmatch(found)
		charset, text := string(part[2]), string(part[3])
		data := inCharset(t, charset, text)
		switch kind := string(part[1]); kind {
		case "raw":
			return data
		case "base64":
			return inLines(data)
		case "qp":
			return inPrintable(t, data)
		case "pct":
			return []byte(inHex(data, '%'))
		case "Q":
			return []byte("=?" + charset + "?Q?" + inHex(data, '=') + "?=")
		case "B":
			return word(charset, data)
		case "cut":
			cut := len(inCharset(t, charset, string([]rune(text)[:1]))) + 1
			return append(append(word(charset, data[:cut]), "\r\n "...), word(charset, data[cut:])...)
		default:
			t.Fatalf("unknown kind %q", kind)
			return nil
		}
	})
}

// inCharset encodes a text. All names but two are names of CP949, which EUC-KR is a part of.
func inCharset(t testing.TB, charset, text string) []byte {
	t.Helper()
	switch strings.ToLower(charset) {
	case "utf-8":
		return []byte(text)
	case "iso-2022-kr":
		return shiftedOut(t, text)
	}
	data, err := korean.EUCKR.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatalf("%q in %s: %v", text, charset, err)
	}
	return data
}

// shiftedOut encodes a text in ISO-2022-KR (RFC 1557).
func shiftedOut(t testing.TB, text string) []byte {
	t.Helper()
	const so, si = 0x0E, 0x0F
	out := []byte("\x1B$)C")
	shifted := false
	for _, r := range text {
		data := inCharset(t, "euc-kr", string(r))
		switch wide := len(data) == 2; {
		case wide && !shifted:
			out = append(out, so)
		case !wide && shifted:
			out = append(out, si)
		}
		shifted = len(data) == 2
		for _, c := range data {
			out = append(out, c&0x7F)
		}
	}
	if shifted {
		out = append(out, si)
	}
	return out
}

func word(charset string, data []byte) []byte {
	return []byte("=?" + charset + "?B?" + base64.StdEncoding.EncodeToString(data) + "?=")
}

func inLines(data []byte) []byte {
	text := base64.StdEncoding.EncodeToString(data)
	var b bytes.Buffer
	for len(text) > 76 {
		b.WriteString(text[:76] + "\r\n")
		text = text[76:]
	}
	b.WriteString(text)
	return b.Bytes()
}

func inPrintable(t testing.TB, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := quotedprintable.NewWriter(&b)
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// inHex writes all that is no letter and no digit as two hexadecimal digits behind a mark.
func inHex(data []byte, mark byte) string {
	var b strings.Builder
	for _, c := range data {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%c%02X", mark, c)
		}
	}
	return b.String()
}
