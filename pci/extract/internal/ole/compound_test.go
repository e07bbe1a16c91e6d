package ole

import (
	"encoding/binary"
	"io"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

func TestStreams(t *testing.T) {
	long := strings.Repeat("0123456789", 1000)
	huge := strings.Repeat("0123456789", 800_000) // its table is in lists beyond the header
	file := writeCompound(node{name: "Huge", data: []byte(huge)}, node{name: "Short", data: []byte("abc")}, node{name: "Empty"}, node{name: "Long", data: []byte(long)},
		node{name: "Folder", kids: []node{{name: "In", data: []byte("inner")}}})
	c, err := openCompound(file)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"Huge": huge, "Short": "abc", "Empty": "", "Long": long, "In": "inner"}
	for i := range c.entries {
		if e := &c.entries[i]; e.kind == kindStream {
			got, err := io.ReadAll(c.stream(e))
			if err != nil || string(got) != want[e.name] {
				t.Errorf("%s = %.20q (%d bytes), %v, want %.20q", e.name, got, len(got), err, want[e.name])
			}
		}
	}
}

// damaged returns a file of one long stream, with something done to it.
func damaged(do func(b []byte, fat int)) []byte {
	b := writeCompound(node{name: "Long", data: []byte(strings.Repeat("4539148803436467 ", 500))})
	sector := binary.LittleEndian.Uint32(b[76:])
	do(b, (int(sector)+1)*512)
	return b
}

func TestDamage(t *testing.T) {
	put := binary.LittleEndian.PutUint32
	for _, c := range []struct {
		name string
		do   func(b []byte, fat int)
		want walk.Cause
	}{
		{"stream goes round", func(b []byte, fat int) { put(b[fat+4:], 0) }, walk.Corrupt},
		{"stream ends too early", func(b []byte, fat int) { put(b[fat+4:], endOfChain) }, walk.Truncated},
		{"stream leads nowhere", func(b []byte, fat int) { put(b[fat+4:], 5000) }, walk.Truncated},
		{"directory goes round", func(b []byte, fat int) {
			dir := int(binary.LittleEndian.Uint32(b[48:]))
			put(b[fat+4*dir:], uint32(dir))
		}, walk.Corrupt},
		{"no directory", func(b []byte, _ int) { put(b[48:], 5000) }, walk.Corrupt},
		{"size of sectors", func(b []byte, _ int) { b[30] = 31 }, walk.Corrupt},
		{"lists of tables go round", func(b []byte, _ int) { put(b[68:], 1); put(b[512+1024-4:], 1) }, walk.Unsupported},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := look(damaged(c.do), small)
			if s.cause() != c.want {
				t.Errorf("gaps %v, want first %v", s.gaps, c.want)
			}
			if !s.has(visa) {
				t.Errorf("no card in %.200q", s.text)
			}
		})
	}
}

// TestNested has storages in storages, 20,000 deep, and siblings that name each other.
func TestNested(t *testing.T) {
	w := &compoundWriter{}
	w.dir = append(w.dir, dirEntry("Root Entry", kindRoot, endOfChain, 0))
	for i := range 20_000 {
		binary.LittleEndian.PutUint32(w.dir[i][76:], uint32(i+1))
		e := dirEntry("s", kindStorage, 0, 0)
		binary.LittleEndian.PutUint32(e[68:], uint32(i)) // left sibling: its parent
		w.dir = append(w.dir, e)
	}
	start := w.add(join(w.dir...))
	if s := look(w.finish(start, endOfChain, 0), small); s.cause() != walk.TooDeep {
		t.Errorf("gaps %v, want too deep", s.gaps)
	}
}

// TestOrphan has a stream that no storage leads to.
func TestOrphan(t *testing.T) {
	b := writeCompound(node{name: "A", data: []byte("seen")}, node{name: "B", data: []byte("orphan " + visa)})
	c, _ := openCompound(b)
	at := (int(binary.LittleEndian.Uint32(b[48:]))+1)*512 + entrySize + 72 // right sibling of A
	binary.LittleEndian.PutUint32(b[at:], 0xFFFFFFFF)
	if s := look(b, small); !s.has("orphan "+visa) || len(c.entries) < 3 {
		t.Errorf("no orphan in %q", s.text)
	}
}

func TestGaps(t *testing.T) {
	encryptedWord := make([]byte, 0x300)
	copy(encryptedWord, join(u16(0xA5EC), u16(0xC1), u16(0), u16(0x409), u16(0), u16(fEncrypted)))
	bof := rec(recBOF, u16(0x600), u16(5), make([]byte, 12))
	for _, c := range []struct {
		name string
		file []byte
		want walk.Cause
	}{
		{"package", writeCompound(node{name: "EncryptedPackage", data: []byte("x")}, node{name: "EncryptionInfo", data: []byte("x")}), walk.Encrypted},
		{"rights", writeCompound(node{name: "\tDRMContent", data: []byte("x")}), walk.Encrypted},
		{"publisher 97", writeCompound(node{name: "Contents", data: []byte("some text")}), walk.Unsupported},
		{"word", writeCompound(node{name: "WordDocument", data: encryptedWord}, node{name: "0Table", data: []byte("x")}), walk.Encrypted},
		{"excel", writeCompound(node{name: "Workbook", data: join(bof, rec(recFilePass, u16(1)), rec(recSST, make([]byte, 99)))}), walk.Encrypted},
		{"powerpoint", writeCompound(node{name: "PowerPoint Document", data: []byte("x")},
			node{name: "Current User", data: join(make([]byte, 12), []byte("\xDF\xC4\xD1\xF3"), make([]byte, 8))}), walk.Encrypted},
		{"excel cut", writeCompound(node{name: "Workbook", data: join(bof, u16(recLabel), u16(99))}), walk.Truncated},
		{"word short", writeCompound(node{name: "WordDocument", data: []byte("x")}), walk.Truncated},
		{"no pieces", writeCompound(node{name: "WordDocument", data: join(u16(0xA5EC), u16(0xC1), make([]byte, 0x300))}), walk.Truncated},
		{"string that is not there", writeCompound(node{name: "Workbook", data: join(bof, rec(recLabelSST, cellHead(0, 0), u32(7)))}), walk.Corrupt},
		{"powerpoint 95", writeCompound(node{name: "PP40", data: []byte("some " + visa)}), walk.Unsupported},
		{"publisher", writeCompound(node{name: "Quill", kids: []node{{name: "QuillSub", kids: []node{{name: "CONTENTS", data: []byte("CHNK")}}}}}), walk.Unsupported},
		{"stream", writeCompound(node{name: "What", data: []byte("is this")}), walk.Unsupported},
		{"equation", writeCompound(node{name: "Equation Native", data: []byte("12345")}), walk.Unsupported},
		{"macros", writeCompound(node{name: "_VBA_PROJECT"}, node{name: "dir", data: []byte{1, 2, 3, 4}}), walk.Corrupt},
		{"checksum", writeCompound(node{name: "__properties_version1.0"}, node{name: "__substg1.0_10090102", data: broken(lzfuWrite(rtfBody))}), walk.Corrupt},
		{"not one", []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), walk.Corrupt},
	} {
		t.Run(c.name, func(t *testing.T) {
			if s := look(c.file, small); s.cause() != c.want {
				t.Errorf("gaps %v, want first %v", s.gaps, c.want)
			}
		})
	}
}

// broken changes the checksum.
func broken(b []byte) []byte {
	b[12] ^= 0xFF
	return b
}
