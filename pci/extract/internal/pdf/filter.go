package pdf

import (
	"bytes"
	"compress/flate"
	"encoding/ascii85"
	"encoding/hex"
	"io"

	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// maxFilters bounds how many filters one stream may have.
const maxFilters = 16

// decode undoes the filters of a stream (7.4). What could be undone is returned; the rest is a gap of
// that name.
func (f *file) decode(part string, st *stream) []byte {
	if st.open {
		f.gap(part, walk.Truncated)
	}
	filters, params := f.filters(st.dict)
	if len(filters) > maxFilters {
		f.gap(part, walk.TooDeep)
		return nil
	}
	if (len(filters) == 0 || f.crypt != nil) && !f.spend(part, len(st.raw)) {
		return nil
	}
	data := f.plain(st)
	for i, filter := range filters {
		var ok bool
		if data, ok = f.undo(part, filter, params[i], data); !ok {
			return nil
		}
	}
	return data
}

// filters returns the filters of a stream and their parameters.
func (f *file) filters(d dict) (filters []name, params []dict) {
	parms := f.array(first(d, "DecodeParms", "DP"))
	for i, v := range f.array(first(d, "Filter", "F")) {
		var p dict
		if i < len(parms) {
			p = f.dict(parms[i])
		}
		if n := f.name(v); n != "" {
			filters, params = append(filters, n), append(params, p)
		}
	}
	return filters, params
}

// first returns the value of the first key that there is; short keys are those of inline images.
func first(d dict, keys ...name) any {
	for _, k := range keys {
		if v := d.get(k); v != nil {
			return v
		}
	}
	return nil
}

// undo undoes one filter. ok is false if its bytes are a picture, or of no known filter.
func (f *file) undo(part string, filter name, p dict, data []byte) (out []byte, ok bool) {
	switch filter {
	case "FlateDecode", "Fl":
		return f.predict(p, f.inflate(part, inflater(data))), true
	case "LZWDecode", "LZW":
		return f.predict(p, f.inflate(part, newLZW(data, integer(f.resolve(p.get("EarlyChange")), 1)))), true
	case "ASCII85Decode", "A85":
		return f.inflate(part, ascii85.NewDecoder(base85(data))), true
	case "ASCIIHexDecode", "AHx":
		return f.inflate(part, &lenient{hex.NewDecoder(base16(data))}), true
	case "RunLengthDecode", "RL":
		return f.inflate(part, &runs{data: data}), true
	case "Crypt":
		return data, true
	case "DCTDecode", "DCT", "JPXDecode", "CCITTFaxDecode", "CCF", "JBIG2Decode":
		f.gap(part, walk.Picture)
	default:
		f.gap(part, walk.Unsupported)
	}
	return nil, false
}

// inflate reads r as far as it goes. A gap of one kind and part is told once.
func (f *file) inflate(part string, r io.Reader) []byte {
	if !f.spend(part, 1) {
		return nil
	}
	e := &failing{r: r}
	data := f.walk.Inflate(part, e)
	switch e.err {
	case nil, io.EOF:
	case io.ErrUnexpectedEOF:
		f.gap(part, walk.Truncated)
	default:
		f.gap(part, walk.Corrupt)
	}
	return data
}

// failing keeps the error of a reader to itself.
type failing struct {
	r   io.Reader
	err error
}

func (e *failing) Read(p []byte) (int, error) {
	n, err := e.r.Read(p)
	if err != nil {
		e.err = err
		err = io.EOF
	}
	return n, err
}

// inflater reads zlib's format without its checksum, which viewers do not ask for, and raw deflate data.
func inflater(data []byte) io.Reader {
	for len(data) > 0 && (data[0] == '\r' || data[0] == '\n') { // QUIRK: an end of line too many after "stream"
		data = data[1:]
	}
	if len(data) >= 2 && data[0]&0x0F == 8 && (int(data[0])<<8|int(data[1]))%31 == 0 {
		data = data[2:]
	}
	if len(data) == 0 {
		return bytes.NewReader(nil)
	}
	return flate.NewReader(bytes.NewReader(data))
}

// base85 is the digits of ASCII85 up to their end, without <~ before them (7.4.3).
func base85(data []byte) io.Reader {
	data = bytes.TrimPrefix(bytes.TrimLeft(data, " \r\n\t\x00"), []byte("<~"))
	if i := bytes.IndexByte(data, '~'); i >= 0 {
		data = data[:i]
	}
	return bytes.NewReader(data)
}

// base16 is the digits of ASCIIHex up to their end, even in number.
func base16(data []byte) io.Reader {
	var out []byte
	for _, c := range data {
		if c == '>' {
			break
		}
		if hexDigit(c) >= 0 {
			out = append(out, c)
		}
	}
	if len(out)%2 == 1 {
		out = append(out, '0')
	}
	return bytes.NewReader(out)
}

// lenient ends where its reader fails.
type lenient struct{ r io.Reader }

func (l *lenient) Read(p []byte) (int, error) {
	n, err := l.r.Read(p)
	if err != nil {
		err = io.EOF
	}
	return n, err
}

// runs reads RunLength data (7.4.5).
type runs struct {
	data []byte
	out  []byte
}

func (r *runs) Read(p []byte) (int, error) {
	if len(r.out) == 0 {
		if len(r.data) == 0 || r.data[0] == 128 {
			return 0, io.EOF
		}
		n := int(r.data[0])
		switch {
		case n < 128 && len(r.data) >= n+2:
			r.out, r.data = r.data[1:n+2], r.data[n+2:]
		case n > 128 && len(r.data) >= 2:
			r.out, r.data = bytes.Repeat(r.data[1:2], 257-n), r.data[2:]
		default:
			r.out, r.data = r.data[1:], nil
			if len(r.out) == 0 {
				return 0, io.ErrUnexpectedEOF
			}
		}
	}
	n := copy(p, r.out)
	r.out = r.out[n:]
	return n, nil
}
