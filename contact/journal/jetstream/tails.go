package jetstream

import (
	"sync"

	"github.com/acdkit/acdkit/contact/journal"
)

// place is where a version lies: the sequence, in the JetStream stream, of the message after which version is the last.
type place struct {
	version journal.Version
	seq     uint64
}

// tails remembers the newest places that are known, of a bounded number of streams. What it holds is a guess: it may be old,
// and it is wrong for a stream that was erased and began anew. It is safe for concurrent use.
type tails struct {
	limit int

	mu       sync.Mutex
	new, old map[string]place // when new is full it becomes old; what is used moves to new
}

func (t *tails) get(stream string) (place, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if p, ok := t.new[stream]; ok {
		return p, true
	}
	p, ok := t.old[stream]
	if ok {
		t.put(stream, p)
	}
	return p, ok
}

// set remembers the place, even if an older one was known: only who has asked the server calls it with such.
func (t *tails) set(stream string, p place) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.put(stream, p)
}

// raise is set unless a newer place is known.
func (t *tails) raise(stream string, p place) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if max(t.new[stream].seq, t.old[stream].seq) < p.seq {
		t.put(stream, p)
	}
}

func (t *tails) forget(stream string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.new, stream)
	delete(t.old, stream)
}

// put is called with the lock.
func (t *tails) put(stream string, p place) {
	if t.new == nil || len(t.new) >= t.limit {
		t.new, t.old = make(map[string]place), t.new
	}
	t.new[stream] = p
	delete(t.old, stream)
}
