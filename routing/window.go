package routing

// window remembers the last command ids (I8). The zero value is empty.
type window struct {
	ids  []string // a ring once it is full
	next int
	seen map[string]struct{}
}

func (w *window) has(id string) bool {
	_, ok := w.seen[id]
	return ok
}

// add remembers an id and forgets the oldest beyond the limit.
func (w *window) add(id string, limit int) {
	if w.has(id) || limit == 0 {
		return
	}
	if w.seen == nil {
		w.seen = make(map[string]struct{})
	}
	w.seen[id] = struct{}{}
	if len(w.ids) < limit {
		w.ids = append(w.ids, id)
		return
	}
	delete(w.seen, w.ids[w.next])
	w.ids[w.next] = id
	w.next = (w.next + 1) % len(w.ids)
}

// list returns the ids, oldest first.
func (w *window) list() []string {
	return append(append([]string(nil), w.ids[w.next:]...), w.ids[:w.next]...)
}

// resize keeps the newest ids within a limit.
func (w *window) resize(limit int) {
	ids := w.list()
	*w = window{}
	for _, id := range ids[max(0, len(ids)-limit):] {
		w.add(id, limit)
	}
}
