package blobtest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/acdkit/acdkit/contact/attachment/blob"
)

// atOnce runs f for 0 to n-1, all at the same time.
func atOnce(n int, f func(i int)) {
	var wg sync.WaitGroup
	start := make(chan struct{})
	for i := range n {
		wg.Go(func() {
			<-start
			f(i)
		})
	}
	close(start)
	wg.Wait()
}

// manySameContent: all who put the same content are content.
func manySameContent(s *subject) {
	for round := range uint32(5) {
		data := noise(100_000, round)
		atOnce(8, func(int) {
			if size, err := s.store.Put(s.ctx, key, bytes.NewReader(data)); err != nil || size != int64(len(data)) {
				s.t.Errorf("Put(%q) returned %d and %v, want %d", key, size, err, len(data))
			}
		})
		s.holds(key, data)
		s.delete(key)
	}
}

// manyOneWins: of many who put different contents, one gets through and the others know.
func manyOneWins(s *subject) {
	for range 10 {
		errs := make([]error, 8)
		atOnce(len(errs), func(i int) {
			_, errs[i] = s.store.Put(s.ctx, key, bytes.NewReader(noise(100_000, uint32(i))))
		})
		winner := -1
		for i, err := range errs {
			switch {
			case err != nil:
				s.isError(blob.OpPut, key, err, blob.ErrExists)
			case winner >= 0:
				s.t.Fatalf("Put(%q) returned nil for two different contents", key)
			default:
				winner = i
			}
		}
		if winner < 0 {
			s.t.Fatalf("Put(%q) returned nil for none of %d", key, len(errs))
		}
		s.holds(key, noise(100_000, uint32(winner)))
		s.delete(key)
	}
}

// manyAll: whatever happens at once, who reads a blob reads one that was put there, and all of it.
func manyAll(s *subject) {
	atOnce(8, func(worker int) {
		for i := range 40 {
			step := worker*13 + i*7
			k := blob.Key{Owner: fmt.Sprint("contact-", step%2), ID: fmt.Sprint("file-", step%3)}
			if err := s.step(worker+i, k); err != nil {
				s.t.Errorf("%q: %v", k, err)
				return
			}
		}
	})
	for owner := range 2 {
		s.erase(fmt.Sprint("contact-", owner))
		for id := range 3 {
			s.lacks(blob.Key{Owner: fmt.Sprint("contact-", owner), ID: fmt.Sprint("file-", id)})
		}
	}
}

// variant is one of the contents that the workers put under a key.
func variant(k blob.Key, n int) []byte {
	return append([]byte(k.Owner+k.ID), noise(20_000+n, uint32(n))...)
}

const variants = 3

func (s *subject) step(n int, k blob.Key) error {
	switch n % 8 {
	case 0, 1, 2:
		_, err := s.store.Put(s.ctx, k, bytes.NewReader(variant(k, n%variants)))
		return unless(err, blob.ErrExists)
	case 3:
		return s.store.Delete(s.ctx, k)
	case 4:
		return s.store.Erase(s.ctx, k.Owner)
	}
	r, err := s.store.Open(s.ctx, k)
	if err != nil {
		return unless(err, blob.ErrNotFound)
	}
	got, err := io.ReadAll(r)
	_ = r.Close()
	return isVariant(k, got, err == nil)
}

func unless(err, fine error) error {
	if errors.Is(err, fine) {
		return nil
	}
	return err
}

// isVariant checks that got is a variant, or the beginning of one if reading it failed because it was
// removed meanwhile.
func isVariant(k blob.Key, got []byte, whole bool) error {
	for n := range variants {
		want := variant(k, n)
		if bytes.Equal(got, want) || !whole && bytes.HasPrefix(want, got) {
			return nil
		}
	}
	return fmt.Errorf("%d bytes were read that nobody has put", len(got))
}
