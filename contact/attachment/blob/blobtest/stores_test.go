package blobtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"

	"github.com/acdkit/acdkit/contact/attachment/blob"
)

// brokenStore is a store that the suite must refuse.
type brokenStore struct {
	name  string
	by    []string // the cases that must refuse it; others may
	hangs bool     // it is refused because it keeps others waiting
	spoil func(*broken)
}

var stores = []brokenStore{
	{"LosesLastByte", []string{"Put/RoundTrip", "Put/Large", "Put/OddReaders", "Open/Seek", "Open/Serve"}, false, func(b *broken) {
		b.reading(func(_ blob.Key, data []byte) []byte { return data[:max(len(data)-1, 0)] })
	}},
	{"FourMiB", []string{"Put/Large"}, false, func(b *broken) { b.Limit = 4 << 20 }},
	{"Text", []string{"Put/RoundTrip"}, false, func(b *broken) {
		b.reading(func(_ blob.Key, data []byte) []byte { return bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")) })
	}},
	{"OneRead", []string{"Put/OddReaders"}, false, func(b *broken) {
		b.putting(func(r io.Reader) io.Reader {
			data := make([]byte, 8<<20)
			n, _ := r.Read(data)
			return bytes.NewReader(data[:n])
		})
	}},
	{"KeepsBuffer", []string{"Put/KeepsNoBuffer"}, false, func(b *broken) {
		var kept []byte
		b.put = func(ctx context.Context, key blob.Key, r io.Reader) (int64, error) {
			if shown, ok := r.(*bytes.Buffer); ok {
				kept = shown.Bytes()
			}
			return b.Memory.Put(ctx, key, r)
		}
		b.reading(func(_ blob.Key, data []byte) []byte {
			if len(kept) == len(data) {
				return kept
			}
			return data
		})
	}},
	{"ConsumesBuffer", []string{"Put/KeepsNoBuffer"}, false, func(b *broken) {
		b.put = func(ctx context.Context, key blob.Key, r io.Reader) (int64, error) {
			if shown, ok := r.(*bytes.Buffer); ok {
				defer clear(shown.Bytes())
			}
			return b.Memory.Put(ctx, key, r)
		}
	}},
	{"RefusesAgain", []string{"Put/SameAgain", "Many/SameContent"}, false, func(b *broken) {
		b.put = func(ctx context.Context, key blob.Key, r io.Reader) (int64, error) {
			if _, err := b.Memory.Open(ctx, key); err == nil {
				return 0, &blob.Error{Op: blob.OpPut, Key: key, Err: blob.ErrExists}
			}
			size, err := b.Memory.Put(ctx, key, r)
			return size, err
		}
	}},
	{"Overwrites", []string{"Put/Exists", "Many/OneWins", "Slow/IsOvertaken"}, false, func(b *broken) {
		b.put = func(ctx context.Context, key blob.Key, r io.Reader) (int64, error) {
			data, err := io.ReadAll(r)
			if err != nil {
				return 0, &blob.Error{Op: blob.OpPut, Key: key, Err: blob.ErrRead, Cause: err}
			}
			_ = b.Memory.Delete(ctx, key)
			size, err := b.Memory.Put(ctx, key, bytes.NewReader(data))
			if errors.Is(err, blob.ErrExists) {
				err = nil
			}
			return size, err
		}
	}},
	{"KeepsFirst", []string{"Put/Exists", "Many/OneWins"}, false, func(b *broken) {
		b.put = func(ctx context.Context, key blob.Key, r io.Reader) (int64, error) {
			size, err := b.Memory.Put(ctx, key, r)
			if errors.Is(err, blob.ErrExists) {
				return size, nil
			}
			return size, err
		}
	}},
	{"ComparesSizes", []string{"Put/Exists", "Many/OneWins"}, false, func(b *broken) {
		b.put = func(ctx context.Context, key blob.Key, r io.Reader) (int64, error) {
			data, err := io.ReadAll(r)
			if err != nil {
				return 0, &blob.Error{Op: blob.OpPut, Key: key, Err: blob.ErrRead, Cause: err}
			}
			size, err := b.Memory.Put(ctx, key, bytes.NewReader(data))
			if old, openErr := b.Memory.Open(ctx, key); errors.Is(err, blob.ErrExists) && openErr == nil {
				if n, _ := old.Seek(0, io.SeekEnd); n == int64(len(data)) {
					return n, nil
				}
			}
			return size, err
		}
	}},
	{"KeepsParts", []string{"Put/ReaderFails", "Put/ReaderFailsOverExisting"}, false, func(b *broken) {
		b.putting(func(r io.Reader) io.Reader { return &calm{r} })
	}},
	{"KeepsPartsInSilence", []string{"Put/ReaderFails"}, false, func(b *broken) {
		b.put = func(ctx context.Context, key blob.Key, r io.Reader) (int64, error) {
			data, err := io.ReadAll(r)
			size, putErr := b.Memory.Put(ctx, key, bytes.NewReader(data))
			if err != nil {
				return 0, &blob.Error{Op: blob.OpPut, Key: key, Err: blob.ErrRead, Cause: err}
			}
			return size, putErr
		}
	}},
	{"ShowsReaderError", []string{"Put/ReaderFails", "Put/ReaderFailsOverExisting"}, false, func(b *broken) {
		b.put = func(ctx context.Context, key blob.Key, r io.Reader) (int64, error) {
			size, err := b.Memory.Put(ctx, key, r)
			if errors.Is(err, blob.ErrRead) {
				err = fmt.Errorf("%w: %w", err, errReader)
			}
			return size, err
		}
	}},
	{"BareErrors", []string{"Open/NotFound", "Keys/Invalid"}, false, func(b *broken) {
		b.open = func(ctx context.Context, key blob.Key) (io.ReadSeekCloser, error) {
			r, err := b.Memory.Open(ctx, key)
			if e, ok := errors.AsType[*blob.Error](err); ok {
				err = e.Err
			}
			return r, err
		}
	}},
	{"DeletesOnFailure", []string{"Put/ReaderFailsOverExisting"}, false, func(b *broken) {
		b.put = func(ctx context.Context, key blob.Key, r io.Reader) (int64, error) {
			size, err := b.Memory.Put(ctx, key, r)
			if errors.Is(err, blob.ErrRead) {
				_ = b.Memory.Delete(ctx, key)
			}
			return size, err
		}
	}},
	{"NoContext", []string{"Put/ContextEnds", "Keys/Cancelled"}, false, func(b *broken) {
		b.put = func(ctx context.Context, key blob.Key, r io.Reader) (int64, error) {
			return b.Memory.Put(context.WithoutCancel(ctx), key, r)
		}
	}},
	{"Visible", []string{"Slow/Unseen"}, false, func(b *broken) {
		b.put = func(ctx context.Context, key blob.Key, r io.Reader) (int64, error) {
			_, _ = b.Memory.Put(ctx, key, bytes.NewReader(nil))
			data, err := io.ReadAll(r)
			if err != nil {
				return 0, &blob.Error{Op: blob.OpPut, Key: key, Err: blob.ErrRead, Cause: err}
			}
			_ = b.Memory.Delete(ctx, key)
			return b.Memory.Put(ctx, key, bytes.NewReader(data))
		}
	}},
	{"LocksWhileReading", []string{"Slow/Unseen", "Slow/BlocksNobody", "Slow/IsOvertaken"}, true, func(b *broken) {
		lock := make(chan struct{}, 1)
		b.put = func(ctx context.Context, key blob.Key, r io.Reader) (int64, error) {
			select {
			case lock <- struct{}{}:
				defer func() { <-lock }()
				return b.Memory.Put(ctx, key, r)
			case <-ctx.Done():
				return 0, ctx.Err()
			}
		}
		b.open = func(ctx context.Context, key blob.Key) (io.ReadSeekCloser, error) {
			select {
			case lock <- struct{}{}:
				defer func() { <-lock }()
				return b.Memory.Open(ctx, key)
			case <-ctx.Done():
				return nil, ctx.Err()
			}
		}
	}},
	{"OneAfterAnother", []string{"Slow/BlocksNobody", "Slow/IsOvertaken"}, true, func(b *broken) {
		lock := make(chan struct{}, 1)
		b.put = func(ctx context.Context, key blob.Key, r io.Reader) (int64, error) {
			select {
			case lock <- struct{}{}:
				defer func() { <-lock }()
				return b.Memory.Put(ctx, key, r)
			case <-ctx.Done():
				return 0, ctx.Err()
			}
		}
	}},
	{"NotFoundIsEmpty", []string{"Open/NotFound", "Delete/One", "Delete/Again", "Erase/Again"}, false, func(b *broken) {
		b.open = func(ctx context.Context, key blob.Key) (io.ReadSeekCloser, error) {
			r, err := b.Memory.Open(ctx, key)
			if errors.Is(err, blob.ErrNotFound) {
				return content{bytes.NewReader(nil)}, nil
			}
			return r, err
		}
	}},
	{"NoSeek", []string{"Open/Seek", "Open/Serve"}, false, func(b *broken) {
		b.open = func(ctx context.Context, key blob.Key) (io.ReadSeekCloser, error) {
			r, err := b.Memory.Open(ctx, key)
			if err != nil {
				return nil, err
			}
			return seekless{r}, nil
		}
	}},
	{"SharedReader", []string{"Open/OwnPositions"}, false, func(b *broken) {
		readers := make(map[blob.Key]io.ReadSeekCloser)
		var mu sync.Mutex
		b.open = func(ctx context.Context, key blob.Key) (io.ReadSeekCloser, error) {
			mu.Lock()
			defer mu.Unlock()
			if r, ok := readers[key]; ok {
				return r, nil
			}
			r, err := b.Memory.Open(ctx, key)
			if err == nil {
				readers[key] = r
			}
			return r, err
		}
	}},
	{"EndsWhenRemoved", []string{"Open/WhileRemoved"}, false, func(b *broken) { b.live(nil) }},
	{"ChangesWhenRemoved", []string{"Open/WhileRemoved"}, false, func(b *broken) { b.live(noise(1<<20, 2)) }},
	{"DeleteDoesNothing", []string{"Delete/One", "Delete/Again"}, false, func(b *broken) {
		b.del = func(context.Context, blob.Key) error { return nil }
	}},
	{"DeleteErases", []string{"Delete/One", "Keys/PartsApart"}, false, func(b *broken) {
		b.del = func(ctx context.Context, key blob.Key) error { return b.Memory.Erase(ctx, key.Owner) }
	}},
	{"DeleteNotFound", []string{"Delete/Again"}, false, func(b *broken) {
		b.del = func(ctx context.Context, key blob.Key) error {
			if _, err := b.Memory.Open(ctx, key); err != nil {
				return err
			}
			return b.Memory.Delete(ctx, key)
		}
	}},
	{"KeyIsSpent", []string{"Delete/One", "Erase/All", "Erase/Again"}, false, func(b *broken) {
		spent := make(map[blob.Key]bool)
		var mu sync.Mutex
		b.put = func(ctx context.Context, key blob.Key, r io.Reader) (int64, error) {
			mu.Lock()
			defer mu.Unlock()
			if _, err := b.Memory.Open(ctx, key); spent[key] && err != nil {
				return 0, &blob.Error{Op: blob.OpPut, Key: key, Err: blob.ErrExists}
			}
			spent[key] = true
			return b.Memory.Put(ctx, key, r)
		}
	}},
	{"EraseDoesNothing", []string{"Erase/All", "Erase/Neighbours", "Erase/Again", "Many/All"}, false, func(b *broken) {
		b.erase = func(context.Context, string) error { return nil }
	}},
	{"ErasePrefix", []string{"Erase/Neighbours"}, false, func(b *broken) {
		b.erase = func(ctx context.Context, owner string) error {
			for _, other := range append(oddNames(), "contact-1", "contact-10") {
				if strings.HasPrefix(other, owner) {
					_ = b.Memory.Erase(ctx, other)
				}
			}
			return b.Memory.Erase(ctx, owner)
		}
	}},
	{"FoldsCase", []string{"Keys/Apart"}, false, func(b *broken) { b.naming(both(strings.ToLower)) }},
	{"Normalizes", []string{"Keys/Apart"}, false, func(b *broken) { b.naming(both(norm.NFC.String)) }},
	{"Trims", []string{"Keys/Apart"}, false, func(b *broken) {
		b.naming(both(func(name string) string { return strings.TrimRight(name, ". ") + "." }))
	}},
	{"RunsTogether", []string{"Keys/PartsApart"}, false, func(b *broken) {
		b.naming(func(key blob.Key) blob.Key {
			if all := key.Owner + key.ID; len(all) <= blob.MaxName {
				return blob.Key{Owner: all, ID: "x"}
			}
			return key
		})
	}},
	{"Splits", []string{"Keys/PartsApart"}, false, func(b *broken) {
		b.naming(func(key blob.Key) blob.Key {
			if all := key.Owner + "/" + key.ID; strings.Count(all, "/") == 2 && len(all) <= blob.MaxName {
				return blob.Key{Owner: all, ID: "x"}
			}
			return key
		})
	}},
	{"TakesAnyName", []string{"Keys/Invalid"}, false, func(b *broken) {
		b.del = func(ctx context.Context, key blob.Key) error {
			_ = b.Memory.Delete(ctx, key)
			return nil
		}
	}},
	{"ReadsBeforeChecking", []string{"Keys/Invalid"}, false, func(b *broken) {
		b.put = func(ctx context.Context, key blob.Key, r io.Reader) (int64, error) {
			data, err := io.ReadAll(r)
			if err != nil {
				return 0, &blob.Error{Op: blob.OpPut, Key: key, Err: blob.ErrRead, Cause: err}
			}
			return b.Memory.Put(ctx, key, bytes.NewReader(data))
		}
	}},
	{"ErasesAnyway", []string{"Keys/Cancelled"}, false, func(b *broken) {
		b.erase = func(ctx context.Context, owner string) error {
			return b.Memory.Erase(context.WithoutCancel(ctx), owner)
		}
	}},
	{"MixesOwners", []string{"Many/All"}, false, func(b *broken) {
		b.reading(func(key blob.Key, data []byte) []byte {
			return bytes.Replace(data, []byte(key.Owner+key.ID), []byte("contact-9file-9"), 1)
		})
	}},
}
