package postgres

import (
	"cmp"
	"slices"
	"sync"

	"github.com/acdkit/acdkit/contact/journal"
)

// Limits of one batch. A batch has one record at least, however large.
const (
	maxBatch      = 1024    // records
	maxBatchBytes = 4 << 20 // of their Data
)

// request is an append on its way.
type request struct {
	stream string
	after  journal.Version
	rec    journal.Record

	err, cause error // final when done is closed; err is nil if the record is stored
	done       chan struct{}
}

// answer lets the caller go on.
func (r *request) answer(err, cause error) {
	r.err, r.cause = err, cause
	close(r.done)
}

// queue is the requests that wait. Callers wait for their answers, so it is no longer than there are callers.
type queue struct {
	ready chan struct{} // holds a token if something waits

	mu      sync.Mutex
	waiting []*request
	closed  bool
}

func newQueue() queue { return queue{ready: make(chan struct{}, 1)} }

func (q *queue) put(r *request) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed {
		return false
	}
	q.waiting = append(q.waiting, r)
	q.signal()
	return true
}

// withdraw takes a request out of the queue, unless a writer has taken it, which withdraw reports with false.
func (q *queue) withdraw(r *request) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	i := slices.Index(q.waiting, r)
	if i < 0 {
		return false
	}
	q.waiting = slices.Delete(q.waiting, i, i+1)
	return true
}

func (q *queue) signal() {
	select {
	case q.ready <- struct{}{}:
	default:
	}
}

// take returns a batch of what waits, in the order of the streams, so that two batches of two nodes never wait for each
// other. Of each stream and each record id there is one, since the answers are told apart by the id.
func (q *queue) take() []*request {
	q.mu.Lock()
	defer q.mu.Unlock()
	var batch, later []*request
	seen, size := make(map[string]bool), 0
	for i, r := range q.waiting {
		if len(batch) == maxBatch || size > maxBatchBytes {
			later = append(later, q.waiting[i:]...)
			break
		}
		if seen["s"+r.stream] || seen["r"+r.rec.ID] {
			later = append(later, r)
			continue
		}
		seen["s"+r.stream], seen["r"+r.rec.ID] = true, true
		batch, size = append(batch, r), size+len(r.rec.Data)
	}
	q.waiting = later
	if len(later) > 0 {
		q.signal()
	}
	slices.SortFunc(batch, func(a, b *request) int { return cmp.Compare(a.stream, b.stream) })
	return batch
}

// close refuses further requests. What waits can still be taken.
func (q *queue) close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
}
