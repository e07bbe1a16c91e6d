package blobtest

import (
	"bytes"
	"io"

	"github.com/acdkit/acdkit/contact/attachment/blob"
)

// paused returns data, and calls f when half of it has been read.
func paused(data []byte, f func()) io.Reader {
	half := len(data) / 2
	return io.MultiReader(bytes.NewReader(data[:half]), &callReader{f}, bytes.NewReader(data[half:]))
}

// callReader is empty, and calls f once when it is read.
type callReader struct{ f func() }

func (r *callReader) Read([]byte) (int, error) {
	if f := r.f; f != nil {
		r.f = nil
		f()
	}
	return 0, io.EOF
}

// slowly puts data whose second half comes only after f has returned, and returns the error of Put.
func (s *subject) slowly(key blob.Key, data []byte, f func()) error {
	s.t.Helper()
	half, rest, done := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	go func() {
		_, err := s.store.Put(s.ctx, key, paused(data, func() {
			close(half)
			<-rest
		}))
		done <- err
	}()
	select {
	case <-half:
	case err := <-done:
		s.t.Fatalf("Put(%q) returned before all was read: %v", key, err)
	case <-s.ctx.Done():
		s.t.Fatalf("Put(%q) does not read", key)
	}
	func() {
		defer close(rest)
		f()
	}()
	select {
	case err := <-done:
		return err
	case <-s.ctx.Done():
		s.t.Fatalf("Put(%q) does not return", key)
		return nil
	}
}

// slowUnseen: half a blob is not there for anybody.
func slowUnseen(s *subject) {
	data := noise(1<<20, 1)
	if err := s.slowly(key, data, func() { s.lacks(key) }); err != nil {
		s.t.Fatalf("Put(%q) failed: %v", key, err)
	}
	s.holds(key, data)
}

// slowBlocksNobody: a Put that waits for its content keeps no other call waiting.
func slowBlocksNobody(s *subject) {
	other := blob.Key{Owner: key.Owner, ID: "file-2"}
	err := s.slowly(key, noise(1<<20, 1), func() {
		s.put(other, []byte("other"))
		s.holds(other, []byte("other"))
		s.delete(other)
		s.erase("contact-2")
	})
	if err != nil {
		s.t.Fatalf("Put(%q) failed: %v", key, err)
	}
	s.holds(key, noise(1<<20, 1))
	s.lacks(other)
}

// slowIsOvertaken: who has all content first has the key.
func slowIsOvertaken(s *subject) {
	err := s.slowly(key, noise(1<<20, 1), func() {
		s.put(key, []byte("faster"))
		s.holds(key, []byte("faster"))
	})
	s.isError(blob.OpPut, key, err, blob.ErrExists)
	s.holds(key, []byte("faster"))
}
