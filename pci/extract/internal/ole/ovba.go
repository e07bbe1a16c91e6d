package ole

import (
	"errors"
	"io"
)

var errVBA = errors.New("ole: not a compressed container")

// An ovba unpacks the compressed containers that macros are kept in ([MS-OVBA] 2.4.1), chunk by chunk.
type ovba struct {
	in    []byte
	begun bool
	chunk []byte // unpacked
	out   []byte // of chunk, what was not read yet
}

// chunkSize is the most that a chunk has unpacked.
const chunkSize = 4096

func (v *ovba) Read(p []byte) (int, error) {
	if !v.begun {
		if len(v.in) == 0 || v.in[0] != 1 {
			return 0, errVBA
		}
		v.in, v.begun = v.in[1:], true
	}
	for len(v.out) == 0 {
		if len(v.in) < 2 {
			return 0, io.EOF
		}
		if err := v.next(); err != nil {
			return 0, err
		}
	}
	n := copy(p, v.out)
	v.out = v.out[n:]
	return n, nil
}

// next unpacks a chunk: its head tells its size and whether it is packed at all.
func (v *ovba) next() error {
	head := le16(v.in)
	if head>>12&7 != 3 {
		return errVBA
	}
	body, ok := part(v.in, 2, int64(head&0xFFF)+1)
	v.in = v.in[2+len(body):]
	v.chunk = v.chunk[:0]
	if head&0x8000 == 0 {
		v.chunk = append(v.chunk, body...)
	} else if !v.tokens(body) {
		return errVBA
	}
	v.out = v.chunk
	if !ok && len(v.out) == 0 {
		return io.ErrUnexpectedEOF
	}
	return nil
}

// tokens unpacks groups of eight: a byte whose bits tell which are bytes and which copies of what came
// before.
func (v *ovba) tokens(b []byte) bool {
	for len(b) > 0 {
		flags := b[0]
		b = b[1:]
		for bit := 0; bit < 8 && len(b) > 0; bit++ {
			if flags>>bit&1 == 0 {
				v.chunk, b = append(v.chunk, b[0]), b[1:]
				continue
			}
			if len(b) < 2 || !v.copyToken(le16(b)) {
				return false
			}
			b = b[2:]
		}
	}
	return len(v.chunk) <= chunkSize
}

// copyToken appends a copy; how many bits are offset and how many length depends on how much there is
// ([MS-OVBA] 2.4.1.3.19.1).
func (v *ovba) copyToken(token int) bool {
	bits := 4
	for len(v.chunk) > 1<<bits && bits < 12 {
		bits++
	}
	length, offset := token&(0xFFFF>>bits)+3, token>>(16-bits)+1
	if offset > len(v.chunk) || len(v.chunk)+length > chunkSize {
		return false
	}
	for range length {
		v.chunk = append(v.chunk, v.chunk[len(v.chunk)-offset])
	}
	return true
}
