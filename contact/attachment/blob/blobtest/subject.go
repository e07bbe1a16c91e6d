package blobtest

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/contact/attachment/blob"
)

// secret is in what is not to be stored, and in the errors of readers that fail; no error shows it.
const secret = "raw-content"

// subject is a store under test.
type subject struct {
	t     testing.TB
	ctx   context.Context
	store blob.Store
}

// key is where the cases put what they put.
var key = blob.Key{Owner: "contact-1", ID: "file-1"}

// put stores data and expects success.
func (s *subject) put(key blob.Key, data []byte) {
	s.t.Helper()
	size, err := s.store.Put(s.ctx, key, bytes.NewReader(data))
	if err != nil {
		s.t.Fatalf("Put(%q) of %d bytes failed: %v", key, len(data), err)
	}
	if size != int64(len(data)) {
		s.t.Errorf("Put(%q) returned %d bytes, want %d", key, size, len(data))
	}
}

// refused stores what r has and expects the error want.
func (s *subject) refused(ctx context.Context, key blob.Key, r io.Reader, want error) {
	s.t.Helper()
	size, err := s.store.Put(ctx, key, r)
	s.isError(blob.OpPut, key, err, want)
	if size != 0 {
		s.t.Errorf("Put(%q) returned %d bytes with an error", key, size)
	}
}

func (s *subject) open(key blob.Key) io.ReadSeekCloser {
	s.t.Helper()
	r, err := s.store.Open(s.ctx, key)
	if err != nil {
		s.t.Fatalf("Open(%q) failed: %v", key, err)
	}
	return r
}

// holds expects data under key.
func (s *subject) holds(key blob.Key, data []byte) {
	s.t.Helper()
	r := s.open(key)
	got, err := io.ReadAll(r)
	if err := errors.Join(err, r.Close()); err != nil {
		s.t.Fatalf("reading %q failed: %v", key, err)
	}
	s.same(key, got, data)
}

func (s *subject) same(key blob.Key, got, want []byte) {
	s.t.Helper()
	if !bytes.Equal(got, want) {
		s.t.Fatalf("%q has %d bytes %.40q, want %d bytes %.40q", key, len(got), got, len(want), want)
	}
}

// lacks expects nothing under key.
func (s *subject) lacks(keys ...blob.Key) {
	s.t.Helper()
	for _, key := range keys {
		r, err := s.store.Open(s.ctx, key)
		if err == nil {
			data, _ := io.ReadAll(r)
			s.t.Errorf("%q has %d bytes, want nothing", key, len(data))
			_ = r.Close()
			continue
		}
		s.isError(blob.OpOpen, key, err, blob.ErrNotFound)
	}
}

func (s *subject) delete(key blob.Key) {
	s.t.Helper()
	if err := s.store.Delete(s.ctx, key); err != nil {
		s.t.Fatalf("Delete(%q) failed: %v", key, err)
	}
}

func (s *subject) erase(owner string) {
	s.t.Helper()
	if err := s.store.Erase(s.ctx, owner); err != nil {
		s.t.Fatalf("Erase(%q) failed: %v", owner, err)
	}
}

// isError checks that err is want, and a [blob.Error] that says where and shows no content. key has no ID
// if op is about all of an owner.
func (s *subject) isError(op blob.Op, key blob.Key, err, want error) {
	s.t.Helper()
	if !errors.Is(err, want) {
		s.t.Errorf("%s of %.40q returned %v, want %v", op, key, err, want)
		return
	}
	if e, ok := errors.AsType[*blob.Error](err); !ok || e.Op != op || e.Key != key {
		s.t.Errorf("%s of %.40q returned %#v, want a *blob.Error that names them", op, key, err)
	}
	if strings.Contains(err.Error(), secret) {
		s.t.Errorf("%s of %.40q: the error shows content: %v", op, key, err)
	}
}
