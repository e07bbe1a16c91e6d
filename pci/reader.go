package pci

import "io"

// A Reader reads text from another reader and hides what is found in it, wherever the reads part it. It is
// not safe for concurrent use, and holds about 200 KiB.
type Reader struct {
	opaque
	from   io.Reader
	stream *stream
	piece  []byte
	ready  []byte
	err    error
}

// NewReader returns a Reader of r, or the error of Config.Validate.
func NewReader(r io.Reader, c Config) (*Reader, error) {
	t, err := newStream(c)
	if err != nil {
		return nil, err
	}
	return &Reader{from: r, stream: t, piece: make([]byte, chunk)}, nil
}

// Read reads redacted text. An error of the underlying reader comes after all text that was read
// before it.
func (r *Reader) Read(p []byte) (int, error) {
	for len(r.ready) == 0 && r.err == nil && len(p) > 0 {
		r.fill()
	}
	n := copy(p, r.ready)
	r.ready = r.ready[n:]
	if n == 0 && len(p) > 0 {
		return 0, r.err
	}
	return n, nil
}

func (r *Reader) fill() {
	n, err := r.from.Read(r.piece)
	r.ready = r.stream.add(r.piece[:n])
	clear(r.piece[:n])
	if r.err = err; err != nil {
		r.ready = append(r.ready, r.stream.end()...)
	}
}

// Tally returns what was found in what has been read.
func (r *Reader) Tally() Tally { return r.stream.tally.clone() }
