package ole

import (
	"errors"
	"hash/crc32"
	"io"
)

var errLZFu = errors.New("ole: not compressed RTF")

// Heads of compressed RTF ([MS-OXRTFCP] 2.1.3.1.1).
const (
	lzfuPacked = 0x75465A4C // "LZFu"
	lzfuStored = 0x414C454D // "MELA"
	lzfuWindow = 4096
)

// lzfuBegin is in the window before anything is unpacked ([MS-OXRTFCP] 2.1.2.1).
const lzfuBegin = `{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor ` +
	`MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0` + "\r\n" + `\par ` +
	`\pard\plain\f0\fs20\b\i\u\tab\tx`

// An lzfu unpacks the compressed RTF of a message. A wrong checksum is an error at the end, after the text.
type lzfu struct {
	in     []byte
	window [lzfuWindow]byte
	at     int
	out    []byte // unpacked and not read yet
	buf    []byte
	end    error // what comes after that; nil while it goes on
	bad    bool  // the checksum is wrong
	left   int64 // bytes that are still to come
}

// newLZFu reads the head: two sizes, the kind and the checksum.
func newLZFu(b []byte) (io.Reader, error) {
	if len(b) < 16 {
		return nil, errLZFu
	}
	body, whole := part(b, 16, int64(le32(b))-12)
	z := &lzfu{in: body, left: int64(le32(b[4:]))}
	switch le32(b[8:]) {
	case lzfuStored:
		z.out, z.end = body, io.EOF
		if !whole {
			z.end = io.ErrUnexpectedEOF
		}
		return z, nil
	case lzfuPacked:
		z.bad = whole && le32(b[12:]) != lzfuSum(body)
		z.at = copy(z.window[:], lzfuBegin)
		return z, nil
	}
	return nil, errLZFu
}

// lzfuSum is the usual CRC-32 but for the inversions.
func lzfuSum(b []byte) uint32 { return ^crc32.Update(0xFFFFFFFF, crc32.IEEETable, b) }

func (z *lzfu) Read(p []byte) (int, error) {
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
func (z *lzfu) group() {
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

func (z *lzfu) copyToken(token int) {
	z.in = z.in[2:]
	from, n := token>>4, token&0xF+2
	if from == z.at { // the mark of the end
		z.end = io.EOF
		if z.bad {
			z.end = errLZFu
		}
		return
	}
	for i := range n {
		z.put(z.window[(from+i)%lzfuWindow])
	}
}

func (z *lzfu) put(c byte) {
	z.window[z.at] = c
	z.at = (z.at + 1) % lzfuWindow
	z.buf = append(z.buf, c)
}

// finish ends without the mark: that is well if everything is there.
func (z *lzfu) finish() {
	switch {
	case z.left > int64(len(z.buf)):
		z.end = io.ErrUnexpectedEOF
	case z.bad:
		z.end = errLZFu
	default:
		z.end = io.EOF
	}
}
