package wrapup

import (
	"iter"
	"slices"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/internal/search"
)

// Catalog is the administrator's list of reasons (W3). The zero Catalog is empty and ready to use.
// It is not safe for concurrent use, and must not be changed while one of its iterators runs.
type Catalog struct {
	entries []entry          // in the order of first Set
	index   map[ReasonID]int // into entries
}

// entry is a reason with its name made ready for searching.
type entry struct {
	Reason
	key search.Key
}

// Set adds the reason to the end of the list, or puts it in the place of the one with its id. It
// returns Validate's error and then changes nothing.
func (c *Catalog) Set(r Reason) error {
	if err := r.Validate(); err != nil {
		return err
	}
	e := entry{r, search.NewKey(r.Name)}
	if i, ok := c.index[r.ID]; ok {
		c.entries[i] = e
		return nil
	}
	if c.index == nil {
		c.index = make(map[ReasonID]int)
	}
	c.index[r.ID] = len(c.entries)
	c.entries = append(c.entries, e)
	return nil
}

// Remove takes the reason off the list, if it is there. Records that name it can then no longer be
// explained: prefer Inactive for a reason that was ever picked.
func (c *Catalog) Remove(id ReasonID) {
	i, ok := c.index[id]
	if !ok {
		return
	}
	delete(c.index, id)
	c.entries = slices.Delete(c.entries, i, i+1)
	for ; i < len(c.entries); i++ {
		c.index[c.entries[i].ID] = i
	}
}

// Get returns the reason with that id, active or not.
func (c *Catalog) Get(id ReasonID) (Reason, bool) {
	i, ok := c.index[id]
	if !ok {
		return Reason{}, false
	}
	return c.entries[i].Reason, true
}

// All returns every reason, inactive ones included, in the administrator's order.
func (c *Catalog) All() iter.Seq[Reason] {
	return func(yield func(Reason) bool) {
		for _, e := range c.entries {
			if !yield(e.Reason) {
				return
			}
		}
	}
}

// For returns the reasons that can be picked for a contact of that channel and queue, in the
// administrator's order: the active ones that are for every channel or this one, and for every
// queue or this one.
func (c *Catalog) For(ch contact.Channel, q contact.QueueID) iter.Seq[Reason] {
	return func(yield func(Reason) bool) {
		for _, r := range c.keyed(ch, q) {
			if !yield(r) {
				return
			}
		}
	}
}

// Search returns those of For whose name matches the query (W3), best first: names that begin with
// it, then names in which it begins a word, then the rest, each group by name. Words match in any
// order and without regard to case; Korean names also by their initials (ㅎㅂ finds 환불) and while
// their last syllable is being typed. The empty query gives all of For, in its order; of a query,
// the first 256 characters count.
func (c *Catalog) Search(query string, ch contact.Channel, q contact.QueueID) []Reason {
	return search.Find(search.Compile(query), c.keyed(ch, q))
}

func (c *Catalog) keyed(ch contact.Channel, q contact.QueueID) iter.Seq2[search.Key, Reason] {
	return func(yield func(search.Key, Reason) bool) {
		for _, e := range c.entries {
			if e.selectable(ch, q) && !yield(e.key, e.Reason) {
				return
			}
		}
	}
}
