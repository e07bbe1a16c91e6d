package routing

import "iter"

// row is all contacts by arrival: a list whose links are in the contacts.
type row struct{ first, last *item }

// push adds a contact that came after all others.
func (r *row) push(c *item) {
	if c.prev = r.last; c.prev != nil {
		c.prev.next = c
	} else {
		r.first = c
	}
	r.last = c
}

func (r *row) remove(c *item) {
	if c.prev != nil {
		c.prev.next = c.next
	} else {
		r.first = c.next
	}
	if c.next != nil {
		c.next.prev = c.prev
	} else {
		r.last = c.prev
	}
	c.prev, c.next = nil, nil
}

func (r *row) all() iter.Seq[*item] {
	return func(yield func(*item) bool) {
		for c := r.first; c != nil; c = c.next {
			if !yield(c) {
				return
			}
		}
	}
}

func byArrival(a, b *item) int {
	if a.seq < b.seq {
		return -1
	}
	return 1
}
