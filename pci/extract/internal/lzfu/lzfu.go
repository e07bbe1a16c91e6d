// Package lzfu unpacks the RTF in mail of Outlook ([MS-OXRTFCP]).
package lzfu

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
)

// ErrFormat says that data is not compressed RTF, or that its checksum is wrong.
var ErrFormat = errors.New("lzfu: not compressed RTF")

// Heads of compressed RTF ([MS-OXRTFCP] 2.1.3.1.1).
const (
	packed = 0x75465A4C // "LZFu"
	stored = 0x414C454D // "MELA"
	window = 4096
)

// begin is in the window before anything is unpacked ([MS-OXRTFCP] 2.1.2.1).
const begin = `{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor ` +
	`MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0` + "\r\n" + `\par ` +
	`\pard\plain\f0\fs20\b\i\u\tab\tx`

// A reader unpacks the compressed RTF of a message.
type reader struct {
	in     []byte
	window [window]byte
	at     int
	out    []byte // unpacked and not read yet
	buf    []byte
	end    error // what comes after that; nil while it goes on
	bad    bool  // the checksum is wrong
	left   int64 // bytes that are still to come
}

// NewReader reads the head: two sizes, the kind and the checksum. A wrong checksum is an error of the reader at the end,
// after the text.
func NewReader(b []byte) (io.Reader, error) {
	if len(b) < 16 {
		return nil, ErrFormat
	}
	body, whole := content(b)
	z := &reader{in: body, left: int64(le32(b[4:]))}
	switch le32(b[8:]) {
	case stored:
		z.out, z.end = body, io.EOF
		if !whole {
			z.end = io.ErrUnexpectedEOF
		}
		return z, nil
	case packed:
		z.bad = whole && le32(b[12:]) != sum(body)
		z.at = copy(z.window[:], begin)
		return z, nil
	}
	return nil, ErrFormat
}

// content is what comes after the head, and whether all of it is there.
func content(b []byte) (body []byte, whole bool) {
	n := int64(le32(b)) - 12 // the size counts most of the head
	if n < 0 || n > int64(len(b)-16) {
		return b[16:], false
	}
	return b[16 : 16+n], true
}

func le32(b []byte) uint32 { return binary.LittleEndian.Uint32(b) }

// sum is the usual CRC-32 but for the inversions.
func sum(b []byte) uint32 { return ^crc32.Update(0xFFFFFFFF, crc32.IEEETable, b) }

func (z *reader) Read(p []byte) (int, error) {
	for len(z.out) == 0 {
		if z.end != nil {
			return 0, z.end
		}
		z.group()
	}
	n := copy(p, z.out)
	z.out = z.out[n:]
	return n, nil
}

// group unpacks what one byte of flags says: eight bytes or copies out of the window.
func (z *reader) group() {
	z.buf = z.buf[:0]
	if len(z.in) == 0 {
		z.finish()
		return
	}
	flags := z.in[0]
	z.in = z.in[1:]
	for bit := 0; bit < 8 && z.end == nil; bit++ {
		switch {
		case flags>>bit&1 != 0 && len(z.in) >= 2:
			z.copyToken(int(z.in[0])<<8 | int(z.in[1]))
		case flags>>bit&1 == 0 && len(z.in) >= 1:
			z.put(z.in[0])
			z.in = z.in[1:]
		default:
			z.finish()
		}
	}
	z.out = z.buf
	z.left -= int64(len(z.buf))
}

func (z *reader) copyToken(token int) {
	z.in = z.in[2:]
	from, n := token>>4, token&0xF+2
	if from == z.at { // the mark of the end
		z.end = io.EOF
		if z.bad {
			z.end = ErrFormat
		}
		return
	}
	for i := range n {
		z.put(z.window[(from+i)%window])
	}
}

func (z *reader) put(c byte) {
	z.window[z.at] = c
	z.at = (z.at + 1) % window
	z.buf = append(z.buf, c)
}

// finish ends without the mark: that is well if everything is there.
func (z *reader) finish() {
	switch {
	case z.left > int64(len(z.buf)):
		z.end = io.ErrUnexpectedEOF
	case z.bad:
		z.end = ErrFormat
	default:
		z.end = io.EOF
	}
}
