package contact_test

import (
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/google/uuid"
)

func TestNewID(t *testing.T) {
	before := time.Now().Add(-time.Millisecond)
	for range 100 {
		id := contact.NewID()
		u, err := uuid.Parse(id)
		if err != nil || u.String() != id || u.Version() != 7 || u.Variant() != uuid.RFC4122 || len(id) > contact.MaxID {
			t.Fatalf("NewID() = %q, want a UUID of version 7: %v", id, err)
		}
		if made := time.Unix(u.Time().UnixTime()); made.Before(before) || made.After(time.Now().Add(time.Second)) {
			t.Fatalf("NewID() = %q was made at %s", id, made)
		}
	}
}

// TestNewIDSorts: ids made one after another sort so, and no two are the same.
func TestNewIDSorts(t *testing.T) {
	var wg sync.WaitGroup
	made := make([][]string, 8)
	for i := range made {
		wg.Go(func() {
			for range 5000 {
				made[i] = append(made[i], contact.NewID())
			}
		})
	}
	wg.Wait()
	seen := make(map[string]bool)
	for i, ids := range made {
		if !slices.IsSorted(ids) {
			t.Errorf("the ids of goroutine %d are not sorted", i)
		}
		for _, id := range ids {
			seen[id] = true
		}
	}
	if got, want := len(seen), 8*5000; got != want {
		t.Errorf("%d different ids, want %d", got, want)
	}
}
