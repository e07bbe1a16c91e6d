package postgres

import (
	"maps"
	"slices"
	"sync"
)

// notify tells all that listen which streams have grown. It is a transaction of its own, after the one that stores: a
// notification makes all commits of the database queue up until that of its transaction has ended, which takes as
// long as the disk, unless the transaction has written nothing.
const notify = `SELECT pg_notify($1, p) FROM unnest($2::text[]) p`

// owed is the streams that others may not have been told about, because the connection was lost in the middle.
type owed struct {
	mu      sync.Mutex
	streams map[string]bool
}

func (o *owed) add(streams []string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.streams == nil {
		o.streams = make(map[string]bool)
	}
	for _, s := range streams {
		o.streams[s] = true
	}
}

func (o *owed) take() []string {
	o.mu.Lock()
	defer o.mu.Unlock()
	streams := slices.Sorted(maps.Keys(o.streams))
	o.streams = nil
	return streams
}
