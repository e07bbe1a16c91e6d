package template

import (
	"iter"
	"slices"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/internal/search"
)

// Catalog is the administrator's list of templates (T1). The zero Catalog is empty and ready to use.
// It is not safe for concurrent use, and must not be changed while one of its iterators runs. The
// Queues of the templates that it returns are its own: do not change them.
type Catalog struct {
	entries []entry    // in the order of first Set
	index   map[ID]int // into entries
}

// entry is a template made ready for searching.
type entry struct {
	Template
	locale  locale
	name    search.Key // of the name
	whole   search.Key // of name and text
	outline outline    // of whole
}

func newEntry(t Template) entry {
	spoken, _ := parseLocale(t.Language)
	whole := search.NewKey(t.Name + "\n" + t.Text)
	return entry{t, spoken, search.NewKey(t.Name), whole, newOutline(whole)}
}

// Set adds the template to the end of the list, or puts it in the place of the one with its id. It
// keeps the text in NFC with its lines ended by LF, and the language as a canonical tag. It returns
// Validate's error and then changes nothing.
func (c *Catalog) Set(t Template) error {
	t, err := t.stored()
	if err != nil {
		return err
	}
	e := newEntry(t)
	if i, ok := c.index[t.ID]; ok {
		c.entries[i] = e
		return nil
	}
	if c.index == nil {
		c.index = make(map[ID]int)
	}
	c.index[t.ID] = len(c.entries)
	c.entries = append(c.entries, e)
	return nil
}

// Remove takes the template off the list, if it is there.
func (c *Catalog) Remove(id ID) {
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

// Get returns the template with that id, active or not, as it is stored.
func (c *Catalog) Get(id ID) (Template, bool) {
	i, ok := c.index[id]
	if !ok {
		return Template{}, false
	}
	return c.entries[i].Template, true
}

// All returns every template, inactive ones included, in the administrator's order.
func (c *Catalog) All() iter.Seq[Template] {
	return func(yield func(Template) bool) {
		for i := range c.entries {
			if !yield(c.entries[i].Template) {
				return
			}
		}
	}
}

// For returns the templates that can be picked for a contact of that queue and a customer of that
// language (a BCP 47 tag, "" if not known): the active ones that are for every queue or this one.
// Those in the language itself come first, then those in the same language elsewhere, then those
// without a language, each group in the administrator's order.
func (c *Catalog) For(q contact.QueueID, language string) iter.Seq[Template] {
	customer, _ := parseLocale(language)
	return func(yield func(Template) bool) {
		for group := range foreign {
			for i := range c.entries {
				e := &c.entries[i]
				if e.locale.nearTo(customer) == group && e.usable(q) && !yield(e.Template) {
					return
				}
			}
		}
	}
}
