package blob_test

import (
	"bytes"
	"errors"
	"io"
	"math"
	"testing"

	"github.com/acdkit/acdkit/contact/attachment/blob"
)

// limited returns stores that take limit bytes.
func limited(t *testing.T, limit int64) map[string]blob.Store {
	return map[string]blob.Store{
		"Memory": &blob.Memory{Limit: limit},
		"Dir":    openDir(t, blob.DirConfig{Limit: limit}),
	}
}

func TestLimit(t *testing.T) {
	for _, tc := range []struct {
		limit, size int64
		fits        bool
	}{
		{1, 0, true}, {1, 1, true}, {1, 2, false}, {100_000, 100_000, true}, {100_000, 100_001, false}, {100_000, 5_000_000, false},
		{math.MaxInt64, 100_000, true}, {-1, 100_000, true},
	} {
		for name, s := range limited(t, tc.limit) {
			size, err := s.Put(t.Context(), key, io.LimitReader(zeros{}, tc.size))
			if tc.fits {
				if size != tc.size || err != nil {
					t.Errorf("%s with limit %d: Put returned %d and %v, want %d", name, tc.limit, size, err, tc.size)
				}
				continue
			}
			if e, ok := errors.AsType[*blob.Error](err); size != 0 || !errors.Is(err, blob.ErrTooLarge) || !ok || e.Limit != tc.limit {
				t.Errorf("%s with limit %d: Put of %d bytes returned %d and %v, want ErrTooLarge", name, tc.limit, tc.size, size, err)
			}
			if _, err := s.Open(t.Context(), key); !errors.Is(err, blob.ErrNotFound) {
				t.Errorf("%s with limit %d: after a Put of %d bytes, Open returned %v, want ErrNotFound", name, tc.limit, tc.size, err)
			}
		}
	}
}

// TestLimitDefault: without a limit there is one.
func TestLimitDefault(t *testing.T) {
	var m blob.Memory
	_, err := m.Put(t.Context(), key, zeros{})
	if e, ok := errors.AsType[*blob.Error](err); !errors.Is(err, blob.ErrTooLarge) || !ok || e.Limit != blob.DefaultLimit {
		t.Errorf("Put of too much returned %v, want ErrTooLarge", err)
	}
	if size, err := m.Put(t.Context(), key, io.LimitReader(zeros{}, blob.DefaultLimit)); size != blob.DefaultLimit || err != nil {
		t.Errorf("Put of all that is allowed returned %d and %v", size, err)
	}
}

// TestLimitEndless: who never stops sending is stopped.
func TestLimitEndless(t *testing.T) {
	for name, s := range limited(t, 100_000) {
		counted := &counter{r: zeros{}}
		if _, err := s.Put(t.Context(), key, counted); !errors.Is(err, blob.ErrTooLarge) {
			t.Errorf("%s: Put returned %v, want ErrTooLarge", name, err)
		}
		if counted.n > 1<<20 {
			t.Errorf("%s: Put read %d bytes of 100,000 allowed", name, counted.n)
		}
	}
}

// TestLimitOverExisting: too much does not come in for what is there already.
func TestLimitOverExisting(t *testing.T) {
	for name, s := range limited(t, 10) {
		for _, step := range []struct {
			data string
			want error
		}{{"0123456789", nil}, {"0123456789x", blob.ErrTooLarge}, {"012345678", blob.ErrExists}, {"0123456789", nil}} {
			if _, err := s.Put(t.Context(), key, bytes.NewReader([]byte(step.data))); !errors.Is(err, step.want) {
				t.Errorf("%s: Put(%q) returned %v, want %v", name, step.data, err, step.want)
			}
		}
	}
}

// zeros never ends.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

type counter struct {
	r io.Reader
	n int
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += n
	return n, err
}
