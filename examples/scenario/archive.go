package main

import (
	"context"
	"io"
	"maps"
	"slices"
	"sync"

	"github.com/acdkit/acdkit/contact/attachment/blob"
	"github.com/acdkit/acdkit/contact/journal"
)

// archive is the journal of the mails, which knows the names of its streams, so that it can be copied.
type archive struct {
	*journal.Memory
	mu    sync.Mutex
	names map[string]journal.Version // the last version of each stream
}

func newArchive() *archive {
	return &archive{Memory: &journal.Memory{}, names: make(map[string]journal.Version)}
}

// Append implements journal.Journal.
func (a *archive) Append(ctx context.Context, stream string, after journal.Version, rec journal.Record) (journal.Version, error) {
	v, err := a.Memory.Append(ctx, stream, after, rec)
	a.mu.Lock()
	defer a.mu.Unlock()
	if err == nil {
		a.names[stream] = max(a.names[stream], v)
	}
	return v, err
}

// Delete implements journal.Deleter.
func (a *archive) Delete(ctx context.Context, stream string) error {
	err := a.Memory.Delete(ctx, stream)
	a.mu.Lock()
	defer a.mu.Unlock()
	if err == nil {
		delete(a.names, stream)
	}
	return err
}

// last returns the last version of a stream.
func (a *archive) last(stream string) journal.Version {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.names[stream]
}

// copy returns a journal with the same records.
func (a *archive) copy() (*archive, error) {
	b, ctx := newArchive(), context.Background()
	for _, stream := range slices.Sorted(maps.Keys(a.names)) {
		for rec, err := range journal.Replay(ctx, a.Memory, stream, 0) {
			if err == nil {
				_, err = b.Append(ctx, stream, b.names[stream], journal.NewRecord(rec.ID, rec.Data))
			}
			if err != nil {
				return nil, err
			}
		}
	}
	return b, nil
}

// vault is the blobs of the mails, which knows their keys.
type vault struct {
	*blob.Memory
	mu   sync.Mutex
	keys map[blob.Key]bool
}

func newVault() *vault { return &vault{Memory: &blob.Memory{}, keys: make(map[blob.Key]bool)} }

// Put implements blob.Store.
func (v *vault) Put(ctx context.Context, key blob.Key, r io.Reader) (int64, error) {
	n, err := v.Memory.Put(ctx, key, r)
	v.mu.Lock()
	defer v.mu.Unlock()
	v.keys[key] = true
	return n, err
}

// all yields the blobs that are there.
func (v *vault) all(yield func(blob.Key, io.Reader) bool) {
	for key := range v.keys {
		r, err := v.Open(context.Background(), key)
		if err != nil { // it was deleted
			continue
		}
		if !yield(key, r) {
			return
		}
	}
}

// copy returns a store with the same blobs.
func (v *vault) copy() (*vault, error) {
	w := newVault()
	for key, r := range v.all {
		if _, err := w.Put(context.Background(), key, r); err != nil {
			return nil, err
		}
	}
	return w, nil
}
