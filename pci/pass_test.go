package pci

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

var personalPieces = []string{
	"DE89 3704 0044 0532 0130 00", "GB82WEST12345698765432", "123-45-6789", "123456789", "900101-1234567", "9001011234568", "M12345678",
	"11-22-333333-44", "D1234567", "110-123-456789", "12345678", "123456", "010-1234-5678", "01012345678", "+82 10-1234-5678", "(02) 123-4567",
	"1588-1234", "555-234-5678", "+49 30 123456", "foo@example.com", "홍길동@예제.한국", "a@b.de", `"a b"@c.de`, "4539 1488 0343 6467",
	"4539148803436467", "371449635398431", "3714 496353 98431", "12/27", "PIN 1234", "CVC 123", "123", "1234", "12",
	"four five three nine one four eight eight oh three four three six four six seven", "사오삼구일사팔팔공삼사삼육사육칠", "one", "double", "이", "사",
	"account ", "계좌 ", "passport ", "여권 ", "tel ", "전화", "ssn ", "주민번호", "운전면허 ", "driver's license ", "routing 021000021", "서울 ", " is my account",
	" ", "  ", "-", ".", "/", ",", ", ", "\n", "(", ")", "+", "@", "*", "***", "<b>", "</b>", "<i title='010-1234-5678'>", "&nbsp;", "&#48;", "%20", `\n`,
	"\u200b", "０", "x", "no ", "번", "은 ", "hello ", "\xff",
}

func genPersonal(t *rapid.T) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(personalPieces), 0, 12).Draw(t, "pieces"), "")
}

// TestPersonalMaskIsClean: what was redacted has no findings, whatever the mask.
func TestPersonalMaskIsClean(t *testing.T) {
	masks := []Mask{{}, {Last: KeepNone}, {First: 6}, {Last: 2}, {Label: "[account number]"}, {Label: "card"}, {Label: "[전화번호]"}}
	var scanners []*Scanner
	for _, m := range masks {
		scanners = append(scanners, newScanner(t, Config{Kinds: AllKinds, SpelledOut: true, Mask: m}))
	}
	rapid.Check(t, func(t *rapid.T) {
		text := genPersonal(t)
		s := rapid.SampledFrom(scanners).Draw(t, "scanner")
		once := s.Redact(text)
		if twice := s.Redact(once); twice != once {
			t.Fatalf("%+v: Redact(%q) = %q, twice %q", s.config.Mask, text, once, twice)
		}
	})
}

// TestPersonalInPieces: where a stream stops looking changes nothing.
func TestPersonalInPieces(t *testing.T) {
	s := newScanner(t, everything)
	rapid.Check(t, func(t *rapid.T) {
		text := []byte(genPersonal(t))
		comparePieces(t, s, text, rapid.SliceOfN(rapid.IntRange(0, len(text)), 0, 5).Draw(t, "limits"))
	})
}

// comparePieces looks through text at once, and again from limit to limit.
func comparePieces(t interface{ Fatalf(string, ...any) }, s *Scanner, text []byte, limits []int) {
	want := slices.Clone(s.Find(text))
	slices.Sort(limits)
	s.found, s.floor = s.found[:0], 0
	from := 0
	for _, limit := range append(limits, len(text)) {
		if from < limit {
			from = s.scan(text, from, limit)
		}
	}
	s.finish()
	if diff := cmp.Diff(want, slices.Clone(s.found), cmp.AllowUnexported(Finding{}), cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("%q, limits %v: mismatch (-at once +in pieces):\n%s", text, limits, diff)
	}
}

// TestNoPersonalHidesACard: whatever stands around, what is found of card numbers stays found.
func TestNoPersonalHidesACard(t *testing.T) {
	cards := newScanner(t, Config{Kinds: KindSet(PAN, Track)})
	all := newScanner(t, Config{Kinds: AllKinds})
	rapid.Check(t, func(t *rapid.T) {
		text := []byte(genPersonal(t))
		want := slices.Clone(cards.Find(text))
		got := all.Find(text)
		for _, f := range want {
			if !slices.ContainsFunc(got, func(g Finding) bool { return g.Kind == f.Kind && g.Start == f.Start && g.End == f.End }) {
				t.Fatalf("%q: the card at %d is lost", text, f.Start)
			}
		}
	})
}

// FuzzPersonal looks for text in which it matters where a stream is cut, or whose redaction is not clean.
func FuzzPersonal(f *testing.F) {
	for _, piece := range personalPieces {
		f.Add([]byte("account "+piece+" tel "+piece), uint16(9))
	}
	s := newScanner(f, everything)
	f.Fuzz(func(t *testing.T, text []byte, limit uint16) {
		comparePieces(t, s, text, []int{int(limit) % (len(text) + 1)})
		once, _ := s.AppendRedacted(nil, text)
		once = slices.Clone(once)
		twice, _ := s.AppendRedacted(nil, once)
		if !bytes.Equal(once, twice) {
			t.Fatalf("%q becomes %q, then %q", text, once, twice)
		}
	})
}

// longText repeats random parts to at least 44 KiB, each of them up to so many bytes without a place that is quiet.
func longText(t *rapid.T, most int) []byte {
	var b strings.Builder
	for b.Len() < 44<<10 {
		part := genPersonal(t)
		b.WriteString(strings.Repeat(part+" ", 1+rapid.IntRange(0, most).Draw(t, "bytes")/(len(part)+1)))
		b.WriteString(" and nothing else of that; ")
	}
	return []byte(b.String())
}

// inStream redacts text by a Writer that looks at 1 KiB at a time, so that a short text has many borders.
func inStream(t *rapid.T, text []byte) []byte {
	var got bytes.Buffer
	w, err := NewWriter(&got, everything)
	if err != nil {
		t.Fatal(err)
	}
	w.stream.chunk = 1 << 10
	w.Write(text)
	w.Close()
	return got.Bytes()
}

// TestPersonalInStreams compares a Writer with looking at the text at once: they are the same as long as no chain of
// findings, each overlapping the next, is longer than passMost.
func TestPersonalInStreams(t *testing.T) {
	s := newScanner(t, everything)
	rapid.Check(t, func(t *rapid.T) {
		text := longText(t, passMost/2)
		want, _ := s.AppendRedacted(nil, text)
		if got := inStream(t, text); !bytes.Equal(got, want) {
			i := 0
			for i < len(got) && i < len(want) && got[i] == want[i] {
				i++
			}
			t.Fatalf("mismatch at %d: at once %q, in a stream %q", i, want[max(0, i-200):min(len(want), i+200)], got[max(0, i-200):min(len(got), i+200)])
		}
	})
}

// TestLongChainsInStreams: of longer chains a stream may hide more than looking at once does, but a card never
// gets through.
func TestLongChainsInStreams(t *testing.T) {
	s := newScanner(t, everything)
	rapid.Check(t, func(t *rapid.T) {
		got := inStream(t, longText(t, 40<<10))
		if found := s.Find(got); len(found) > 0 {
			f := found[0]
			t.Fatalf("a stream lets %v through: %q", f, got[max(0, f.Start-200):min(len(got), f.End+200)])
		}
	})
}
