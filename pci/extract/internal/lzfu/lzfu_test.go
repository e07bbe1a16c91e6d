package lzfu_test

import (
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/pci/extract/internal/lzfu"
)

// read unpacks data as far as it goes.
func read(data string) (string, error) {
	r, err := lzfu.NewReader([]byte(data))
	if err != nil {
		return "", err
	}
	text, err := io.ReadAll(r)
	return string(text), err
}

func TestReader(t *testing.T) {
	const none = "\x00\x00\x00\x00"
	for _, test := range []struct {
		name, data, want string
		err              error
	}{
		// The two examples of [MS-OXRTFCP] 4.1.
		{"simple", "\x2d\x00\x00\x00\x2b\x00\x00\x00LZFu\xf1\xc5\xc7\xa7\x03\x00\x0a\x00rcpg125B2\x0a\xf3 hel\x09\x00 bw\x05\xb0ld}\x0a\x80\x0f\xa0",
			"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n", nil},
		{"crossing the write place", "\x1a\x00\x00\x00\x1c\x00\x00\x00LZFu\xe2\xd4\x4b\x51\x41\x00\x04 WXYZ\x0dn}\x01\x0e\xb0",
			"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}", nil},
		{"wrong checksum", "\x1a\x00\x00\x00\x1c\x00\x00\x00LZFu\xe3\xd4\x4b\x51\x41\x00\x04 WXYZ\x0dn}\x01\x0e\xb0",
			"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}", lzfu.ErrFormat},
		{"stored", "\x0f\x00\x00\x00\x03\x00\x00\x00MELA" + none + "abc", "abc", nil},
		{"stored and cut", "\x15\x00\x00\x00\x09\x00\x00\x00MELA" + none + "abc", "abc", io.ErrUnexpectedEOF},
		{"cut", "\x15\x00\x00\x00\x09\x00\x00\x00LZFu" + none + "\x00abc", "abc", io.ErrUnexpectedEOF},
		{"other", none + none + "abcd" + none, "", lzfu.ErrFormat},
		{"short", "LZFu", "", lzfu.ErrFormat},
	} {
		if got, err := read(test.data); got != test.want || !errors.Is(err, test.err) {
			t.Errorf("%s: %q, %v, want %q, %v", test.name, got, err, test.want, test.err)
		}
	}
}

func FuzzReader(f *testing.F) {
	f.Add(strings.Repeat("\x00", 8) + "LZFu\x00\x00\x00\x00\x03\x00\x0a\x00rcpg")
	f.Fuzz(func(t *testing.T, data string) {
		if out, _ := read(data); len(out) > 9*len(data) {
			t.Errorf("%d bytes out of %d", len(out), len(data))
		}
	})
}
