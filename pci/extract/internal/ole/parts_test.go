package ole

import (
	"bytes"
	"encoding/hex"
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		in   float64
		want string
	}{
		{0, "0"}, {-1.5, "-1.5"}, {3.71449635398431e14, amex}, {4539148803436467, visa}, {6.3e18, "6300000000000000000"},
		{0.25, "0.25"}, {1e-9, "1e-09"}, {1e300, "1e+300"},
	} {
		if got := number(c.in); got != c.want {
			t.Errorf("number(%g) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestRK(t *testing.T) {
	for _, c := range []struct {
		in   uint32
		want float64
	}{
		{1234<<2 | 2, 1234}, {1234<<2 | 3, 12.34}, {0x3FF00000, 1}, {0x3FF00001, 0.01}, {0xFFFFFFFE, -1},
	} {
		if got := rk(c.in); got != c.want {
			t.Errorf("rk(%#x) = %g, want %g", c.in, got, c.want)
		}
	}
}

func TestPageText(t *testing.T) {
	for in, want := range map[string]string{
		"&L4539&C1488":               "\n4539\n1488",
		`&"Arial,Bold"&12 4539`:      " 4539",
		"&K0000FF4539 && &P of &N":   "4539 &  of ",
		"&4539148803436467":          " " + visa,
		`&"unfinished 4539`:          "unfinished 4539",
		"a&":                         "a&",
		"&Bbold&B and &Uunderlined&": "bold and underlined&",
	} {
		if got := string(pageText([]byte(in))); got != want {
			t.Errorf("pageText(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestRuns(t *testing.T) {
	for _, c := range []struct {
		name string
		in   []byte
		want string
	}{
		{"narrow", []byte("\x00\x014539 1488\x02abc\x00"), "4539 1488\n"},
		{"wide", join([]byte{1, 0}, utf16le("서울 4539")), "서울 4539\n"},
		{"wide at an odd place", join([]byte{1}, utf16le("4539")), "4539\n"},
		{"length before it", append([]byte{48}, bytes.Repeat([]byte("4539"), 12)...), string(bytes.Repeat([]byte("4539"), 12)) + "\n"},
		{"letter before it", []byte("\x00X4539148803436467Y\x00"), "X\n" + visa + "\nY\n"},
		{"no-break space and dash", []byte("4539\xA01488\x960343"), "4539\u00A01488\u20130343\n"},
	} {
		s := look(writeCompound(node{name: "\x01CompObj", data: c.in}), small)
		if diff := cmp.Diff(c.want, s.parts["CompObj"]); diff != "" {
			t.Errorf("%s: runs mismatch (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestColumns(t *testing.T) {
	for _, c := range []struct {
		name  string
		cells []string // row by row, beside a name
		want  string
	}{
		{"card", []string{"4539", "1488", "0343", "6467"}, "column 2:\n4539\n1488\n0343\n6467\n"},
		{"too few digits", []string{"4539", "1488"}, ""},
		{"table", []string{"1000", "2000", "3000", "4000", "5000", "6000", "7000", "8000", "9000", "1100", "1200"}, ""},
		{"text ends it", []string{"45391488", "x", "03436467"}, ""},
	} {
		var body []byte
		for row, text := range c.cells {
			body = append(body, rec(recLabel, cellHead(row, 0), narrowString("name"))...)
			body = append(body, rec(recLabel, cellHead(row, 1), narrowString(text))...)
		}
		s := look(writeCompound(node{name: "Workbook", data: body}), small)
		if diff := cmp.Diff(c.want, s.parts["Workbook/columns"]); diff != "" {
			t.Errorf("%s: columns mismatch (-want +got):\n%s", c.name, diff)
		}
	}
}

// TestOVBA has the examples of [MS-OVBA] 3.2.
func TestOVBA(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"01 19 B0 00 61 62 63 64 65 66 67 68 00 69 6A 6B 6C 6D 6E 6F 70 00 71 72 73 74 75 76 2E", "abcdefghijklmnopqrstuv."},
		{"01 2F B0 00 23 61 61 61 62 63 64 65 82 66 00 70 61 67 68 69 6A 01 38 08 61 6B 6C 00 30 6D 6E 6F 70 06 71 02 70 04 10 72 73 74 75 76 10 77 78 79 7A 00 3C", "#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa"},
		{"01 03 B0 02 61 45 00", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
	} {
		in, err := hex.DecodeString(nospace(c.in))
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(&ovba{in: in})
		if err != nil || string(got) != c.want {
			t.Errorf("ovba(%s) = %q, %v, want %q", c.in, got, err, c.want)
		}
	}
}

func nospace(s string) string { return string(bytes.ReplaceAll([]byte(s), []byte(" "), nil)) }
