package jetstream

import (
	"bytes"
	"encoding/hex"
	"errors"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func genMessage() *rapid.Generator[message] {
	return rapid.Custom(func(t *rapid.T) message {
		m := message{kind: kindCut, version: journal.Version(rapid.Uint64Range(1, uint64(journal.MaxVersion)).Draw(t, "version"))}
		if rapid.Bool().Draw(t, "part") {
			m.kind = kindPart
			m.parts = rapid.Uint64Range(1, math.MaxUint64).Draw(t, "parts")
			m.part = rapid.Uint64Range(0, m.parts-1).Draw(t, "number")
			m.sum = rapid.Uint32().Draw(t, "sum")
			m.id = rapid.String().Draw(t, "id")
			m.data = rapid.SliceOf(rapid.Byte()).Draw(t, "data")
		}
		return m
	})
}

// TestMessageRoundTrip: what was encoded is decoded as it was, in as many bytes as was said.
func TestMessageRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := genMessage().Draw(t, "message")
		b := m.encode(nil)
		if limit := overhead + len(m.data) + max(0, len(m.id)-journal.MaxID); len(b) > limit {
			t.Errorf("%d bytes, want at most %d", len(b), limit)
		}
		got, err := decode(b)
		if err != nil {
			t.Fatal(err)
		}
		if len(got.data) == 0 && len(m.data) == 0 {
			got.data = m.data
		}
		if diff := cmp.Diff(m, got, cmp.AllowUnexported(message{})); diff != "" {
			t.Errorf("decode mismatch (-want +got)\n%s", diff)
		}
	})
}

// TestFormat1: messages of format 1 are read for ever. Do not change the file.
func TestFormat1(t *testing.T) {
	text, err := os.ReadFile("testdata/format1.hex")
	if err != nil {
		t.Fatal(err)
	}
	want := []message{
		{kind: kindPart, version: 1, parts: 1, sum: 0x7f8456d4, id: "r-1", data: []byte("agent signed in")},
		{kind: kindPart, version: 300, part: 0, parts: 2, sum: 0x01020304, id: "상담", data: []byte{0, 0xff}},
		{kind: kindPart, version: 300, part: 1, parts: 2, sum: 0x01020304, id: "상담", data: []byte{}},
		{kind: kindCut, version: 70000},
	}
	lines := strings.Fields(string(text))
	if len(lines) != len(want) {
		t.Fatalf("%d lines, want %d", len(lines), len(want))
	}
	for i, line := range lines {
		b, err := hex.DecodeString(line)
		if err != nil {
			t.Fatal(err)
		}
		got, err := decode(b)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want[i], got, cmp.AllowUnexported(message{})); diff != "" {
			t.Errorf("line %d mismatch (-want +got)\n%s", i+1, diff)
		}
		if now := want[i].encode(nil); !bytes.Equal(now, b) {
			t.Errorf("line %d is written as %x now, want %x", i+1, now, b)
		}
	}
	rec := journal.Record{ID: want[0].id, Data: want[0].data, Sum: want[0].sum}
	if err := rec.Verify(); err != nil {
		t.Error(err)
	}
}

func TestDecodeRefused(t *testing.T) {
	for _, tc := range []struct {
		name string
		b    []byte
		want error
	}{
		{"nothing", nil, journal.ErrCorrupt},
		{"newer", []byte{2, 1, 1}, ErrFormat},
		{"older than the first", []byte{0, 1, 1}, ErrFormat},
		{"JSON", []byte(`{"a":1}`), ErrFormat},
		{"only the format", []byte{1}, journal.ErrCorrupt},
		{"no version", []byte{1, kindCut}, journal.ErrCorrupt},
		{"version 0", []byte{1, kindCut, 0}, journal.ErrCorrupt},
		{"version out of range", []byte{1, kindCut, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1}, journal.ErrCorrupt},
		{"endless number", []byte{1, kindCut, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}, journal.ErrCorrupt},
		{"kind", []byte{1, 3, 1}, journal.ErrCorrupt},
		{"part beyond parts", []byte{1, kindPart, 1, 1, 1, 0, 0, 0, 0, 1, 'a'}, journal.ErrCorrupt},
		{"no parts", []byte{1, kindPart, 1, 0, 0, 0, 0, 0, 0, 1, 'a'}, journal.ErrCorrupt},
		{"sum cut off", []byte{1, kindPart, 1, 0, 1, 0, 0}, journal.ErrCorrupt},
		{"id cut off", []byte{1, kindPart, 1, 0, 1, 0, 0, 0, 0, 9, 'a'}, journal.ErrCorrupt},
	} {
		if m, err := decode(tc.b); !errors.Is(err, tc.want) {
			t.Errorf("%s: decode returned %+v, %v, want %v", tc.name, m, err, tc.want)
		}
	}
}

// FuzzDecode: no bytes make decode fall over, and what it takes it writes again as one message with the same meaning.
func FuzzDecode(f *testing.F) {
	f.Add([]byte{1, kindCut, 5})
	f.Add(message{kind: kindPart, version: 9, part: 1, parts: 3, sum: 77, id: "id", data: []byte("data")}.encode(nil))
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := decode(b)
		if err != nil {
			if !errors.Is(err, ErrFormat) && !errors.Is(err, journal.ErrCorrupt) {
				t.Errorf("decode returned %v, want ErrFormat or ErrCorrupt", err)
			}
			return
		}
		again, err := decode(m.encode(nil))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(m, again, cmp.AllowUnexported(message{})); diff != "" {
			t.Errorf("mismatch (-want +got)\n%s", diff)
		}
	})
}
