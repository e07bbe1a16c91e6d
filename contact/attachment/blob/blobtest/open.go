package blobtest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"time"

	"github.com/acdkit/acdkit/contact/attachment/blob"
)

func openNotFound(s *subject) {
	s.lacks(key)
	s.put(key, []byte("x"))
	s.lacks(blob.Key{Owner: key.Owner, ID: "file-2"}, blob.Key{Owner: "contact-2", ID: key.ID}, blob.Key{Owner: key.ID, ID: key.Owner})
}

// openSeek: as bytes.Reader does, at any place.
func openSeek(s *subject) {
	data := noise(100_000, 1)
	s.put(key, data)
	got, want := s.open(key), bytes.NewReader(data)
	defer got.Close()
	for _, step := range []struct {
		offset int64
		whence int
		read   int
	}{
		{0, io.SeekEnd, 1}, {0, io.SeekStart, 10}, {99_990, io.SeekStart, 10}, {-5, io.SeekEnd, 10}, {-50_000, io.SeekCurrent, 50_000},
		{0, io.SeekCurrent, 1}, {-1, io.SeekStart, 3}, {5, io.SeekEnd, 1}, {70_000, io.SeekStart, 7}, {-200_000, io.SeekCurrent, 3},
	} {
		at, err := got.Seek(step.offset, step.whence)
		wantAt, wantErr := want.Seek(step.offset, step.whence)
		if (err == nil) != (wantErr == nil) || err == nil && at != wantAt {
			s.t.Fatalf("Seek(%d, %d) returned %d and %v, want %d and %v", step.offset, step.whence, at, err, wantAt, wantErr)
		}
		part, wantPart := make([]byte, step.read), make([]byte, step.read)
		n, err := io.ReadFull(got, part)
		wantN, wantErr := io.ReadFull(want, wantPart)
		if n != wantN || err != wantErr {
			s.t.Fatalf("after Seek(%d, %d), reading %d bytes returned %d and %v, want %d and %v", step.offset, step.whence, step.read, n, err, wantN, wantErr)
		}
		s.same(key, part, wantPart)
	}
}

// openOwnPositions: two readers of one blob neither move nor close each other.
func openOwnPositions(s *subject) {
	data := noise(10_000, 1)
	s.put(key, data)
	a, b := s.open(key), s.open(key)
	gotA, gotB := make([]byte, 5000), make([]byte, 10_000)
	for at := 0; at < len(gotA); at += 1000 {
		_, errA := io.ReadFull(a, gotA[at:at+1000])
		_, errB := io.ReadFull(b, gotB[at:at+1000])
		if err := errors.Join(errA, errB); err != nil {
			s.t.Fatalf("reading %q failed: %v", key, err)
		}
	}
	errA := a.Close()
	_, errB := io.ReadFull(b, gotB[len(gotA):])
	if err := errors.Join(errA, errB, b.Close()); err != nil {
		s.t.Errorf("reading and closing %q failed: %v", key, err)
	}
	s.same(key, gotA, data[:5000])
	s.same(key, gotB, data)
}

// openServe: parts of the content can be served to browsers.
func openServe(s *subject) {
	data := noise(100_000, 1)
	s.put(key, data)
	for _, part := range [][2]int{{0, 1}, {1, 99_999}, {50_000, 50_100}, {99_999, 100_000}} {
		r := s.open(key)
		req := httptest.NewRequest(http.MethodGet, "/", nil)
		req.Header.Set("Range", fmt.Sprintf("bytes=%d-%d", part[0], part[1]-1))
		w := httptest.NewRecorder()
		http.ServeContent(w, req, "file.bin", time.Time{}, r)
		_ = r.Close()
		if w.Code != http.StatusPartialContent {
			s.t.Fatalf("ServeContent answers %d, want %d", w.Code, http.StatusPartialContent)
		}
		s.same(key, w.Body.Bytes(), data[part[0]:part[1]])
	}
}

// openWhileRemoved: who reads on after the blob was removed, and put anew with another content, gets the
// rest of what was opened, or an error.
func openWhileRemoved(s *subject) {
	for _, remove := range []func(){func() { s.delete(key) }, func() { s.erase(key.Owner) }} {
		data := noise(1<<20, 1)
		s.put(key, data)
		r := s.open(key)
		got := make([]byte, 100_000)
		if _, err := io.ReadFull(r, got); err != nil {
			s.t.Fatalf("reading %q failed: %v", key, err)
		}
		remove()
		s.put(key, noise(1<<20, 2))
		rest, err := io.ReadAll(r)
		if got = append(got, rest...); err != nil {
			data = data[:min(len(got), len(data))]
			s.t.Logf("reading on fails: %v", err)
		}
		s.same(key, got, data)
		_ = r.Close()
		s.holds(key, noise(1<<20, 2))
		remove()
		s.lacks(key)
	}
}
