package pdf

import "io"

// An lzw reads LZWDecode data (7.4.4): codes of 9 to 12 bits, the highest bit first.
type lzw struct {
	data  []byte
	bits  uint32
	have  uint
	width uint
	early int // how many codes before it must the width grow: EarlyChange
	next  int // the code that the table gets next; the first is 258
	last  int // the code before, or -1
	// The table: a code is that of its prefix and one byte more.
	prefix [4096]int16
	suffix [4096]byte
	length [4096]int
	out    []byte
}

const (
	lzwClear = 256
	lzwEnd   = 257
)

func newLZW(data []byte, early int) *lzw {
	z := &lzw{data: data, early: bound(early, 0, 1)}
	for i := range 256 {
		z.suffix[i], z.length[i] = byte(i), 1
	}
	z.clear()
	return z
}

func (z *lzw) clear() { z.width, z.next, z.last = 9, 258, -1 }

// Read returns the bytes of some codes.
func (z *lzw) Read(p []byte) (int, error) {
	for len(z.out) == 0 {
		if err := z.code(); err != nil {
			return 0, err
		}
	}
	n := copy(p, z.out)
	z.out = z.out[n:]
	return n, nil
}

// code reads one code into out.
func (z *lzw) code() error {
	for z.have < z.width {
		if len(z.data) == 0 { // QUIRK: many writers leave out the end
			return io.EOF
		}
		z.bits, z.have, z.data = z.bits<<8|uint32(z.data[0]), z.have+8, z.data[1:]
	}
	z.have -= z.width
	code := int(z.bits>>z.have) & (1<<z.width - 1)
	switch {
	case code == lzwEnd:
		return io.EOF
	case code == lzwClear:
		z.clear()
		return nil
	case code > z.next || code == z.next && z.last < 0 || code > lzwEnd && z.last < 0:
		return errLZW
	}
	z.grow(code)
	z.expand(code)
	z.last = code
	return nil
}

// errLZW is a code that is not in the table.
var errLZW = io.ErrNoProgress

// grow adds the last code and the first byte of this one to the table.
func (z *lzw) grow(code int) {
	if z.last < 0 || z.next >= len(z.prefix) {
		return
	}
	begin := code
	if code == z.next {
		begin = z.last
	}
	for z.length[begin] > 1 {
		begin = int(z.prefix[begin])
	}
	z.prefix[z.next], z.suffix[z.next] = int16(z.last), z.suffix[begin]
	z.length[z.next] = z.length[z.last] + 1
	z.next++
	if z.next+z.early >= 1<<z.width && z.width < 12 {
		z.width++
	}
}

// expand writes the bytes of a code, the last first.
func (z *lzw) expand(code int) {
	n := z.length[code]
	if cap(z.out) < n {
		z.out = make([]byte, n)
	}
	z.out = z.out[:n]
	for i := n - 1; i >= 0; i-- {
		z.out[i] = z.suffix[code]
		code = int(z.prefix[code])
	}
}
