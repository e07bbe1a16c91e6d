package jetstream

import (
	"github.com/acdkit/acdkit/contact/journal"
)

// stride is how many records may be read and dropped rather than asking once more where to begin.
const stride = 32

// find returns a sequence from which on all records from r.next are, and few before them. end is the last message, whose
// version is not below r.next.
func (r *reading) find(end place) (uint64, error) {
	after := r.next - 1
	if p, ok := r.j.tails.get(r.stream); ok && p.version == after {
		return p.seq + 1, nil
	}
	if after == 0 {
		return 1, nil
	}
	low, err := r.probe(1)
	if err != nil || low.version > after {
		return 1, err // scan sees that they were cut
	}
	for round := 0; after-low.version > stride && end.seq-low.seq > 1; round++ {
		at := low.seq + (end.seq-low.seq)/2
		if round%2 == 0 {
			at = between(low, end, after)
		}
		p, err := r.probe(at)
		switch {
		case err != nil:
			return 0, err
		case p.version <= after && p.seq > 0:
			low = p
		default:
			end.seq = at
		}
	}
	return low.seq, nil
}

// between guesses the sequence of a version from those around it, as if each came after the same number of messages.
func between(low, high place, version journal.Version) uint64 {
	share := float64(version-low.version) / float64(high.version-low.version)
	at := low.seq + uint64(share*float64(high.seq-low.seq))
	return min(max(at, low.seq+1), high.seq-1)
}

// probe returns the place of the first message of the stream from a sequence on; the zero place if there is none.
func (r *reading) probe(from uint64) (place, error) {
	at, ok, err := r.j.get(r.ctx, query{Next: r.subject, Seq: from})
	if err != nil || !ok {
		return place{}, err
	}
	m, err := decode(at.Data)
	return place{m.version, at.Seq}, err
}
