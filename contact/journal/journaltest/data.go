package journaltest

import (
	"bytes"
	"strings"

	"github.com/acdkit/acdkit/contact/journal"
)

// dataRoundTrip: any bytes come back as they were, with a checksum that fits.
func dataRoundTrip(s *subject) {
	all := make([]byte, 256)
	for i := range all {
		all[i] = byte(i)
	}
	for _, data := range [][]byte{
		nil, {}, {0}, {0, 0, 0}, {0xff}, all, bytes.Repeat(all, 33),
		[]byte("\x00\xff\xfe invalid \xc3\x28"), []byte("line\r\nline\n"), []byte(`'"\%_;--{}`),
		[]byte("상담사 연결"), []byte("\ufeffmark"), []byte(" space "),
	} {
		s.append(journal.NewRecord(s.suite.id(), data))
	}
	s.check()
	recs, _ := s.read(s.ctx, 0)
	for _, rec := range recs {
		if err := rec.Verify(); err != nil {
			s.t.Errorf("Verify of %s failed: %v", describe(rec), err)
		}
	}
}

// dataLarge: records up to the published limit, large ones between small ones.
func dataLarge(s *subject) {
	for _, size := range []int{journal.PortableRecord, 1 << 20, s.suite.features.MaxRecord} {
		s.append(journal.NewRecord(s.suite.id(), noise(min(size, s.suite.features.MaxRecord))))
		s.fill(1)
	}
	s.check()
}

func dataTooLarge(s *subject) {
	s.fill(1)
	data := append([]byte(secret), noise(s.suite.features.MaxRecord+1-len(secret))...)
	s.refused(s.ctx, 1, journal.NewRecord(s.suite.id(), data), journal.ErrTooLarge)
	s.check()
	s.fill(1)
	s.check()
}

// noise returns n bytes that do not compress well.
func noise(n int) []byte {
	data := make([]byte, n)
	x := uint32(2463534242)
	for i := range data {
		x ^= x << 13
		x ^= x >> 17
		x ^= x << 5
		data[i] = byte(x)
	}
	return data
}

func dataRecordIDs(s *subject) {
	for _, id := range append(oddNames(), longNames(journal.MaxID)...) {
		s.append(journal.NewRecord(id, []byte("odd id")))
	}
	s.check()
}

// oddNames returns legal names that careless stores mix up: they differ in case, in normalization, in
// space at the ends, or have a meaning in SQL, in subjects, in paths, in URLs or in keys.
func oddNames() []string {
	return []string{
		"a", "A", "á", "a\u0301", " a", "a ", " ", "center/a b", "center/a%20b", "center/a+b",
		"상담/대기열", "%", "_", "a%", "a_", "*", ">", "a.b", "a.*", "a.>", ".", "..", "../a", "/", "a/", "a//", "//a",
		"'", "''", `"`, "`", `\`, `\\`, "a'; DROP TABLE journal; --", "$1", "?", ":a", "@a", "{a}", "[a]", "a:b", "a|b", "a,b",
		"a#b", "a?b=c&d", "~", "^", "<a>", "null", "NULL", "0", "00", "-1", "ı", "İ", "ß", "ss", "ﬁ", "fi", "\u200b", "\u202e",
		"😀", "👩‍💻", "\ufffd", "\uffff", "\U0010ffff",
	}
}

// longNames returns names of limit bytes or nearly so, two of which differ in the last byte only.
func longNames(limit int) []string {
	long := strings.Repeat("x", limit-1)
	return []string{long + "1", long + "2", strings.Repeat("한", limit/3)}
}

// badNames returns names that are illegal for a stream, or for a record id, of at most limit bytes.
func badNames(limit int) []string {
	return []string{
		"", strings.Repeat("x", limit+1), strings.Repeat("한", limit/3+1), "a\x00b", "a\nb", "\t", "\x7f", "a\u0085",
		"\xff", "a\xc3", "\xed\xa0\x80", "\xc0\x80",
	}
}
