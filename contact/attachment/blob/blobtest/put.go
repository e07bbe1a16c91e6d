package blobtest

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"testing/iotest"

	"github.com/acdkit/acdkit/contact/attachment/blob"
)

// putRoundTrip: any bytes come back as they were.
func putRoundTrip(s *subject) {
	contents := [][]byte{
		nil, {0}, {0, 0, 0}, {0xff}, {0x1a}, noise(4095, 1), noise(4096, 1), noise(4097, 1), noise(65535, 1), noise(65537, 1),
		bytes.Repeat([]byte{0}, 100_000), []byte("\x00\xff\xfe \xc3\x28"), []byte("line\r\nline\n"), []byte("\ufeff상담사 연결"), []byte(" space "),
	}
	for i, data := range contents {
		s.put(blob.Key{Owner: "contact-1", ID: fmt.Sprint("file-", i)}, data)
	}
	for i, data := range contents {
		s.holds(blob.Key{Owner: "contact-1", ID: fmt.Sprint("file-", i)}, data)
	}
}

func putLarge(s *subject) {
	data := noise(5<<20, 1)
	s.put(key, data)
	s.holds(key, data)
}

// putOddReaders: readers may return little, the end with the last bytes, or nothing now and then.
func putOddReaders(s *subject) {
	data := noise(50_000, 1)
	for i, odd := range []func(io.Reader) io.Reader{iotest.OneByteReader, iotest.HalfReader, iotest.DataErrReader, hesitant} {
		key := blob.Key{Owner: "contact-1", ID: fmt.Sprint("file-", i)}
		size, err := s.store.Put(s.ctx, key, odd(bytes.NewReader(data)))
		if err != nil || size != int64(len(data)) {
			s.t.Fatalf("Put(%q) returned %d and %v, want %d", key, size, err, len(data))
		}
		s.holds(key, data)
	}
}

// hesitant returns nothing every other time.
func hesitant(r io.Reader) io.Reader { return &hesitantReader{r: r} }

type hesitantReader struct {
	r     io.Reader
	ready bool
}

func (r *hesitantReader) Read(p []byte) (int, error) {
	if r.ready = !r.ready; r.ready {
		return 0, nil
	}
	return r.r.Read(p)
}

// putKeepsNoBuffer: the bytes that a reader shows in its WriteTo are its own again after Put.
func putKeepsNoBuffer(s *subject) {
	data := noise(1000, 1)
	shown := bytes.Clone(data)
	if _, err := s.store.Put(s.ctx, key, bytes.NewBuffer(shown)); err != nil {
		s.t.Fatalf("Put(%q) failed: %v", key, err)
	}
	s.same(key, shown, data)
	clear(shown)
	s.holds(key, data)
}

func putSameAgain(s *subject) {
	for _, data := range [][]byte{nil, []byte("x"), noise(200_000, 1)} {
		for range 3 {
			s.put(key, data)
			s.holds(key, data)
		}
		s.delete(key)
	}
}

// putExists: what is there stays, also if the new content begins with it or is its beginning.
func putExists(s *subject) {
	data := noise(200_000, 1)
	other := bytes.Clone(data)
	other[len(other)-1]++
	first := bytes.Clone(data)
	first[0]++
	for _, content := range [][]byte{other, first, data[:len(data)-1], append(bytes.Clone(data), 0), data[:1], nil} {
		s.put(key, data)
		s.refused(s.ctx, key, bytes.NewReader(content), blob.ErrExists)
		s.holds(key, data)
	}
	s.delete(key)
	s.put(key, nil)
	s.refused(s.ctx, key, bytes.NewReader([]byte(secret)), blob.ErrExists)
	s.holds(key, nil)
}

// putReaderFails: a reader that breaks down leaves nothing, wherever it does.
func putReaderFails(s *subject) {
	for _, n := range []int{0, 1, 5000, 200_000} {
		for _, withLast := range []bool{false, true} {
			for _, err := range []error{errReader, io.ErrUnexpectedEOF, fmt.Errorf("wrapped: %w", io.EOF), context.Canceled} {
				s.refused(s.ctx, key, failing(n, err, withLast), err)
				s.refused(s.ctx, key, failing(n, err, withLast), blob.ErrRead)
				s.lacks(key)
			}
		}
	}
	s.put(key, []byte("now"))
	s.holds(key, []byte("now"))
}

// putReaderFailsOverExisting: and it does no harm to what is there, whose beginning it may have.
func putReaderFailsOverExisting(s *subject) {
	data := noise(200_000, 1)
	s.put(key, data)
	for _, content := range [][]byte{nil, data[:len(data)/2], data, []byte(secret)} {
		s.refused(s.ctx, key, io.MultiReader(bytes.NewReader(content), failing(0, errReader, true)), blob.ErrRead)
		s.holds(key, data)
	}
}

// putContextEnds: as if it were the reader.
func putContextEnds(s *subject) {
	for _, n := range []int{2, 5000, 200_000} {
		ctx, cancel := context.WithCancel(s.ctx)
		s.refused(ctx, key, paused(noise(n, 1), cancel), context.Canceled)
		s.lacks(key)
	}
	s.put(key, []byte("now"))
	s.holds(key, []byte("now"))
}
