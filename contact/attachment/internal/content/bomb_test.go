package content

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/internal/race"
)

// noise returns bytes that cannot be packed, the same each time.
func noise(n int) []byte {
	b := make([]byte, n)
	r := rand.NewChaCha8([32]byte{1})
	_, _ = r.Read(b) // never fails
	return b
}

// many returns an archive whose directory lists n entries, and one more that has a header only.
func many(n int) []byte {
	var b bytes.Buffer
	b.WriteString(localSign + zeros(26))
	start := b.Len()
	for range n {
		b.WriteString(centralSign + zeros(38) + "\x01\x00\x00\x00") // a place without header
	}
	b.WriteString(endSign + zeros(8))
	b.Write(binary.LittleEndian.AppendUint32(nil, uint32(b.Len()-12-start)))
	b.Write(binary.LittleEndian.AppendUint32(nil, uint32(start)))
	b.WriteString(zeros(2))
	return b.Bytes()
}

func TestBomb(t *testing.T) {
	packed := deflated(t, noise(2<<20))
	file := func(name string, size uint32, data []byte) raw {
		return raw{name: name, local: name, method: 8, data: data, size: size}
	}
	gzipped := gzipOf(t, zeros(minExpanded+1))
	var thousand []raw
	for range 1000 {
		thousand = append(thousand, file("a", 2<<20, packed[:20_000]))
	}
	for _, c := range []struct {
		name string
		data []byte
		want bool
	}{
		{"zeros of 16 MiB", rawZip(file("a", minExpanded+1, noise(16_000))), true},
		{"a drawing of an empty page", zipOf(t, "a", zeros(1<<20)), false},
		{"zeros of less than 16 MiB", rawZip(file("a", minExpanded, noise(16_000))), false},
		{"declared far too large", rawZip(file("a", 1<<30+1, packed)), true},
		{"much larger than packed", rawZip(file("a", 201*1_000_000, noise(1_000_000))), true},
		{"thousand of 2 MiB", rawZip(thousand...), true},
		{"one of 2 MiB", rawZip(file("a", 2<<20, packed)), false},
		{"declared smaller than it is", rawZip(file("a", 1000, packed)), true},
		{"declared zero in the directory", rawZip(raw{name: "a", local: "a", method: 8, flags: 8, data: packed, size: 1}), true},
		{"not declared in a stream without directory", rawZip(raw{local: "a", method: 8, flags: 8, data: packed, size: 1}), false},
		{"two names for one content", rawZip(raw{name: "a", local: "a", data: []byte("x")}, raw{name: "b", local: "b", data: []byte("x")}, raw{name: "c", data: []byte("x"), at: 32}), true},
		{"content that covers the next", rawZip(raw{name: "a", local: "a", data: []byte("x"), packed: 40}, raw{name: "b", local: "b", data: []byte("x")}), true},
		{"side by side", rawZip(raw{name: "a", local: "a", data: []byte("x")}, raw{name: "b", local: "b", data: []byte("x")}), false},
		{"65,000 entries", many(maxFiles - 1), false},
		{"65,001 entries", many(maxFiles), true},
		{"gzip of zeros", gzipped, true},
		{"gzip of text", gzipOf(t, strings.Repeat(string(noise(50_000)), 10)), false},
		{"gzip that lies about its size", falseSize(bytes.Clone(gzipped)), true},
		{"rar of zeros", rarOf(minExpanded+1, 1000), true},
		{"rar of text", rarOf(10_000, 1000), false},
	} {
		if got := Look(c.data, "a.zip").Bomb; got != c.want {
			t.Errorf("Look(%s).Bomb = %t", c.name, got)
		}
	}
}

// falseSize changes the size that stands at the end of a gzip file.
func falseSize(b []byte) []byte {
	binary.LittleEndian.PutUint32(b[len(b)-4:], 100)
	return b
}

// rarOf returns a RAR archive with a file that declares these sizes.
func rarOf(size, packed uint32) []byte {
	b := rar4(0, 0, "a")
	binary.LittleEndian.PutUint32(b[20+7:], packed)
	binary.LittleEndian.PutUint32(b[20+11:], size)
	return b
}

// TestMemory adds up all that Look asks for, which is more than it ever holds at once.
func TestMemory(t *testing.T) {
	n := 2 << 20
	if race.Enabled {
		n = 512 << 10
	}
	repeat := func(s string) []byte { return []byte(strings.Repeat(s, n/len(s))) }
	mails := "Content-Type: message/rfc822\r\n\r\n"
	parts := "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n"
	directory := compoundOf("", node{"WordDocument", wordStream(0), nil})
	for _, c := range []struct {
		name string
		data []byte
	}{
		{"entries", many(n / 46)},
		{"zeros", zipOf(t, "a", zeros(4<<20))},
		{"list of types", zipOf(t, "[Content_Types].xml", strings.Repeat("<a ContentType='b'/>", n/20))},
		{"headers", rawHeaders(n / 30)},
		{"names", repeat(localSign + zeros(22) + "\xFF\xFF\x00\x00")},
		{"attributes", append([]byte("<html "), repeat("a ")...)},
		{"quoted attributes", append([]byte("<html "), repeat("a='<' ")...)},
		{"elements", append([]byte("<?xml version='1.0'?>"), repeat("<a>")...)},
		{"entities", append([]byte("<?xml version='1.0'?><!DOCTYPE a ["), repeat("<!ENTITY a 'b'>")...)},
		{"UTF-16", append([]byte{0xFF, 0xFE}, repeat("\x00\xAC")...)},
		{"text", repeat("안녕 ")},
		{"object streams", append([]byte("%PDF-1.4\n"), repeat("/ObjStm stream\n"+string(zlibOf(t, zeros(1<<20))))...)},
		{"mail in mail", append([]byte("Subject: a\r\n"), repeat(mails)...)},
		{"parts", append([]byte(parts), repeat("--a\r\nContent-Type: text/html\r\n\r\n<p>\r\n")...)},
		{"header lines", append([]byte("Subject: a\r\n"), repeat("X: a\r\n")...)},
		{"compound", append(directory, repeat(string(directory[512:]))...)},
		{"round directory", roundDirectory(n)},
		{"tar", repeat(string(tarOf(t, "a")[:512]))},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		Look(c.data, "a.html")
		runtime.ReadMemStats(&after)
		if got, most := after.TotalAlloc-before.TotalAlloc, uint64(64<<20+8*len(c.data)); got > most {
			t.Errorf("Look(many %s) of %d bytes asked for %d bytes, want at most %d", c.name, len(c.data), got, most)
		}
	}
}

// rawHeaders returns an archive of nothing but headers.
func rawHeaders(n int) []byte { return []byte(strings.Repeat(localSign+zeros(26), n)) }

// roundDirectory returns a compound file of n bytes whose directory and tables go round.
func roundDirectory(n int) []byte {
	b := compoundOf("", node{"WordDocument", wordStream(0), nil})
	b = append(b, make([]byte, n-len(b))...)
	for i := headerSize; i+4 <= len(b); i += 512 {
		copy(b[i+64:], "\x08\x00\x05")
	}
	for i := range 109 { // every sector is one of the table, which says that 0 follows
		binary.LittleEndian.PutUint32(b[76+4*i:], uint32(i))
	}
	binary.LittleEndian.PutUint32(b[48:], 0)
	binary.LittleEndian.PutUint32(b[60:], 0)
	return b
}
