package journal

import "slices"

// chunkRecords is the number of records in a chunk: 28 KiB, which the allocator has a class for.
const chunkRecords = 512

// memoryStream is one stream of a Memory. It is not safe for concurrent use, but what it hands out is:
// records that are there are never changed in place. Records lie in chunks, so that a long stream grows
// without ever being copied whole while everyone waits. All chunks but the first and the last are full;
// the first may have been trimmed.
type memoryStream struct {
	cut      Version // records up to here have been trimmed
	last     Version
	chunks   [][]Record
	watchers []chan struct{}
}

// push adds rec, whose version is last+1.
func (s *memoryStream) push(rec Record) {
	end := len(s.chunks) - 1
	switch {
	case end < 0:
		s.chunks = append(s.chunks, []Record{rec})
	case len(s.chunks[end]) == chunkRecords:
		s.chunks = append(s.chunks, append(make([]Record, 0, chunkRecords), rec))
	default:
		s.chunks[end] = append(s.chunks[end], rec)
	}
	s.last = rec.Version
}

// since returns the chunks with the records after after, for reading without the lock. It returns false
// if some of them have been trimmed.
func (s *memoryStream) since(after Version) ([][]Record, bool) {
	if after < s.cut {
		return nil, false
	}
	if after >= s.last {
		return nil, true
	}
	skip, chunk := int(after-s.cut), 0
	if first := len(s.chunks[0]); skip >= first {
		chunk = 1 + (skip-first)/chunkRecords
		skip = (skip - first) % chunkRecords
	}
	chunks := slices.Clone(s.chunks[chunk:])
	chunks[0] = chunks[0][skip:]
	return chunks, true
}

// trim cuts the records up to through, which is not beyond last. It copies what remains of the first
// chunk, so that nothing keeps the cut records alive.
func (s *memoryStream) trim(through Version) {
	if through <= s.cut {
		return
	}
	skip, whole := int(through-s.cut), 0
	for skip > 0 && skip >= len(s.chunks[whole]) {
		skip -= len(s.chunks[whole])
		whole++
	}
	s.chunks = slices.Delete(s.chunks, 0, whole)
	if skip > 0 {
		s.chunks[0] = slices.Clone(s.chunks[0][skip:])
	}
	s.cut = through
}

// clear erases everything but the watchers.
func (s *memoryStream) clear() {
	s.cut, s.last, s.chunks = 0, 0, nil
}

func (s *memoryStream) watch(hints chan struct{}) {
	s.watchers = append(s.watchers, hints)
}

func (s *memoryStream) unwatch(hints chan struct{}) {
	if i := slices.Index(s.watchers, hints); i >= 0 {
		s.watchers = slices.Delete(s.watchers, i, i+1)
	}
}

// hint leaves a hint with every watcher that has none yet.
func (s *memoryStream) hint() {
	for _, hints := range s.watchers {
		select {
		case hints <- struct{}{}:
		default:
		}
	}
}
