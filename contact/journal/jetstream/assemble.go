package jetstream

import (
	"slices"

	"github.com/acdkit/acdkit/contact/journal"
)

// assembler makes records of their parts. The parts of a record lie one after another in the subject; those of a try that
// did not come to its end are followed by something else, and count for nothing.
type assembler struct {
	next message // the last part seen, if the record is not complete
	data []byte
}

// add takes the next message of the subject, and returns a record when it is complete.
func (a *assembler) add(m message) (rec journal.Record, complete bool) {
	if m.kind != kindPart {
		a.reset()
		return journal.Record{}, false
	}
	switch {
	case m.part == 0:
		a.data = nil
	case m.part != a.next.part+1 || m.parts != a.next.parts || m.id != a.next.id || m.version != a.next.version:
		a.reset()
		return journal.Record{}, false
	}
	if m.parts == 1 {
		a.reset()
		return journal.Record{ID: m.id, Version: m.version, Data: slices.Clip(m.data), Sum: m.sum}, true
	}
	a.next, a.data = m, append(a.data, m.data...)
	a.next.data = nil
	if m.part+1 < m.parts {
		return journal.Record{}, false
	}
	rec = journal.Record{ID: m.id, Version: m.version, Data: slices.Clip(a.data), Sum: m.sum}
	a.reset()
	return rec, true
}

func (a *assembler) reset() { *a = assembler{} }
