package lzfu

import (
	"errors"
	"io"
	"strings"
	"testing"
)

func TestDecode(t *testing.T) {
	const head = "\x00\x00\x00\x00"
	tests := []struct {
		name, data, want string
		err              error
	}{
		// The two examples of [MS-OXRTFCP] 4.1.
		{"simple", "\x2d\x00\x00\x00\x2b\x00\x00\x00LZFu\xf1\xc5\xc7\xa7\x03\x00\x0a\x00rcpg125B2\x0a\xf3 hel\x09\x00 bw\x05\xb0ld}\x0a\x80\x0f\xa0",
			"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n", nil},
		{"crossing the write place", "\x1a\x00\x00\x00\x1c\x00\x00\x00LZFu\xe2\xd4\x4b\x51\x41\x00\x04 WXYZ\x0dn}\x01\x0e\xb0",
			"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}", nil},
		{"stored", head + "\x03\x00\x00\x00MELA" + head + "abc", "abc", nil},
		{"stored and cut", head + "\x09\x00\x00\x00MELA" + head + "abc", "abc", io.ErrUnexpectedEOF},
		{"cut", head + "\x09\x00\x00\x00LZFu" + head + "\x00abc", "abc", io.ErrUnexpectedEOF},
		{"other", head + head + "abcd" + head, "", ErrFormat},
		{"short", "LZFu", "", ErrFormat},
	}
	if len(begin) != 207 {
		t.Errorf("the dictionary begins with %d bytes, want 207", len(begin))
	}
	for _, tt := range tests {
		got, err := Decode([]byte(tt.data))
		if string(got) != tt.want || !errors.Is(err, tt.err) {
			t.Errorf("%s: Decode = %q, %v, want %q, %v", tt.name, got, err, tt.want, tt.err)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(strings.Repeat("\x00", 8) + "LZFu\x00\x00\x00\x00\x03\x00\x0a\x00rcpg"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if out, _ := Decode(data); len(out) > 9*len(data) {
			t.Errorf("%d bytes out of %d", len(out), len(data))
		}
	})
}
