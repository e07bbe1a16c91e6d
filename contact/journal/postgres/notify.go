package postgres

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// notify tells all that listen which streams have grown. It is a transaction of its own, after the one that stores: a
// notification makes all commits of the database queue up until that of its transaction has ended, which takes as
// long as the disk, unless the transaction has written nothing.
const notify = `SELECT pg_notify($1, p) FROM unnest($2::text[]) p`

// maxPayload is the length of a notification in bytes; PostgreSQL takes 7999.
const maxPayload = 7900

// payloads packs the names of streams: the number of the journal that sends them, then one name a line.
func payloads(opening int64, streams []string) (all []string) {
	head := strconv.FormatInt(opening, 10)
	var b strings.Builder
	for _, s := range streams {
		if b.Len() > 0 && b.Len()+1+len(s) > maxPayload {
			all = append(all, b.String())
			b.Reset()
		}
		if b.Len() == 0 {
			b.WriteString(head)
		}
		b.WriteString("\n" + s)
	}
	if b.Len() > 0 {
		all = append(all, b.String())
	}
	return all
}

// parsePayload returns what payloads packed. What somebody else may have sent gives streams that nobody watches.
func parsePayload(payload string) (opening int64, streams []string) {
	head, rest, _ := strings.Cut(payload, "\n")
	opening, _ = strconv.ParseInt(head, 10, 64) // 0 is nobody's number
	if rest == "" {
		return opening, nil
	}
	return opening, strings.Split(rest, "\n")
}

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
