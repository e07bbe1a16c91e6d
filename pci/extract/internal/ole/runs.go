package ole

import (
	"encoding/binary"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// minRun is the length from which printable characters in binary data count as text.
const minRun = 4

// Runs hands over the stretches of data that look like text, in ASCII and in UTF-16LE, one a line. It is for
// what has no better reader.
func Runs(w *walk.Walk, name string, data []byte) {
	if len(data) == 0 {
		return
	}
	t := w.Text(name)
	RunsInto(t, data)
	t.End()
}

// RunsInto writes the stretches of data that look like text to t.
func RunsInto(t *walk.Text, data []byte) {
	narrowRuns(t, data)
	wideRuns(t, data)
	if len(data) > 0 {
		wideRuns(t, data[1:])
	}
}

func narrowRuns(t *walk.Text, data []byte) {
	for i := 0; i < len(data); i++ {
		from := i
		for i < len(data) && narrow(data[i]) {
			i++
		}
		if i-from >= minRun {
			writeNarrow(t, data[from:i])
		}
	}
}

func narrow(c byte) bool { return c >= ' ' && c < 0x7F || c == '\t' || c == 0xA0 || c == 0x96 }

// writeNarrow writes a run, with the space and the dash of code page 1252 that may part digits.
func writeNarrow(t *walk.Text, run []byte) {
	line := make([]byte, 0, len(run)+8)
	for _, c := range run {
		switch c {
		case 0x96:
			line = append(line, "\u2013"...)
		case 0xA0:
			line = append(line, "\u00A0"...)
		default:
			line = append(line, c)
		}
	}
	writeRun(t, line, len(run))
}

// writeRun writes a run of n characters as a line. The first character may be a length, or like the last
// any byte that happens to look like a letter: it must not touch digits.
func writeRun(t *walk.Text, line []byte, n int) {
	t.Break('\n')
	first, size := utf8.DecodeRune(line)
	rest := line[size:]
	switch {
	case int(first) == n-1:
	case digit(rest[0]) && !digit(line[0]):
		t.Write(line[:size])
		t.WriteByte('\n')
	default:
		rest = line
	}
	_, size = utf8.DecodeLastRune(rest)
	if end := len(rest) - size; digit(rest[end-1]) && !digit(rest[end]) {
		t.Write(rest[:end])
		t.WriteByte('\n')
		rest = rest[end:]
	}
	t.Write(rest)
	t.WriteByte('\n')
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

func wideRuns(t *walk.Text, data []byte) {
	var line []byte
	for i := 0; i+1 < len(data); i += 2 {
		from := i
		for i+1 < len(data) && wide(unit(data, i)) {
			i += 2
		}
		if n := (i - from) / 2; n >= minRun {
			line = appendUTF16(line[:0], data[from:i])
			writeRun(t, line, n)
		}
	}
	clear(line)
}

func unit(data []byte, i int) uint16 { return binary.LittleEndian.Uint16(data[i:]) }

// appendUTF16 appends little endian UTF-16 in UTF-8. An odd last byte is dropped.
func appendUTF16(to, data []byte) []byte {
	for len(data) >= 2 {
		r := rune(unit(data, 0))
		data = data[2:]
		if utf16.IsSurrogate(r) && len(data) >= 2 {
			if pair := utf16.DecodeRune(r, rune(unit(data, 0))); pair != utf8.RuneError {
				r, data = pair, data[2:]
			}
		}
		to = utf8.AppendRune(to, r)
	}
	return to
}

// wide reports whether a UTF-16 unit is likely to be text. Ideographs are not, for any two ASCII letters
// are one; nor are letters that a byte of flags before a string would make.
func wide(u uint16) bool {
	switch {
	case u < 0x7F:
		return u >= ' ' || u == '\t'
	case u < 0x0100:
		return u >= 0xA0
	case u >= 0x0660 && u < 0x066A, u >= 0x06F0 && u < 0x06FA, u >= 0x0966 && u < 0x0970:
		return true // digits of Arabic and Devanagari
	case u >= 0x2000 && u < 0x2070: // general punctuation
		return true
	}
	return u >= 0x3040 && u < 0x3100 || u >= 0xAC00 && u < 0xD7A4 || u >= 0xFF01 && u < 0xFFEF
}
