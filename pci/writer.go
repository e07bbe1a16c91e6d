package pci

import (
	"errors"
	"io"
)

// ErrClosed refuses to write to a Writer that was closed.
var ErrClosed = errors.New("pci: writer is closed")

// A Writer hides what is found in the text that is written to it, wherever the writes part it, and
// passes the rest on. It is not safe for concurrent use, and holds about 100 KiB.
type Writer struct {
	opaque
	to     io.Writer
	stream *stream
	err    error
}

// NewWriter returns a Writer to w, or the error of Config.Validate.
func NewWriter(w io.Writer, c Config) (*Writer, error) {
	t, err := newStream(c)
	if err != nil {
		return nil, err
	}
	return &Writer{to: w, stream: t}, nil
}

// Write takes p. What it passes on lags behind, for a number may go on with the next write: Close passes on the rest.
// An error of the underlying writer is returned then and ever after.
func (w *Writer) Write(p []byte) (int, error) {
	if w.err != nil {
		return 0, w.err
	}
	w.pass(w.stream.add(p))
	if w.err != nil {
		return 0, w.err
	}
	return len(p), nil
}

// Close passes on the rest. It does not close the underlying writer.
func (w *Writer) Close() error {
	if errors.Is(w.err, ErrClosed) {
		return nil
	}
	if w.err == nil {
		w.pass(w.stream.end())
	}
	err := w.err
	w.err = ErrClosed
	return err
}

// Tally returns what was found in what has been passed on.
func (w *Writer) Tally() Tally { return w.stream.tally.clone() }

func (w *Writer) pass(ready []byte) {
	if len(ready) > 0 {
		_, w.err = w.to.Write(ready)
	}
}
