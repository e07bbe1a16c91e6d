package archive

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"io"

	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// Signatures (APPNOTE.TXT 4.3).
const (
	localMagic      = "PK\x03\x04"
	centralMagic    = "PK\x01\x02"
	descriptorMagic = "PK\x07\x08"
	endMagic        = "PK\x05\x06"
)

// Lengths of headers, without names and other fields that vary (APPNOTE.TXT 4.3.7, 4.3.12, 4.3.16).
const (
	localSize   = 30
	centralSize = 46
	endSize     = 22
)

// salvage returns the entries of an archive without a directory, by their local headers.
func salvage(w *walk.Walk, data []byte) []*entry {
	var entries []*entry
	for w.Alive() {
		i := bytes.Index(data, []byte(localMagic))
		if i < 0 {
			break
		}
		if len(entries) == w.Limits().Parts {
			w.Gap("", walk.TooMany)
			break
		}
		data = data[i:]
		e, n := local(data)
		if e != nil {
			entries = append(entries, e)
		}
		data = data[n:]
	}
	return entries
}

// local reads the entry whose local header data begins with, and returns how long it is.
func local(data []byte) (*entry, int) {
	if len(data) < localSize {
		return nil, len(data)
	}
	field := func(at int) int { return int(binary.LittleEndian.Uint16(data[at:])) }
	begin := localSize + field(26) + field(28)
	if begin > len(data) {
		return nil, len(localMagic)
	}
	e := &entry{
		name:  string(data[localSize : localSize+field(26)]),
		flags: uint16(field(6)), method: uint16(field(8)),
	}
	size := int(binary.LittleEndian.Uint32(data[18:]))
	if e.flags&flagDescriptor != 0 && size == 0 || size == 0xFFFFFFFF {
		size = described(data[begin:])
	}
	cut := size > len(data)-begin
	packed := data[begin:min(begin+size, len(data))]
	e.open = func() (io.Reader, error) {
		r := inflater(e.method, bytes.NewReader(packed))
		switch {
		case r == nil:
			return nil, zip.ErrAlgorithm
		case cut:
			return io.MultiReader(r, cutOff{}), nil
		}
		return r, nil
	}
	return e, begin + len(packed)
}

// cutOff ends with io.ErrUnexpectedEOF.
type cutOff struct{}

func (cutOff) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

// described returns how long the content is that a data descriptor follows: its length is in there
// (APPNOTE.TXT 4.3.9). Without one, content ends at the next header.
func described(data []byte) int {
	end := len(data)
	for _, magic := range []string{localMagic, centralMagic} {
		if i := bytes.Index(data[:end], []byte(magic)); i >= 0 {
			end = i
		}
	}
	for at := 0; ; {
		i := bytes.Index(data[at:end], []byte(descriptorMagic))
		if i < 0 {
			return end
		}
		at += i
		if at+12 <= len(data) && int(binary.LittleEndian.Uint32(data[at+8:])) == at {
			return at
		}
		at += len(descriptorMagic)
	}
}
