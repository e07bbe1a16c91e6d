package ole

import "encoding/binary"

func le16(b []byte) int    { return int(binary.LittleEndian.Uint16(b)) }
func le32(b []byte) uint32 { return binary.LittleEndian.Uint32(b) }

// part returns n bytes of b from off, or as many as there are; ok if there are all.
func part(b []byte, off, n int64) (p []byte, ok bool) {
	size := int64(len(b))
	if off < 0 || n < 0 || off > size {
		return nil, false
	}
	end := off + n
	if end < off || end > size {
		return b[off:], false
	}
	return b[off:end], true
}
