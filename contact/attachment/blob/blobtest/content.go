package blobtest

import (
	"errors"
	"io"
	"strings"
)

// noise returns n bytes that do not compress well; other seeds give other bytes.
func noise(n int, seed uint32) []byte {
	data := make([]byte, n)
	x := 2463534242 + seed
	for i := range data {
		x ^= x << 13
		x ^= x >> 17
		x ^= x << 5
		data[i] = byte(x)
	}
	return data
}

// errReader is how the suite's readers fail.
var errReader = errors.New("reader broke down at " + secret)

// failing returns n bytes, then err, with the last bytes or after them.
func failing(n int, err error, withLast bool) io.Reader {
	data := append([]byte(secret), noise(n, 1)...)[:n]
	return &brokenReader{rest: data, err: err, withLast: withLast}
}

type brokenReader struct {
	rest     []byte
	err      error
	withLast bool
}

func (r *brokenReader) Read(p []byte) (int, error) {
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	if len(r.rest) == 0 && (n == 0 || r.withLast) {
		return n, r.err
	}
	return n, nil
}

// oddNames returns legal names that careless stores mix up, lose or stumble over: they differ in case, in
// normalization, in space at the ends, or have a meaning in paths, on Windows, in URLs or in queries.
func oddNames() []string {
	long := strings.Repeat("x", 127)
	return []string{
		"a", "A", "á", "a\u0301", " a", "a ", " ", "a.", "a..", ".", "..", "...", "/", "//", "a/b", "a/", "/a", "a//b",
		"a/./b", "../x", "../../x", "..\\x", `a\b`, `\\host\share`, "C:", `C:\x`, "a:b", "CON", "con", "NUL", "nul.txt",
		"COM1", "LPT1.txt", "aux", "~", "~1", "-rf", "*", "?", "a*", "a?b=c", "a#b", "%", "%2e%2e%2f", "%00", "_", "a_", "+",
		"|", "<a>", `"`, "'", "''", "`", "$1", "$(x)", "a'; DROP TABLE blobs; --", ":a", "@a", "{a}", "[a]", ";", ",", "null", "0",
		"00", "-1", "tmp", ".tmp", "a.tmp", "index.html", ".git", "desktop.ini", "ı", "İ", "i", "I", "ß", "ss", "ﬁ", "fi", "\u200b",
		"\u202etxt.exe", "\u2028", "😀", "👩‍💻", "\ufffd", "\uffff", "\U0010ffff", "상담", "\u1109\u1161\u11bc\u1103\u1161\u11b7",
		long + "1", long + "2", strings.Repeat("한", 42), strings.Repeat("한", 42) + "1", strings.Repeat("😀", 32),
	}
}

// badNames returns names that are illegal.
func badNames() []string {
	return []string{
		"", strings.Repeat("x", 129), strings.Repeat("한", 43), "a\x00b", "a\nb", "\t", "\x7f", "a\u0085",
		"\xff", "a\xc3", "\xed\xa0\x80", "\xc0\x80",
	}
}
