package cloud

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"hash/fnv"
	"io"

	gocloud "gocloud.dev/blob"
	"gocloud.dev/gcerrors"

	"github.com/acdkit/acdkit/contact/attachment/blob"
)

var _ blob.Store = (*Store)(nil)

// Store keeps blobs in a bucket. It is safe for concurrent use, and any number of Stores in any number of processes may
// share a bucket.
type Store struct {
	bucket *gocloud.Bucket
	limit  int64
	ends   [64]chan struct{} // see end
}

// Config says what a [Store] keeps its blobs in.
type Config struct {
	// Bucket is the host's, who closes it after the last call. Other objects may be in it, but not under "o-" and "check-".
	Bucket *gocloud.Bucket
	// Limit is the size in bytes of the largest blob; 0 stands for blob.DefaultLimit. Where the bucket takes less, what it
	// refuses is not ErrTooLarge.
	Limit int64
	// NewID returns names for the objects of Open; nil: crypto/rand.Text.
	NewID func() string
}

// Open returns a store after it has tried on an object of its own, check-ID, all that it needs of the bucket. The errors
// are [ErrUnfit], the context's, and the driver's.
func Open(ctx context.Context, cfg Config) (*Store, error) {
	if cfg.NewID == nil {
		cfg.NewID = rand.Text
	}
	if cfg.Limit <= 0 {
		cfg.Limit = blob.DefaultLimit
	}
	if err := check(ctx, cfg.Bucket, "check-"+cfg.NewID()); err != nil {
		return nil, err
	}
	s := &Store{bucket: cfg.Bucket, limit: cfg.Limit}
	for i := range s.ends {
		s.ends[i] = make(chan struct{}, 1)
	}
	return s, nil
}

// Put implements [blob.Store].
func (s *Store) Put(ctx context.Context, key blob.Key, r io.Reader) (int64, error) {
	if err := begin(ctx, blob.OpPut, key); err != nil {
		return 0, err
	}
	in := newIncoming(ctx, key, r, s.limit)
	err := s.upload(ctx, nameOf(key), in)
	if taken(err) { // perhaps before all was read
		_, _ = io.Copy(io.Discard, in)
	}
	if failed := in.failed(); failed != nil {
		return 0, failed
	}
	if err != nil && in.ended() {
		err = s.settle(ctx, in, err)
	}
	if err != nil {
		return 0, fail(ctx, blob.OpPut, key, err)
	}
	return in.size, nil
}

// Open implements [blob.Store]. A reader that has moved looks whether the object is still the one it opened.
func (s *Store) Open(ctx context.Context, key blob.Key) (io.ReadSeekCloser, error) {
	if err := begin(ctx, blob.OpOpen, key); err != nil {
		return nil, err
	}
	is, err := s.bucket.Attributes(ctx, nameOf(key))
	if err != nil {
		return nil, fail(ctx, blob.OpOpen, key, err)
	}
	return &content{ctx: ctx, bucket: s.bucket, key: key, is: is}, nil
}

// Delete implements [blob.Store].
func (s *Store) Delete(ctx context.Context, key blob.Key) error {
	if err := begin(ctx, blob.OpDelete, key); err != nil {
		return err
	}
	if err := s.remove(ctx, nameOf(key)); err != nil {
		return fail(ctx, blob.OpDelete, key, err)
	}
	return nil
}

// Erase implements [blob.Store].
func (s *Store) Erase(ctx context.Context, owner string) error {
	err := cmp.Or(blob.CheckOwner(blob.OpErase, owner), ctx.Err())
	if err == nil {
		err = s.removeAll(ctx, folderOf(owner))
	}
	if err != nil {
		return fail(ctx, blob.OpErase, blob.Key{Owner: owner}, err)
	}
	return nil
}

// begin is how every call of a key begins.
func begin(ctx context.Context, op blob.Op, key blob.Key) error {
	if err := blob.CheckKey(op, key); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return &blob.Error{Op: op, Key: key, Err: err}
	}
	return nil
}

// fail makes err a *blob.Error, if it is not one already.
func fail(ctx context.Context, op blob.Op, key blob.Key, err error) error {
	if e, ok := errors.AsType[*blob.Error](err); ok {
		return e
	}
	failed := &blob.Error{Op: op, Key: key, Err: err}
	switch {
	case ctx.Err() != nil:
		failed.Err, failed.Cause = ctx.Err(), err
	case op == blob.OpOpen && gcerrors.Code(err) == gcerrors.NotFound:
		failed.Err, failed.Cause = blob.ErrNotFound, err
	}
	return failed
}

// end returns the lock under which a writer to an object of that name is closed: who sends to it has it until he receives.
// The buckets that other processes share need none; fileblob looks whether a file is there and then gives another one its
// name.
func (s *Store) end(name string) chan struct{} {
	h := fnv.New32a()
	_, _ = io.WriteString(h, name)
	return s.ends[h.Sum32()%uint32(len(s.ends))]
}
