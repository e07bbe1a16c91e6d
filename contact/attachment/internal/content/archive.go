package content

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"io"
)

// lookArchive adds to the report of an archive other than ZIP what its headers tell cheaply.
func lookArchive(r *Report, data []byte) {
	switch r.Type {
	case "application/gzip":
		r.Bomb = isGzipBomb(data)
	case "application/x-tar":
		lookTar(r, data)
	case "application/vnd.rar":
		lookRAR(r, data)
	case "application/x-7z-compressed":
		r.Encrypted = isEncrypted7z(data)
	}
}

// isGzipBomb believes the size that stands at the end (RFC 1952), and expands up to maxProof to see more.
func isGzipBomb(data []byte) bool {
	packed := uint64(len(data))
	if len(data) < 18 || excessive(uint64(binary.LittleEndian.Uint32(data[len(data)-4:])), packed) {
		return len(data) >= 18
	}
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return false
	}
	n, _ := io.Copy(io.Discard, io.LimitReader(z, maxProof))
	return excessive(uint64(n), packed)
}

// lookTar reads the names and the sizes, which a sparse file may declare at will.
func lookTar(r *Report, data []byte) {
	t := tar.NewReader(bytes.NewReader(data))
	var sum int64
	for range maxFiles {
		h, err := t.Next()
		if err != nil {
			return
		}
		r.Executable = r.Executable || isProgram(h.Name) || isProgram(h.Linkname)
		if sum += min(h.Size, maxExpanded+1); sum > maxExpanded {
			r.Bomb = true
			return
		}
	}
	r.Bomb = true
}

// isEncrypted7z looks for the method AES in the header at the end (7zFormat.txt). If the names are packed, as
// is usual, it shows only whether they are encrypted too.
func isEncrypted7z(data []byte) bool {
	if len(data) < 32 {
		return false
	}
	from, n := binary.LittleEndian.Uint64(data[12:]), binary.LittleEndian.Uint64(data[20:])
	if from > uint64(len(data)-32) {
		return false
	}
	header := data[32+from:]
	return bytes.Contains(header[:min(n, uint64(len(header)))], []byte{0x06, 0xF1, 0x07, 0x01})
}
