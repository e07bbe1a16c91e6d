package blobtest

import (
	"bytes"
	"context"
	"testing/iotest"

	"github.com/acdkit/acdkit/contact/attachment/blob"
)

// keysApart: names that careless stores mix up name different blobs, as owners and as ids.
func keysApart(s *subject) {
	names := oddNames()
	for _, k := range []func(string) blob.Key{
		func(name string) blob.Key { return blob.Key{Owner: name, ID: "file-1"} },
		func(name string) blob.Key { return blob.Key{Owner: "contact-1", ID: name} },
		func(name string) blob.Key { return blob.Key{Owner: name, ID: name} },
	} {
		for _, name := range names {
			s.lacks(k(name))
			s.put(k(name), []byte("of "+name))
		}
		for _, name := range names {
			s.holds(k(name), []byte("of "+name))
		}
		for _, name := range names {
			s.delete(k(name))
			s.lacks(k(name))
		}
	}
}

// keysPartsApart: it matters which part of a key a letter is in.
func keysPartsApart(s *subject) {
	keys := []blob.Key{
		{Owner: "ab", ID: "c"}, {Owner: "a", ID: "bc"}, {Owner: "c", ID: "ab"}, {Owner: "a/b", ID: "c"}, {Owner: "a", ID: "b/c"},
		{Owner: "a-b", ID: "c"}, {Owner: "a", ID: "b-c"}, {Owner: "a:b", ID: "c"}, {Owner: "a", ID: "b:c"},
		{Owner: "a.b", ID: "c"}, {Owner: "a", ID: "b.c"}, {Owner: "a_b", ID: "c"}, {Owner: "a", ID: "b_c"},
		{Owner: "a b", ID: "c"}, {Owner: "a", ID: "b c"},
	}
	for _, k := range keys {
		s.lacks(k)
		s.put(k, []byte(k.Owner+" and "+k.ID))
	}
	for _, k := range keys {
		s.holds(k, []byte(k.Owner+" and "+k.ID)) // though those before it were deleted
		s.delete(k)
	}
}

// keysInvalid: bad names are refused everywhere, before the content is read.
func keysInvalid(s *subject) {
	for _, name := range badNames() {
		for _, k := range []blob.Key{{Owner: name, ID: "file-1"}, {Owner: "contact-1", ID: name}} {
			s.refused(s.ctx, k, iotest.ErrReader(errReader), blob.ErrInvalid)
			_, err := s.store.Open(s.ctx, k)
			s.isError(blob.OpOpen, k, err, blob.ErrInvalid)
			s.isError(blob.OpDelete, k, s.store.Delete(s.ctx, k), blob.ErrInvalid)
		}
		s.isError(blob.OpErase, blob.Key{Owner: name}, s.store.Erase(s.ctx, name), blob.ErrInvalid)
	}
}

// keysCancelled: a ctx that has ended before does nothing.
func keysCancelled(s *subject) {
	data := []byte("stays")
	s.put(key, data)
	ctx, cancel := context.WithCancel(s.ctx)
	cancel()
	other := blob.Key{Owner: "contact-1", ID: "file-2"}
	s.refused(ctx, other, bytes.NewReader([]byte(secret)), context.Canceled)
	s.refused(ctx, other, bytes.NewReader(nil), context.Canceled)
	s.lacks(other)
	_, err := s.store.Open(ctx, key)
	s.isError(blob.OpOpen, key, err, context.Canceled)
	s.isError(blob.OpDelete, key, s.store.Delete(ctx, key), context.Canceled)
	s.isError(blob.OpErase, blob.Key{Owner: key.Owner}, s.store.Erase(ctx, key.Owner), context.Canceled)
	s.holds(key, data)
}
